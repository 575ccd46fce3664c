"""Venues under several names: what is stored is known by its own name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012_venue_alias"
down_revision = "0011_event_venue"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "venue_alias",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("city_key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=True),
        sa.Column("venue_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["venue_id"], ["venue.id"]),
        sa.PrimaryKeyConstraint("key", "city_key"),
    )
    op.create_index("ix_venue_alias_venue_id", "venue_alias", ["venue_id"])
    op.execute(
        "INSERT INTO venue_alias (key, city_key, name, venue_id) SELECT folded, city_key, name, id FROM venue"
    )
