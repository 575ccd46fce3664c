"""What hosts were asked, and until when they want to be left alone, kept for later runs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from sqlmodel import Session, col, select

from store import tables


def host_uses(session: Session, day: date, at: datetime) -> Iterator[tables.HostUse]:
    """The hosts that were asked on ``day`` or that want to be left alone at ``at``."""
    table = tables.HostUse
    return iter(session.exec(select(table).where((col(table.day) == day) | (col(table.hold_until) > at))))


def record_host_use(
    session: Session, host: str, day: date, requests: int, hold_until: datetime | None, hold_why: str
) -> None:
    """Keep a host's use, over what was kept of it before."""
    row = session.get(tables.HostUse, host) or tables.HostUse(host=host, day=day, requests=0)
    row.day, row.requests, row.hold_until, row.hold_why = day, requests, hold_until, hold_why or None
    session.add(row)
    session.flush()
