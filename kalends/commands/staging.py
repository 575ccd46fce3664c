"""The stages of a refresh alone: crawl, read, publish, and reading the archive again."""

from __future__ import annotations

from typing import Annotated

import typer

from kalends import console
from kalends.commands.refreshing import guarded, unpaused
from kalends.problems import Exit
from kalends.settings import load_settings

Ids = Annotated[list[str] | None, typer.Argument(metavar="ID", help="Sources; none: all but paused.")]


def crawl(ids: Ids = None) -> int:
    """Fetch what sources announce into the archive, without reading it; `kalends read` goes on from there.

    Example: kalends crawl mau-se
    """
    from kalends.catalogue import catalog_of, chosen
    from kalends.refresh.stages import crawl_alone
    from kalends.resources import check_folders, writable_store
    from kalends.watching import watching

    settings = load_settings()
    check_folders(settings)
    engine = writable_store(settings)
    sources = unpaused(engine, chosen(catalog_of(settings), ids or []), ids or [])
    with guarded(), watching() as tell:
        reports = crawl_alone(sources, settings, engine, tell)
    rows = [
        (one.source_id, one.outcome, one.counts["pages"], one.counts["unchanged_pages"]) for one in reports
    ]
    console.show_table(f"{len(rows)} sources", ("source", "outcome", "pages", "unchanged"), rows)
    return Exit.UNWELL if any(one.outcome != "ok" for one in reports) else Exit.OK


def read(ids: Ids = None) -> int:
    """Read and store what was crawled and is not stored yet; `kalends match` goes on from there.

    Example: kalends read
    """
    from kalends.catalogue import catalog_of, chosen
    from kalends.commands.refreshing import show_runs
    from kalends.refresh.stages import read_alone
    from kalends.resources import writable_store
    from kalends.watching import watching

    settings = load_settings()
    engine = writable_store(settings)
    sources = chosen(catalog_of(settings), ids or [])
    with guarded(), watching() as tell:
        runs = read_alone(sources, settings, engine, tell)
    show_runs(runs)
    return Exit.UNWELL if any(run.outcome != "ok" for run in runs) else Exit.OK


def publish() -> None:
    """Give the corpus as it is a number to be cited by, and write its files where KALENDS_PUBLISH says.

    Example: KALENDS_PUBLISH=public kalends publish
    """
    from kalends.refresh.stages import publish_alone
    from kalends.resources import writable_store

    settings = load_settings()
    with guarded():
        state = publish_alone(settings, writable_store(settings))
    new = "new" if state.is_new else "as before"
    print(f"corpus {state.number} ({new}): {state.events} events of {state.announcements} announcements")


def reread(
    ids: Ids = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Let a rereading through that loses more than a fifth.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would be read.")] = False,
) -> int:
    """Read pages of the archive again that an earlier version read, and tell what changed; no site is asked.

    Example: kalends reread --dry-run
    """
    from kalends.catalogue import catalog_of, chosen
    from kalends.refresh.stages import reread_alone
    from kalends.resources import writable_store

    settings = load_settings()
    engine = writable_store(settings)
    sources = chosen(catalog_of(settings), ids or [])
    with guarded():
        done = reread_alone(sources, settings, engine, accept=accept, dry_run=dry_run)
    named = ("new", "changed", "unchanged", "missing", "returned", "cancelled")
    rows = [
        (
            one.source_id,
            one.pages,
            one.lost,
            *(one.counts.get(name, 0) for name in named),
            ", ".join(f"{name} {count}" for name, count in sorted(one.fields.items())),
        )
        for one in done
    ]
    columns = ("source", "pages", "not archived", *named, "values changed")
    console.show_table(f"{len(rows)} sources read again", columns, rows)
    refused = [one for one in done if one.refused]
    for one in refused:
        console.say(f"kalends: {one.refused} (kalends reread {one.source_id} --accept)")
    return Exit.REFUSED if refused else Exit.OK
