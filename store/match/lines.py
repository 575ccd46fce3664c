"""Announcements from plain JSON, as ``kalends extract`` prints them, to records that can be matched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypedDict
from zoneinfo import ZoneInfo

from pipeline.model import UNTOLD_YEAR
from store.match.links import link_key
from store.match.record import Record, end_of_month, is_span, month_and_day, site_of
from store.places import city_key

_NOTHING, _A_DAY = timedelta(), timedelta(days=1)
_NONE: frozenset[str] = frozenset()
_MOVED = ("postponed", "moved", "rescheduled")


def record_of_json(line: Mapping[str, object]) -> Record:
    """A record of one line of announcements: the names of ``kalends extract``, with "id" and "source".

    "start" and "end" are ISO 8601 as far as they are known ("2022", "2022-05", "2022-05-12",
    "2022-05-12T13:00", with a blank for the T as well; "0000-05-12" where no year was told), a local time in
    "timezone" where they have no offset. Raises ``ValueError`` that names the line's id where "id" or "title"
    is missing or a time is none.
    """
    told = {name: value for name, value in line.items() if isinstance(value, str) and value}
    text = told.get
    key, title = line.get("id"), line.get("title")
    if not isinstance(key, str) or not isinstance(title, str):
        raise ValueError(f"announcement {key!r}: 'id' and 'title' must be texts")
    try:
        when = _stated(text("start"), text("end"), text("timezone"))
    except (ValueError, KeyError, OverflowError, OSError) as error:
        # A zone's name is a file's: that of a folder is an OSError. Years 1 and 9999 end inside a zone.
        raise ValueError(f"announcement {key}: no time or zone: {error}") from error
    url, city, country = text("url"), text("city"), text("country")
    site = site_of(url) if url else ""
    return Record(
        id=key,
        source=text("source") or site,
        title=title,
        site=site,
        page=link_key(url) if url else None,
        language=text("lang") or text("language"),
        **when,
        city=city_key(city, country) if city else None,
        country=country,
        venue=text("venue"),
        address=text("address"),
        online=line.get("online") is True,
        organisers=_names(line, "organisers", "co_organisers"),
        others=_names(line, "partners", "hosts", "media_partners"),
        funders=_names(line, "funders"),
        links=_links(_names(line, "links", "same_as"), text("registration_url")),
        translation_key=text("translation_key"),
        super_event=text("super_event"),
        summary=text("summary"),
        is_moved=text("status") in _MOVED,
    )


class _Stated(TypedDict):
    """The columns of a record that tell its time."""

    stated: str | None
    yearless: str | None
    start_on: date | None
    end_on: date | None
    start_at: datetime | None
    end_at: datetime | None
    is_span: bool


@lru_cache(maxsize=100_000)
def _stated(start: str | None, end: str | None, zone: str | None) -> _Stated:
    """The times of an announcement; ValueError or KeyError for what is none."""
    yearless = month_and_day(start)
    start, end = (None if text and text.startswith(UNTOLD_YEAR) else text for text in (start, end))
    return {
        "stated": start[:10] if start else None,
        "yearless": yearless,
        "start_on": _day(start),
        "end_on": _day(end) or end_of_month(start, end),
        "start_at": _instant(start, zone),
        "end_at": _instant(end, zone),
        "is_span": is_span(start, end),
    }


def _links(told: tuple[str, ...], registration: str | None) -> frozenset[str]:
    if registration:
        told += (registration,)
    return frozenset(key for link in told if (key := link_key(link)) is not None) if told else _NONE


def _names(line: Mapping[str, object], *names: str) -> tuple[str, ...]:
    """Texts, or the "name" of objects, in all these lists."""
    found: tuple[str, ...] = ()
    for name in names:
        values = line.get(name)
        if values and isinstance(values, list):
            texts = [value.get("name") if isinstance(value, dict) else value for value in values]
            found += tuple(text for text in texts if isinstance(text, str))
    return found


def _day(text: str | None) -> date | None:
    """The day of a time; ValueError for what is neither a day nor a month or year alone."""
    if text is None:
        return None
    if len(text) >= len("2022-05-12"):
        return date.fromisoformat(text[:10])
    date.fromisoformat(f"{text}-01-01" if len(text) == len("2022") else f"{text}-01")
    return None


def _instant(text: str | None, zone: str | None) -> datetime | None:
    if not text or len(text) <= len("2022-05-12"):
        return None
    stated = datetime.fromisoformat(text)
    if stated.tzinfo is not None:
        return stated.astimezone(UTC)
    ahead = _ahead(text[:10], zone) if zone else _NOTHING
    if ahead is None:
        return stated.replace(tzinfo=ZoneInfo(str(zone))).astimezone(UTC)
    return stated.replace(tzinfo=UTC) - ahead


@lru_cache(maxsize=50_000)
def _ahead(day: str, zone: str) -> timedelta | None:
    """How far a zone's clock is ahead of UTC's on a day; None where that changes on it."""
    first = datetime.fromisoformat(day).replace(tzinfo=ZoneInfo(zone))
    ahead = first.utcoffset()
    return ahead if ahead == (first + _A_DAY).utcoffset() else None
