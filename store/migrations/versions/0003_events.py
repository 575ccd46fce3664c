"""Which announcements are one event, why, and the text to search events by."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from store.columns import UtcDateTime

revision = "0003_events"
down_revision = "0002_announcements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _judgement()
    _event_field()
    _event_redirect()
    _event_text()


def _judgement() -> None:
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("left_id", sa.String(), nullable=False),
        sa.Column("right_id", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["left_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["right_id"],
            ["announcement.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_judgement_pair", "judgement", ["left_id", "right_id"], unique=False)
    op.create_index(op.f("ix_judgement_right_id"), "judgement", ["right_id"], unique=False)


def _event_field() -> None:
    op.create_table(
        "event_field",
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["announcement_id"],
            ["announcement.id"],
        ),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("event_id", "field"),
    )


def _event_redirect() -> None:
    op.create_table(
        "event_redirect",
        sa.Column("old_id", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["event.id"],
        ),
        sa.PrimaryKeyConstraint("old_id"),
    )
    op.create_index(op.f("ix_event_redirect_event_id"), "event_redirect", ["event_id"], unique=False)


def _event_text() -> None:
    """Text that is folded already; how it is asked for is the database's own (see ``store.search``)."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE event_text USING fts5("
            "event_id UNINDEXED, title, summary, organisers, place, tokenize = 'unicode61', prefix = '3 4')"
        )
        return
    names = ("title", "summary", "organisers", "place")
    op.create_table(
        "event_text",
        sa.Column("event_id", sa.String(), primary_key=True),
        *(sa.Column(name, sa.Text(), nullable=False) for name in names),
    )
    text = " || ' ' || ".join(names)
    op.execute(f"CREATE INDEX ix_event_text ON event_text USING gin (to_tsvector('simple', {text}))")
