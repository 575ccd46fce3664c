"""Whether anything was written since: told by the database itself, in microseconds."""

from __future__ import annotations

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

_SQLITE = text("PRAGMA data_version")
_POSTGRESQL = text("SELECT CAST(pg_current_snapshot() AS text)")


class StoreVersion:
    """A value that is another one whenever something was committed; for one thread at a time.

    Of a database that cannot tell, or does not answer, it is another one each time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # SQLite tells a connection what others have committed since it was opened, so one is held.
        self._held: Connection | None = None

    def read(self) -> object:
        """The version as it is now."""
        try:
            if self._engine.dialect.name == "postgresql":
                with self._engine.connect() as connection:
                    return connection.execute(_POSTGRESQL).scalar_one()
            if self._engine.url.database in (None, "", ":memory:"):
                return object()
            if self._held is None:
                self._held = self._engine.connect()
            version: object = self._held.execute(_SQLITE).scalar_one()
            self._held.rollback()  # an open transaction would keep the log from being emptied
        except SQLAlchemyError:
            self._held = None
            return object()
        return version
