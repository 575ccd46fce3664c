"""Alembic's entry: runs the steps on the connection that ``store.migrations.revisions`` hands over."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from store.migrations.compare import is_ours

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    include_object=is_ours,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
