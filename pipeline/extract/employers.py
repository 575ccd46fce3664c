"""For whom persons in a row act: "hinter dem Tag stehen A. B. vom Jugendring und C. D. vom Kreis"."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.persons import is_person
from pipeline.sheet import Sheet
from pipeline.words import Hit

_FEWEST, _MOST = 2, 20
"""So many persons make a row; ties beyond are not looked at."""
_LONGEST_PERSON = 5
_LEAD = 3
"""The first person stands at most so many words behind the cue."""


def employers(sheet: Sheet, reader: NameReader, names: list[Name], start: int, stop: int) -> list[Name]:
    """Return for whom persons act where ``names``, read in ``text[start:stop]``, are theirs; else those."""
    of = reader.words
    if not names or not is_person(names[0].text, sheet.known):
        return names
    found: list[Name] = []
    begin = of.tokens.at(start) + _LEAD
    for tie in sheet.marks.within(start, stop, "works_at", "hails_from")[:_MOST]:
        first = _person(sheet, reader, tie, start)
        if first is None or (not found and first > begin):
            continue
        told = reader.after(tie.end, stop, filler=1)[:1]
        told = [name for name in told if reader.is_organisation(name)]
        found += [name for name in told if all(name.start != other.start for other in found)]
    return found if len(found) >= _FEWEST else names


def _person(sheet: Sheet, reader: NameReader, tie: Hit, floor: int) -> int | None:
    """Return the first token of the person's name right ahead of a tie, None where there is none."""
    of, first = reader.words, tie.first
    while first > 0 and tie.first - first < _LONGEST_PERSON and of.starts[first - 1] >= floor:
        if not (of.letter(first - 1) or of.words[first - 1] == "."):
            break
        first -= 1
    spans = range(first, tie.first - 1)
    return next((k for k in spans if is_person(of.span(k, tie.first - 1), sheet.known)), None)
