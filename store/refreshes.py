"""Refreshes under way: which sources one was to do, which crawls wait to be written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete
from sqlmodel import Session, SQLModel, col, select

from store import tables

_CRAWL = SQLModel.metadata.tables["crawl"]
_DROPPED = delete(_CRAWL).where(_CRAWL.c.run_id == bindparam("run"))


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCrawl:
    """A crawl that has ended and is not written yet; ``report`` as it was dumped."""

    run_id: str
    source_id: str
    refresh_id: str
    report: Mapping[str, Any]


def open_refresh(session: Session) -> tables.Refresh | None:
    """The newest refresh, where it has not ended: it is under way, or was stopped."""
    table = tables.Refresh
    newest = session.exec(
        select(table).order_by(col(table.started).desc(), col(table.id).desc()).limit(1)
    ).first()
    return newest if newest is not None and newest.ended is None else None


def begin_refresh(session: Session, refresh_id: str, sources: Sequence[str], started: datetime) -> None:
    """Store a refresh that begins; one that did not end is given up with it."""
    for row in session.exec(select(tables.Refresh).where(col(tables.Refresh.ended).is_(None))):
        row.ended = started
    session.add(tables.Refresh(id=refresh_id, started=started, sources=list(sources)))
    session.flush()


def end_refresh(session: Session, refresh_id: str, ended: datetime) -> None:
    """Note that a refresh did what it was to do."""
    session.get_one(tables.Refresh, refresh_id).ended = ended
    session.flush()


def end_done_refresh(session: Session, ended: datetime) -> None:
    """End the refresh that was begun and not ended, where the runs of all its sources are stored."""
    begun = open_refresh(session)
    if begun is not None:
        runs = {f"{begun.id}-{source_id}" for source_id in begun.sources}
        if done_in(session, sorted(runs)) == runs:
            end_refresh(session, begun.id, ended)


def done_in(session: Session, run_ids: Sequence[str]) -> set[str]:
    """Which of these runs are stored."""
    return set(session.exec(select(tables.Run.id).where(col(tables.Run.id).in_(run_ids))))


def keep_crawl(session: Session, crawl: WaitingCrawl, started: datetime) -> None:
    """Store a crawl that has ended, until it is written."""
    session.merge(
        tables.Crawl(
            run_id=crawl.run_id,
            source_id=crawl.source_id,
            refresh_id=crawl.refresh_id,
            started=started,
            report=dict(crawl.report),
        )
    )
    session.flush()


def waiting_crawls(session: Session, sources: Sequence[str] | None = None) -> list[WaitingCrawl]:
    """The crawls that wait, oldest first; of these sources only, where any are named."""
    table = tables.Crawl
    rows = session.exec(select(table).order_by(col(table.started), col(table.run_id)))
    return [
        WaitingCrawl(run_id=row.run_id, source_id=row.source_id, refresh_id=row.refresh_id, report=row.report)
        for row in rows
        if sources is None or row.source_id in sources
    ]


def drop_crawl(session: Session, run_id: str) -> None:
    """Note that a crawl is written, in the writing's own transaction."""
    session.connection().execute(_DROPPED, {"run": run_id})
