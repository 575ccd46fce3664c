"""What a select finds, asked of the connection itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import ARRAY, Select, Text, any_, bindparam, column, func, select
from sqlalchemy.sql import Executable
from sqlmodel import Session, SQLModel

T = TypeVar("T", bound=SQLModel)


def read_rows(session: Session, wanted: Executable, **values: object) -> Sequence[Any]:
    """The rows of a select of columns, what this transaction wrote included; ``values`` are its parameters'.

    A session's own ``execute`` makes ready for objects, which a small answer pays for more than for its rows.
    What is asked for each source is best made once, with parameters: to make a select takes longer than to
    answer it.
    """
    session.flush()
    return session.connection().execute(wanted, values).all()


def read_listed(
    session: Session,
    table: type[T],
    key: str,
    keys: Iterable[object],
    *order: str,
    without: frozenset[str] = frozenset(),
) -> list[T]:
    """The rows of a table whose column ``key`` is one of ``keys``, however many, in the order of columns.

    They have the table's attributes but those ``without``, and are to be read only. Such selects are most of
    what an answer asks: each is made once, and takes its keys as one value.
    """
    listed = list(keys)
    if not listed:
        return []
    session.flush()
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        wanted, told = _in_array(table, key, order, without), cast(object, listed)
    else:
        wanted, told = _in_json(table, key, order, without), json.dumps(listed)
    return cast(list[T], connection.execute(wanted, {"keys": told}).all())


@cache
def _in_array(table: type[T], key: str, order: tuple[str, ...], without: frozenset[str]) -> Select[Any]:
    known = SQLModel.metadata.tables[str(table.__tablename__)].columns
    keys = bindparam("keys", type_=ARRAY(known[key].type))
    return _listing(table, order, without).where(known[key] == any_(keys))


@cache
def _in_json(table: type[T], key: str, order: tuple[str, ...], without: frozenset[str]) -> Select[Any]:
    known = SQLModel.metadata.tables[str(table.__tablename__)].columns
    keys: Select[Any] = select(column("value")).select_from(func.json_each(bindparam("keys", type_=Text)))
    return _listing(table, order, without).where(known[key].in_(keys))


def _listing(table: type[T], order: tuple[str, ...], without: frozenset[str]) -> Select[Any]:
    known = SQLModel.metadata.tables[str(table.__tablename__)].columns
    return select(*(one for one in known if one.name not in without)).order_by(*(known[one] for one in order))


def read_values(session: Session, wanted: Executable, **values: object) -> list[Any]:
    """The values of a select of one column, see :func:`read_rows`."""
    return [value for (value,) in read_rows(session, wanted, **values)]  # scalars() fetches one by one


def read_count(session: Session, wanted: Executable) -> int:
    """The one number that a select counts."""
    session.flush()
    return int(session.connection().execute(wanted).scalar_one())
