"""What a cue of organising is about: an event, a project, a body, or a longer cue."""

from __future__ import annotations

from pipeline.extract.names import NameReader
from pipeline.sheet import Sheet
from pipeline.words import Hit

_COPULA = 12
"""A cue goes on at most so many characters behind its noun: "toimivat"."""
_SUBJECT = 4
"""A sentence's subject begins so few characters behind its start."""
_OF_EVENT = (
    *("event", "organises", "organised_by", "organiser", "task", "happens", "happened", "invites"),
    *("project", "label_organiser", "common_event", "this_year"),
)
"""Who helps in a sentence without any of these helps with something else, like as not."""


def is_of_event(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a sentence about an event, or with a day of one, or one behind such a sentence."""
    ahead = min(sheet.sentence(max(0, start - 2))[0], start)
    return sheet.marks.has(ahead, stop, *_OF_EVENT) or bool(sheet.dates_within(ahead, stop))


def is_of_project(sheet: Sheet, hit: Hit, sentence: tuple[int, int]) -> bool:
    """Tell who runs a project from who holds an event: the nearest noun ahead tells, else one behind.

    Of a verb that is said of the sentence's subject the first noun tells.
    """
    start, stop = sentence
    many = {one.start for one in sheet.marks.within(start, stop, "projects")}
    told = sheet.marks.within(start, hit.start, "event", "covers_project")
    predicate = sheet.before(hit.start, "copula", _COPULA, start) is not None
    told = told if predicate else told[::-1]  # "L'evento rientra nel programma X ed è organizzato da"
    told = told or sheet.marks.within(hit.end, stop, "event", "covers_project")
    nouns = [one for one in told if one.start not in many]
    return bool(nouns) and not any(n.key == "event" and n.start == nouns[0].start for n in nouns[:2])


def is_of_other(sheet: Sheet, hit: Hit, floor: int) -> bool:
    """Tell who runs a site, or sees to a part of an event: "Catering at the fair is provided by A"."""
    if sheet.marks.has(floor, hit.start, "of_site"):
        return True
    parts = sheet.marks.within(floor, hit.start, "side_thing")[:1]
    seen_to = any(part.start - floor <= _SUBJECT for part in parts)
    return seen_to and sheet.marks.has(hit.start, hit.end, "supplied_by")


def is_within_cue(sheet: Sheet, hit: Hit, floor: int) -> bool:
    """Tell a cue within a longer one that stands ahead of its names: "Illan järjestäjänä toimii X"."""
    cues = sheet.marks.within(floor, hit.end + _COPULA, "organised_by")
    return any(one.first < hit.first <= hit.last < one.last for one in cues)


def runs_body(sheet: Sheet, reader: NameReader, hit: Hit) -> bool:
    """Tell who runs an organisation from who organises: "the Advice Centre, run by the City, invites"."""
    of, comma = reader.words, hit.first - 1
    if hit.key != "organised_by" or comma < 1 or of.words[comma] != ",":
        return False
    name = reader.around(comma - 1)
    if name is None or of.tokens.at(name.end) != comma or not reader.is_organisation(name):
        return False
    first = of.tokens.at(name.start)
    while first > 0 and of.words[first - 1].isalpha() and first - 1 not in of.verbs:
        first -= 1  # "the Conference of Foundations, promoted by the City"
    return of.events.isdisjoint(range(first, comma))
