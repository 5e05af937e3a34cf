"""What a file promises to follow: standards for archives and readers, chosen by one switch."""

from enum import Enum


class Conformance(Enum):
    """A pair of standards, named as on the command line."""

    A3A_UA1 = "a3a-ua1"  # PDF/A-3a and PDF/UA-1, both on PDF 1.7: the widest readers
    A4F_UA2 = "a4f-ua2"  # PDF/A-4f and PDF/UA-2, both on PDF 2.0
    NONE = "none"  # a plain file without tags

    @property
    def tagged(self) -> bool:
        """Whether the file has a structure tree."""
        return self is not Conformance.NONE

    @property
    def version(self) -> str:
        """The version of PDF that the standards build on."""
        return "2.0" if self is Conformance.A4F_UA2 else "1.7"

    @property
    def ua2(self) -> bool:
        """Whether roles, namespaces and destinations are those of PDF/UA-2."""
        return self is Conformance.A4F_UA2

    @property
    def standards(self) -> tuple[str, ...]:
        """The standards by their usual names."""
        return _STANDARDS[self]


_STANDARDS = {
    Conformance.A3A_UA1: ("PDF/A-3a", "PDF/UA-1"),
    Conformance.A4F_UA2: ("PDF/A-4f", "PDF/UA-2"),
    Conformance.NONE: (),
}
