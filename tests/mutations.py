"""Small falsehoods: a briefing and its documents come in, copies with one thing made wrong go out.

Every mutation changes what is claimed or what proves it, never only its wording; the checks and the
verification together should find nearly all of them.
"""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

Files = Mapping[str, str]  # by name: briefing.yaml, the document files, and texts under documents/

MONTHS = ("January", "February", "March", "April", "June", "July", "October", "November")
COUNTS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve")
STRANGERS = ("Portugal", "Grimaldi", "Valparaiso", "Hansen", "Bolivia", "Zanzibar")
HEDGES = (
    *(
        "at least ",
        "reportedly ",
        "by and large ",
        "formally ",
        "suspected ",
        "mainly ",
        "largely ",
    ),
    *("considered ", "particular ", "some ", "many ", "several ", "was feared "),
)
CITED = re.compile(r"\[@[^\]]+\](?:\{#[\w-]+\})?")


@dataclass(frozen=True)
class Mutation:
    """One falsehood: what it is, and the files with it in them."""

    what: str
    files: Files


def mutations(files: Files, rng: random.Random) -> Iterator[Mutation]:
    """Yield every kind of mutation in turn, each at a place drawn by ``rng``, for ever."""
    while True:
        for make in (*SENTENCES, *TITLES, *FACTS, *DOCUMENTS):
            if (made := make(files, rng)) is not None:
                yield made


def _replaced(
    files: Files,
    rng: random.Random,
    name: str,
    pattern: str,
    by: Callable[[re.Match[str]], str | None],
    what: str,
) -> Mutation | None:
    """Replace one match of ``pattern``, drawn from all of them in the file."""
    found = list(re.finditer(pattern, files[name], re.MULTILINE))
    rng.shuffle(found)
    for match in found:
        new = by(match)
        if new is not None and new != match[0]:
            text = files[name][: match.start()] + new + files[name][match.end() :]
            return Mutation(
                f"{what}: {_around(files[name], match)} -> {new!r}", {**files, name: text}
            )
    return None


def _around(text: str, match: re.Match[str]) -> str:
    line = text.count("\n", 0, match.start()) + 1
    return f"line {line}, {' '.join(match[0].split())!r}"


def _drawn(rng: random.Random, files: Files, folder: str) -> str:
    names = sorted(name for name in files if name.startswith(folder) and name != "briefing.yaml")
    return rng.choice(names)


# -------------------------------------------------------------------------------------- sentences

_BODY = r"(?<=[a-z,;] )"  # inside a sentence


def _prose(files: Files) -> tuple[int, int]:
    """Return where the sections begin and end: titles and metadata before them are not touched."""
    return files["briefing.yaml"].index("\nsections:"), len(files["briefing.yaml"])


def _in_sentence(
    files: Files,
    rng: random.Random,
    pattern: str,
    by: Callable[[re.Match[str]], str | None],
    what: str,
) -> Mutation | None:
    start, _ = _prose(files)
    head, body = files["briefing.yaml"][:start], files["briefing.yaml"][start:]
    made = _replaced({"b": body}, rng, "b", pattern, by, what)
    return made and Mutation(made.what, {**files, "briefing.yaml": head + made.files["b"]})


def sentence_year(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: str(int(m[0]) + rng.choice((-3, -2, -1, 1, 2)))  # noqa: E731
    return _in_sentence(files, rng, rf"{_BODY}(?:19|20)\d\d(?=[ ,.;\[])", by, "sentence, year")


def sentence_month(files: Files, rng: random.Random) -> Mutation | None:
    months = rf"{_BODY}(?:{'|'.join((*MONTHS, 'December', 'September', 'May'))})(?=\s\d{{4}})"
    return _in_sentence(files, rng, months, lambda m: rng.choice(MONTHS), "sentence, month")


def sentence_count(files: Files, rng: random.Random) -> Mutation | None:
    pattern = rf"{_BODY}(?:{'|'.join(COUNTS)})(?= [a-z])"
    return _in_sentence(files, rng, pattern, lambda m: rng.choice(COUNTS), "sentence, number word")


def sentence_figure(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: str(int(m[0]) + rng.choice((-2, 1, 3, 10)))  # noqa: E731
    return _in_sentence(files, rng, r"(?<=[a-z] )\d{2,3}(?= [a-z])", by, "sentence, number")


def sentence_stranger(files: Files, rng: random.Random) -> Mutation | None:
    pattern = r"(?<=[a-z] )[A-Z][a-z]{3,}(?=[ ,.;’])(?!\s(?:Accord|Treaty|Seminar|\d))"
    return _in_sentence(files, rng, pattern, lambda m: rng.choice(STRANGERS), "sentence, new name")


def sentence_swapped(files: Files, rng: random.Random) -> Mutation | None:
    """Put in a name that the facts of other sentences have."""
    pattern = r"(?<=[a-z] )[A-Z][a-z]{3,}(?=[ ,.;’])(?!\s(?:Accord|Treaty|Seminar|\d))"
    known = sorted(set(re.findall(pattern, files["briefing.yaml"])) - {*MONTHS, "December"})
    return _in_sentence(files, rng, pattern, lambda m: rng.choice(known), "sentence, swapped name")


def sentence_hedge(files: Files, rng: random.Random) -> Mutation | None:
    """Drop a word that limits a claim; not of “how many”, and none that is spoken of."""
    pattern = f"(?<![Hh]ow )(?<!“)(?:{'|'.join(HEDGES)})"
    return _in_sentence(files, rng, pattern, lambda m: "", "sentence, hedge dropped")


def sentence_quotation(files: Files, rng: random.Random) -> Mutation | None:
    def by(match: re.Match[str]) -> str | None:
        words = match[1].split(" ")
        words[rng.randrange(len(words))] = rng.choice(("never", "fully", "wholly", "soon"))
        return f"“{' '.join(words)}”"

    return _in_sentence(files, rng, r"“([^”\n]+)”(?=[^\[\n]*\[@)", by, "sentence, quotation")


def sentence_uncited(files: Files, rng: random.Random) -> Mutation | None:
    pattern = r"(?<=\.)\[@[^\]]+\](?= [A-Z])"
    return _in_sentence(files, rng, pattern, lambda m: "", "sentence, citation dropped")


def sentence_neighbour(files: Files, rng: random.Random) -> Mutation | None:
    """Cite the fact that stands next in its document."""
    order = [
        key
        for name in sorted(files)
        if name.endswith(".yaml") and name != "briefing.yaml"
        for key in re.findall(r"(?m)^  ([a-z0-9-]+):$", files[name])
    ]

    def by(match: re.Match[str]) -> str | None:
        if match[1] not in order:
            return None
        place = order.index(match[1])
        return f".[@{order[place + 1 if place + 1 < len(order) else place - 1]}]"

    return _in_sentence(files, rng, r"\.\[@([a-z0-9-]+)\]", by, "sentence, neighbour cited")


def sentence_present(files: Files, rng: random.Random) -> Mutation | None:
    verbs = {
        "leased": "leases",
        "preserved": "preserves",
        "lacked": "lacks",
        "was still": "is still",
    }
    pattern = rf"(?<!label: Base )\b(?:{'|'.join(verbs)})"
    return _in_sentence(files, rng, pattern, lambda m: verbs[m[0]], "sentence, present tense")


def sentence_now(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: f" {rng.choice(('today', 'currently', 'recently'))},{m[0]}"  # noqa: E731
    return _in_sentence(files, rng, r"(?<=[a-z]), (?=[a-z]+ [a-z]+)", by, "sentence, now")


SENTENCES = (
    *(sentence_year, sentence_month, sentence_count, sentence_figure, sentence_stranger),
    *(sentence_swapped, sentence_hedge, sentence_quotation, sentence_uncited),
    *(sentence_neighbour, sentence_present, sentence_now),
)

# ----------------------------------------------------------------------- titles, labels, judgements

_TITLES = r"^( +(?:- )?(?:title|run-in|lead|head): )"
JUDGEMENTS = ("worthless", "triumphant", "disastrous", "merely symbolic", "unprecedented", "doomed")
CLAUSES = (
    ", to general worry",
    ", not a change of mind",
    ", a decisive step for all concerned",
    ", which merchants applauded loudly",
    "; nobody protested in the streets",
)


def title_judges(files: Files, rng: random.Random) -> Mutation | None:
    """Put a word that judges into a title, a run-in or a head."""
    by = lambda m: f"{m[1]}{m[2]} {rng.choice(JUDGEMENTS)} {m[3]}"  # noqa: E731
    pattern = rf"{_TITLES}([A-Z][a-z]+[^\n:{{]*?) ([a-z]+[^\n:{{]*)$"
    return _in_sentence(files, rng, pattern, by, "title, judgement")


def title_stranger(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: f"{m[1]}{m[2]} {rng.choice(STRANGERS)}"  # noqa: E731
    pattern = rf"{_TITLES}([^\n:{{]*[a-z,] )[A-Z][a-z]{{3,}}"
    return _in_sentence(files, rng, pattern, by, "title, new name")


def title_year(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: m[1] + m[2] + str(int(m[3]) + rng.choice((-2, -1, 1, 2)))  # noqa: E731
    return _in_sentence(
        files, rng, rf"{_TITLES}([^\n]*?)((?:19|20)\d\d)(?![\d/])", by, "title, year"
    )


def run_in_moved(files: Files, rng: random.Random) -> Mutation | None:
    """Give a block a run-in that is none of its own."""
    by = lambda m: m[1] + rng.choice(("Across the border.", "Prices of bread.", "In winter."))  # noqa: E731
    return _in_sentence(files, rng, r"^( +(?:- )?run-in: )[A-Z][^\n]*$", by, "run-in, another's")


def status_claims(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: m[1] + rng.choice(("Fulfilled", "Complete", "Kept in full", "Achieved"))  # noqa: E731
    pattern = r"^( +(?:short|called): )[A-Z][^\n]*$"
    return _in_sentence(files, rng, pattern, by, "status, more than is reported")


def connective_judges(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: (  # noqa: E731
        f" {rng.choice(('The one outranks the other', 'This was a triumph', 'It was unqualified'))}"
        f".[connective]{m[0]}"
    )
    return _in_sentence(files, rng, r"(?<=\]) (?=[A-Z][a-z]+ [a-z]+)", by, "connective, judgement")


def clause_uncited(files: Files, rng: random.Random) -> Mutation | None:
    """Add a clause to a sentence of prose that its facts know nothing of."""
    by = lambda m: rng.choice(CLAUSES) + m[0]  # noqa: E731
    pattern = r"(?<=[a-z]{3})\.\[@[^\]]+\](?= [A-Z])"
    return _in_sentence(files, rng, pattern, by, "sentence, clause added")


TITLES = (
    *(title_judges, title_stranger, title_year, run_in_moved),
    *(status_claims, connective_judges, clause_uncited),
)

# ------------------------------------------------------------------------------------------ facts


def fact_year(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: m[1] + str(int(m[2]) + rng.choice((-2, -1, 1)))  # noqa: E731
    name = _drawn(rng, files, "")
    return _replaced(files, rng, name, r"(^ +says: [^\n]*?)((?:19|20)\d\d)", by, "fact, year")


def fact_name(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: m[1] + rng.choice(STRANGERS)  # noqa: E731
    name = _drawn(rng, files, "")
    return _replaced(files, rng, name, r"(^ +says: [^\n]*?[a-z] )[A-Z][a-z]{3,}", by, "fact, name")


def fact_phrase(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: m[1] + rng.choice(("never", "fully", "wholly"))  # noqa: E731
    name = _drawn(rng, files, "")
    return _replaced(files, rng, name, r"(^ +supports: \[\W?)[\w’-]+", by, "fact, phrase")


def fact_place(files: Files, rng: random.Random) -> Mutation | None:
    by = lambda m: m[1] + str(int(m[2]) + 1)  # noqa: E731
    name = _drawn(rng, files, "")
    return _replaced(files, rng, name, r"(^ +place: .*paragraph: )(\d)", by, "fact, paragraph")


def fact_hedge(files: Files, rng: random.Random) -> Mutation | None:
    name = _drawn(rng, files, "")
    pattern = rf"(^ +says: [^\n]*?)(?:{'|'.join(HEDGES)})"
    return _replaced(files, rng, name, pattern, lambda m: m[1], "fact, hedge dropped")


def fact_as_of(files: Files, rng: random.Random) -> Mutation | None:
    """Date a fact otherwise than it says."""

    def by(match: re.Match[str]) -> str | None:
        year = re.search(r"(?:19|20)\d\d", match[1])
        if not year or match[3] != year[0]:
            return None
        return match[1] + match[2] + str(int(match[3]) + 1)

    name = _drawn(rng, files, "")
    pattern = r"(^ +says: [^\n]*\n)((?:(?!^ +says:)[^\n]*\n)*? +as-of: \"?)((?:19|20)\d\d)"
    return _replaced(files, rng, name, pattern, by, "fact, as-of")


FACTS = (fact_year, fact_name, fact_phrase, fact_place, fact_hedge, fact_as_of)

# -------------------------------------------------------------------------------------- documents


def document_word(files: Files, rng: random.Random) -> Mutation | None:
    name = _drawn(rng, files, "documents/")
    by = lambda m: rng.choice(("never", "fully", "wholly"))  # noqa: E731
    return _replaced(files, rng, name, r"\b[a-z]{4,}\b", by, "document, word")


def document_number(files: Files, rng: random.Random) -> Mutation | None:
    name = _drawn(rng, files, "documents/")
    by = lambda m: str(int(m[0]) + 1)  # noqa: E731
    return _replaced(files, rng, name, r"\b\d+\b", by, "document, number")


def document_paragraph(files: Files, rng: random.Random) -> Mutation | None:
    """Move a paragraph to the end of its document."""
    name = _drawn(rng, files, "documents/")
    blocks = files[name].split("\n\n")
    longer = [n for n, block in enumerate(blocks[:-1]) if len(block) > 60]
    if not longer:
        return None
    moved = blocks.pop(rng.choice(longer))
    text = "\n\n".join([*blocks, moved]) + "\n"
    return Mutation(f"document, paragraph moved: {moved[:40]!r}", {**files, name: text})


def document_sentence(files: Files, rng: random.Random) -> Mutation | None:
    name = _drawn(rng, files, "documents/")
    return _replaced(
        files, rng, name, r"(?<=\. )[A-Z][^.\n]+\.", lambda m: "", "document, sentence"
    )


DOCUMENTS = (document_word, document_number, document_paragraph, document_sentence)
