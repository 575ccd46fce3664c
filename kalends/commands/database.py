"""``kalends db``: the database itself."""

from __future__ import annotations

import typer

from kalends.settings import load_settings

app = typer.Typer(help="The database itself.", rich_markup_mode=None)


@app.callback()
def _group() -> None:
    """Keep ``upgrade`` a subcommand while it is the only one."""


@app.command("upgrade")
def upgrade() -> None:
    """Create the tables, or bring them to this version; a database that is up to date stays as it is.

    Example: KALENDS_DATABASE=sqlite:///data/kalends.db kalends db upgrade
    """
    from kalends.resources import writable_store

    engine = writable_store(load_settings())
    print(f"{engine.url.render_as_string(hide_password=True)} is up to date")
