"""A document comes in; its YAML file, and a draft of its facts, go out.

What can be read in the text is filled in; what only a person can say is ``TODO``. Places are those
that ``report verify`` counts, since its own cutter counts them, so that a draft proves itself.
"""

from .drafts import Draft, draft
from .taking import Taken, take
from .updating import Update, update

__all__ = ["Draft", "Taken", "Update", "draft", "take", "update"]
