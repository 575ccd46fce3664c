"""What a source tells as of one run, counted from the store: pages that did not change count like others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam
from sqlalchemy.sql import Executable
from sqlmodel import Session, SQLModel, col, select

from pipeline.model import Role, Run, Signs, Vitals
from store import tables
from store.reads import read_rows, read_values

_MIDNIGHT = "T00:00"
_HOUR = 60
_DAY = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class _Field:
    """A field that runs are compared by: whether a row has it, and the revisions' names for it."""

    filled: Callable[[Any], bool]
    revised: tuple[str, ...]


_FIELDS: Mapping[str, _Field] = {
    "start": _Field(lambda row: row.start_text is not None, ("start",)),
    "time": _Field(lambda row: row.start_text is not None and "T" in row.start_text, ("start",)),
    "end": _Field(lambda row: row.end_text is not None, ("end",)),
    "place": _Field(
        lambda row: bool(row.venue or row.address or row.city or row.online), ("venue", "address", "city")
    ),
    "summary": _Field(lambda row: bool(row.summary), ("summary",)),
    "registration": _Field(
        lambda row: bool(row.registration_url or row.registration_mailbox),
        ("registration_url", "registration_mailbox"),
    ),
    "price": _Field(
        lambda row: row.free is not None or row.price is not None,
        ("price_free", "price_amount", "price_text"),
    ),
    "language": _Field(lambda row: row.language is not None, ("language", "languages")),
}
_ORGANISER = "organiser"
_REVISION = SQLModel.metadata.tables["revision"]


def _told_rows() -> Executable:
    told, page = tables.Announcement, tables.Page
    asked: Executable = (
        select(  # type: ignore[call-overload]  # SQLModel types up to four columns
            *(told.id, told.url, told.first_seen, told.missing_since, told.start_text, told.start_on),
            *(told.until_on, told.end_text, told.zone, told.venue, told.address, told.city, told.online),
            *(told.summary, told.registration_url, told.registration_mailbox, told.free, told.price),
            *(told.language, page.url.label("page_url")),  # type: ignore[attr-defined]
        )
        .join(page, col(told.page_id) == col(page.id))
        .where(col(told.source_id) == bindparam("source"), col(told.parent_id).is_(None))
    )
    return asked


def _organised_ids() -> Executable:
    part, told = tables.Participation, tables.Announcement
    return (
        select(part.announcement_id)
        .join(told, col(part.announcement_id) == col(told.id))
        .where(
            col(told.source_id) == bindparam("source"),
            col(part.role) == Role.ORGANISER.value,
            col(part.inferred).is_(False),
        )
    )


_TOLD, _ORGANISED = _told_rows(), _organised_ids()
_REVISED = select(*_REVISION.c).where(_REVISION.c.run_id == bindparam("run"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """What a crawl tells of addresses: ``seen`` answered (200 or 304), ``listed`` are details that listings
    led to, ``gone`` answered 404 or 410; ``walked`` answered as listings, and may tell of events themselves.
    """

    seen: Collection[str] = frozenset()
    listed: Collection[str] = frozenset()
    gone: Collection[str] = frozenset()
    walked: Collection[str] = frozenset()


def vitals_of(session: Session, run: Run, crawled: Crawled, signs: Signs) -> Vitals:
    """The vitals of a run whose readings are written already, or were refused; nothing is changed."""
    rows = read_rows(session, _TOLD, source=run.source_id)
    told = [row for row in rows if row.page_url in crawled.seen and row.missing_since is None]
    known = [row for row in rows if _was_coming(row, run.started)]
    seen = [row for row in known if row.page_url in crawled.seen and row.missing_since is None]
    organised = set(read_values(session, _ORGANISED, source=run.source_id))
    revisions = read_rows(session, _REVISED, run=run.id)
    coming = [row for row in told if row.until_on is not None and row.until_on >= run.started.date()]
    return Vitals(
        signs=signs,
        linked=len(crawled.listed),
        listed=len(crawled.listed) + sum(1 for row in coming if row.page_url in crawled.walked),
        known=len(known),
        relisted=sum(1 for row in seen if row.page_url in crawled.listed or row.page_url in crawled.walked),
        seen=len(seen),
        withdrawn=sum(1 for row in known if row.page_url in crawled.gone or row.url in crawled.gone),
        told=len(told),
        upcoming=len(coming),
        **_times(told),
        **_shifts(revisions),
        filled=_filled(told, organised),
        lost=_lost(revisions, told, organised),
        languages=dict(Counter(row.language for row in told if row.language)),
        zones=dict(Counter(row.zone for row in told if row.zone)),
    )


def _was_coming(row: Any, started: datetime) -> bool:
    """Whether an announcement was known before the run, is of a later day, and was not missing before."""
    return (
        row.first_seen < started
        and row.start_on is not None
        and row.start_on > started.date()
        and (row.missing_since is None or row.missing_since >= started)
    )


def _times(told: Iterable[Any]) -> dict[str, Any]:
    days: Counter[date] = Counter(row.start_on for row in told if row.start_on is not None)
    clocks = [row.start_text for row in told if row.start_text and "T" in row.start_text]
    return {
        "dated": sum(days.values()),
        "timed": len(clocks),
        "midnight": sum(1 for text in clocks if _MIDNIGHT in text),
        "one_day": max(days.values(), default=0),
    }


def _filled(told: Iterable[Any], organised: set[str]) -> dict[str, int]:
    counts: Counter[str] = Counter(dict.fromkeys((*_FIELDS, _ORGANISER), 0))
    for row in told:
        counts.update(name for name, kind in _FIELDS.items() if kind.filled(row))
        counts[_ORGANISER] += row.id in organised
    return dict(counts)


def _lost(revisions: Iterable[tables.Revision], told: Iterable[Any], organised: set[str]) -> dict[str, int]:
    """By field, the announcements that this run took it from."""
    had: dict[str, set[str]] = {}
    for revision in revisions:
        if revision.old:
            had.setdefault(revision.field, set()).add(revision.announcement_id)
    lost: Counter[str] = Counter()
    for row in told:
        lost.update(
            name
            for name, kind in _FIELDS.items()
            if not kind.filled(row) and any(row.id in had.get(field, ()) for field in kind.revised)
        )
        lost[_ORGANISER] += row.id not in organised and row.id in had.get("parties", ())
    return {name: count for name, count in lost.items() if count}


def _shifts(revisions: Iterable[tables.Revision]) -> dict[str, Any]:
    """Of the announcements that keep their day (or the one beside it) and begin at another time of it, how
    many were shifted alike, and by how many minutes: as by another zone, so an hour more or less where summer
    time comes between. And how many keep their clock in another zone.
    """
    moved: Counter[int] = Counter()
    rezoned = 0
    for revision in revisions:
        if revision.field != "start":
            continue
        old, new = _instant(revision.old), _instant(revision.new)
        if old is None or new is None or old.tzinfo is None or new.tzinfo is None:
            continue
        minutes = round((new - old).total_seconds() / 60)
        if minutes and abs((old.date() - new.date()).days) <= 1 and abs(minutes) < _DAY:
            moved[minutes] += 1
            rezoned += old.replace(tzinfo=None) == new.replace(tzinfo=None)
    alike = {one: moved[one] + (moved[one + _HOUR] if one * (one + _HOUR) > 0 else 0) for one in moved}
    most = max(sorted(alike), key=lambda one: alike[one], default=0)
    return {"shifted": alike.get(most, 0), "shifted_by": most, "rezoned": rezoned}


def _instant(value: object) -> datetime | None:
    if not isinstance(value, str) or "T" not in value:
        return None
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None
