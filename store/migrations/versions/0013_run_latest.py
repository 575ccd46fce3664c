"""A source's latest runs are found from an index, however many there are."""

from __future__ import annotations

from alembic import op

revision = "0013_run_latest"
down_revision = "0012_venue_alias"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_run_latest", "run", ["source_id", "started"])
    op.drop_index("ix_run_source_id", "run")
