"""Hold the claims of a briefing against its facts; no text of a document is needed.

A ``Reading`` comes in, findings go out. What remains to be proved, that the phrases stand in the
documents, is for ``verify``.
"""

from .claims import Claim
from .reading import Reading

__all__ = ["Claim", "Reading"]
