"""Lines of a series' parts: which tell but a day, and which may open a part as its title."""

from __future__ import annotations

from pipeline.blocks import Block
from pipeline.extract.letters import letters_outside
from pipeline.extract.title_headings import whole_line
from pipeline.extract.title_kinds import looks_whole
from pipeline.extract.title_phrases import EDGE, Title, clean
from pipeline.extract.title_places import is_placed
from pipeline.extract.title_records import without_speaker
from pipeline.extract.title_row_names import first_sentence
from pipeline.sheet import Sheet

DAY_LABELS = frozenset({"label_when", "label_date", "label_time"})
_FEW_LETTERS = 14
"""A day's own line has no more letters beside its day and hour."""
LONGEST_LINE = 170
_NO_NAME = ("venue", "room", "chrome", "register", "invites")
_CODE = ("{", "](", "http")
_LETTERS = 5
_KIND = 30
"""The kind of an event and its colon take so many characters."""
_PLACE = 50
"""A place behind a day and its hour takes so many characters of their line."""
_LONGEST_DAY = 200
"""No line of a day, with its hour and its house, is longer: a long text must not cost its square."""


def may_open_part(sheet: Sheet, index: int, over: Title | None) -> bool:
    """Tell a line that may open a part: short, whole, and no label, day, hour, place, code or greeting."""
    if not 0 <= index < len(sheet.blocks):
        return False
    block = whole_line(sheet, sheet.blocks[index])
    text = block.text.strip(EDGE)
    plain = block.kind in ("heading", "paragraph", "label") and block.region == "main"
    plain = plain and not any(mark in text for mark in _CODE)
    if not plain or len(text) > LONGEST_LINE or text[:1].islower():
        return False
    if not (looks_whole(block.text.rstrip()) or begins_kind(sheet, index) or _named_first(sheet, block)):
        return False
    if over is not None and over.start is not None and block.start <= over.start < block.end:
        return False
    told = sheet.dates_within(block.start, block.end) or sheet.times_within(block.start, block.end)
    letters = sum(c.isalpha() for c in text)
    if told or letters < _LETTERS or sheet.label_keys(text) or text.lower() in sheet.known.months:
        return False
    named = sheet.marks.has(block.start, block.end, "event")
    named = named or without_speaker(sheet, block.start, block.end)[0] > block.start
    return named or not any(
        hit.key != "venue" or sheet.before(hit.start, "at", 1, block.start) is None
        for hit in sheet.marks.within(block.start, block.end, *_NO_NAME)
    )


def begins_kind(sheet: Sheet, index: int) -> bool:
    """Tell a line that begins with the kind of its event and a colon: "Lecture: Whose river?"."""
    block = whole_line(sheet, sheet.blocks[index])
    colon = block.text.find(": ", 0, _KIND)
    return colon > 0 and sheet.marks.has(block.start, block.start + colon, "event")


def _named_first(sheet: Sheet, block: Block) -> tuple[int, int] | None:
    """Return the span of a line's first sentence, where that is a name: "Archive day. The doors open …"."""
    return first_sentence(sheet, block.start, block.end)


def line_title(sheet: Sheet, index: int) -> Title:
    """Return a line as a title, with the next one where an editor wrapped it."""
    block = whole_line(sheet, sheet.blocks[index])
    start, end = block.start, block.end
    whole = looks_whole(block.text.rstrip()) or begins_kind(sheet, index)
    first = None if whole else _named_first(sheet, block)
    if first is not None:
        return Title(clean(sheet.text[slice(*first)]), *first, "part", 0.6)
    following = sheet.blocks[index + 1] if index + 1 < len(sheet.blocks) else None
    if following is not None and following.kind == "paragraph" and following.text[:1].islower():
        close = sheet.text[end : following.start].count("\n") == 1
        close = close and not sheet.dates_within(following.start, following.end)
        end = following.end if close and len(following.text) < LONGEST_LINE else end
    start, end = without_speaker(sheet, start, end)
    return Title(clean(sheet.text[start:end]), start, end, "part", 0.65)


def is_day_line(sheet: Sheet, block: Block) -> bool:
    """Tell a line of hardly more than a day, its hour and where it is, under a label or not."""
    if block.kind == "pair" and not sheet.label_keys(block.label) & DAY_LABELS:
        return False
    if len(block.text) > _LONGEST_DAY:
        return False
    told = [(one.start, one.end) for one in sheet.dates_within(block.start, block.end)]
    told += [(one.start, one.end) for one in sheet.times_within(block.start, block.end)]
    hours = len(told)
    told += [
        (hit.start, hit.end) for hit in sheet.marks.within(block.start, block.end, "clock", "venue", "at")
    ]
    if letters_outside(sheet.text, block.start, block.end, told) <= _FEW_LETTERS:
        return True
    behind = max((end for start, end in told[:hours] if start >= block.start), default=block.end)
    return block.end - behind < _PLACE and is_placed(sheet, behind, block.end)
