"""A copy of WeasyPrint comes in; in it a long note goes on at the foot of the next page.

WeasyPrint 70.0 puts a note on one page, and what does not fit there is lost
(Kozea/WeasyPrint#1833). Here a note taller than ``LONG`` of the page is cut where its share of the
page is used up; the rest waits in ``reported_footnotes``, which WeasyPrint lays out first on the
next page, and may be cut again there. No string is cut: a piece is the same box, laid out from a
skip stack and down to a height, as WeasyPrint itself breaks a paragraph over pages. So nothing is
lost or said twice, and tags find one element.

What a page does, in order:

1. what is left of notes from the page before, up to ``SHARE`` of the page;
2. a line with a call: an ordinary note must fit whole, else the line moves on; a long one takes
   what ``SHARE`` leaves, ``LEAST`` lines at least, else the line moves on;
3. a further call while a note waits: the rest of that note is let in, if both fit; else the line
   moves on; if it cannot move (nothing stands above it), its note goes below the piece that is cut;
4. at the end of the page the piece that is cut takes the room that the text left.
"""

import math
from collections.abc import Iterator
from typing import Any

from . import note_columns
from .copied import Copy
from .note_columns import NoteSize

LONG = 0.25  # of the page's depth: a note above it may be cut
SHARE = 0.30  # of the page's depth: what cut notes may take, with the notes above them
LEAST = 3  # lines of a piece
CONTINUED = "::continued"
"""How the tag of the words above a piece ends; ``data-continued`` of the note has them."""

_HAIR = 1e-6


class _Piece:
    """From where to which height a note is laid out; ``rest`` is where it goes on, or None."""

    def __init__(self, start: Any, height: float | None) -> None:
        self.start, self.height, self.rest = start, height, None


def let_notes_go_on(copy: Copy) -> None:
    """Put it in; ``KEPT_NOTES`` and ``ADDED_NOTES`` of ``mends`` go before."""
    context = copy.part("layout").LayoutContext
    notes = _LongNotes(copy)
    copy.edit(
        "layout.block",
        "_linebox_layout",
        (
            "                overflow = context.layout_footnote(footnote)\n"
            "                new_footnotes.append(footnote)\n"
            "                overflow = (\n"
            "                    overflow or\n"
            "                    context.reported_footnotes or\n"
            "                    context.overflows_page("
            "bottom_space, new_position_y + offset_y))\n",
            "                new_footnotes.append(footnote)\n"
            "                overflow = report_place(\n"
            "                    context, footnote, bottom_space, new_position_y + offset_y,\n"
            "                    bool(new_children or not page_is_empty))\n",
        ),
        report_place=notes.place,
    )
    copy.edit(
        "layout.page",
        "make_page",
        (
            "    for i, reported_footnote in enumerate(reported_footnotes):\n"
            "        context.footnotes.append(reported_footnote)\n"
            "        overflow = context.layout_footnote(reported_footnote)\n"
            "        if overflow and i != 0:\n"
            "            context.report_footnote(reported_footnote)\n"
            "            context.reported_footnotes = reported_footnotes[i:]\n"
            "            break\n",
            "    page.page_type = page_type\n    report_begin(context, reported_footnotes)\n",
        ),
        (
            "    footnote_area = build.create_anonymous_boxes(footnote_area.deepcopy())\n",
            "    report_fill(context, root_box, page)\n"
            "    footnote_area = build.create_anonymous_boxes(footnote_area.deepcopy())\n",
        ),
        report_begin=notes.begin,
        report_fill=notes.fill,
    )
    copy.part("layout.block").block_level_layout = notes.block_level_layout
    context._update_footnote_area = lambda self: notes.update(self)
    _make_whole_again(context, notes)


def _make_whole_again(context: Any, notes: "_LongNotes") -> None:
    """Let a cut note that is taken off its page, with its line, be whole again."""
    taken, put_off = context.unlayout_footnote, context.report_footnote
    laid = context.layout_footnote

    def layout_footnote(self: Any, note: Any) -> Any:
        note.report_piece = None
        return laid(self, note)

    def unlayout_footnote(self: Any, note: Any) -> None:
        notes.forget(self, note)
        taken(self, note)
        note.report_piece = None

    def report_footnote(self: Any, note: Any) -> None:
        notes.forget(self, note)
        put_off(self, note)
        note.report_piece = None

    context.layout_footnote = layout_footnote
    context.unlayout_footnote = unlayout_footnote
    context.report_footnote = report_footnote


class _LongNotes:
    def __init__(self, copy: Copy) -> None:
        self._boxes = copy.part("formatting_structure.boxes")
        self._build = copy.part("formatting_structure.build")
        self._placeholder = copy.part("layout.absolute").AbsolutePlaceholder
        self._strut = copy.part("text.line_break").strut
        self._lay_out = copy.part("layout.block").block_level_layout
        self._in_full = copy.part("layout").LayoutContext._update_footnote_area

    # In the place of layout.block.block_level_layout, for a note that is cut.
    def block_level_layout(
        self,
        context: Any,
        box: Any,
        bottom_space: float,
        skip_stack: Any,
        containing_block: Any,
        page_is_empty: bool = True,
        *others: Any,
        **more: Any,
    ) -> Any:
        """Lay a box out; of a piece of a note no more than the piece."""
        piece = vars(box).get("report_piece")
        if piece is None:
            return self._lay_out(
                context, box, bottom_space, skip_stack, containing_block, page_is_empty,
                *others, **more,
            )  # fmt: skip
        if piece.height is not None:
            bottom_space = context.page_bottom - box.position_y - piece.height
        new, piece.rest, *remaining = self._lay_out(
            context, box, bottom_space, piece.start, containing_block, True, *others, **more
        )
        # The area is not at its end where this note is: another may stand below.
        return (new, None, *remaining)

    # ------------------------------------------------------------------------------- measuring

    def _alone(self, context: Any, note: Any) -> tuple[NoteSize, float]:
        """Return the size of one note, or its piece, alone in the area, and what stands around it.

        Kept by note, piece and width: a page tries a note again and again.
        """
        area, piece = context.current_footnote_area, note.report_piece
        known = vars(context).setdefault("report_pieces", {})
        key = id(note), area.width, piece and (repr(piece.start), piece.height)
        if key not in known:
            kept, area.children = area.children, self._headed([note])
            boxes = self._build.create_anonymous_boxes(area.deepcopy())
            laid = self._lay_out(context, boxes, -math.inf, None, area.page)[0]
            area.children = kept
            # The note is kept with it, so that no other box has its id.
            around = laid.margin_height() - laid.height
            size = note_columns.NoteSize(laid.height, laid.children[-1].margin_width())
            known[key] = note, size, around, piece and piece.rest
        _, size, around, rest = known[key]
        if piece is not None:
            piece.rest = rest
        return size, around

    def _heights(self, context: Any, notes: Any) -> float:
        """Return how deep notes are, in their columns."""
        sizes = [self._alone(context, note)[0] for note in note_columns.in_order(notes)]
        return note_columns.depth_of(sizes, context.current_footnote_area)

    def _measure(self, context: Any, notes: Any) -> float:
        """Return the height of the area with these notes, and what stands around them."""
        if not notes:
            return 0.0
        return self._heights(context, notes) + self._alone(context, notes[-1])[1]

    def update(self, context: Any) -> Any:
        """Take the area's height for the sum of its notes', as ``ADDED_NOTES`` does."""
        area = context.current_footnote_area
        notes = note_columns.in_order(context.current_page_footnotes)
        for note in notes:
            vars(note).setdefault("report_piece", None)
        if context.in_column or not any(note.report_piece for note in notes):
            return self._in_full(context)
        if area.height != "auto":
            context.page_bottom += area.margin_height()
        heights, around = self._heights(context, notes), self._alone(context, notes[-1])[1]
        area.children, area.height = self._headed(notes), heights
        context.page_bottom -= heights + around
        return False

    def _headed(self, notes: Any) -> list[Any]:
        """Return the boxes of an area: above a piece that goes on stand the words that say so."""
        boxes = []
        for note in notes:
            words = note.element.get("data-continued") if note.element is not None else None
            if words and note.report_piece is not None and note.report_piece.start:
                text = self._boxes.TextBox.anonymous_from(note, words)
                head = self._boxes.BlockBox.anonymous_from(note, [text])
                text.element_tag = head.element_tag = f"{note.element_tag}{CONTINUED}"
                boxes.append(head)
            boxes.append(note)
        return boxes

    # --------------------------------------------------------------------------------- cutting

    def _cut(self, context: Any, note: Any, start: Any, height: float | None) -> bool:
        """Lay the note out from start in this height; return whether some of it is left."""
        note.report_piece = _Piece(start, height)
        context._update_footnote_area()
        self._alone(context, note)
        return note.report_piece.rest is not None

    def _waiting(self, context: Any) -> Any:
        """Return the note that is cut on this page, None if none is."""
        here = context.current_page_footnotes
        of = (getattr(note, "report_of", None) for note in context.reported_footnotes)
        return next((note for note in of if note in here), None)

    def _wait(self, context: Any, note: Any) -> None:
        """Let what is left of a note wait for the next page; the box that waits is a copy."""
        self.forget(context, note)
        if note.report_piece is not None and note.report_piece.rest is not None:
            rest = note.copy()
            rest.report_of, rest.report_piece = note, _Piece(note.report_piece.rest, None)
            rest.report_start = note.report_piece.rest
            context.reported_footnotes.insert(0, rest)

    def forget(self, context: Any, note: Any) -> None:
        """Let nothing of a note wait."""
        context.reported_footnotes[:] = [
            n for n in context.reported_footnotes if getattr(n, "report_of", None) is not note
        ]

    def _line(self, note: Any) -> float:
        height: float = self._strut(note.style)[0]
        return height

    # ------------------------------------------------------------------------------- the page

    def place(
        self, context: Any, note: Any, bottom_space: float, bottom: float, movable: bool
    ) -> Any:
        """Place a called note; return whether its line has to move to the next page."""
        overflow = context.layout_footnote(note)
        if bottom_space == -math.inf:  # a float kept whole is laid out as if the page had no end
            bottom_space, movable = 0, False
        if context.in_column:
            over = context.overflows_page(bottom_space, bottom)
            return overflow or context.reported_footnotes or over
        earlier = self._waiting(context)
        if earlier is not None:
            return self._place_after(context, note, earlier, bottom_space, bottom, movable)
        if context.reported_footnotes and movable:
            return True
        note.report_piece = None
        depth = context.current_footnote_area.page.height
        if self._alone(context, note)[0].depth <= LONG * depth:
            return bool(overflow) or context.overflows_page(bottom_space, bottom)
        above = context.current_page_footnotes[:-1]
        whole = self._measure(context, [note])
        free = context.page_bottom - bottom_space - bottom  # negative where it does not fit
        room = min(SHARE * depth - self._measure(context, above), whole + free)
        height = room - (0 if above else whole - self._alone(context, note)[0].depth)
        if height < LEAST * self._line(note) - _HAIR:
            if movable:
                return True
            height = LEAST * self._line(note)
        if self._cut(context, note, None, height + _HAIR):
            self._wait(context, note)
        return False

    def _place_after(
        self, context: Any, note: Any, earlier: Any, bottom_space: float, bottom: float,
        movable: bool,
    ) -> bool:  # fmt: skip
        """Place a note while another waits: 3. of the order above."""
        piece = earlier.report_piece
        self._cut(context, earlier, piece.start, None)
        if not context.overflows_page(bottom_space, bottom):
            self.forget(context, earlier)
            return False
        self._cut(context, earlier, piece.start, piece.height)
        if movable:
            return True
        if not context.overflows_page(bottom_space, bottom):
            return False
        free = context.page_bottom - bottom_space - bottom
        height = max(free + self._measure(context, [note]), LEAST * self._line(note))
        self._cut(context, note, None, height)
        late = context.reported_footnotes[:]
        self._wait(context, note)
        new = [n for n in context.reported_footnotes if n not in late]
        context.reported_footnotes[:] = late + new
        return False

    # In the place of a loop of layout.page.make_page.
    def begin(self, context: Any, reported: Any) -> None:
        """Lay out what is left from the page before, in order: 1. of the order above."""
        area = context.current_footnote_area
        for number, note in enumerate(reported):
            start = getattr(note, "report_start", None)
            note.report_piece = _Piece(start, None) if start else None
            note.report_of = None
            above = list(context.current_page_footnotes)
            context.current_page_footnotes.append(note)
            context._update_footnote_area()
            most = (1 if area.page.page_type.blank else SHARE) * area.page.height
            if area.margin_height() <= most + _HAIR:
                continue
            around = area.margin_height() - area.height
            height = most - around - self._heights(context, above)
            if start and len(self._headed([note])) > 1:
                height -= self._line(note)
            if above and height < LEAST * self._line(note):
                context.current_page_footnotes.remove(note)
                context._update_footnote_area()
                context.reported_footnotes += [note]
                note.report_start = start
            elif self._cut(context, note, start, max(height, LEAST * self._line(note)) + _HAIR):
                self._wait(context, note)
            context.reported_footnotes += reported[number + 1 :]
            break

    # Before the footnote area of layout.page.make_page is laid out for good.
    def fill(self, context: Any, root: Any, page: Any) -> None:
        """Let the cut piece have the room that is left under the text: 4. of the order above."""
        note = self._waiting(context)
        if note is None:
            return
        ends = (box.position_y + box.height for box in self._leaves(root))
        room = context.page_bottom - max(ends, default=page.content_box_y())
        if room >= self._line(note) and note.report_piece.height is not None:
            self._cut(context, note, note.report_piece.start, note.report_piece.height + room)
            self._wait(context, note)

    def _leaves(self, box: Any) -> Iterator[Any]:
        if isinstance(box, self._placeholder):  # beside the text, and not laid out yet
            return
        boxes = self._boxes
        leaves = (
            boxes.LineBox, boxes.AtomicInlineLevelBox, boxes.BlockReplacedBox, boxes.TableCellBox,
        )  # fmt: skip
        if isinstance(box, leaves):
            yield box
        if not isinstance(box, boxes.LineBox):
            for child in getattr(box, "children", ()):
                yield from self._leaves(child)
