"""Lines that are nothing but a place, beside the line of an event's day, as cards and lists are set."""

from __future__ import annotations

from pipeline.blocks import Block
from pipeline.extract.localities import POSTCODE
from pipeline.extract.persons import is_person
from pipeline.extract.place_parts import PartReader
from pipeline.sheet import Sheet

TOLD = ("happens", "invites", "happened", "organises")
NOT_HERE = ("not_venue", "transport")
ELSEWHERE = (
    *("register", "deadline", "organised_by", "funded_by", "with_partner", "free", "published"),
    *("topic_participation", "theme", "paid"),
)
"""What a line beside a day must not speak of to be its place."""
_BELOW = 4
_MARKS = 2
"""So many characters may stand ahead of a sentence's first word: a bullet."""
_FEW_SMALL = 3
"""A line that a full stop ends has more words in small letters if it is a sentence."""
_ABOVE = 3


def place_line(sheet: Sheet, parts: PartReader, at: int, below: bool) -> tuple[int, int] | None:
    """Return the span of the place's lines nearest to block ``at``; ``below``: only below it.

    A heading or another day ends the search: what is beyond belongs to another event. A heading with a
    street in it is a place's line that stands apart.
    """
    blocks = sheet.blocks
    ways = [range(at + 1, min(len(blocks), at + _BELOW))]
    if not below:
        ways.append(range(at - 1, max(-1, at - _ABOVE), -1))
    for way in ways:
        for i in way:
            block = blocks[i]
            if tells_day(sheet, parts, block):
                break
            if block.kind == "heading" and not parts.addresses_within(block.start, block.end):
                break
            if block.region == blocks[at].region and is_place_line(sheet, parts, block):
                return place_lines(sheet, parts, i, at)
    return None


def place_lines(sheet: Sheet, parts: PartReader, i: int, at: int) -> tuple[int, int]:
    """Return the span of the place that block ``i`` belongs to, near the day's block ``at``."""
    return _first_line(sheet, parts, i, at), _line_end(sheet, parts, i)


def tells_day(sheet: Sheet, parts: PartReader, block: Block) -> bool:
    """Tell whether a day is written in a block, other than a house's number: "via Berti, 2/10"."""
    return any(day.start not in parts.streets for day in sheet.dates_within(block.start, block.end))


def is_elsewhere(sheet: Sheet, start: int, stop: int, *more: str) -> bool:
    """Tell whether a line speaks of something else than its place: of one of ELSEWHERE, TOLD or ``more``.

    A word of a site's own furniture ("Search") counts where the line begins with it: it may be in a name,
    as a topic's may be in a house's ("Civic centre").
    """
    if any(hit.start == start for hit in sheet.marks.within(start, stop, "chrome")):
        return True
    if sheet.marks.has(start, stop, *TOLD, *more):
        return True
    halls = sheet.marks.within(start, stop, "venue")
    told = sheet.marks.within(start, stop, *ELSEWHERE)
    return any(all(hit.start < hall.start or hit.end > hall.end for hall in halls) for hit in told)


def _first_line(sheet: Sheet, parts: PartReader, i: int, at: int) -> int:
    """Return where the place begins: a house's name may stand in the line above its street."""
    block, above = sheet.blocks[i], sheet.blocks[i - 1] if i else None
    street = parts.addresses_within(block.start, block.start + 1)
    if not street or above is None or i - 1 == at or above.kind in ("heading", "pair", "label", "alt"):
        return block.start
    led = next(iter(sheet.marks.within(above.start, above.start + 24, "at")), None)
    first = led.end if led is not None and led.start == above.start else above.start
    name = sheet.text[first : above.end].strip()
    plain = 3 < len(name) < 90 and name[0].isupper() and not is_person(name, sheet.known)
    if not plain or is_elsewhere(sheet, above.start, above.end, *NOT_HERE, "event"):
        return block.start
    return above.start if not sheet.dates_within(above.start, above.end) else block.start


def _line_end(sheet: Sheet, parts: PartReader, i: int) -> int:
    """Return the end of a place's lines: those that a street or a postcode begins go on with it."""
    blocks, end = sheet.blocks, sheet.blocks[i].end
    for block in blocks[i + 1 : i + 3]:
        street = parts.addresses_within(block.start, block.start + 1)
        coded = POSTCODE.match(sheet.text, block.start)
        if not (street or coded) or len(block.text) > 80 or block.start - end > 12:
            break
        end = block.end
    return end


def is_place_line(sheet: Sheet, parts: PartReader, block: Block) -> bool:
    """Tell a line that is nothing but a place: short, without a verb, with a hall or a street in it."""
    text = block.text.strip()
    if not 4 < len(text) < 110 or block.kind in ("label", "pair", "alt"):
        return False
    if is_elsewhere(sheet, block.start, block.end, *NOT_HERE, "event", "private_home"):
        return False
    if text.endswith(":") and sheet.marks.has(block.start, block.end, "at"):
        return False
    if text.endswith(".") and sum(word.islower() for word in text.split()) > _FEW_SMALL:
        return bool(parts.addresses_within(block.start, block.end))  # a sentence
    hall = sheet.marks.has(block.start, block.end, "venue", "room")
    led = hall and any(hit.start == block.start for hit in sheet.marks.within(block.start, block.end, "at"))
    if sum(word.islower() for word in text.split()) > 6 or not (
        text[0].isupper() or text[0].isdigit() or led
    ):
        return False
    return hall or bool(parts.addresses_within(block.start, block.end))


def closes_list(sheet: Sheet, parts: PartReader, last: Block, below: Block) -> bool:
    """Tell the line of a place under a day's, as a list of days closes with."""
    dated = sheet.dates_within(last.start, last.end)
    return bool(dated) and last.region == "main" and is_place_line(sheet, parts, below)


def is_contact(sheet: Sheet, start: int) -> bool:
    """Tell what a page gives for contact at ``start``: an office, "Contact us: University of Lund, …"."""
    over = sheet.labels_over(sheet.block_index(start))
    if "label_contact" in over and "label_where" not in over:
        return True
    first = sheet.sentence(start)[0]
    labels = sheet.marks.within(first, start, "label_contact")
    return any(hit.start - first <= _MARKS for hit in labels)
