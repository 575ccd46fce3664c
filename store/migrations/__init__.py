"""The schema's history, by Alembic, shipped inside the package: no alembic.ini is needed to upgrade."""
