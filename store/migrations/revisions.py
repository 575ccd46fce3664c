"""Which schema a database has, which this version knows, and the way from one to the other."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect

_FOLDER = Path(__file__).parent
_TABLE = "alembic_version"


@cache
def known() -> frozenset[str]:
    """All revisions of this version, each the name of its file.

    Alembic would say it, too, after loading itself and every step: that is for when there is one to take.
    """
    return frozenset(path.stem for path in (_FOLDER / "versions").glob("[0-9]*.py"))


@cache
def head() -> str:
    """The newest revision of this version; their names are numbered."""
    return max(known())


def current(engine: Engine) -> str | None:
    """The database's revision; None where it holds no schema of ours yet."""
    with engine.connect() as connection:
        if not inspect(connection).has_table(_TABLE):
            return None
        found: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {_TABLE}").scalar()  # noqa: S608
        return found


def upgrade(engine: Engine) -> None:
    """Run all missing steps in one transaction, where the database can do that."""
    if current(engine) == head():
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
