"""Whether a process can serve: what ``/readyz`` asks."""

from __future__ import annotations

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from store.session import StoreError, session


def not_ready(engine: Engine) -> str | None:
    """Why the store cannot be read now, in one line; None where it can."""
    try:
        with session(engine) as opened:
            opened.execute(text("SELECT 1"))
    except (StoreError, SQLAlchemyError) as error:
        return str(error).partition("\n")[0]
    return None
