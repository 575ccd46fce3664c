"""``kalends db``: the database itself."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
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
    from store.session import is_current, open_store, upgrade

    with plain_problems():
        old, new = open_store(source), open_store(target)
        if not is_current(old):
            address = old.url.render_as_string(hide_password=True)
            raise Problem(
                f"{address}: no corpus of this version is there; check the address, or upgrade it first"
            )
        upgrade(new)
        counts = copy_store(old, new)
    console.show_table("Copied", ("table", "rows"), list(counts.items()))


@app.command("backup")
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write; it must not be there yet.")],
) -> None:
    """Copy the SQLite database of this moment into a file; refreshes and pages may go on meanwhile.

    Example: kalends db backup backups/kalends-2026-11-27.db
    """
    from kalends.resources import plain_problems
    from store.backup import backup_store
    from store.session import open_store

    with plain_problems():
        size = backup_store(open_store(load_settings().database), file)
    print(f"{file}: {size / 1_000_000:.1f} MB")


@app.command("restore")
def restore(
    file: Annotated[Path, typer.Argument(help="A file that `kalends db backup` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of a database that is there; that is kept.")
    ] = False,
) -> None:
    """Put a backup in the database's place. Stop refreshes and pages first.

    Example: kalends db restore backups/kalends-2026-11-27.db --replace
    """
    from kalends.resources import plain_problems
    from store.backup import restore_store, store_file
    from store.session import open_store

    with plain_problems():
        engine = open_store(load_settings().database)
        target = store_file(engine)
        if target.exists() and not replace:
            raise Problem(f"{target} is there; --replace puts the backup in its place", Exit.REFUSED)
        aside = restore_store(file, engine)
    print(f"{target} is restored" + (f"; what stood there is {aside}" if aside else ""))
