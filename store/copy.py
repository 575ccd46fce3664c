"""A corpus from one database to another, whatever each of them is: every row, in one transaction."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Engine, Table, func, insert, select, update
from sqlmodel import SQLModel

from store import tables
from store.search import SEARCH_TEXT
from store.session import StoreError, plain_errors, session
from store.statistics import gather_statistics

_BATCH = 2_000
# Rows of these tables name other rows of the same one.
_WITHIN = {tables.Organisation.__tablename__: "parent_id", tables.Announcement.__tablename__: "parent_id"}


def copy_store(source: Engine, target: Engine) -> dict[str, int]:
    """Copy all rows of ``source`` into ``target``, which has the schema and no row; counts by table.

    Raises :class:`StoreError` where ``target`` holds something already; then, and where anything fails,
    nothing of it was changed.
    """
    counts: dict[str, int] = {}
    with plain_errors(source), session(source) as reading, session(target, write=True) as writing:
        old, new = reading.connection(), writing.connection()
        for table in SQLModel.metadata.sorted_tables:
            if new.execute(select(func.count()).select_from(table)).scalar_one():
                raise StoreError(f"the target holds rows already ({table.name}); copy into a new database")
        for table in SQLModel.metadata.sorted_tables:
            counts[table.name] = _copied(old, new, table)
        for batch in _batches(old, SEARCH_TEXT):
            new.execute(insert(SEARCH_TEXT), batch)
    gather_statistics(target)
    return counts


def _copied(old: Connection, new: Connection, table: Table) -> int:
    within = _WITHIN.get(table.name)
    copied = 0
    for batch in _batches(old, table):
        new.execute(insert(table), [row | {within: None} for row in batch] if within else batch)
        copied += len(batch)
    if within is not None:
        key = next(iter(table.primary_key.columns))
        for row in old.execute(select(key, table.c[within]).where(table.c[within].is_not(None))).all():
            new.execute(update(table).where(key == row[0]).values({within: row[1]}))
    _advance(new, table)
    return copied


def _batches(old: Connection, table: object) -> Iterator[list[dict[str, object]]]:
    # By a cursor of the server's: PostgreSQL's client would hold a whole table otherwise.
    wanted = select(table).execution_options(yield_per=_BATCH)  # type: ignore[call-overload]
    for rows in old.execute(wanted).mappings().partitions():
        yield [dict(row) for row in rows]


def _advance(new: Connection, table: Table) -> None:
    """Let PostgreSQL's next own number follow the copied ones; SQLite looks at the rows themselves."""
    column = table.autoincrement_column
    if new.dialect.name == "postgresql" and column is not None and column.foreign_keys == set():
        sequence = func.pg_get_serial_sequence(table.name, column.name)
        new.execute(select(func.setval(sequence, func.coalesce(func.max(column), 1))))
