"""What an announcement may hold: no control characters, no private data, no field without an end."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pipeline.model import Announcement, Claim, Funding, Party, Place
from pipeline.redact import GONE, redacted

_LONGEST = 300
"""A field of one line is cut here; no name, title or address is as long."""
_LOOKED_AT = 4 * _LONGEST
"""What stands behind is cut off in any case."""
_SUSPECT = re.compile(r"@|\d[\d\s()./\u00a0-]{4,}\d|[\[(]\s?\w{2,10}\s?[\])]")
"""What personal data cannot do without: most texts need no closer look."""
_HIDDEN = frozenset({"Cc", "Cf", "Zl", "Zp", "Co", "Cs"})
_PRIVATE = frozenset({"title", "series", "summary", "venue", "room"})
"""Claims of these fields quote sentences; addresses and deadlines have figures of their own."""


def clean_announcement(one: Announcement) -> Announcement:
    """Return ``one`` as it may be kept; what is clean comes back as it is."""
    parties = tuple(_clean_party(party) for party in one.parties)
    return replace(
        one,
        title=_line(one.title) or "",
        summary=_line(one.summary),
        series=_line(one.series),
        place=_clean_place(one.place),
        parties=tuple(party for party in parties if party.name),
        funding=tuple(_clean_funding(funding) for funding in one.funding),
        sub_events=tuple(clean_announcement(part) for part in one.sub_events),
        claims=tuple(_clean_claim(claim) for claim in one.claims),
    )


def _clean_place(place: Place) -> Place:
    if place == Place():
        return place
    return replace(
        place,
        venue=_line(place.venue),
        room=_line(place.room),
        address=_visible(place.address),
        city=_visible(place.city),
        postcode=_visible(place.postcode),
    )


def _clean_party(party: Party) -> Party:
    name = _line(party.name) or ""
    return party if name == party.name else replace(party, name=name)


def _clean_funding(funding: Funding) -> Funding:
    return replace(
        funding,
        funder=_line(funding.funder),
        programme=_line(funding.programme),
        mechanism=_line(funding.mechanism),
        grant_id=_visible(funding.grant_id),
    )


def _clean_claim(claim: Claim) -> Claim:
    """Return a claim whose value is clean; a quote with personal data loses its place in the text."""
    value = claim.value
    if isinstance(value, str):
        value = _line(value) or "" if claim.field in _PRIVATE else _visible(value) or ""
    if claim.field in _PRIVATE and _SUSPECT.search(claim.quote):
        quote = redacted(claim.quote)
        if quote != claim.quote:
            return replace(claim, value=value, raw=redacted(claim.raw), quote=quote, span=None)
    return claim if value == claim.value else replace(claim, value=value)


def _line(text: str | None) -> str | None:
    """Return a text on one line without personal data; None where nothing is left."""
    if text and _SUSPECT.search(text):
        text = " ".join(redacted(text[:_LOOKED_AT]).split()).removesuffix(GONE)
    return _visible(text)


def _visible(text: str | None) -> str | None:
    """Return a text on one line without characters that nobody sees, not longer than a line."""
    if not text:
        return text
    if not text.isprintable():
        text = "".join(_seen(character) for character in text)
    return " ".join(text.split())[:_LONGEST].rstrip() or None


def _seen(character: str) -> str:
    if character.isspace():
        return " "
    return "" if unicodedata.category(character) in _HIDDEN else character
