"""Announcements from plain JSON, as ``kalends extract`` prints them, to records that can be matched."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from pipeline.model import UNTOLD_YEAR
from store.match.links import link_key
from store.match.record import Record, month_and_day, site_of
from store.places import city_key

_MOVED = ("postponed", "moved", "rescheduled")


def record_of_json(line: Mapping[str, object]) -> Record:
    """A record of one line of announcements: the names of ``kalends extract``, with "id" and "source".

    "start" and "end" are ISO 8601 as far as they are known ("2022", "2022-05", "2022-05-12",
    "2022-05-12T13:00"; "0000-05-12" where no year was told), a local time in "timezone" where they have no
    offset. Raises ``ValueError`` that names the line's id where "id" or "title" is missing or a time is none.
    """
    key, title = line.get("id"), line.get("title")
    if not isinstance(key, str) or not isinstance(title, str):
        raise ValueError(f"announcement {key!r}: 'id' and 'title' must be texts")
    start, end, zone = (_text(line, name) for name in ("start", "end", "timezone"))
    yearless = month_and_day(start)
    start, end = (None if text and text.startswith(UNTOLD_YEAR) else text for text in (start, end))
    try:
        start_on, end_on, start_at = _day(start), _day(end), _instant(start, zone)
    except (ValueError, KeyError) as error:
        raise ValueError(f"announcement {key}: no time or zone: {error}") from error
    url, city, country = (_text(line, name) for name in ("url", "city", "country"))
    links = _names(line, "links", "same_as") + [link for link in [_text(line, "registration_url")] if link]
    return Record(
        id=key,
        source=_text(line, "source") or site_of(url or ""),
        title=title,
        site=site_of(url or ""),
        page=link_key(url) if url else None,
        language=_text(line, "lang") or _text(line, "language"),
        stated=start[:10] if start else None,
        yearless=yearless,
        start_on=start_on,
        end_on=end_on,
        start_at=start_at,
        city=city_key(city, country) if city else None,
        country=country,
        venue=_text(line, "venue"),
        address=_text(line, "address"),
        online=line.get("online") is True,
        organisers=tuple(_names(line, "organisers", "co_organisers")),
        others=tuple(_names(line, "partners", "hosts", "media_partners")),
        funders=tuple(_names(line, "funders")),
        links=frozenset(found for link in links if (found := link_key(link)) is not None),
        translation_key=_text(line, "translation_key"),
        super_event=_text(line, "super_event"),
        summary=_text(line, "summary"),
        is_moved=_text(line, "status") in _MOVED,
    )


def _text(line: Mapping[str, object], name: str) -> str | None:
    value = line.get(name)
    return value if isinstance(value, str) and value else None


def _names(line: Mapping[str, object], *names: str) -> list[str]:
    """Texts, or the "name" of objects, in all these lists."""
    found: list[str] = []
    for name in names:
        values = line.get(name)
        for value in values if isinstance(values, list) else ():
            text = value.get("name") if isinstance(value, dict) else value
            found += [text] if isinstance(text, str) else []
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
    if not text or "T" not in text:
        return None
    stated = datetime.fromisoformat(text)
    if stated.tzinfo is None:
        stated = stated.replace(tzinfo=ZoneInfo(zone) if zone else UTC)
    return stated.astimezone(UTC)
