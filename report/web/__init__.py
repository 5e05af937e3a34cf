"""The edition for the web: filled pages and what they rest on come in, one HTML file goes out.

The page is made of what the templates of the print edition wrote, so it has the same words in the
same order. Its sentences become elements that lead to their evidence, notes stand once at the foot
of their section, and what holds on paper alone goes.
"""

from .page import WebPage, page
from .views import WebViews

__all__ = ["WebPage", "WebViews", "page"]
