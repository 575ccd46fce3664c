"""Who has the task of organising: "Organizacją zajmują się A i B", "Hinter der Veranstaltung stehen A und B".

The noun of the task and the small verb that goes with it stand apart, the names behind or ahead of the verb.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.employers import employers
from pipeline.extract.name_feasts import is_occasion
from pipeline.extract.named import Name
from pipeline.extract.names import NameReader
from pipeline.extract.party import PartyFound
from pipeline.model import Role
from pipeline.sheet import Sheet
from pipeline.words import Hit

_REACH = 120
"""A task's noun and its verb are at most so many characters apart."""
_BESIDE = 40
"""The noun stands so few characters behind a verb whose subject stands ahead of it."""
_PRONOUN = 4
_OF_EVENT = ("event", "project", "projects", "series", "task")


def tasked_parties(sheet: Sheet, reader: NameReader) -> Iterator[PartyFound]:
    """Yield the organisers whom a task's noun and its verb tell."""
    seen: set[int] = set()
    for hit in sheet.marks.all("task", "task_of"):
        start, stop = sheet.sentence(hit.start)
        block = sheet.document.block_at(hit.start)
        if block is None or block.region == "nav" or start in seen:
            continue
        names = _tasked(sheet, reader, hit, (max(start, block.start), min(stop, block.end)))
        if names:
            seen.add(start)
        for name in names:
            yield PartyFound(name, Role.ORGANISER, "cue", 0.72)


def _tasked(sheet: Sheet, reader: NameReader, hit: Hit, sentence: tuple[int, int]) -> list[Name]:
    """Return the names beside the verb that goes with the task's noun at ``hit``.

    A preposition alone ("hinter", "za") tells a task of an event only, which stands between it and the verb.
    """
    start, stop = sentence
    for verb in sheet.marks.within(hit.end, min(stop, hit.end + _REACH), "tends", "copula"):
        if not _goes_with(sheet, hit, verb, hit.end, verb.start):
            continue
        begin = _past_pronoun(reader, verb)
        names = employers(sheet, reader, reader.after(begin, stop, filler=2), begin, stop)
        return _known(reader, names)
    for verb in sheet.marks.within(max(start, hit.start - _REACH), hit.start, "tends"):
        if not _goes_with(sheet, hit, verb, hit.end, min(stop, hit.end + _BESIDE)):
            continue
        inner = _known(reader, reader.after(verb.end, hit.start, filler=2))
        return inner or _known(reader, reader.before(verb.start, start))
    return []


def _past_pronoun(reader: NameReader, verb: Hit) -> int:
    """Return the offset behind a verb and the pronoun of what it does: "gestellt hat sie der Verein"."""
    of, k = reader.words, verb.last + 1
    pronoun = k + 1 < len(of) and of.words[k].isalpha() and k in of.stops and k + 1 not in of.stops
    short = pronoun and len(of.words[k]) <= _PRONOUN and not of.capital(k)
    return of.ends[k] if short else verb.end


def _goes_with(sheet: Sheet, hit: Hit, verb: Hit, begin: int, end: int) -> bool:
    """Tell whether a verb goes with the noun at ``hit``: a copula with a preposition and its event only."""
    if hit.key == "task":
        return verb.key == "tends"
    return sheet.marks.has(begin, end, *_OF_EVENT) or bool(sheet.dates_within(begin, end))


def _known(reader: NameReader, names: list[Name]) -> list[Name]:
    """Return names that are organisations' and no event's, none where one is not."""
    surely = all(reader.is_organisation(name) or (" " in name.text and reader.likely(name)) for name in names)
    return names if surely and not any(is_occasion(reader, name) for name in names) else []
