"""Questions with one right option come in; a quiz in the cartridge's profile of QTI goes out.

The feedback of a question hangs on a condition that always holds and lets the next be tried: so it
is said whatever was answered, in every importer that was tried.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .manifest import HEAD, escaped, xml

TYPE = "imsqti_xmlv1p2/imscc_xmlv1p1/assessment"
QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
CHOICE = "cc.multiple_choice.v0p1"
QUESTIONS = 4  # of a quiz: Moodle 4.1 gives every quiz that it imports four points

_QUIZ = (
    ("cc_profile", "cc.exam.v0p1"),
    ("qmd_assessmenttype", "Examination"),
    ("qmd_scoretype", "Percentage"),
    ("qmd_feedbackpermitted", "Yes"),
    ("qmd_hintspermitted", "No"),
    ("qmd_solutionspermitted", "No"),
    ("cc_maxattempts", "unlimited"),
)


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A question: its id, its stem, its options, which of them is right, what is said then."""

    id: str
    stem: str
    options: tuple[str, ...]
    right: int
    feedback: str


def write(ident: str, title: str, questions: Sequence[AskedItem]) -> str:
    """Return the quiz."""
    items = "".join(_item(question) for question in questions)
    return (
        f'{HEAD}<questestinterop xmlns="{QTI}"><assessment ident="{ident}"'
        f' title="{escaped(title)}">{_fields(_QUIZ)}<section ident="root_section">\n{items}'
        "</section></assessment></questestinterop>\n"
    )


def _fields(fields: Sequence[tuple[str, str]]) -> str:
    inner = "".join(
        f"<qtimetadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for label, entry in fields
    )
    return f"<qtimetadata>{inner}</qtimetadata>"


def _item(question: AskedItem) -> str:
    name = f"q_{question.id}"
    labels = "".join(
        f'<response_label ident="{name}_{n}"><material>{_text(option)}</material></response_label>'
        for n, option in enumerate(question.options, start=1)
    )
    fields = _fields((("cc_profile", CHOICE), ("cc_weighting", "1")))
    return (
        f'<item ident="{name}" title="{escaped(question.stem[:80])}">'
        f"<itemmetadata>{fields}</itemmetadata>"
        f"<presentation><material>{_text(question.stem)}</material>"
        f'<response_lid ident="{name}_r" rcardinality="Single"><render_choice shuffle="No">{labels}'
        "</render_choice></response_lid></presentation><resprocessing><outcomes>"
        '<decvar varname="SCORE" vartype="Decimal" minvalue="0" maxvalue="100"/></outcomes>'
        '<respcondition continue="Yes"><conditionvar><other/></conditionvar>'
        f'<displayfeedback feedbacktype="Response" linkrefid="{name}_said"/></respcondition>'
        f'<respcondition continue="No"><conditionvar><varequal respident="{name}_r">'
        f"{name}_{question.right + 1}</varequal></conditionvar>"
        '<setvar varname="SCORE" action="Set">100</setvar></respcondition></resprocessing>'
        f'<itemfeedback ident="{name}_said"><flow_mat><material>{_text(question.feedback)}'
        "</material></flow_mat></itemfeedback></item>\n"
    )


def _text(words: str) -> str:
    return f'<mattext texttype="text/html">{xml(f"<p>{escaped(words)}</p>")}</mattext>'
