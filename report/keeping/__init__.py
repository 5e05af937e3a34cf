"""What was made before comes in, and what it was made of; whether it still holds goes out.

Everything here may be deleted at any time, and shared: nothing is believed but by its digest.
"""
