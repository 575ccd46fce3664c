"""What hosts were asked, and until when they want to be left alone, kept for later runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from store import tables
from store.tellings import chunks


def host_uses(session: Session, day: date, at: datetime) -> Iterator[tables.HostUse]:
    """The hosts that were asked on ``day`` or that want to be left alone at ``at``."""
    table = tables.HostUse
    return iter(session.exec(select(table).where((col(table.day) == day) | (col(table.hold_until) > at))))


def record_host_uses(session: Session, uses: Sequence[tables.HostUse]) -> None:
    """Keep these hosts' uses, over what was kept of them before."""
    for chunk in chunks([use.host for use in uses]):
        session.execute(delete(tables.HostUse).where(col(tables.HostUse.host).in_(chunk)))
    session.add_all(uses)
    session.flush()
