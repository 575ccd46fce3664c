"""Organisations that ship: where they are, which they are, whose they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004_organisations"
down_revision = "0003_events"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("organisation") as table:
        table.add_column(sa.Column("country", sa.String(), nullable=True))
        table.add_column(sa.Column("known_id", sa.String(), nullable=True))
        table.add_column(sa.Column("parent_id", sa.Integer(), nullable=True))
        table.create_unique_constraint("uq_organisation_known_id", ["known_id"])
        table.create_foreign_key("fk_organisation_parent_id", "organisation", ["parent_id"], ["id"])
    op.create_index("ix_organisation_parent_id", "organisation", ["parent_id"], unique=False)
