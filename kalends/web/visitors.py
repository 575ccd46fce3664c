"""Who looks: the language, and the zone in which times are shown besides the events' own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from fastapi import Request

from kalends.web.languages import language_of

ZONE_COOKIE = "zone"
OWN = "own"
"""The choice of those who want times in the events' own zones alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """What a visitor has chosen; ``zone`` is an IANA name, or ``OWN``."""

    language: str
    zone: str

    @property
    def clock(self) -> ZoneInfo | None:
        """The zone in which this visitor wants times besides; None: none."""
        return None if self.zone == OWN else ZoneInfo(self.zone)


@cache
def zones() -> tuple[str, ...]:
    """The names that can be chosen: places, no aliases of offsets."""
    return tuple(
        sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))
    )


def visitor_of(request: Request) -> Visitor:
    """What the parameters ask for, else what the cookies remember."""
    stated = (request.query_params.get("zone"), request.cookies.get(ZONE_COOKIE))
    zone = next((one for one in stated if one is not None and (one == OWN or one in zones())), OWN)
    return Visitor(language=language_of(request), zone=zone)


def today_of(request: Request) -> date:
    """The day that it is on the visitor's clock, without one in UTC."""
    return datetime.now(visitor_of(request).clock or UTC).date()
