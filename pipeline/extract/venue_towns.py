"""The town of the house that an event is at, told right behind it: it goes before the page's others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.town_halls import town_beside, town_in_name
from pipeline.extract.town_mentions import mentions
from pipeline.extract.towns import town_of
from pipeline.extract.values import Found
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_TOLD = ("label", "record", "header")
_SURE = 0.7
"""A town that such a method tells so surely stays."""


def with_own_town(found: list[Found], sheet: Sheet) -> list[Found]:
    """Return ``found`` with the town behind its venue for the event's, if a gazetteer knows that town.

    "Riverside County invites you on 5 May to a meeting in the Town Hall in Ely" is in Ely.
    """
    hall = _best(found, "venue")
    if hall is None or any(one.field in ("postcode", "online") for one in found):
        return found
    told = _best(found, "city")
    if told is not None and told.method in _TOLD and told.score >= _SURE:
        return found
    beside = _of_hall(hall, sheet)
    if beside is None:
        return found
    if told is not None and fold(told.value) == fold(beside.value):
        return found
    score = max(beside.score, told.score if told is not None else 0.0)
    return [*(one for one in found if one.field != "city"), replace(beside, score=score)]


def _of_hall(hall: Found, sheet: Sheet) -> Found | None:
    """Return the town that a preposition tells in a hall's name, or a known one right behind it."""
    if sheet.marks.within(hall.start + 2, hall.end, "at_town"):
        inner = town_in_name(sheet, hall, hall.score)
        plain = inner is not None and all(word[0].isupper() for word in inner.value.split())
        return inner if plain else None  # but "en Fabra i Coats"
    if any(mentions(sheet, hall.start, hall.end)):
        return None  # "the University of Kiel, Lund and Turku are involved"
    beside = town_beside(sheet, hall, sheet.sentence(hall.start)[1], hall.score)
    return beside if beside is not None and town_of(beside.value, sheet) is not None else None


def _best(found: Sequence[Found], field: str) -> Found | None:
    return max((one for one in found if one.field == field), key=lambda one: one.score, default=None)
