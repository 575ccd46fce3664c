"""Towns of any size that a page's heads and its verbs of taking place tell: "Demokratifestival i Ollerup"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.persons import is_person
from pipeline.extract.town_mentions import Mention, town_follows
from pipeline.extract.town_told import name_behind, unknown_town
from pipeline.extract.towns import known_place, town_of
from pipeline.gazetteer import GREAT, fold
from pipeline.sheet import Sheet
from pipeline.words import Hit

_HEADS, _LONGEST = 5, 160
"""So many of a page's first lines may be its heads, none of them longer."""
_READ = 30_000
_LED = 8
_LEAST = 4


def headed_towns(sheet: Sheet) -> Iterator[Mention]:
    """Yield the towns that the first lines end with, or name right before a day, behind "in" or not."""
    for block in [one for one in sheet.blocks if one.region == "main"][:_HEADS]:
        if len(block.text) > _LONGEST or block.kind in ("label", "pair", "alt"):
            continue
        if sheet.marks.has(block.start, block.end, "published"):
            continue
        led = sheet.marks.within(block.start, block.end, "at_town")[-1:]
        one = _behind(sheet, led[0], block.end) if led else None
        if one is not None and _is_end(sheet, one.end, block.end):
            yield one
        for day in sheet.dates_within(block.start, block.end)[:1]:
            before = _before(sheet, block.start, day.start)
            if before is not None:
                yield before


def happening_towns(sheet: Sheet) -> Iterator[Mention]:
    """Yield the towns right behind a verb of taking place and "in": "si è svolto a Sant Esteve"."""
    stop = min(len(sheet.text), _READ)
    for hit in sheet.marks.all("happens", "happened"):
        if hit.end > stop:
            break
        led = next(iter(sheet.marks.within(hit.end, hit.end + _LED, "at_town")), None)
        if led is not None and not sheet.text[hit.end : led.start].strip():
            one = _behind(sheet, led, stop)
            if one is not None:
                yield one


def _behind(sheet: Sheet, led: Hit, stop: int) -> Mention | None:
    """Return the town behind a preposition, known or of a form that only a town's name has there."""
    span = name_behind(sheet, led, stop)
    if span is None or span[1] - span[0] < _LEAST or sheet.marks.has(*span, "chrome"):
        return None
    name = sheet.text[slice(*span)]
    if any(word in sheet.small_words or word in sheet.known.months for word in name.lower().split()):
        return None
    known = known_place(name, sheet)
    if known is None and (sheet.known.own.capital_nouns or name.isupper() or is_person(name, sheet.known)):
        return None
    if known is None and town_follows(sheet, span[1]):
        return None  # "in Scheltema, Leiden"
    if known is None and (unknown_town(sheet, *span) is None or name.lower() in sheet.known.own.languages):
        return None
    return Mention(known or name, *span, True)


def _is_end(sheet: Sheet, end: int, stop: int) -> bool:
    """Tell whether a line ends at ``end``, or its day begins there."""
    rest = sheet.text[end:stop].strip(" .,!?)–-|")
    return not rest or bool(sheet.dates_within(end, min(stop, end + _LED)))


def _before(sheet: Sheet, start: int, day: int) -> Mention | None:
    """Return the known town that stands right before a line's day: "Table ronde, Attert le 4 mai"."""
    tokens = sheet.marks.tokens
    last = tokens.at(day) - 1
    if last > 0 and sheet.text[tokens.starts[last]].islower() and len(tokens.words[last]) < _LEAST:
        last -= 1  # "le 4 mai", "den 4. maj"
    if last > 0 and tokens.words[last] in (",", "(", "–", "-", "|"):
        last -= 1
    for first in (last - 1, last):
        if first < 0 or tokens.starts[first] < start or not tokens.words[last].isalpha():
            continue
        a, b = tokens.starts[first], tokens.ends[last]
        name = sheet.text[a:b]
        other = sheet.marks.has(a, b, "event", "venue", "organisation", "month_part", "region", "chrome")
        if not name[0].isupper() or not sheet.text[tokens.starts[last]].isupper() or other:
            continue
        if len(name) < _LEAST or name.lower() in sheet.small_words or name.lower() in sheet.known.weekdays:
            continue
        known = known_place(name, sheet)
        town = town_of(known, sheet) if known is not None else None
        if known is not None and town is not None and (fold(town.name) == fold(known) or town.people > GREAT):
            return Mention(known, a, b, False)  # "Come on 12 May" is not of Como
    return None
