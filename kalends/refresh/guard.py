"""One refresh at a time a database: a lease that is renewed while it runs, and given back when it ends."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from secrets import token_hex

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session

from scrapers.clock import utc_now
from store.lease import LeaseLost, LeaseTaken, check_lease, release_lease, renew_lease, take_lease
from store.session import StoreError, session

NAME = "refresh"
LASTS = timedelta(seconds=90)
_RENEW_SECONDS = 20.0


class AlreadyRunning(Exception):
    """Another refresh holds the database; the message says which process."""


class Hold:
    """The lease of this process; ``check`` belongs into every transaction that relies on it."""

    def __init__(self, holder: str) -> None:
        self._holder = holder

    def check(self, opened: Session) -> None:
        """Raises LeaseLost where another process has taken over."""
        check_lease(opened, NAME, self._holder)


@contextmanager
def held(engine: Engine) -> Iterator[Hold]:
    """Hold the lease while the block runs; AlreadyRunning where another process does.

    A holder that died is taken over at once on its own machine, elsewhere when its lease runs out. Leases
    are about processes: their clock is the machine's, whatever day a refresh believes it to be.
    """
    holder = f"{socket.gethostname()}:{os.getpid()}:{token_hex(4)}"
    try:
        with session(engine, write=True) as opened:
            now = utc_now()
            take_lease(opened, NAME, holder, now + LASTS, now, _is_dead)
    except LeaseTaken as taken:
        raise AlreadyRunning(f"another refresh is running: {taken}") from taken
    ended = threading.Event()
    threading.Thread(target=_renewing, args=(engine, holder, ended), daemon=True).start()
    try:
        yield Hold(holder)
    finally:
        ended.set()
        with session(engine, write=True) as opened:
            release_lease(opened, NAME, holder)


def _renewing(engine: Engine, holder: str, ended: threading.Event) -> None:
    while not ended.wait(_RENEW_SECONDS):
        try:
            with session(engine, write=True) as opened:
                renew_lease(opened, NAME, holder, utc_now() + LASTS)
        except LeaseLost:
            return
        except (StoreError, SQLAlchemyError):
            # The database is busy: the lease outlives some missed renewals, and writing checks it.
            continue


def _is_dead(holder: str) -> bool:
    """Whether a holder was a process of this machine that is no more."""
    host, pid, _ = holder.rsplit(":", 2)
    if host != socket.gethostname():
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
