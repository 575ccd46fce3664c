"""What Alembic compares with the tables: all but the search text, which each database keeps its own way."""

from __future__ import annotations

from sqlalchemy.schema import SchemaItem


def is_ours(item: SchemaItem, name: str | None, kind: str, reflected: bool, other: SchemaItem | None) -> bool:
    """Alembic's ``include_object``: False for the search text and what SQLite makes for it."""
    return not (
        kind in ("table", "index") and name is not None and name.removeprefix("ix_").startswith("event_text")
    )
