"""Towns under labels of their own: "Kommune: Luster", and in a card that has no colons: "Ort Kyrkesund"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.blocks import Block
from pipeline.extract.town_told import unknown_town
from pipeline.extract.towns import bare, quartered_town
from pipeline.extract.values import Found
from pipeline.sheet import Sheet

_REACH = 4
"""A card's lines are so many at most between its town's and its day's."""
_LONGEST = 50
CARD_LABELS = ("label_when", "label_date", "label_time", "label_price", "label_city", "label_where")


def labelled_town(sheet: Sheet, at: int, anywhere: bool) -> Found | None:
    """Return the town that the label nearest to block ``at`` tells; ``anywhere``: on all of the page."""
    for i in _near(sheet, at):
        found = _answer(sheet, sheet.blocks[i]) or _in_card(sheet, i)
        if found is not None:
            return found
    labelled = sheet.labelled("label_city") if anywhere else ()
    told = (_answer(sheet, block) for _, block in labelled if block.region == "main")
    return next((found for found in told if found is not None), None)


def _near(sheet: Sheet, at: int) -> Iterator[int]:
    """Yield the blocks around ``at``, those before it first, up to another day's on either side."""
    blocks = sheet.blocks
    for way in (range(at, max(-1, at - _REACH), -1), range(at + 1, min(len(blocks), at + _REACH))):
        for i in way:
            if i != at and sheet.dates_within(blocks[i].start, blocks[i].end):
                break
            yield i


def _answer(sheet: Sheet, block: Block) -> Found | None:
    """Return the town that a block with a town's label is."""
    if "label_city" not in sheet.label_keys(block.label) or len(block.text) > _LONGEST:
        return None
    return _town(sheet, block.start, block.end)


def _in_card(sheet: Sheet, i: int) -> Found | None:
    """Return the town of a line whose first word is a town's label, beside lines that begin so too."""
    block = sheet.blocks[i]
    if len(block.text) > _LONGEST or first_label(sheet, block, "label_city") is None:
        return None
    if not in_card(sheet, i):
        return None
    return _town(sheet, first_label(sheet, block, "label_city") or block.start, block.end)


def in_card(sheet: Sheet, i: int) -> bool:
    """Tell whether a line beside block ``i`` begins with a label too."""
    beside = [sheet.blocks[n] for n in (i - 1, i + 1) if 0 <= n < len(sheet.blocks)]
    return any(len(one.text) < _LONGEST and first_label(sheet, one, *CARD_LABELS) for one in beside)


def first_label(sheet: Sheet, block: Block, *keys: str) -> int | None:
    """Return where a label ends that a line begins with."""
    hits = sheet.marks.within(block.start, min(block.end, block.start + 20), *keys)
    return max((hit.end for hit in hits if hit.start == block.start), default=None)


def _town(sheet: Sheet, start: int, end: int) -> Found | None:
    name = bare(sheet.text[start:end])
    if not name[:1].isupper():
        return None
    first = sheet.text.index(name, start)
    town = quartered_town(name, sheet) or unknown_town(sheet, first, first + len(name))
    return Found("city", town, first, first + len(name), "label", 0.75) if town else None
