"""``kalends archive``: how long raw pages are kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from kalends import console
from kalends.settings import load_settings

app = typer.Typer(help="The archive of raw pages.", rich_markup_mode=None)


@app.callback()
def archive() -> None:
    """Keep the archive of raw pages in bounds."""


@app.command("prune")
def prune(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Sources; none: all.")] = None,
    days: Annotated[int, typer.Option(min=1, help="Only crawls that are older than so many days.")] = 365,
    needed: Annotated[
        bool, typer.Option("--needed", help="Also what evidence still needs: it cannot be read again then.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would go.")] = False,
) -> None:
    """Remove old archive files, but none that a stored page was last read from.

    Example: kalends archive prune --days 365 --dry-run
    """
    from kalends.resources import reading
    from scrapers.archive_files import archive_files
    from store.retention import needed_crawls

    settings = load_settings()
    before = datetime.now(UTC) - timedelta(days=days)
    with reading(settings) as session:
        kept = {} if needed else needed_crawls(session)
    old = [
        file
        for file in archive_files(settings.archive)
        if file.started < before and (not ids or file.source_id in ids)
    ]
    going = [file for file in old if file.crawl_id not in kept.get(file.source_id, ())]
    for file in going:
        if not dry_run:
            file.path.unlink(missing_ok=True)
        print(file.path)
    size = sum(file.size for file in going) / 1_000_000
    done = "would be removed" if dry_run else "removed"
    stay = f"; {len(old) - len(going)} older ones are still needed" if len(old) > len(going) else ""
    console.say(f"kalends: {len(going)} files, {size:.1f} MB {done}{stay}")
