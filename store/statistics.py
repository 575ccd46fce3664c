"""What a planner must know of a database that many rows were written into at once."""

from __future__ import annotations

from sqlalchemy import Engine


def gather_statistics(engine: Engine) -> None:
    """Let the database count what it holds, as it would by itself in time.

    PostgreSQL also notes which pages all can see: until then no index answers alone, and a list that would
    take a hundredth of a second takes two.
    """
    if engine.dialect.name == "sqlite":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")
