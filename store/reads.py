"""What a select finds, asked of the connection itself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache, partial
from typing import Any, TypeVar, cast

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnElement,
    Select,
    Text,
    any_,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.sql import Executable
from sqlalchemy.sql.elements import SQLCoreOperations
from sqlalchemy.types import TypeEngine
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


def read_among(
    session: Session, making: Callable[[str], Select[Any]], keys: Iterable[object]
) -> Sequence[Any]:
    """The rows of the select that ``making`` gives for a dialect, once each, narrowed by :func:`among`.

    However many keys there are, they are one value of it.
    """
    listed = list(keys)
    if not listed:
        return []
    session.flush()
    connection = session.connection()
    dialect = connection.dialect.name
    told = cast(object, listed) if dialect == "postgresql" else json.dumps(listed)
    return connection.execute(making(dialect), {"keys": told}).all()


def among(
    key: SQLCoreOperations[Any], dialect: str, keys: Sequence[object] | None = None
) -> ColumnElement[bool]:
    """The condition that a column is one of ``keys``, or of those that :func:`read_among` is given."""
    if dialect == "postgresql":
        return key == any_(_given(keys, ARRAY(cast(ColumnElement[Any], key).type)))
    told = None if keys is None else json.dumps(keys)
    listed: Select[Any] = select(column("value")).select_from(func.json_each(_given(told, Text())))
    return key.in_(listed)


def _given(value: object, type_: TypeEngine[Any]) -> BindParameter[Any]:
    """A parameter of a statement: with a value, or by the name ``keys`` for one that is made once."""
    return bindparam("keys", value, type_, unique=value is not None)


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
    making = partial(_listing, table, key, order, without)
    return cast(list[T], read_among(session, making, keys))


@cache
def _listing(
    table: type[T], key: str, order: tuple[str, ...], without: frozenset[str], dialect: str
) -> Select[Any]:
    known = SQLModel.metadata.tables[str(table.__tablename__)].columns
    wanted = select(*(one for one in known if one.name not in without)).where(among(known[key], dialect))
    return wanted.order_by(*(known[one] for one in order))


def read_values(session: Session, wanted: Executable, **values: object) -> list[Any]:
    """The values of a select of one column, see :func:`read_rows`."""
    return [value for (value,) in read_rows(session, wanted, **values)]  # scalars() fetches one by one


def read_count(session: Session, wanted: Executable) -> int:
    """The one number that a select counts."""
    session.flush()
    return int(session.connection().execute(wanted).scalar_one())
