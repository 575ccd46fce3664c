"""What is made of announcements: judgements, events, and the runs that brought them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from pipeline.model.announcements import Announcement
from pipeline.model.vitals import Vitals


class Verdict(StrEnum):
    """What a judgement says of two announcements."""

    SAME = "same"
    DIFFERENT = "different"
    PART_OF = "part_of"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Two announcements are one event or not; ``left`` < ``right``; ``by`` is "rule" or a person's name."""

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    by: str
    at: datetime
    withdrawn_at: datetime | None = None
    id: int | None = None


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
    """One refresh of one source. ``outcome`` is "ok", "partial", "empty", "refused" or "failed"; ``vitals``
    are None for a run of a version that did not take them, and for one that was broken off.
    """

    id: str
    source_id: str
    started: datetime
    ended: datetime | None = None
    outcome: str = "ok"
    counts: Mapping[str, int] = field(default_factory=dict)
    issues: tuple[str, ...] = ()
    vitals: Vitals | None = None
