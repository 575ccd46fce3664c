"""Leases: what one process may do at a time. One that nobody renews runs out and can be taken over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from store import tables
from store.reads import read_values

MOST = timedelta(days=1)
"""No clock is off by so much: a lease that ends later was taken by one that was wrong."""
_HOLDER = select(col(tables.Lease.holder)).where(col(tables.Lease.name) == bindparam("lease"))


class LeaseTaken(Exception):
    """Another process holds the lease; the message says who, and until when it is its own at the longest."""


class LeaseLost(Exception):
    """The lease ran out and another process took it over: what is under way must not be written."""


def take_lease(
    session: Session, name: str, holder: str, until: datetime, now: datetime, is_dead: Callable[[str], bool]
) -> None:
    """Take the lease, which is then ours until ``until``; LeaseTaken where another holds it.

    One that has run out, would last for more than MOST, or whose holder ``is_dead``, is taken over.
    """
    row = session.get(tables.Lease, name)
    if row is None:
        session.add(tables.Lease(name=name, holder=holder, expires=until))
    elif row.holder == holder or not now < row.expires <= now + MOST or is_dead(row.holder):
        row.holder, row.expires = holder, until
    else:
        left = max(timedelta(seconds=1), row.expires - now)
        raise LeaseTaken(f"{row.holder} is at it; if it died, wait {left.total_seconds():.0f} seconds")
    session.flush()


def renew_lease(session: Session, name: str, holder: str, until: datetime) -> None:
    """Move the end of a lease that is ours; LeaseLost where it is not any more."""
    check_lease(session, name, holder)
    session.get_one(tables.Lease, name).expires = until
    session.flush()


def check_lease(session: Session, name: str, holder: str) -> None:
    """Raises LeaseLost where the lease is not ours any more; call it in what relies on it."""
    if read_values(session, _HOLDER, lease=name) != [holder]:
        raise LeaseLost(f"the lease {name!r} ran out and was taken over; nothing more is written")


def release_lease(session: Session, name: str, holder: str) -> None:
    """Give back a lease that is ours; another's stays."""
    row = session.get(tables.Lease, name)
    if row is not None and row.holder == holder:
        session.delete(row)
        session.flush()
