"""What stands beside a venue's name: hours, premises, agents, and parties that are no houses."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.sheet import Sheet
from pipeline.words import Hit

_PARTIES = ("organised_by", "with_partner", "funded_by", "support")
_HOUR, _TIME = 12, 40
"""The word behind an hour, and a day's or an hour's writing, have no more characters."""
_PREMISES = 40
"""Nor does a phrase for premises: "in den Räumlichkeiten der"."""
_HEAD = 6
"""An agent's noun stands so few characters behind its preposition."""


def in_party_row(sheet: Sheet, start: int, hit: Hit) -> bool:
    """Tell a name in a row of parties from a house behind a comma: "organised by A, Foundation B and C"."""
    cues = sheet.marks.within(start, hit.start, *_PARTIES)
    named = sheet.marks.has(hit.start, hit.end, "organisation")
    parted = bool(cues) and (
        bool(sheet.dates_within(cues[-1].end, hit.start)) or bool(sheet.times_within(cues[-1].end, hit.start))
    )
    return named and bool(cues) and not parted


def before_agent(sheet: Sheet, name: Name) -> Name:
    """Return a name without the agent behind it: "en el Albergue de Cercedilla por el Consejo …".

    Where nouns have capitals, no small word ends a name: "im Kulturhaus Lindenhof zusammen".
    """
    taken = name.text.split()
    if sheet.known.own.capital_nouns and len(taken) > 1 and taken[-1].islower():
        kept = name.text[: name.text.rindex(taken[-1])].rstrip()
        name = Name(kept, name.start, name.start + len(kept))
    floor = sheet.sentence(name.start)[0]
    for hit in sheet.marks.within(name.start + 2, name.end, "agent"):
        behind = sheet.marks.within(hit.end, name.end, "organisation")[:1]
        told = sheet.marks.has(floor, name.start, "organised_end", "funded_end")
        if told and behind and behind[0].start <= hit.end + _HEAD:
            words = sheet.text[name.start : hit.start].rstrip(" ,")
            return Name(words, name.start, name.start + len(words))
    return name


def is_timed(sheet: Sheet, offset: int) -> bool:
    """Tell whether a day or an hour ends right before ``offset``: "de 14 à 18 heures salle Mandela"."""
    if sheet.known.own.head == "last":  # whose houses are told by their endings
        return False
    behind = sheet.marks.within(max(0, offset - _HOUR), offset, "clock_after")
    ends = [hit.end for hit in behind]
    ends += [time.end for time in sheet.times_within(max(0, offset - _TIME), offset)]
    ends += [day.end for day in sheet.dates_within(max(0, offset - _TIME), offset)]
    return any(offset - end == 1 for end in ends)


def with_premises(sheet: Sheet, name: Name) -> Name:
    """Return a lone name with what is said to be its: "Räumlichkeiten der Volunet", "sede da AML"."""
    houses = sheet.marks.within(max(0, name.start - _PREMISES), name.start, "at_house")
    if not houses:
        return name
    first = max(hit.start for hit in houses)
    led = [hit.end for hit in sheet.marks.within(first, name.start, "at") if hit.start == first]
    begins = min(led, default=first)
    start = begins + len(sheet.text[begins : name.start]) - len(sheet.text[begins : name.start].lstrip())
    return Name(sheet.text[start : name.end], start, name.end)


def with_attribute(sheet: Sheet, offset: int, name: Name) -> Name:
    """Return a hall with the adjective made of an event's noun right before it: "v přednáškovém sále"."""
    own = sheet.known.own
    if own.head == "last" or own.capital_nouns or not own.endings:
        return name
    endings = tuple(ending for ending, _ in own.endings)
    for hit in sheet.marks.within(offset, name.start, "event"):
        bends = sheet.text[hit.start : hit.end].lower().endswith(endings)
        halls = sheet.marks.within(name.start, name.end, "venue", "room")
        beside = sheet.text[hit.end : name.start] == " " and halls and halls[0].start == name.start
        if bends and beside:
            return Name(sheet.text[hit.start : name.end], hit.start, name.end)
    return name
