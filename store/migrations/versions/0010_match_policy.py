"""By which policy the rules judge, since when: a store that was judged by another one is judged anew."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010_match_policy"
down_revision = "0009_facets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "match_policy",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
    )
