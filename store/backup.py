"""A SQLite store into one file while it is in use, and back again. PostgreSQL has tools of its own."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Engine

from store.migrations import revisions
from store.session import StoreError, open_store

_SIDES = ("-wal", "-shm")


def backup_store(engine: Engine, target: Path) -> int:
    """Copy the store of this moment into a new file, which others cannot read; its size in bytes.

    Writers and readers may go on meanwhile: SQLite's online backup takes a consistent state. Raises
    StoreError for a store that is no SQLite file, for a target that is there already, and where the
    copy does not hold together.
    """
    source = store_file(engine)
    if target.exists():
        raise StoreError(f"{target}: is there already; name a new file")
    if not source.exists():
        raise StoreError(f"{source}: is not there; nothing to back up")
    target.parent.mkdir(parents=True, exist_ok=True)
    with _in_the_making(target) as part:
        # As a file of its own, not through the engine: no transaction of ours is to be open meanwhile.
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        _refuse_damage(part)
    return target.stat().st_size


def restore_store(backup: Path, engine: Engine) -> Path | None:
    """Put a backup in the store's place; where a store stood before now stands, None where none did.

    The backup is checked first: damaged, no store of ours, or written by a newer version, it is refused by
    StoreError and nothing is changed. No process may have the store open.
    """
    if not backup.is_file():
        raise StoreError(f"{backup}: is not there")
    _refuse_damage(backup)
    opened = open_store(f"sqlite:///{backup}")
    found = revisions.current(opened)
    opened.dispose()
    if found is None:
        raise StoreError(f"{backup}: no store of Kalends")
    target = store_file(engine)
    target.parent.mkdir(parents=True, exist_ok=True)
    engine.dispose()
    with _in_the_making(target) as part:
        part.write_bytes(backup.read_bytes())
        return _moved_aside(target)


def store_file(engine: Engine) -> Path:
    """The file of a SQLite store; StoreError for any other."""
    name = engine.url.database
    if engine.url.get_backend_name() != "sqlite" or not name or name == ":memory:":
        raise StoreError("only a SQLite file is backed up so; for PostgreSQL use pg_dump and pg_restore")
    return Path(name)


@contextmanager
def _in_the_making(target: Path) -> Iterator[Path]:
    """A file beside ``target`` that gets its name when the block ends well, and is gone when it does not."""
    part = target.with_name(f".{target.name}.part")
    part.unlink(missing_ok=True)
    part.touch(mode=0o600)
    try:
        yield part
        part.replace(target)
    finally:
        for side in ("", *_SIDES):
            part.with_name(part.name + side).unlink(missing_ok=True)


def _moved_aside(target: Path) -> Path | None:
    if not target.exists():
        return None
    number = 1
    while (aside := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    # What its log holds belongs to the old file: it goes with it, lest SQLite read it into the new one.
    for side in _SIDES:
        log = target.with_name(target.name + side)
        if log.exists():
            log.replace(aside.with_name(aside.name + side))
    target.replace(aside)
    return aside


def _refuse_damage(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: not a database ({error})") from error
    if found != "ok":
        raise StoreError(f"{path}: damaged ({found})")
