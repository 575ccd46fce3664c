"""Rows inserted by the connection itself."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sqlalchemy import Insert, insert
from sqlmodel import Session, SQLModel

from store.rows import Row


def insert_rows(session: Session, table: type[SQLModel], rows: Sequence[Row]) -> None:
    """Insert rows that all name the same columns, after what the session holds.

    A session's own ``execute`` looks at each row as if an object were to be made of it, which takes longer
    than to insert it.
    """
    if rows:
        session.flush()
        session.connection().execute(_into(table), rows)


@cache
def _into(table: type[SQLModel]) -> Insert:
    return insert(SQLModel.metadata.tables[str(table.__tablename__)])
