"""Lines that say what kind of event is told of, and the titles under and over them: "Public lecture"."""

from __future__ import annotations

import re

from pipeline.blocks import Block
from pipeline.extract.letters import letters_outside
from pipeline.extract.title_phrases import EDGE
from pipeline.sheet import Sheet

_TWO = re.compile(r"[^\W\d_]{4}\.\s+[^\W\d_][^.]{12}")
"""Where one sentence ends and another begins: no heading's words."""
_KIND, _PAIR = 5, 2
"""A line of more words says more of an event than its kind; a noun and an adjective say it alone."""
_QUOTES = '„“”"«»'
_BEGUN = 2
"""An invitation begins a line so many characters behind its start: a bullet."""
_TITLE, _SUBTITLE = 90, 60
"""A title beside a kind, and a kind under a title, are no longer than that."""


def is_kind(sheet: Sheet, block: Block) -> bool:
    """Tell a line that says but what kind of event is told of: "Lecture and discussion", "PUBLIC LECTURE".

    So does an invitation to no more than that: "We invite you to a public lecture".
    """
    invites = sheet.marks.within(block.start, block.end, "invites")
    begin = max((hit.end for hit in invites if hit.start <= block.start + _BEGUN), default=block.start)
    begin = begin if sheet.text[begin : block.end].strip(EDGE) else block.start
    words = sheet.text[begin : block.end].strip(EDGE).split()
    told = len(words) > _KIND or block.text.rstrip()[-1:] in "!?:" or any(map(str.isdigit, block.text))
    if told or not names_event(sheet, block.start, block.end):
        return False
    hits = sheet.marks.within(block.start, block.end, "event", "name_join", "article", "online", "free")
    spans = [(hit.start, hit.end) for hit in hits]
    small = block.text.isupper() or all(word[:1].islower() for word in words[1:])
    return (len(words) == _PAIR and small) or not letters_outside(sheet.text, begin, block.end, spans)


def is_subtitled(sheet: Sheet, block: Block) -> bool:
    """Tell a line under which another says in small letters what kind of event it is: "a panel debate"."""
    behind = _neighbour(sheet, block, 1)
    if behind is None or not behind.text[:1].islower() or len(behind.text) > _SUBTITLE:
        return False
    told = sheet.dates_within(behind.start, behind.end) or sheet.times_within(behind.start, behind.end)
    if told or sheet.marks.has(behind.start, behind.end, "invites", "we"):
        return False
    return sheet.marks.has(behind.start, behind.end, "event") and looks_whole(behind.text.rstrip())


def is_under_kind(sheet: Sheet, block: Block) -> bool:
    """Tell a line over which stands the kind of event alone: "Public lecture", and then its title."""
    over, text = _neighbour(sheet, block, -1), block.text.strip().strip(_QUOTES)
    if over is None or not is_kind(sheet, over) or not text[:1].isupper() or " " not in text:
        return False
    keys = ("event", "room", "invites", "we", *(() if text[-1:] == "?" else ("venue",)))
    told = sheet.dates_within(block.start, block.end) or sheet.marks.has(block.start, block.end, *keys)
    return not told and len(text) < _TITLE and looks_whole(text)


def _neighbour(sheet: Sheet, block: Block, step: int) -> Block | None:
    """Return the block right before or behind a plain text's line."""
    index = sheet.block_index(block.start) + step
    if sheet.document.markup is not None or not 0 <= index < len(sheet.blocks):
        return None
    return sheet.blocks[index]


def names_event(sheet: Sheet, start: int, end: int) -> bool:
    """Tell words with an event's noun, unless a hall's before a comma: "Town Hall, Mill Lane" names none."""
    placed = "," in sheet.text[start:end]
    halls = {hit.start for hit in sheet.marks.within(start, end, "venue", "room") if placed}
    return any(hit.start not in halls for hit in sheet.marks.within(start, end, "event"))


def looks_whole(line: str) -> bool:
    """Tell whether a line could stand as a heading: no sentence, unless of a few words ("Open day.")."""
    if line.endswith((";", ",", ":")) or _TWO.search(line):
        return False
    return not line.endswith(".") or len(line.split()) <= 4
