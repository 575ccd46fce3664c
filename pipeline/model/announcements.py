"""One event as one page tells it, with the evidence for every value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from pipeline.model.times import When, Yearless


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


# The ladder of evidence, by method; prose is its lowest rung.
_LADDER = {
    "front matter": 4,
    "json-ld": 4,
    "api": 4,
    "icalendar": 4,
    "microdata": 4,
    "microformats": 4,
    "rdfa": 4,
    "feed": 4,
    "opengraph": 3,
    "label": 3,
    "header": 2,
    "heading": 2,
    "record": 2,
}
DATA_RUNG = 4
"""The rung of structured data."""


def rung_of(method: str) -> int:
    """The rung of a claim's method on the ladder of evidence; within a rung the score decides."""
    return _LADDER.get(method, 1)


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
    """Who pays. ``mechanism`` is the fund behind a programme; ``covers``: event, project or organisation."""

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
    """How to take part. ``mailbox`` is a role mailbox, never a person's address.

    ``deadline`` is without a year where nothing tells the event's, either.
    """

    url: str | None = None
    deadline: datetime | date | Yearless | None = None
    required: bool | None = None
    mailbox: str | None = None
    capacity: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What it costs to take part; all None where nothing was said.

    ``reduced`` is what those with a concession pay (0: nothing), in the same currency.
    """

    free: bool | None = None
    amount: float | None = None
    currency: str | None = None
    text: str | None = None
    reduced: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """One event as one page tells it.

    ``id`` is :func:`announcement_id` of the source and ``key``; ``key`` is the publisher's own id where one
    is known, else the detail URL, with "#n" for the page's n-th further event or a recurrence id.
    ``translation_key`` is what the publisher's translations of this announcement share.
    ``yearless`` is when it is where no year was told and nothing settles one; ``when`` is then None.
    ``interpretation`` are the languages it is interpreted to ("und": some, unnamed); ``audience`` tells whom
    it is for in the page's words; ``accessibility`` are the kinds that the page promises.
    ``super_event`` names the whole this is a part of; ``sub_events`` are a programme's dated parts.
    """

    id: str
    source_id: str
    url: str
    key: str
    title: str
    when: When | None = None
    yearless: Yearless | None = None
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
    interpretation: tuple[str, ...] = ()
    audience: str | None = None
    accessibility: tuple[str, ...] = ()
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
