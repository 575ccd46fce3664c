"""Sources that an operator has paused, without a deploy: they are not crawled until they are resumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from store import tables


@dataclass(frozen=True, slots=True)
class Pause:
    """Since when, and why."""

    since: datetime
    why: str


def pauses(session: Session) -> dict[str, Pause]:
    """The paused sources, by id."""
    rows = session.exec(select(tables.SourcePause))
    return {row.source_id: Pause(row.since, row.why) for row in rows}


def pause_source(session: Session, source_id: str, at: datetime, why: str) -> None:
    """Pause a source; one that is paused already keeps its date and gets the new reason."""
    row = session.get(tables.SourcePause, source_id)
    if row is None:
        row = tables.SourcePause(source_id=source_id, since=at, why=why)
    row.why = why
    session.add(row)
    session.flush()


def resume_source(session: Session, source_id: str) -> bool:
    """Let a source be crawled again; False where it was not paused."""
    row = session.get(tables.SourcePause, source_id)
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True
