"""An announcement as rows: plain values by column, nothing of the database in sight."""

from __future__ import annotations

import calendar
import math
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from operator import is_
from typing import TypeVar, cast

from pipeline.model import Announcement, Claim, Precision, When, Yearless, iso
from store.places import city_key

Row = dict[str, object]
T = TypeVar("T")
_LARGEST_INTEGER = 2**31 - 1
_RRULE_END = re.compile(r"\bUNTIL=(\d{8})")
# Controls that lay out no text, and what is no character: neither databases nor XML nor terminals want them.
_NO_TEXT = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")


def storable(value: T) -> T:
    """``value``, whole, without what databases and feeds refuse: controls, lone surrogates, infinities.

    Walks dataclasses, tuples, lists and mappings; pages are hostile, so their texts may hold all of these.
    What holds none, as nearly all do, is the same object: making each anew took longer than looking.
    """
    return cast(T, _storable(value))


def _storable(value: object) -> object:
    if isinstance(value, str):
        text = str(value)
        return value if text.isprintable() else _clean_text(text, value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, (tuple, list)):
        items = [_storable(item) for item in value]
        return value if all(map(is_, items, value)) else type(value)(items)
    if isinstance(value, Mapping):
        pairs = [(_storable(key), _storable(item)) for key, item in value.items()]
        same = all(key is old and item is value[old] for (key, item), old in zip(pairs, value, strict=True))
        return value if same else dict(pairs)
    if is_dataclass(value) and not isinstance(value, type):
        told = [(name, getattr(value, name)) for name in _names(type(value))]
        clean = [(name, _storable(item), item) for name, item in told if item is not None]
        changed = {name: item for name, item, before in clean if item is not before}
        return replace(value, **changed) if changed else value
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(item.name for item in fields(kind))


def _clean_text(text: str, original: str) -> str:
    clean = _NO_TEXT.sub("", text.encode("utf-8", "replace").decode())
    return original if clean == text else clean


def told_row(announcement: Announcement) -> Row:
    """The columns of :class:`store.told.Told` for this announcement, ``venue_id`` left to the writer."""
    place, registration, price = announcement.place, announcement.registration, announcement.price
    dated = None if isinstance(registration.deadline, Yearless) else registration.deadline
    return {
        "title": announcement.title,
        "summary": announcement.summary,
        **when_row(announcement.when or announcement.yearless),
        "venue": place.venue,
        "room": place.room,
        "address": place.address,
        "postcode": place.postcode,
        "city": place.city,
        "city_key": city_key(place.city, place.country) if place.city else None,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "online": place.online,
        "online_url": place.online_url,
        "registration_url": registration.url,
        "registration_mailbox": registration.mailbox,
        "registration_required": registration.required,
        "capacity": _column_integer(registration.capacity),
        "deadline_at": _instant(dated),
        "deadline_on": _day(dated),
        "deadline_text": None if registration.deadline is None else iso(registration.deadline),
        "free": price.free,
        "price": price.amount,
        "currency": price.currency,
        "price_text": price.text,
        "status": announcement.status.value,
        "language": announcement.language,
        "languages": list(announcement.languages),
        "series": announcement.series,
        "super_event": announcement.super_event,
    }


def when_row(when: When | Yearless | None) -> Row:
    """The columns of a time. Instants only where clock times were stated: a day is no midnight.

    What tells no year has its texts alone: it stands in no calendar, so no question for days finds it.
    """
    if not isinstance(when, When):
        names = ("start_at", "end_at", "start_on", "until_on", "start_text", "end_text", "zone", "precision")
        nothing: Row = {**dict.fromkeys((*names, "rrule")), "all_day": False, "inferred": []}
        if when is None:
            return nothing
        texts = {"start_text": when.start, "end_text": when.end, "precision": when.precision.value}
        return nothing | texts
    return {
        "start_at": _instant(when.start),
        "end_at": _instant(when.end),
        "start_on": _day(when.start),
        "until_on": _until(when),
        "start_text": when.start_text,
        "end_text": when.end_text,
        "zone": when.zone,
        "precision": when.precision.value,
        "all_day": when.all_day,
        "inferred": list(when.inferred),
        "rrule": when.rrule,
    }


def _instant(value: datetime | date | None) -> datetime | None:
    if not isinstance(value, datetime):
        return None
    try:
        return value.replace(microsecond=0).astimezone(UTC)
    except OverflowError:  # the first and last hours of the calendar have no UTC
        return None


def _day(value: datetime | date | None) -> date | None:
    return value.date() if isinstance(value, datetime) else value


def _until(when: When) -> date | None:
    if when.rrule is not None:
        return _last_recurrence(when.rrule)
    last = _day(when.end) or _day(when.start)
    if last is not None and when.precision is Precision.MONTH:
        return last.replace(day=calendar.monthrange(last.year, last.month)[1])
    if isinstance(when.end, datetime) and isinstance(when.start, datetime) and last is not None:
        # What ends at midnight ends with the evening before.
        ends_at_midnight = (when.end.hour, when.end.minute) == (0, 0) and when.end > when.start
        return max(last - timedelta(days=1), when.start.date()) if ends_at_midnight else last
    return last


def _last_recurrence(rrule: str) -> date:
    """The day that a rule names as its last; the end of the calendar where it names none."""
    stated = _RRULE_END.search(rrule)
    try:
        return date.fromisoformat(stated[1]) if stated else date.max
    except ValueError:
        return date.max


def _column_integer(value: int | None) -> int | None:
    return value if value is not None and abs(value) <= _LARGEST_INTEGER else None


def claim_row(claim: Claim, announcement_id: str, position: int) -> Row:
    """One row of ``claim``."""
    start, end = claim.span or (None, None)
    return {
        "announcement_id": announcement_id,
        "position": position,
        "field": claim.field,
        "value": claim.value,
        "raw": claim.raw,
        "quote": claim.quote,
        "span_start": start,
        "span_end": end,
        "method": claim.method,
        "score": claim.score,
        "language": claim.language,
        "settled": claim.settled,
    }


def child_rows(announcement: Announcement) -> dict[str, list[Row]]:
    """Rows of ``funding``, ``announcement_topic`` and ``claim``, organisations left to the writer."""
    key = announcement.id
    funding = [
        {item.name: getattr(money, item.name) for item in fields(money)}
        | {"announcement_id": key, "position": position, "years": _column_integer(money.years)}
        for position, money in enumerate(announcement.funding)
    ]
    topics = [
        {"announcement_id": key, "position": position, "topic": topic}
        for position, topic in enumerate(announcement.topics)
    ]
    claims = [claim_row(claim, key, position) for position, claim in enumerate(announcement.claims)]
    return {"funding": funding, "topics": topics, "claims": claims}
