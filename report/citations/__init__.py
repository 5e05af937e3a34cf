"""References and calls come in; formatted notes and a bibliography go out, in any style of CSL."""

from .formatting import Citations, Cited, Cluster, Pending, cite, start

__all__ = ["Citations", "Cited", "Cluster", "Pending", "cite", "start"]
