"""The central types. Standard library only; every other room may import this module.

Conventions: every datetime is aware; a day without a clock time is a ``date``; a month alone is the
``date`` of its first day with ``Precision.MONTH``. Countries are ISO 3166-1 alpha-2 codes in upper
case, languages ISO 639-1 codes, currencies ISO 4217 codes, zones IANA names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time was stated."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


class Role(StrEnum):
    """What an organisation does for an event."""

    ORGANISER = "organiser"
    CO_ORGANISER = "co_organiser"
    PARTNER = "partner"
    MEDIA_PARTNER = "media_partner"
    FUNDER = "funder"
    HOST = "host"
    PUBLISHER = "publisher"


class Status(StrEnum):
    """What the words of an announcement say of its event; absence of a page says nothing here."""

    SCHEDULED = "scheduled"
    CANCELLED = "cancelled"
    POSTPONED = "postponed"
    MOVED_ONLINE = "moved_online"
    TENTATIVE = "tentative"


class Verdict(StrEnum):
    """What a judgement says of two announcements."""

    SAME = "same"
    DIFFERENT = "different"
    PART_OF = "part_of"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """The organisation behind a source. ``type`` is one of the catalogue's publisher types."""

    name: str
    type: str = "ngo"
    url: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceFacts:
    """What a source declares of itself and its pages may leave unsaid."""

    id: str = ""
    publisher: Publisher | None = None
    networks: tuple[str, ...] = ()
    country: str | None = None
    city: str | None = None
    languages: tuple[str, ...] = ()
    timezone: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One fetched document. ``fetched_at`` is the only "now" that a reading knows; None: there is none."""

    source_id: str
    url: str
    fetched_at: datetime | None
    body: bytes
    status: int = 200
    media_type: str = "text/html"
    headers: Mapping[str, str] = field(default_factory=dict)
    sha256: str = ""

    def __post_init__(self) -> None:
        if self.fetched_at is not None and self.fetched_at.tzinfo is None:
            raise ValueError(f"{self.url}: fetched_at must carry a zone")
        if not self.sha256:
            object.__setattr__(self, "sha256", hashlib.sha256(self.body).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value that one page states.

    ``value`` is plain JSON; ``raw`` the words it was made from; ``quote`` is ``text[span[0]:span[1]]`` of
    the page's text (``Reading.text``), with None where the value has no place in it (a header, a URL).
    ``score`` is a probability in 0..1; ``settled`` tells the winner from the losers, which are kept.
    """

    field: str
    value: object
    raw: str
    quote: str
    span: tuple[int, int] | None
    method: str
    score: float
    language: str | None = None
    settled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as stated: ``start`` and ``end`` are aware datetimes (minute) or dates (day, month).

    An ``end`` that is a date is the last day, included. ``inferred`` names the parts that the page left
    unsaid ("year", "zone", "end_day"); ``rrule`` is an RFC 5545 recurrence rule without its property name.
    """

    start: datetime | date
    end: datetime | date | None = None
    zone: str | None = None
    precision: Precision = Precision.DAY
    all_day: bool = False
    inferred: tuple[str, ...] = ()
    rrule: str | None = None

    def __post_init__(self) -> None:
        for value in (self.start, self.end):
            if isinstance(value, datetime) and value.tzinfo is None:
                raise ValueError("a datetime without a zone is no time")

    @property
    def start_text(self) -> str:
        """ISO 8601, no finer than what was stated: minute with offset, day, or month."""
        return iso(self.start, self.precision)

    @property
    def end_text(self) -> str | None:
        """ISO 8601 like :attr:`start_text`; None where no end was stated."""
        return None if self.end is None else iso(self.end, self.precision)


def iso(value: datetime | date, precision: Precision = Precision.DAY) -> str:
    """ISO 8601 text of a stated time: ``2026-02-12T13:00:00+01:00``, ``2026-02-12`` or ``2026-02``."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return f"{value:%Y-%m}" if precision is Precision.MONTH else value.isoformat()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where an event happens; a hybrid event has a venue and ``online`` both."""

    venue: str | None = None
    room: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    online: bool = False
    online_url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An organisation in a role, its name in the nominative and in full."""

    name: str
    role: Role
    url: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    inferred: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding:
    """Who pays. ``mechanism`` is the fund behind a programme; ``covers`` is event, project or organisation."""

    funder: str | None = None
    programme: str | None = None
    mechanism: str | None = None
    amount: float | None = None
    currency: str | None = None
    grant_id: str | None = None
    covers: str | None = None
    years: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Registration:
    """How to take part. ``mailbox`` is a role mailbox, never a person's address."""

    url: str | None = None
    deadline: datetime | date | None = None
    required: bool | None = None
    mailbox: str | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs to take part; all None where nothing was said."""

    free: bool | None = None
    amount: float | None = None
    currency: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One event as one page tells it.

    ``id`` is :func:`announcement_id` of the source and ``key``; ``key`` is the publisher's own id where one
    is known, else the detail URL, with "#n" for the page's n-th further event or a recurrence id.
    ``translation_key`` is what the publisher's translations of this announcement share.
    ``super_event`` names the whole this is a part of; ``sub_events`` are a programme's dated parts.
    """

    id: str
    source_id: str
    url: str
    key: str
    title: str
    when: When | None = None
    summary: str | None = None
    place: Place = field(default_factory=Place)
    parties: tuple[Party, ...] = ()
    funding: tuple[Funding, ...] = ()
    registration: Registration = field(default_factory=Registration)
    price: Price = field(default_factory=Price)
    status: Status = Status.SCHEDULED
    primary: bool = True
    language: str | None = None
    languages: tuple[str, ...] = ()
    series: str | None = None
    super_event: str | None = None
    sub_events: tuple[Announcement, ...] = ()
    same_as: tuple[str, ...] = ()
    translation_key: str | None = None
    topics: tuple[str, ...] = ()
    claims: tuple[Claim, ...] = ()

    def names(self, *roles: Role) -> list[str]:
        """Names of the parties in these roles, in the page's order."""
        return [party.name for party in self.parties if party.role in roles]


def announcement_id(source_id: str, key: str) -> str:
    """A stable id, 20 hexadecimal digits, of what never changes: the source and its own key."""
    return hashlib.sha256(f"{source_id}\n{key}".encode()).hexdigest()[:20]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one page says. ``text`` is what every claim's span counts in; ``issues`` are for the operator.

    ``error`` says in one line what could not be read and where; announcements may still be there.
    """

    url: str
    text: str = ""
    language: str | None = None
    announcements: tuple[Announcement, ...] = ()
    issues: tuple[str, ...] = ()
    error: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two announcements are, or are not, one event; ``left`` < ``right``; ``by`` is "rule" or a person's name."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str
    at: datetime
    withdrawn_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One announcement of an event, as the store keeps it."""

    announcement: Announcement
    publisher: str
    networks: tuple[str, ...]
    first_seen: datetime
    last_seen: datetime
    missing_since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One real event, however many sites tell of it; its settled fields are an announcement's."""

    id: str
    settled: Announcement
    tellings: tuple[Telling, ...]
    first_seen: datetime
    last_changed: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One refresh of one source. ``outcome`` is "ok", "partial", "empty", "refused" or "failed"."""

    id: str
    source_id: str
    started: datetime
    ended: datetime | None = None
    outcome: str = "ok"
    counts: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[str, ...] = ()
