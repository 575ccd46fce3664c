"""On which page the new value of a revision was read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006_revision_url"
down_revision = "0005_blocks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("revision", sa.Column("url", sa.String(), nullable=True))
