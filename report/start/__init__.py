"""A folder comes in, and a new briefing in it goes out: a specimen of every kind, or the least."""

from .beginning import begin, specimen

__all__ = ["begin", "specimen"]
