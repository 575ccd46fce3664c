"""What each channel was last told of a source's state, so that a change is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from store import tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The state of a source that a channel knows of (``ok`` where it was told nothing yet)."""

    state: str
    since: datetime
    failures: int = 0


def told_states(session: Session, channel: str) -> dict[str, Told]:
    """By source id; a source without an entry was never spoken of."""
    table = tables.Alert
    rows = session.exec(select(table).where(col(table.channel) == channel))
    return {row.source_id: Told(state=row.state, since=row.since, failures=row.failures) for row in rows}


def record_told(session: Session, channel: str, states: Iterable[tuple[str, Told]], at: datetime) -> None:
    """The channel was told these states at ``at``."""
    for source_id, told in states:
        row = _row(session, channel, source_id, told)
        row.state, row.since, row.told_at, row.failures = told.state, told.since, at, 0
        session.add(row)
    session.flush()


def record_failure(session: Session, channel: str, states: Iterable[tuple[str, Told]]) -> None:
    """The channel could not be told: it still knows these states, and is told at the next refresh."""
    for source_id, told in states:
        row = _row(session, channel, source_id, told)
        row.failures += 1
        session.add(row)
    session.flush()


def untold(session: Session) -> dict[str, int]:
    """Of each channel, how often in a row it could not be told what it should know."""
    table = tables.Alert
    counts = select(table.channel, func.max(table.failures)).group_by(col(table.channel))
    return {channel: failures or 0 for channel, failures in session.exec(counts)}


def _row(session: Session, channel: str, source_id: str, told: Told) -> tables.Alert:
    return session.get(tables.Alert, (channel, source_id)) or tables.Alert(
        channel=channel, source_id=source_id, state=told.state, since=told.since
    )
