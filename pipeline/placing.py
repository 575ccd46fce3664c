"""Places that structured data give in one text ("Hall, Street 5, Town"), and a source's own town."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.names import NameReader
from pipeline.extract.place import PlaceReader
from pipeline.extract.place_settled import settle_place
from pipeline.extract.site_town import site_town
from pipeline.ledger import Ledger
from pipeline.model import Place
from pipeline.sheet import Sheet
from pipeline.text import Block, make_document

_PARTED = re.compile(r"[,;\n\d]|\s[–-]\s")
_LONGEST = 300


def in_parts(words: str | None) -> bool:
    """Tell whether a place's words may hold more than one name."""
    return bool(words) and bool(_PARTED.search(words or ""))


def split_place(place: Place, sheet: Sheet) -> Place:
    """Return ``place`` with street, postcode and town taken out of its venue's or address' text.

    A part that the data give by itself stays; where no street or town is found, the text stays as it was.
    """
    if place.city or place.postcode:
        return place
    if in_parts(place.address):
        found = _parts(place.address or "", sheet)
        return _filled(place, found) if found.address else place
    if in_parts(place.venue) and not place.address:
        found = _parts(place.venue or "", sheet)
        return replace(_filled(place, found), venue=found.venue) if found.address or found.city else place
    return place


def _filled(place: Place, found: Place) -> Place:
    return replace(
        place, address=found.address, postcode=found.postcode, city=found.city, room=place.room or found.room,
        country=place.country or found.country, lat=place.lat or found.lat, lon=place.lon or found.lon,
    )  # fmt: skip


def _parts(words: str, sheet: Sheet) -> Place:
    words = words[:_LONGEST]
    block = Block(kind="paragraph", text=words, start=0)
    own = Sheet(sheet.page, make_document(words, [block], [], ()), sheet.known, sheet.facts)
    reader = PlaceReader(own, NameReader(own))
    found = settle_place(reader.parts(0, len(words)), own, False, None)[0]
    if found.city and found.address and found.city in found.address:
        return Place(venue=found.venue, room=found.room, address=found.address, postcode=found.postcode)
    return found


def place_of_site(sheet: Sheet, ledger: Ledger) -> Place:
    """Return the town that the source is about, else the one that the site's address names."""
    facts, named = sheet.facts, site_town(sheet)
    if facts.city:
        ledger.add("city", facts.city, None, None, "source", 0.5, raw=facts.city)
        return Place(city=facts.city, country=facts.country)
    if named is None:
        return Place()
    ledger.add("city", named, None, None, "address", 0.35, raw=sheet.page.url)
    return Place(city=named, country=sheet.country)
