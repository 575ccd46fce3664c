"""A venue's events in the order of their starts, for the page of a venue."""

from __future__ import annotations

from alembic import op

revision = "0011_event_venue"
down_revision = "0010_match_policy"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_event_venue", "event", ["venue_id", "position"])
