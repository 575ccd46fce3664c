"""Addresses that a page gives of who publishes it, at its foot, not of where an event of its is."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.extract.place_prose import PlaceProse
from pipeline.extract.unnamed_streets import Address
from pipeline.extract.values import Found
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet

_SURE = 0.65
_LONGEST = 80


def is_office(sheet: Sheet, address: Address, told: Sequence[Found], prose: PlaceProse) -> bool:
    """Tell an address in another town than the event's, or of a body that is not the house it is in.

    ``told``: what is told of where the event is; ``prose``: reads what stands around the address.
    """
    sure = [one for one in told if one.score >= _SURE]
    towns = {fold(one.value) for one in sure if one.field == "city"}
    if towns:
        own = {fold(one.value) for one in prose.around(address, _SURE) if one.field == "city"}
        if own and towns.isdisjoint(own):
            return True
    houses = [one for one in sure if one.field == "venue"]
    return bool(houses) and _is_body(sheet, address, houses)


def told_bodies(sheet: Sheet, addresses: Sequence[Address]) -> bool:
    """Tell addresses of bodies that are no houses, one at least."""
    return bool(addresses) and all(_is_body(sheet, one, ()) for one in addresses)


def is_afar(sheet: Sheet, day: int) -> bool:
    """Tell a day whose sentence says that the event is online, and does not but ask to register there."""
    sentence = sheet.sentence(day)
    return sheet.marks.has(*sentence, "online") and not sheet.marks.has(
        *sentence, "register", "at_house", "venue", "room", "free"
    )


def _is_body(sheet: Sheet, address: Address, houses: Sequence[Found]) -> bool:
    """Tell an address below or behind the name of a body that is none of ``houses`` and no house."""
    text = sheet.text
    line = text.rfind("\n", 0, address.start)
    if not text[line + 1 : address.start].strip():
        line = text.rfind("\n", 0, max(line, 0))
    start, stop = line + 1, address.start
    if not 0 < stop - start < _LONGEST or not sheet.marks.has(start, stop, "organisation", "legal_form"):
        return False
    if sheet.marks.has(start, stop, "venue", "room", "at", "label_where"):
        return False
    head = fold(text[start:stop])
    return not any(fold(one.value) in head or head.strip(" ,") in fold(one.value) for one in houses)
