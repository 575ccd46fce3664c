"""What an announcement tells, as flat plain values: what example files compare, field by field."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from pipeline.model import Announcement, Page, Precision, Reading, Role, SourceFacts, Yearless
from pipeline.read import read_page

UNKNOWN = object()
"""Answers to a field that no announcement has: a misspelt key in an example never compares equal."""

_YAML = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(path: Path) -> Any:
    """What an example file holds, read by the fast reader where there is one."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_YAML)  # noqa: S506 (it is safe)


def page_of(body: bytes | str, media_type: str = "text/plain", fetched: object = None, **more: Any) -> Page:
    """A page for a test. ``fetched`` is a day or an ISO text; a day without an hour is its noon in UTC."""
    return Page(
        source_id="example",
        url=more.pop("url", None) or "https://example.org/x",
        fetched_at=moment(fetched),
        body=body.encode() if isinstance(body, str) else body,
        media_type=media_type,
        **more,
    )


def moment(value: object) -> datetime | None:
    """The aware datetime that an example's ``fetched`` means; None where there is none."""
    if value is None:
        return None
    text = str(value)
    stamp = datetime.fromisoformat(text if len(text) > 10 else f"{text}T12:00:00")
    return stamp if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def reading_of(
    body: bytes | str,
    media_type: str = "text/plain",
    fetched: object = None,
    url: str | None = None,
    **facts: Any,
) -> Reading:
    """Read a page of a source of these ``facts`` (fields of :class:`SourceFacts`)."""
    return read_page(page_of(body, media_type, fetched, url=url), SourceFacts(id="example", **facts))


def stated(value: datetime | date | Yearless | None, precision: Precision = Precision.DAY) -> str | None:
    """``2026-02-12 18:00`` in the event's own zone, ``2026-02-12``, ``2026-02``, ``0000-02-12`` or None."""
    if value is None:
        return None
    if isinstance(value, Yearless):
        return value.start.replace("T", " ")
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m}" if precision is Precision.MONTH else value.isoformat()


def told(one: Announcement) -> dict[str, Any]:
    """Every field that an example may name."""
    return {
        "title": one.title,
        "url": one.url,
        "language": one.language,
        "status": one.status.value,
        "series": one.series,
        "primary": one.primary,
        "languages": list(one.languages),
        "same_as": list(one.same_as),
        "sub_events": [stated(sub.when.start, sub.when.precision) for sub in one.sub_events if sub.when],
        **_time(one),
        **_place(one),
        **_parties(one),
        **_taking_part(one),
    }


def _time(one: Announcement) -> dict[str, Any]:
    when = one.when
    if one.yearless is not None:
        start, end = (text and text.replace("T", " ") for text in (one.yearless.start, one.yearless.end))
        return {"start": start, "end": end, "zone": None, "inferred": []}
    return {
        "start": stated(when.start, when.precision) if when else None,
        "end": stated(when.end, when.precision) if when else None,
        "zone": when.zone if when else None,
        "inferred": [part for part in when.inferred if part != "zone"] if when else [],
    }


def _place(one: Announcement) -> dict[str, Any]:
    keys = ("venue", "room", "address", "postcode", "city", "country", "online", "online_url")
    return {key: getattr(one.place, key) for key in keys}


def _parties(one: Announcement) -> dict[str, Any]:
    return {
        "organisers": one.names(Role.ORGANISER),
        "co_organisers": one.names(Role.CO_ORGANISER),
        "partners": one.names(Role.PARTNER),
        "media_partners": one.names(Role.MEDIA_PARTNER),
        "hosts": one.names(Role.HOST),
        "funders": [giving.funder for giving in one.funding if giving.funder],
        "programmes": [giving.programme for giving in one.funding if giving.programme],
        "mechanisms": [giving.mechanism for giving in one.funding if giving.mechanism],
        "amount": next((giving.amount for giving in one.funding if giving.amount is not None), None),
        "currency": next((giving.currency for giving in one.funding if giving.currency), one.price.currency),
    }


def _taking_part(one: Announcement) -> dict[str, Any]:
    registration = one.registration
    return {
        "deadline": stated(registration.deadline),
        "registration_url": registration.url,
        "registration_required": registration.required,
        "mailbox": registration.mailbox,
        "capacity": registration.capacity,
        "free": one.price.free,
        "price": one.price.amount,
        "reduced": one.price.reduced,
        "interpretation": list(one.interpretation),
        "audience": one.audience,
        "accessibility": list(one.accessibility),
        "topics": list(one.topics),
        "summary": one.summary,
    }


def differences(expected: dict[str, Any], actual: dict[str, Any]) -> list[str]:
    """One line for every field that ``expected`` names and ``actual`` answers otherwise."""
    out = []
    for key, value in expected.items():
        wanted = _plain(value)
        got = actual.get(key, UNKNOWN)
        if wanted != got:
            out.append(f"{key}: expected {wanted!r}, got {'no such field' if got is UNKNOWN else repr(got)}")
    return out


def _plain(value: object) -> object:
    """YAML's dates as the texts that :func:`stated` gives."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, date) else value
