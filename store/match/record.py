"""An announcement as matching sees it: light, and made from a row or from plain JSON alike."""

from __future__ import annotations

import calendar
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.model import UNTOLD_YEAR


class Record(NamedTuple):
    """One announcement. ``city`` is a key (:func:`store.places.city_key`), links and ``page`` (its own URL)
    are keys (:func:`store.match.links.link_key`), all other texts are as they were told.

    ``stated`` is the start as far as it is known: "2026", "2026-05", "2026-05-12"; ``start_on`` is there only
    where the day is, ``start_at`` and ``end_at`` only where the minute is; ``yearless`` is "05-12" where no
    year was told. What ``is_span`` lasts from a stated month or year to another. ``programme`` are the titles
    of its parts.
    """

    id: str
    source: str
    title: str
    site: str = ""
    language: str | None = None
    stated: str | None = None
    yearless: str | None = None
    start_on: date | None = None
    end_on: date | None = None
    start_at: datetime | None = None
    end_at: datetime | None = None
    is_span: bool = False
    city: str | None = None
    country: str | None = None
    venue: str | None = None
    address: str | None = None
    online: bool = False
    organisers: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    funders: tuple[str, ...] = ()
    page: str | None = None
    links: frozenset[str] = frozenset()
    translation_key: str | None = None
    super_event: str | None = None
    programme: tuple[str, ...] = ()
    summary: str | None = None
    is_moved: bool = False

    @property
    def last_on(self) -> date | None:
        """The last day as stated; the first where no end was."""
        return self.end_on or self.start_on


def month_and_day(stated: str | None) -> str | None:
    """ "05-12" of a time that tells no year ("0000-05-12T18:00"); None of any other."""
    if not stated or not stated.startswith(UNTOLD_YEAR) or len(stated) < len("0000-05-12"):
        return None
    return stated[len(UNTOLD_YEAR) : len("0000-05-12")]


def is_span(start: str | None, end: str | None) -> bool:
    """Whether a start and an end are told by month or year alone, and tell more than one month."""
    day = len("2026-05-12")
    return bool(start and end and max(len(start), len(end)) < day and start != end)


def end_of_month(start: str | None, end: str | None) -> date | None:
    """The last day of a month or a year that is told as the end of what begins on a day of an earlier one."""
    day = len("2026-05-12")
    if not start or not end or len(end) >= day or len(start) < day or end <= start[: len(end)]:
        return None
    first = date.fromisoformat(f"{end}-12-01" if len(end) == len("2026") else f"{end}-01")
    return first.replace(day=calendar.monthrange(first.year, first.month)[1])


@lru_cache(maxsize=10_000)
def site_of(url: str) -> str:
    """The host of a URL without "www."; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
