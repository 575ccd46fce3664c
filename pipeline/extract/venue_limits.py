"""Where a venue's name ends before somebody's, and which houses in a row are parties instead."""

from __future__ import annotations

from pipeline.extract.named import Name
from pipeline.sheet import Sheet
from pipeline.words import Hit

_PARTIES = ("organised_by", "with_partner", "funded_by", "support")
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
    """Return a name without the agent behind it: "en el Albergue de Cercedilla por el Consejo …"."""
    floor = sheet.sentence(name.start)[0]
    for hit in sheet.marks.within(name.start + 2, name.end, "agent"):
        behind = sheet.marks.within(hit.end, name.end, "organisation")[:1]
        told = sheet.marks.has(floor, name.start, "organised_end", "funded_end")
        if told and behind and behind[0].start <= hit.end + _HEAD:
            words = sheet.text[name.start : hit.start].rstrip(" ,")
            return Name(words, name.start, name.start + len(words))
    return name
