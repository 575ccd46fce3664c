"""The vague among those who share a wide key are found from an index, however many share it."""

from __future__ import annotations

from alembic import op

revision = "0014_vague_blocks"
down_revision = "0013_run_latest"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_announcement_block_vague", "announcement_block", ["key", "is_vague"])
    op.drop_index("ix_announcement_block_key", "announcement_block")
