"""Under which keys an announcement is found by those that have to be compared with it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005_blocks"
down_revision = "0004_organisations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "announcement_block",
        sa.Column("announcement_id", sa.String(), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("is_wide", sa.Boolean(), nullable=False),
        sa.Column("is_vague", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["announcement_id"], ["announcement.id"]),
        sa.PrimaryKeyConstraint("announcement_id", "key"),
    )
    op.create_index("ix_announcement_block_key", "announcement_block", ["key"], unique=False)
