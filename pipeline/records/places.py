"""Where a listing's records are: in their own lines, under a column that says so, or once for all of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.records.fragments import Fragment
from pipeline.records.place_words import is_place
from pipeline.sheet import Sheet

Span = tuple[int, int]
_LONGEST, _NAME = 220, 6
_STREETS = ("street_after", "street_before")


def record_place(sheet: Sheet, pieces: Sequence[Fragment], title: Span | None) -> tuple[Span, bool] | None:
    """Return the span of a record's place, and whether a label or an element's classes call it one."""
    asked = [p for p in pieces if "label_where" in p.keys and not p.keys & {"label_when", "papers"}]
    labelled = [p for p in asked if not p.marked and p.text != p.label]
    if labelled:
        return (labelled[0].start, min(labelled[-1].end, labelled[0].start + _LONGEST)), True
    runs = list(_runs(sheet, [p for p in pieces if not _leads_there(sheet, p)], title))
    if not runs:
        return None
    run = max(runs, key=lambda run: max(_telling(sheet, p) for p in run))
    start = _name_over(sheet, pieces, run[0], title)
    return (start, run[-1].end), any(p.marked for p in run)


def _name_over(sheet: Sheet, pieces: Sequence[Fragment], street: Fragment, title: Span | None) -> int:
    """Return where a place begins whose house has a line of its own over its street: "Ash Elementary"."""
    over = next((p for p in reversed(pieces) if p.end < street.start), None)
    numbered = street.text[:1].isdigit() and sheet.marks.has(street.start, street.end, *_STREETS)
    if over is None or not numbered or over.link or over.dated or over.keys or over.kind == "heading":
        return street.start
    own = title is not None and over.start < title[1] and title[0] < over.end
    near = street.start - over.end == 1 and over.line == street.line - 1
    words = over.text.split()
    named = len(words) <= _NAME and all(word[0].isupper() for word in words)
    other = sheet.marks.has(over.start, over.end, "event", "papers", "chrome", "cancelled", "postponed")
    return over.start if near and named and not own and not other else street.start


def _telling(sheet: Sheet, piece: Fragment) -> float:
    """Return how plainly a piece is a place: a street with its number, words of its form, a class alone."""
    numbered = any(c.isdigit() for c in piece.text)
    if numbered and sheet.marks.has(piece.start, piece.end, *_STREETS):
        return 3
    return 1 + is_place(sheet, piece.start, piece.end) + 0.5 * piece.marked


def _runs(sheet: Sheet, pieces: Sequence[Fragment], title: Span | None) -> Iterator[list[Fragment]]:
    """Yield the pieces that name places, those of one place together with the lines that go it on."""
    run: list[Fragment] = []
    for piece in pieces:
        own = title is not None and piece.start < title[1] and title[0] < piece.end
        marked = piece.marked and "label_where" in piece.keys
        named = (
            not own and len(piece.text) <= _LONGEST and (marked or is_place(sheet, piece.start, piece.end))
        )
        if run:
            near = piece.start - run[-1].end <= 3 and piece.end - run[0].start <= _LONGEST and not own
            if near and (named or _goes_on(piece)):
                run.append(piece)
                continue
            yield run
            run = []
        if named:
            run = [piece]
    if run:
        yield run


def _leads_there(sheet: Sheet, piece: Fragment) -> bool:
    """Tell words that only lead somewhere: "View Location", "(map)", a link to the "Town Hall Agenda"."""
    papers = sheet.marks.within(piece.start, piece.end, "papers")
    if papers and (piece.link or (papers[0].start, papers[-1].end) == (piece.start, piece.end)):
        return True
    if len(piece.text.split()) > 3 or any(c.isdigit() for c in piece.text):
        return False
    return piece.marked and (
        "label_where" in sheet.label_keys(piece.text) or sheet.marks.has(piece.start, piece.end, "chrome")
    )


def _goes_on(piece: Fragment) -> bool:
    """Tell a line that goes on an address: a town with its postcode."""
    return any(c.isdigit() for c in piece.text) and len(piece.text) < 60 and not piece.link
