"""A briefing comes in; how many words each of its sections has goes out."""

from dataclasses import dataclass

from ..content import Content
from ..content.reading_order import read_in_order
from ..text.inline import plain
from ..text.wording import count_words


@dataclass(frozen=True, slots=True)
class SectionWords:
    """The words that an author wrote in a section, without notes and what the house adds."""

    section: str
    title: str
    words: int


def words(content: Content) -> tuple[SectionWords, ...]:
    """Return the words of each section, in order."""
    count = dict.fromkeys((section.id for section in content.briefing.sections), 0)
    for text in read_in_order(content.briefing, content.library, content.source):
        if text.block[:1] == ("sections",):
            count[content.briefing.section_of(text.block).id] += count_words(plain(text.text))
    return tuple(
        SectionWords(section.id, str(section.title or section.id), count[section.id])
        for section in content.briefing.sections
    )
