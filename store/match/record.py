"""An announcement as matching sees it: light, and made from a row or from plain JSON alike."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import cast
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from store.fold import fold, organisation_key
from store.match.links import link_key
from store.places import city_key


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
    url: str = ""
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
    series: str | None = None
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


def record_of_json(line: Mapping[str, object]) -> Record:
    """A record of one line of announcements: the names of ``kalends extract``, with "id" and "source".

    "start" and "end" are ISO 8601 as far as they are known ("2022", "2022-05", "2022-05-12",
    "2022-05-12T13:00"), a local time in "timezone" where they have no offset. Raises ``ValueError`` that
    names the line's id where "id" or "title" is missing or a time is none.
    """
    key = line.get("id")
    if not isinstance(key, str) or not isinstance(line.get("title"), str):
        raise ValueError(f"announcement {key!r}: 'id' and 'title' must be texts")
    text = {name: _text(line, name) for name in _TEXTS}
    city = text["city"]
    start, end = text["start"], text["end"]
    try:
        start_at = _instant(start, text["timezone"])
        start_on, end_on = _day(start), _day(end)
    except (ValueError, KeyError) as error:
        raise ValueError(f"announcement {key}: no time or zone: {error}") from error
    return Record(
        id=key,
        source=text["source"] or site_of(text["url"] or ""),
        title=str(line["title"]),
        url=text["url"] or "",
        site=site_of(text["url"] or ""),
        page=link_key(text["url"]) if text["url"] else None,
        language=text["lang"] or text["language"],
        stated=start[:10] if start else None,
        start_on=start_on,
        end_on=end_on,
        start_at=start_at,
        city=city_key(city, text["country"]) if city else None,
        venue=fold(text["venue"]) if text["venue"] else None,
        address=fold(text["address"]) if text["address"] else None,
        online=line.get("online") is True,
        organisers=names_of(_list(line, "organisers") + _list(line, "co_organisers")),
        others=names_of(_list(line, "partners") + _list(line, "hosts")),
        funders=names_of(_list(line, "funders")),
        links=frozenset(
            key
            for link in _list(line, "links") + _list(line, "same_as")
            if (key := link_key(link)) is not None
        ),
        translation_key=text["translation_key"],
        series=text["series"],
        super_event=text["super_event"],
    )


_TEXTS = (
    "start",
    "end",
    "timezone",
    "source",
    "url",
    "lang",
    "language",
    "city",
    "country",
    "venue",
    "address",
    "translation_key",
    "series",
    "super_event",
)


def _text(line: Mapping[str, object], name: str) -> str | None:
    value = line.get(name)
    return value if isinstance(value, str) and value else None


def _list(line: Mapping[str, object], name: str) -> list[str]:
    values = line.get(name)
    found = values if isinstance(values, list) else []
    named = [value.get("name") if isinstance(value, dict) else value for value in cast(list[object], found)]
    return [value for value in named if isinstance(value, str)]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text[:10]) if text and len(text) >= len("2022-05-12") else None


def _instant(text: str | None, zone: str | None) -> datetime | None:
    if not text or "T" not in text:
        return None
    stated = datetime.fromisoformat(text)
    if stated.tzinfo is None:
        stated = stated.replace(tzinfo=ZoneInfo(zone) if zone else UTC)
    return stated.astimezone(UTC)


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
