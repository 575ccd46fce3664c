"""What runs showed of sources' health, whom was told of it, and how hosts want to be treated."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008_health"
down_revision = "0007_refresh"
branch_labels = None
depends_on = None


def _instant(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.add_column("run", sa.Column("vitals", sa.JSON(), nullable=True))
    op.add_column("page", sa.Column("rights", sa.String(), nullable=True))
    op.create_index("ix_revision_run_id", "revision", ["run_id"])
    op.create_table(
        "source_pause",
        sa.Column("source_id", sa.String(), primary_key=True),
        _instant("since", nullable=False),
        sa.Column("why", sa.String(), nullable=False),
    )
    op.create_table(
        "host_use",
        sa.Column("host", sa.String(), primary_key=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("requests", sa.Integer(), nullable=False),
        _instant("hold_until"),
        sa.Column("hold_why", sa.String(), nullable=True),
    )
    op.create_table(
        "alert",
        sa.Column("channel", sa.String(), primary_key=True),
        sa.Column("source_id", sa.String(), primary_key=True),
        sa.Column("state", sa.String(), nullable=False),
        _instant("since", nullable=False),
        _instant("told_at"),
        sa.Column("failures", sa.Integer(), nullable=False),
    )
