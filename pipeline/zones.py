"""Which clock a page's hours are told by: the source's zone, else the country's, else the language's."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytz

from pipeline.sheet import Sheet

UNKNOWN_ZONE = "UTC"
"""The clock of hours whose zone nothing tells."""


def zone_of(sheet: Sheet, country: str | None = None) -> tuple[str, bool]:
    """Return an IANA zone and whether it was inferred (from a place, a domain or the language)."""
    declared = sheet.facts.timezone
    if declared and known_zone(declared):
        return declared, False
    for code in (country, sheet.country):
        zone = country_zone(code) if code else None
        if zone:
            return zone, True
    return sheet.known.own.zone or UNKNOWN_ZONE, True


@cache
def known_zone(name: str) -> bool:
    """Tell whether a zone of this name exists."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


@cache
def country_zone(code: str) -> str | None:
    """Return a country's zone, the first of them where it has several (IANA's zone.tab order)."""
    zones = pytz.country_timezones.get(code.upper())
    return zones[0] if zones else None
