"""What a page states in a machine's form: front matter, JSON-LD, microdata, iCalendar, each as RawEvents."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from pipeline.model import Funding, Party, Place, Precision, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEvent:
    """One event as structured data states it, before prose is asked.

    ``start`` and ``end`` may be naive datetimes only where ``zone`` is None: a floating time, whose zone the
    reading settles. ``quotes`` holds, by field, the words a value was read from. ``uid`` is the publisher's
    own id. ``recurrence`` tells a series' occurrences apart; an occurrence has no ``rrule``, a series not
    unrolled has one. ``description`` is as published: what is kept of it is redacted by who keeps it.
    ``published`` is the day of this telling, from which a missing year may be inferred. ``related``: the page
    is about another event and only mentions this one.
    """

    method: str
    uid: str | None = None
    recurrence: str | None = None
    url: str | None = None
    title: str | None = None
    description: str | None = None
    start: datetime | date | None = None
    end: datetime | date | None = None
    zone: str | None = None
    precision: Precision | None = None
    rrule: str | None = None
    status: Status | None = None
    place: Place | None = None
    parties: tuple[Party, ...] = ()
    funding: tuple[Funding, ...] = ()
    series: str | None = None
    related: bool = False
    published: date | None = None
    language: str | None = None
    registration_url: str | None = None
    free: bool | None = None
    amount: float | None = None
    currency: str | None = None
    translation_key: str | None = None
    links: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sub_events: tuple[RawEvent, ...] = ()
    quotes: Mapping[str, str] = field(default_factory=dict)
