"""Where each event stands by its start, and what it is filtered by; the search text by the same number."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009_facets"
down_revision = "0008_health"
branch_labels = None
depends_on = None

WORDS = ("title", "summary", "organisers", "place")


def upgrade() -> None:
    """Events get their positions afterwards, from ``store.index``: facets are made of their tellings."""
    op.add_column("event", sa.Column("position", sa.BigInteger(), nullable=True))
    op.create_index("ix_event_position", "event", ["position"], unique=True)
    _indexes()
    op.create_table(
        "facet",
        sa.Column("key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_index("ix_facet_value", "facet", ["kind", "value"], unique=False)
    op.create_table(
        "event_facet",
        sa.Column("key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("position", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("key", "position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_event_facet_position", "event_facet", ["position"], unique=False)
    _event_text()


def _indexes() -> None:
    op.drop_index("ix_event_last_changed", "event")
    op.create_index("ix_event_deadline", "event", ["deadline_on", "position"], unique=False)
    op.create_index("ix_event_changed", "event", ["last_changed", "position"], unique=False)
    op.create_index("ix_event_seen", "event", ["first_seen", "position"], unique=False)
    part = sa.text("parent_id IS NOT NULL")
    op.drop_index("ix_announcement_parent_id", "announcement")
    op.create_index(
        "ix_announcement_parent",
        "announcement",
        ["parent_id"],
        unique=False,
        sqlite_where=part,
        postgresql_where=part,
    )
    lasting = sa.text("until_on > start_on")
    op.create_index(
        "ix_event_lasting",
        "event",
        ["until_on", "position"],
        unique=False,
        sqlite_where=lasting,
        postgresql_where=lasting,
    )


def _event_text() -> None:
    op.execute("DROP TABLE event_text")
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE VIRTUAL TABLE event_text USING fts5({', '.join(WORDS)}, tokenize = 'unicode61', "
            "detail = none, prefix = '3 4 5 6')"
        )
        return
    op.create_table(
        "event_text",
        sa.Column("rowid", sa.BigInteger(), primary_key=True, autoincrement=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in WORDS),
    )
    text = " || ' ' || ".join(WORDS)
    op.execute(
        f"ALTER TABLE event_text ADD COLUMN document tsvector "
        f"GENERATED ALWAYS AS (to_tsvector('simple', {text})) STORED"
    )
    op.execute("CREATE INDEX ix_event_text ON event_text USING gin (document)")
