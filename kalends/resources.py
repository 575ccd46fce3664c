"""What commands open: the store and folders, with what is wrong said as a Problem."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile

from sqlalchemy import Engine
from sqlmodel import Session

from kalends.problems import Exit, Problem
from kalends.settings import Settings
from store.session import StoreError, open_store, session, upgrade


@contextmanager
def plain_problems() -> Iterator[None]:
    """Turn what the store refuses into a Problem: a lock is busy, a newer schema is a guard's refusal."""
    try:
        yield
    except StoreError as error:
        said = str(error)
        code = Exit.BUSY if "locked" in said else Exit.REFUSED if "newer version" in said else Exit.FAILED
        raise Problem(said, code) from error


def writable_store(settings: Settings) -> Engine:
    """The store, its tables created or migrated to this version."""
    with plain_problems():
        engine = open_store(settings.database, mapped=True)
        upgrade(engine)
    return engine


def check_folders(settings: Settings) -> None:
    """Problem where the archive or the folder to publish in cannot be written to, before a site is asked."""
    for name, folder in (("ARCHIVE", settings.archive), ("PUBLISH", settings.publish)):
        if folder is None:
            continue
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with TemporaryFile(dir=folder) as probe:
                probe.write(b"Kalends")
        except OSError as error:
            raise Problem(f"KALENDS_{name}={folder}: cannot be written to ({error.strerror})") from error


@contextmanager
def reading(settings: Settings) -> Iterator[Session]:
    """One transaction on the store of the settings."""
    with plain_problems(), session(open_store(settings.database)) as opened:
        yield opened


def open_readable(settings: Settings) -> Engine:
    """The store for a process that answers for long; Problem where it is not set up for this version."""
    with plain_problems():
        engine = open_store(settings.database)
        with session(engine):
            return engine
