"""Where labels ask where: the lines that answer "Venue:", whatever the page lays them out as."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipeline.blocks import Block
from pipeline.extract.localities import locality_inside
from pipeline.extract.town_labels import CARD_LABELS, first_label, in_card
from pipeline.sheet import Sheet

_SENTENCE = re.compile(r"\w{4}[.?!]\s|[?!]$|\w[^.]{60}\.$")
"""What a line of a place has none of: a sentence's end."""
_LINKS = ("http", "www.")
_PIN = "📍"
"""What stands for "where" in any language."""
_CARD_LABELS = tuple(key for key in CARD_LABELS if key != "label_where")
_LONGEST_LABEL = 40
_FEW_WORDS = 4
"""Words of the site's own, such as "Read more", are so few."""
_MOST_LINES = 5
_LONGEST = 240
_LONG_LINE = 140
_ROOM = 0.15
"""So much less sure is the answer to a label that asks for a room."""
_LONG_PART = 50
"""Below a label with its answer in the same line, only so long a line may go on with it."""


class Asked(NamedTuple):
    """A span that answers where, and how surely; ``lines``: it is more than one line."""

    start: int
    stop: int
    score: float
    lines: bool


def label_start(sheet: Sheet, block: Block) -> int:
    """Return where a record's line begins: "Town Hall: 4 May at 6 pm" looks like a label's and is none."""
    if not block.label or sheet.label_keys(block.label):
        return block.start
    at = sheet.text.rfind(block.label, max(0, block.start - len(block.label) - 4), block.start)
    return at if at >= 0 else block.start


def where_asked(sheet: Sheet) -> list[Asked]:
    """Return the answers to labels that ask where, in order; a footer's only where nothing else answers."""
    told = [*_labelled(sheet), *_inline(sheet), *_pinned(sheet), *_carded(sheet)]
    asked = [one for one in told if not sheet.text.startswith(_LINKS, one.start)]  # "Site: https://…"
    main = [one for one in asked if one.score > 0.5]
    return sorted(main or asked)


def _labelled(sheet: Sheet) -> Iterator[Asked]:
    i, blocks = 0, sheet.blocks
    while i < len(blocks):
        first = _first_answer(sheet, i)
        if first is None:
            i += 1
            continue
        last = _last_answer(sheet, first)
        stop = _next_label(sheet, blocks[first].start, blocks[last].end)
        score = _score(blocks[first]) - (_ROOM if _asks_room(sheet, i, first) else 0)
        yield Asked(blocks[first].start, stop, score, last > first)
        i = last + 1


def _asks_room(sheet: Sheet, i: int, first: int) -> bool:
    """Tell a label that asks for a room, "Hall: …", whose answer is the venue where nothing else tells it."""
    label = sheet.blocks[first].label or sheet.blocks[i].text
    return label.strip(" :").lower() in sheet.known.own.phrases["room"]


def _next_label(sheet: Sheet, start: int, stop: int) -> int:
    """Return where another label begins a sentence of an answer: "Venue: Town Hall. Date: 5 May"."""
    at = sheet.sentence(start)[1]
    while start < at < stop:
        colon = sheet.text.find(":", at, min(stop, at + _LONGEST_LABEL))
        if colon > at and sheet.label_keys(sheet.text[at:colon]):
            return at
        at = max(at + 1, sheet.sentence(at)[1])
    return stop


def _score(block: Block) -> float:
    return {"nav": 0.3, "footer": 0.5}.get(block.region, 0.9)


def _first_answer(sheet: Sheet, i: int) -> int | None:
    """Return the block that begins to answer the label in or at block ``i``; None: it asks nothing."""
    block = sheet.blocks[i]
    if block.kind == "pair" or block.label:
        return i if "label_where" in sheet.label_keys(block.label) else None
    text = block.text.strip()
    if len(text) > _LONGEST_LABEL or any(c.isdigit() for c in text) or i + 1 >= len(sheet.blocks):
        return None
    if "label_where" not in sheet.label_keys(text) or sheet.blocks[i + 1].region != block.region:
        return None
    following = sheet.blocks[i + 1]
    other = first_label(sheet, following, *_CARD_LABELS) is not None
    other = other or (bool(sheet.label_keys(following.text)) and not _is_hall(sheet, following))
    if other or following.kind in ("label", "pair"):
        return None
    leads_on = len(following.text.split()) < _FEW_WORDS
    return None if leads_on and sheet.marks.has(following.start, following.end, "chrome") else i + 1


def _is_hall(sheet: Sheet, block: Block) -> bool:
    """Tell a hall that begins with a label's word, "Salle Jean Lind": no mark behind it, a name in it."""
    words = block.text.split()
    return (
        any(word[0].isupper() for word in words[1:]) and first_label(sheet, block, "label_where") is not None
    )


def _last_answer(sheet: Sheet, first: int) -> int:
    """Return the last block of an answer: lines go on to the next label, day, heading or paragraph."""
    blocks = sheet.blocks
    lead, last = blocks[first], first
    for i in range(first + 1, min(first + _MOST_LINES, len(blocks))):
        block = blocks[i]
        if block.region != lead.region or block.kind in ("pair", "label", "alt"):
            break
        if len(block.text) > _LONG_LINE or _SENTENCE.search(block.text):
            break
        closed = len(block.text) > _LONG_PART or block.text.rstrip().endswith(".")
        if lead.kind == "pair" and closed and not _is_coded(sheet, block):
            break
        if block.kind == "heading" and lead.kind != "heading":
            break
        told = len(block.text) < _LONGEST_LABEL and sheet.label_keys(block.text)
        if told or sheet.dates_within(block.start, block.end) or block.end - lead.start > _LONGEST:
            break
        if lead.kind == "pair" and block.start - blocks[last].end > 2:
            break
        if sheet.marks.has(block.start, block.end, "register", "chrome", "news", "free"):
            break
        last = i
    return last


def _is_coded(sheet: Sheet, block: Block) -> bool:
    """Tell the line of a town with its postcode, which a full stop may end."""
    return locality_inside(sheet.text, block.start, block.end) is not None


def _carded(sheet: Sheet) -> Iterator[Asked]:
    """Yield what stands behind a label without a colon in a card's lines: "Lokal Forum" above "Tid 18"."""
    for i, block in enumerate(sheet.blocks):
        end = first_label(sheet, block, "label_where") if len(block.text) < _LONG_LINE else None
        if end is None or not sheet.text[end : block.end].startswith(" ") or not in_card(sheet, i):
            continue
        if sheet.text[end + 1].isupper() and first_label(sheet, block, "label_city") is None:
            yield Asked(end + 1, block.end, 0.8, False)


def _inline(sheet: Sheet) -> Iterator[Asked]:
    """Yield spans behind a label within a line: "12 May at 6 pm. Venue: Town Hall. Free entry"."""
    for hit in sheet.marks.all("label_where"):
        block = sheet.document.block_at(hit.start)
        behind = sheet.text[hit.end : hit.end + 2]
        if block is None or block.region in ("nav", "footer"):
            continue
        dash = hit.start == block.start and block.kind != "pair" and behind in (" –", " —", " -")
        if behind.lstrip()[:1] != ":" and not dash:
            continue
        if block.kind in ("label", "pair") and hit.start - block.start < 3 and not dash:
            continue
        if "label_where" in sheet.label_keys(block.label):
            continue
        start = hit.end + (2 if dash else behind.index(":") + 1)
        stop = min(block.end, sheet.sentence(start)[1])
        days = sheet.dates_within(start + 3, stop)
        stop = days[0].start if days else stop
        if 3 < stop - start < _LONGEST:
            yield Asked(start, stop, 0.85, False)


def _pinned(sheet: Sheet) -> Iterator[Asked]:
    """Yield the rest of each line behind a pin: "📍 Town Hall, 5 Mill Lane"."""
    at = sheet.text.find(_PIN)
    while at >= 0:
        block, start = sheet.document.block_at(at), at + len(_PIN)
        stop = min(block.end, start + _LONGEST) if block is not None else start
        days = sheet.dates_within(start, stop)
        stop = days[0].start if days else stop
        if block is not None and block.region == "main" and len(sheet.text[start:stop].strip(" :\ufe0f")) > 3:
            yield Asked(start, stop, 0.85, False)
        at = sheet.text.find(_PIN, start)
