"""What a select finds, asked of the connection itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy.sql import Executable
from sqlmodel import Session


def read_rows(session: Session, wanted: Executable) -> Sequence[Any]:
    """The rows of a select of columns, what this transaction wrote included.

    A session's own ``execute`` makes ready for objects, which a small answer pays for more than for its rows.
    """
    session.flush()
    return session.connection().execute(wanted).all()


def read_values(session: Session, wanted: Executable) -> list[Any]:
    """The values of a select of one column."""
    session.flush()
    return [value for (value,) in session.connection().execute(wanted).all()]  # scalars() fetches one by one


def read_count(session: Session, wanted: Executable) -> int:
    """The one number that a select counts."""
    session.flush()
    return int(session.connection().execute(wanted).scalar_one())
