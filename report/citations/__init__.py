"""References and calls come in; formatted notes and a bibliography go out, in any style of CSL."""

from .cited import Cited, Cluster
from .formatting import Citations, Pending, cite, start
from .styles import is_day_first

__all__ = ["Citations", "Cited", "Cluster", "Pending", "cite", "is_day_first", "start"]
