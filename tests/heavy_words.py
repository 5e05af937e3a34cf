"""Words by chance: each stands in one place only, so that one that is lost is missed."""

import random
from dataclasses import dataclass, field

from scripted import WORDS, is_drawn

_BEGIN = (
    *("b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s"),
    *("t", "v", "z", "br", "dr", "fl", "gr", "kl", "pr", "st", "tr"),
)
_VOWEL = ("a", "e", "i", "o", "u")
_COPIED_WHOLE = ("ja", "zh-Hans", "ko", "hi", "bn", "th", "ka", "el", "ru", "tg")
FOREIGN = tuple(language for language in _COPIED_WHOLE if is_drawn(language))


@dataclass
class Words:
    """A generator of words from a seed; it keeps what it gave."""

    seed: int
    size: float = 1.0
    words: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    _count: int = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311  # of tests

    def word(self, syllables: int = 0) -> str:
        """Return a word that stands nowhere else; it counts itself."""
        self._count += 1
        number, parts = self._count, []
        while number or len(parts) < 2:
            number, digit = divmod(number, len(_BEGIN) * len(_VOWEL))
            parts.append(_BEGIN[digit // len(_VOWEL)] + _VOWEL[digit % len(_VOWEL)])
        more = syllables or self.chance.choice((0, 1, 1, 2, 3))
        parts += [self.chance.choice(_BEGIN) + self.chance.choice(_VOWEL) for _ in range(more)]
        made = "".join(parts) + "n"
        self.words.append(made)
        return made

    def some(self, low: int, high: int) -> str:
        """Return some words, now and then a very long one or one of another script."""
        found = [self.word() for _ in range(self.chance.randint(low, high))]
        if self.chance.random() < 0.06:
            found.append(self.word(self.chance.randint(8, 16)))
        if self.chance.random() < 0.06:
            language = self.chance.choice(FOREIGN)
            term = WORDS[language][self.chance.choice((0, 1))]
            self.foreign.append(term)
            found.append(term)
        return " ".join(found)

    def decorated(self, low: int, high: int) -> str:
        """Return words with markup among them."""
        parts = [self.some(low, high)]
        for _ in range(self.chance.randint(0, 2)):
            inner = self.some(1, 3)
            parts.append(
                self.chance.choice(
                    (
                        f"*{inner}*",
                        f"**{inner}**",
                        f"“{inner}”",
                        f"({inner})",
                        f"{self.word()}^{self.chance.randint(2, 9)}^",
                        f"{self.word()}~{self.chance.randint(2, 9)}~",
                        f"[{self.word()}]{{lang=uz}}",
                        f"[{inner}](https://example.org/{self.chance.randint(1, 99)})",
                        f"{self.word()} – {self.word()}",
                        f"{self.chance.randint(1, 999)} km²",
                        "€15.2 million",
                    )
                )
            )
            parts.append(self.some(0, 2) or self.word())
        return " ".join(parts)
