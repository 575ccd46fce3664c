"""The columns that announcements and events share; no table by itself."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel

from store.columns import UtcDateTime


class Told(SQLModel):
    """The fields that an announcement states and an event settles.

    ``start_at`` and ``end_at`` are instants and only there when a clock time was stated; ``start_text`` and
    ``end_text`` are the time as stated, in ISO 8601. ``start_on`` is the local day (of a month: its first);
    ``until_on`` the last local day on which it may be going on (the calendar's last for a series without an
    end). A day is never a midnight.
    """

    title: str
    summary: str | None = None
    start_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    end_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    start_on: date | None = Field(default=None, index=True)
    until_on: date | None = Field(default=None, index=True)
    start_text: str | None = None
    end_text: str | None = None
    zone: str | None = None
    precision: str | None = None
    all_day: bool = False
    inferred: list[str] = Field(sa_type=JSON)
    rrule: str | None = None
    venue_id: int | None = Field(default=None, foreign_key="venue.id")
    venue: str | None = None
    room: str | None = None
    address: str | None = None
    postcode: str | None = None
    city: str | None = None
    city_key: str | None = Field(default=None, index=True)
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    online: bool = False
    online_url: str | None = None
    registration_url: str | None = None
    registration_mailbox: str | None = None
    registration_required: bool | None = None
    capacity: int | None = None
    deadline_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    deadline_on: date | None = Field(default=None, index=True)
    deadline_text: str | None = None
    free: bool | None = None
    price: float | None = None
    currency: str | None = None
    price_text: str | None = None
    status: str = Field(default="scheduled", index=True)
    language: str | None = None
    languages: list[str] = Field(sa_type=JSON)
    series: str | None = None
    super_event: str | None = None
