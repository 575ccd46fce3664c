"""Engine and transactions: SQLite by default, any SQLAlchemy URL; what can go wrong is said in one line."""

from __future__ import annotations

import atexit
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from weakref import WeakSet

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DatabaseError, NoSuchModuleError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry
from sqlmodel import Session

from store.index import index_missing
from store.migrations import revisions

BUSY_TIMEOUT_SECONDS = 10.0
MOST_THREADS = 40
_WRITE = "kalends_write"
_PRAGMAS = (
    "journal_mode = WAL",  # readers read while a run writes
    "foreign_keys = ON",
    "synchronous = NORMAL",
    "cache_size = -16384",  # KiB: the two megabytes that are usual hold no index of a large corpus
)
_MAPPED = f"mmap_size = {2**31 - 65536}"
"""Pages are read where the system has them, without a copy; around one not at hand it reads megabytes."""
_PLANNER = (
    "plan_cache_mode = force_custom_plan",
    "jit = off",
    "max_parallel_workers_per_gather = 0",
    "random_page_cost = 1.1",
)
# Any number that all writers agree on: PostgreSQL's name of the lock that is Kalends' alone.
_WRITERS_LOCK = 0x6B616C656E6473
# Asking for the schema costs more than most questions; what was once seen to be this version's stays so.
_CURRENT: WeakSet[Engine] = WeakSet()
_OPENED: WeakSet[Engine] = WeakSet()


class StoreError(Exception):
    """The database cannot be used as it is; the message is one line that says why and what to do."""


def open_store(url: str, busy_timeout: float = BUSY_TIMEOUT_SECONDS, *, mapped: bool = False) -> Engine:
    """An engine for a SQLAlchemy URL; nothing is created or migrated, see :func:`upgrade`.

    Raises :class:`StoreError` for a URL that cannot be understood and for a database that holds something
    else or was written by a newer version. ``busy_timeout`` is how many seconds SQLite waits for a lock;
    ``mapped``: its file is mapped into memory, for a process that asks much and writes.
    """
    try:
        address = make_url(url)
        is_sqlite = address.get_backend_name() == "sqlite"
        engine = create_engine(
            address, connect_args={"timeout": busy_timeout} if is_sqlite else {}, **_pool(address)
        )
    except (ArgumentError, NoSuchModuleError, ImportError) as error:
        raise StoreError(
            f"no usable database address ({_first_line(error)}); KALENDS_DATABASE, or what was named, "
            "is such as sqlite:///data/kalends.db"
        ) from error
    _OPENED.add(engine)
    if is_sqlite:
        pragmas = (*_PRAGMAS, _MAPPED) if mapped else _PRAGMAS
        event.listen(engine, "connect", partial(_set_pragmas, pragmas))
        event.listen(engine, "begin", _begin)
    else:
        event.listen(engine, "connect", _set_planner)
    found = _revision(engine)
    if found is not None and found not in revisions.known():
        raise StoreError(
            f"{_name(engine)}: written by a newer version of Kalends (schema {found}); "
            "upgrade Kalends, or name another database in KALENDS_DATABASE"
        )
    return engine


def _pool(address: URL) -> dict[str, Any]:
    """As many connections as a server has threads: those that wait for one would keep the others, which have
    one, from going on.
    """
    is_sqlite = address.get_backend_name() == "sqlite"
    if is_sqlite and (address.database or ":memory:") == ":memory:":
        return {}
    # A server that was started anew, or a firewall, cuts connections that rest while a crawl goes on.
    # The one that was used last has the database's pages at hand still.
    return {
        "pool_size": 5,
        "max_overflow": MOST_THREADS,
        "pool_use_lifo": True,
        "pool_pre_ping": not is_sqlite,
    }


def upgrade(engine: Engine) -> None:
    """Bring the database to this version's schema; a new one gets its folder and all tables."""
    missing = _missing_file(engine)
    if missing is not None:
        missing.parent.mkdir(parents=True, exist_ok=True)
    with plain_errors(engine):
        revisions.upgrade(engine)
    with session(engine, write=True) as opened:
        index_missing(opened)


def is_current(engine: Engine) -> bool:
    """Whether the schema is this version's; :func:`upgrade` is wanted where it is not."""
    return _revision(engine) == revisions.head()


def _revision(engine: Engine) -> str | None:
    """The schema's revision; of a file that is not there yet None, for to ask SQLite would create it."""
    if _missing_file(engine) is not None:
        return None
    with plain_errors(engine):
        return revisions.current(engine)


def _missing_file(engine: Engine) -> Path | None:
    name = engine.url.database or ":memory:"
    if engine.url.get_backend_name() != "sqlite" or name.startswith((":memory:", "file:")):
        return None
    return None if Path(name).exists() else Path(name)


@contextmanager
def session(engine: Engine, *, write: bool = False) -> Iterator[Session]:
    """One transaction: committed at the end, rolled back whole by any exception.

    ``write`` takes the writers' lock at once (SQLite's own, on PostgreSQL an advisory one): a transaction
    that reads first and writes later would fail, or write twice, where another process wrote in between.
    Raises :class:`StoreError` where the schema is old, the database locked or the file no database.
    """
    if engine not in _CURRENT:
        if not is_current(engine):
            raise StoreError(f"{_name(engine)}: not set up for this version yet; run `kalends db upgrade`")
        _CURRENT.add(engine)
    bound = engine.execution_options(**{_WRITE: write})
    with plain_errors(engine), Session(bound, expire_on_commit=False) as opened, opened.begin():
        if write:
            # Connecting is what takes SQLite's lock: not at the first statement, which may come too late.
            connection = opened.connection()
            if connection.dialect.name == "postgresql":
                wait = int(BUSY_TIMEOUT_SECONDS * 1000)
                connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}")
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITERS_LOCK})")
        yield opened


@atexit.register
def _close_all() -> None:
    """Close what is open when the process ends: SQLite then puts into its file what still lies beside it."""
    for engine in _OPENED:
        engine.dispose()


@contextmanager
def plain_errors(engine: Engine) -> Iterator[None]:
    """Database errors that an operator can do something about, as :class:`StoreError`; others pass."""
    try:
        yield
    except OperationalError as error:
        said = str(error.orig)
        if "lock" in said:
            reason = "locked by another process; wait for it to end, then run this again"
        elif "disk is full" in said or "No space left" in said:
            reason = "the disk is full; make room, then run this again: what was stored stands"
        elif "readonly" in said or "read-only" in said:
            reason = "cannot be written to; check the rights of the file and of its folder"
        else:
            reason = f"cannot be opened ({_first_line(error.orig)}); check this address"
        raise StoreError(f"{_name(engine)}: {reason}") from error
    except DatabaseError as error:
        if not isinstance(error.orig, sqlite3.DatabaseError) or "not a database" not in str(error.orig):
            raise
        raise StoreError(f"{_name(engine)}: not a database; move it away or name another address") from error


def _begin(connection: Connection) -> None:
    # The driver begins nothing by itself (see _set_pragmas): so migrations are transactions too.
    connection.exec_driver_sql(
        "BEGIN IMMEDIATE" if connection.get_execution_options().get(_WRITE) else "BEGIN"
    )


def _set_pragmas(pragmas: tuple[str, ...], connection: sqlite3.Connection, _: ConnectionPoolEntry) -> None:
    # The driver's own busy timeout is set by the connect argument.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in pragmas:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _set_planner(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """For many short questions, some for rare things and some for frequent ones: each gets its own plan, of
    probes into indexes that are at hand; machine code and helping processes take longer than they save.
    """
    cursor = connection.cursor()
    for setting in _PLANNER:
        cursor.execute(f"SET {setting}")
    cursor.close()
    connection.commit()


def _name(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)


def _first_line(error: object) -> str:
    return str(error).strip().split("\n", 1)[0]
