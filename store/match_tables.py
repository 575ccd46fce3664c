"""The tables of matching: keys, judgements, and what events follow from them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field, SQLModel

from store.columns import UtcDateTime


class AnnouncementBlock(SQLModel, table=True):
    """A blocking key of an announcement, hashed; who shares one is compared (``store.match.features``).

    One of ``blocks`` is enough by itself; of the wider ones (``is_wide``) only where one ``is_vague``.
    """

    __tablename__ = "announcement_block"
    # Thousands share a wide key of a day, few of them vague.
    __table_args__ = (Index("ix_announcement_block_vague", "key", "is_vague"),)
    announcement_id: str = Field(primary_key=True, foreign_key="announcement.id")
    key: int = Field(primary_key=True, sa_type=BigInteger)
    is_wide: bool
    is_vague: bool


class Judgement(SQLModel, table=True):
    """``left_id`` < ``right_id``; a withdrawn judgement stays and counts for nothing."""

    __table_args__ = (Index("ix_judgement_pair", "left_id", "right_id"),)
    id: int | None = Field(default=None, primary_key=True)
    left_id: str = Field(foreign_key="announcement.id")
    right_id: str = Field(foreign_key="announcement.id", index=True)
    verdict: str
    score: float
    reasons: list[str] = Field(sa_type=JSON)
    by: str
    at: datetime = Field(sa_type=UtcDateTime)
    withdrawn_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


class EventField(SQLModel, table=True):
    """Which announcement's value an event's field has, and why."""

    __tablename__ = "event_field"
    event_id: str = Field(primary_key=True, foreign_key="event.id")
    field: str = Field(primary_key=True)
    announcement_id: str = Field(foreign_key="announcement.id")
    reason: str


class EventRedirect(SQLModel, table=True):
    """An event id that is no more, and the event that its announcements are now told under."""

    __tablename__ = "event_redirect"
    old_id: str = Field(primary_key=True)
    event_id: str = Field(foreign_key="event.id", index=True)
    at: datetime = Field(sa_type=UtcDateTime)


class MatchPolicy(SQLModel, table=True):
    """By which policy the rules judge since when; the newest row counts (``store.match.policy_digest``)."""

    __tablename__ = "match_policy"
    id: int | None = Field(default=None, primary_key=True)
    digest: str
    since: datetime = Field(sa_type=UtcDateTime)
