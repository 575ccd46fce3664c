"""The shapes of what the API answers with, as its OpenAPI description shows them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, Field

T = TypeVar("T")


class Shape(BaseModel):
    """An object of the API."""

    model_config = ConfigDict(extra="allow")


class Listed(BaseModel, Generic[T]):
    """A page of a list. ``next`` is the cursor of what stands behind it, null at the end."""

    items: list[T]
    next: str | None = Field(examples=["1626590011756255957"])


class TellingShape(Shape):
    """One announcement that tells of an event."""

    announcement: str
    source: str
    publisher: str
    networks: list[str]
    url: str
    title: str
    language: str | None
    first_seen: datetime
    last_seen: datetime
    missing_since: datetime | None


class EventShape(Shape):
    """One real event, however many pages tell of it. Times are ISO 8601, no finer than they were told."""

    id: str = Field(examples=["3f2a9c1b7d0e4a55c6d1"])
    title: str | None = Field(examples=["Medborgardialog om Pildammsparken"])
    summary: str | None
    start: str | None = Field(examples=["2026-03-12T17:00:00+01:00", "2026-03-12", "2026-03", None])
    end: str | None
    timezone: str | None
    precision: str | None
    city: str | None
    country: str | None
    online: bool
    status: str = Field(examples=["scheduled", "cancelled"])
    organisers: list[str]
    funders: list[dict[str, Any]]
    first_seen: datetime
    last_changed: datetime
    tellings: list[TellingShape]


class AnnouncementShape(Shape):
    """One event as one page tells it."""

    id: str
    source: str
    url: str
    event: str | None
    title: str | None
    start: str | None
    last_seen: datetime
    missing_since: datetime | None


class ClaimShape(Shape):
    """One value that one page states, in the page's words."""

    announcement: str
    field: str
    value: Any
    raw: str
    quote: str
    span: list[int] | None
    method: str
    score: float
    settled: bool


class RevisionShape(Shape):
    """One field of one announcement as it was and as it became."""

    announcement: str
    at: datetime
    field: str
    old: Any
    new: Any
    url: str | None
    run: str | None


class OrganisationShape(Shape):
    """An organisation, its names, its events by role and what it pays by year."""

    id: int
    name: str
    type: str | None
    country: str | None
    url: str | None
    aliases: list[str]
    identifiers: dict[str, str]
    events: dict[str, int]
    money: list[dict[str, Any]]


class NetworkShape(Shape):
    """A network and how many sources are in it."""

    id: str
    sources: int


class VenueShape(Shape):
    """A place by its name in a city."""

    id: int
    name: str
    address: str | None
    city: str | None
    country: str | None
    lat: float | None
    lon: float | None


class RunShape(Shape):
    """One refresh of one source."""

    id: str
    source: str
    started: datetime
    ended: datetime | None
    outcome: str
    counts: dict[str, Any]
    issues: list[str]


class SourceShape(Shape):
    """A source and its latest run."""

    id: str
    publisher: str
    url: str | None
    country: str | None
    city: str | None
    languages: list[str]
    networks: list[str]
    latest_run: RunShape | None


class SectionShape(BaseModel):
    """Some events and how many there are, counted to five hundred."""

    items: list[EventShape]
    total: int


class ChangesShape(BaseModel):
    """What happened since an instant; an event stands in one list only."""

    since: datetime
    new: SectionShape
    changed: SectionShape
    cancelled: SectionShape


class ProblemShape(BaseModel):
    """What is wrong (RFC 9457); ``parameter`` names the one that is."""

    type: str = Field(examples=["about:blank"])
    title: str = Field(examples=["Bad Request"])
    status: int = Field(examples=[400])
    detail: str = Field(examples=["write a day as 2026-02-12"])
    parameter: str | None = Field(default=None, examples=["from"])
