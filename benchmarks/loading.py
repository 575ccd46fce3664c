"""Rows into a database as fast as it takes them: no indexes on the way, COPY on PostgreSQL."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine
from sqlalchemy.schema import CreateIndex, DropIndex
from sqlmodel import SQLModel

from store.statistics import gather_statistics

_SORTED = "event_facet"
_FILLED = {
    *("page", "event", "announcement", "participation", "funding", "announcement_topic", "claim"),
    *("event_facet", "announcement_block"),
}


class Loader(Protocol):
    """Takes rows by table; those of the table sorted at the end may come in any order."""

    def write(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        """Write rows, each with the columns that it has."""

    def where(self, table: str) -> str:
        """The name under which a table's rows are while they are loaded."""

    def run(self, statement: str) -> None:
        """Run a statement that both databases understand."""


def _columns(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys(name for row in rows for name in row))


class _Sqlite:
    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        connection.execute("CREATE TEMP TABLE unsorted (key INTEGER, position INTEGER)")

    def write(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        names = _columns(rows)
        marks = ", ".join("?" * len(names))
        values = ([_sqlite_value(row.get(name)) for name in names] for row in rows)
        statement = f"INSERT INTO {self.where(table)} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        self._connection.executemany(statement, values)

    def where(self, table: str) -> str:
        return "unsorted" if table == _SORTED else table

    def run(self, statement: str) -> None:
        self._connection.execute(statement)

    def finish(self) -> None:
        self._connection.execute(
            f"INSERT INTO {_SORTED} (key, position) SELECT key, position FROM unsorted ORDER BY 1, 2"  # noqa: S608
        )


def _sqlite_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S.000000")
    return value.isoformat() if isinstance(value, date) else value


class _Postgres:
    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection

    def write(self, table: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if not rows:
            return
        names = _columns(rows)
        statement: Any = f'COPY "{table}" ({", ".join(names)}) FROM STDIN'
        with self._connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row([row.get(name) for name in names])

    def where(self, table: str) -> str:
        return table

    def run(self, statement: str) -> None:
        self._connection.execute(statement)  # type: ignore[arg-type]


@contextlib.contextmanager
def loader_of(engine: Engine) -> Iterator[Loader]:
    """A loader into an empty, upgraded database; indexes and statistics are made when the block ends."""
    with unindexed(engine):
        if engine.dialect.name == "sqlite":
            yield from _into_sqlite(engine)
        else:
            yield from _into_postgres(engine)


@contextlib.contextmanager
def unindexed(engine: Engine) -> Iterator[None]:
    """Drop the indexes of the tables that hold most rows, for as long as the block lasts."""
    indexes = [
        index
        for table in SQLModel.metadata.sorted_tables
        for index in table.indexes
        if table.name in _FILLED and not index.unique
    ]
    with engine.begin() as connection:
        for index in indexes:
            connection.execute(DropIndex(index))
    yield
    with engine.begin() as connection:
        for index in indexes:
            connection.execute(CreateIndex(index))
    gather_statistics(engine)


def _into_sqlite(engine: Engine) -> Iterator[Loader]:
    connection = sqlite3.connect(str(engine.url.database), isolation_level=None)
    for pragma in ("synchronous = OFF", "cache_size = -400000", "foreign_keys = OFF", "temp_store = FILE"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN")
    loader = _Sqlite(connection)
    yield loader
    loader.finish()
    connection.execute("COMMIT")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()


def _into_postgres(engine: Engine) -> Iterator[Loader]:
    address = engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address) as connection:
        # What is written names what is written later: the names come last.
        connection.execute("SET session_replication_role = replica")
        yield _Postgres(connection)
