"""The tables of how sources and hosts are: pauses, use of hosts, and who was told what."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from store.columns import UtcDateTime


class SourcePause(SQLModel, table=True):
    """A source that an operator wants left alone; it may be one that was never refreshed."""

    __tablename__ = "source_pause"
    source_id: str = Field(primary_key=True)
    since: datetime = Field(sa_type=UtcDateTime)
    why: str


class HostUse(SQLModel, table=True):
    """What a host (``name`` or ``name:port``) was asked on a day (UTC), and until when it wants to be left
    alone.
    """

    __tablename__ = "host_use"
    host: str = Field(primary_key=True)
    day: date
    requests: int
    hold_until: datetime | None = Field(default=None, sa_type=UtcDateTime)
    hold_why: str | None = None


class Alert(SQLModel, table=True):
    """The state of a source that a channel was last told, or that it could not be told yet (``failures``)."""

    channel: str = Field(primary_key=True)
    source_id: str = Field(primary_key=True)
    state: str
    since: datetime = Field(sa_type=UtcDateTime)
    told_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    failures: int = 0
