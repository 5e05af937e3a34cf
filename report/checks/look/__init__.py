"""A theme, and the pages that it filled, come in; what its maker did not mean goes out.

Each fault is told once, at the line of the theme that causes it, before anything is laid out.
"""
