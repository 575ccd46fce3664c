"""Rows of names that a common noun leads in: "several associations, among them A, B and C"."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet
from pipeline.text import Block
from pipeline.words import Hit

_LEAD, _GAP = 4, 40
"""At most so many words stand ahead of the noun, and so many characters behind it ahead of the row."""
_PARTED = 20
_MARKS = ":("
_FEWEST, _LONGEST_MEMBER = 3, 60
"""So many members make a line a row, none of more characters."""
_LONGEST_TAIL, _MOST_LINES = 80, 12
"""A line's end behind its verb has so many characters, a list below it so many lines."""


def announced_row(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name]:
    """Return the names that a noun in small letters at ``start`` announces by a mark or a word; [] without.

    A mark alone must lead to more names than one: "by the association (founded in Lyon)".
    """
    tokens = sheet.marks.tokens
    first = tokens.at(start)
    for noun in sheet.marks.within(start, min(stop, start + 2 * _GAP), "organisation"):
        if noun.first - first > _LEAD or not sheet.text[start : noun.end].islower():
            return []
        reach = min(stop, noun.end + _GAP)
        told = next(iter(sheet.marks.within(noun.end, reach, "such_as")), None)
        marks = [at for mark in _MARKS if (at := sheet.text.find(mark, noun.end, reach)) >= 0]
        begin = min((told.end if told is not None else reach, *(at + 1 for at in marks)))
        between = sheet.text[noun.end : begin].strip(" ,:(")
        if begin < reach and (told is not None or between.islower() or not between):
            names = reader.after(begin, stop, filler=1)
            if len(names) > 1 or (names and told is not None and told.end == begin):
                return names
    return []


def detailed_row(sheet: Sheet, reader: NameReader, names: list[Name], stop: int) -> list[Name]:
    """Return the organisations that a colon lists behind one name: "the Centres of Wales: A, B and C".

    Small words may part a common noun from it: "Partnerstwo w składzie: A, B".
    """
    end = names[0].end if len(names) == 1 else stop
    colon = sheet.text.find(":", end, min(stop, end + _PARTED))
    between = sheet.text[end:colon].strip() if colon >= 0 else "."
    plain = between.replace(" ", "").isalpha() and between.islower()
    told = not between or (plain and " " not in names[0].text)
    listed = reader.after(colon + 1, stop, filler=1) if told else []
    return listed if len(listed) > 1 and all(map(reader.is_organisation, listed)) else []


def row_stop(sheet: Sheet, offset: int, stop: int) -> int:
    """Return the end of the sentence that holds ``offset``, over the semicolons that part names in a row."""
    end = sheet.sentence(offset)[1]
    while end < stop and sheet.text[end - 2 : end].rstrip().endswith(";"):
        further = sheet.sentence(end)[1]
        if further <= end:
            break
        end = further
    return min(end, stop)


def listed_below(sheet: Sheet, reader: NameReader, hit: Hit, block: Block) -> list[Name]:
    """Return the names that a verb and the colon at its line's end lead in: "The following invite:".

    They are the line below, a row of its own, or a name in each of the lines.
    """
    text = sheet.text[hit.end : block.end].rstrip()
    if not text.endswith(":") or ":" in text[:-1] or len(text) > _LONGEST_TAIL:
        return []
    first = sheet.block_index(block.start) + 1
    below = sheet.blocks[first : first + _MOST_LINES]
    row = reader.after(below[0].start, below[0].end, filler=0) if below and not below[0].label else []
    whole = len(row) > 1 and row[-1].end >= below[0].end - 1
    if whole and any(reader.is_organisation(name) for name in row):
        return row
    parted = comma_parted(reader, below[0]) if below and not below[0].label else []
    if parted:
        return parted
    lines: list[Name] = []
    for one in below:
        names = reader.line(one) if one.kind == below[0].kind and not one.label else []
        if not names or sheet.dates_within(one.start, one.end):
            break
        if sheet.marks.has(one.start, one.end, "person_title"):
            return []  # "has the honour to welcome:"
        lines.extend(names)
    return lines if len(lines) > 1 and any(reader.is_organisation(name) for name in lines) else []


def comma_parted(reader: NameReader, block: Block) -> list[Name]:
    """Return a line's members that commas part, most with a legal form or a noun: "sol a. s., …".

    A comma parts a legal form from its own name as well: "Zora, s.r.o.".
    """
    of, at = reader.words, block.start
    found: list[Name] = []
    for part in block.text.rstrip(" .").split(", "):
        first, stop = of.tokens.at(at), at + len(part)
        if found and first in of.legal:
            found[-1] = Name(f"{found[-1].text}, {part}", found[-1].start, stop)
        else:
            found.append(Name(part.split(" (")[0].strip(), at, stop))
        at = stop + 2
    short = all(0 < len(name.text) <= _LONGEST_MEMBER for name in found)
    known = sum(reader.is_organisation(name) for name in found)
    return found if short and len(found) >= _FEWEST and 2 * known > len(found) else []
