"""Column types that keep the rules of time: no naive datetime goes in, none comes out."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import DateTime
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """An instant. Takes aware datetimes of any zone, returns aware UTC, on SQLite and PostgreSQL alike.

    A naive datetime raises ``ValueError`` when it is bound, so that it can neither be stored nor asked for.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no zone; the store takes aware datetimes only")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        # SQLite keeps no zone: what was bound was UTC, so that is what comes back.
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
