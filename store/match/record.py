"""An announcement as matching sees it: light, and made from a row or from plain JSON alike."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlsplit

from store.fold import organisation_key


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One announcement. Cities are keys (:func:`store.places.city_key`), names are folded, links and
    ``page`` (its own URL) are keys.

    ``stated`` is the start as far as it is known: "2026", "2026-05", "2026-05-12"; ``start_on`` is there only
    where the day is, ``start_at`` only where the minute is. ``programme`` are the folded titles of its parts.
    """

    id: str
    source: str
    title: str
    site: str = ""
    language: str | None = None
    stated: str | None = None
    start_on: date | None = None
    end_on: date | None = None
    start_at: datetime | None = None
    city: str | None = None
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

    @property
    def last_on(self) -> date | None:
        """The last day as stated; the first where no end was."""
        return self.end_on or self.start_on

    @property
    def days(self) -> int | None:
        """How many days it lasts; None where no day is known."""
        return (
            None if self.start_on is None or self.last_on is None else (self.last_on - self.start_on).days + 1
        )


def site_of(url: str) -> str:
    """The host of a URL without "www."; empty where there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def names_of(names: Sequence[str]) -> tuple[str, ...]:
    """Organisation names as matching compares them."""
    return tuple(dict.fromkeys(key for name in names if (key := organisation_key(name))))


def without_generic_links(records: Sequence[Record]) -> list[Record]:
    """The records without links that announcements of different days share: those name a site or a series.

    So does a page that tells of events of different days, and so do the links to it.
    """
    days: dict[str, set[date]] = {}
    for record in records:
        if record.start_on is not None:
            for link in record.links | ({record.page} if record.page else set()):
                days.setdefault(link, set()).add(record.start_on)
    generic = {link for link, shared in days.items() if len(shared) > 1}
    return [
        replace(record, links=record.links - generic) if record.links & generic else record
        for record in records
    ]
