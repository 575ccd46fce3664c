"""``kalends db``: the database itself."""

from __future__ import annotations

from typing import Annotated

import typer

from kalends import console
from kalends.settings import load_settings

app = typer.Typer(help="The database itself.", rich_markup_mode=None)


@app.command("upgrade")
def upgrade() -> None:
    """Create the tables, or bring them to this version; a database that is up to date stays as it is.

    Example: KALENDS_DATABASE=sqlite:///data/kalends.db kalends db upgrade
    """
    from kalends.resources import writable_store

    engine = writable_store(load_settings())
    print(f"{engine.url.render_as_string(hide_password=True)} is up to date")


@app.command("copy")
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help="The address of the database to copy.")],
    target: Annotated[str, typer.Argument(metavar="TO", help="The address of an empty database.")],
) -> None:
    """Copy a corpus into an empty database, from SQLite to PostgreSQL or back; all of it or nothing.

    Example: kalends db copy sqlite:///data/kalends.db postgresql+psycopg://kalends@localhost/kalends
    """
    from kalends.resources import plain_problems
    from store.copy import copy_store
    from store.session import open_store, upgrade

    with plain_problems():
        old, new = open_store(source), open_store(target)
        upgrade(new)
        counts = copy_store(old, new)
    console.show_table("Copied", ("table", "rows"), list(counts.items()))
