"""Partners of a project told country by country: "A (Italy), B (Spain)", "Croatia (A), Latvia (B)".

Names in other languages than the page's have no noun that it knows; the brackets tell where they end.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.blocks import Block
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.gazetteer import country_code, nominative_town
from pipeline.model import Role
from pipeline.sheet import Sheet

Span = tuple[int, int]

_MOST = 60
"""A page's brackets beyond so many are not looked at."""
_LONGEST = 90
"""A name and the brackets around or behind it have at most so many characters."""
_FEWEST = 2
_CUES = ("partner", "with_partner", "project", "lead", "thanks")
_OTHERS = ("speaker", "person_title")
_SHORTENED = 3
"""A word of so few letters may be shortened with its full stop."""
_LOOSE = " ,;–-\n"


def consortium(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the partners in rows of names and countries, of which a leader organises."""
    for block in sheet.blocks:
        if block.region != "main" or block.text.count("(") < _FEWEST:
            continue
        for row in _rows(sheet, block):
            start = row[0][0]
            begin, end = max(block.start, start - 2 * _LONGEST), min(block.end, row[-1][1] + _LONGEST)
            told = sheet.marks.has(begin, end, *_CUES)
            if told and not sheet.marks.has(max(block.start, start - _LONGEST), row[-1][1], *_OTHERS):
                yield from _parties(sheet, reader, row)


def _rows(sheet: Sheet, block: Block) -> Iterator[list[Span]]:
    """Yield the brackets of a block that stand in a row, two at least: little stands between two of them."""
    row: list[Span] = []
    for opened, closed in _brackets(sheet.text, block):
        between = sheet.text[row[-1][1] : opened] if row else ""
        apart = len(between) > _LONGEST or "\n" in between or _is_ended(between)
        if row and (apart or not between.strip()):
            if len(row) >= _FEWEST:
                yield row
            row = []
        row.append((opened, closed))
    if len(row) >= _FEWEST:
        yield row


def _is_ended(between: str) -> bool:
    """Tell whether a sentence ends in a stretch of text: no "Ltd." and no initial does."""
    ended = (words.rpartition(" ")[2].rpartition(".")[2] for words in between.split(". ")[:-1])
    return any(len(word) > _SHORTENED for word in ended)


def _brackets(text: str, block: Block) -> Iterator[Span]:
    at = block.start
    for _ in range(_MOST):
        opened = text.find("(", at, block.end)
        closed = text.find(")", opened, block.end) if opened >= 0 else -1
        if closed < 0:
            return
        if closed - opened <= _LONGEST:
            yield opened, closed + 1
        at = closed + 1


def _parties(sheet: Sheet, reader: NameReader, row: list[Span]) -> Iterator[PartyFound]:
    """Yield the parties of a row, where each of its brackets tells, or follows, a country."""
    inside = [_is_country(sheet, sheet.text[a + 1 : b - 1]) for a, b in row]
    known = 2 * sum(inside) >= len(row) and sum(inside) >= _FEWEST
    names: list[tuple[Name, Role]] = []
    for i, (opened, closed) in enumerate(row):
        role = Role.ORGANISER if sheet.marks.has(opened, closed, "lead") else Role.PARTNER
        floor = row[i - 1][1] if i else max(0, opened - _LONGEST)
        ahead = _ends_with_country(sheet, floor, opened)
        if known and (inside[i] or not ahead):
            told = [_between(sheet, reader, floor, opened) if i else _right_ahead(reader, opened)]
        elif ahead:
            told = _parted(sheet, reader, opened + 1, closed - 1)
        else:
            continue
        names.extend((name, role) for name in told if name is not None)
    full = sum(not _is_town(sheet, name) for name, _ in names)  # "Comuni di A (Italia), B (Malta)"
    if known:
        full = sum(" " in name.text for name, _ in names)
    if full > len(names) / 2 and any(reader.is_organisation(name) for name, _ in names):
        yield from (PartyFound(name, role, "bracket", 0.74) for name, role in names)


def _parted(sheet: Sheet, reader: NameReader, start: int, stop: int) -> list[Name | None]:
    """Return the names of ``text[start:stop]``, which a comma or an "and" parts."""
    of, names = reader.words, list[Name | None]()
    for k in range(of.tokens.at(start), min(of.tokens.at(stop), len(of) - 1)):
        if (k in of.joins or of.words[k] == ",") and of.letter(k + 1):
            names.append(_between(sheet, reader, start, of.starts[k]))
            start = of.ends[k]
    return [*names, _between(sheet, reader, start, stop)]


def _is_town(sheet: Sheet, name: Name) -> bool:
    return nominative_town(name.text, sheet.known.own, sheet.country) is not None


def _is_country(sheet: Sheet, told: str) -> bool:
    return any(country_code(part.strip(), sheet.known.own) is not None for part in told.split(","))


def _ends_with_country(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell whether ``text[start:stop]`` ends with a country's name, of up to three words."""
    words = sheet.text[start:stop].split()
    return any(country_code(" ".join(words[-n:]), sheet.known.own) is not None for n in (1, 2, 3))


def _right_ahead(reader: NameReader, offset: int) -> Name | None:
    """Return the organisation that ends right ahead of ``offset``, where nothing parts it from the text."""
    of = reader.words
    k = of.tokens.at(offset) - 1
    name = reader.around(k) if k >= 0 else None
    told = name is not None and name.end == of.ends[k] and reader.is_organisation(name)
    return name if told else None


def _between(sheet: Sheet, reader: NameReader, start: int, stop: int) -> Name | None:
    """Return all of ``text[start:stop]`` as a name, without the joint and the article that lead it."""
    of = reader.words
    first = of.tokens.at(start)
    while of.word(first, stop) in _LOOSE or first in of.joins or of.word(first, stop) in of.articles:
        first += 1
        if first >= len(of) or of.starts[first] >= stop:
            return None
    begin = of.starts[first]
    text = " ".join(sheet.text[begin:stop].strip(_LOOSE).split())
    if not of.letter(first) or not 2 < len(text) <= _LONGEST:
        return None
    return Name(text, begin, begin + len(sheet.text[begin:stop].rstrip(_LOOSE)))
