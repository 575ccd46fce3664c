"""``kalends refresh``: crawl, read, store and merge."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from kalends import console
from kalends.problems import Exit
from kalends.settings import load_settings
from pipeline.model import Run

COUNTED = ("pages", "new", "changed", "unchanged", "missing", "cancelled")


def refresh(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Sources; none: all but paused.")
    ] = None,
) -> int:
    """Crawl sources, read what they announce, store it and merge what tells of one event.

    Prints a line a source; its problems go to stderr. Exit code 3: some sources are unwell.

    Example: KALENDS_CONTACT=ops@example.org kalends refresh mau-se krakow-pl
    """
    from kalends.refresh import refresh as refreshed
    from kalends.resources import catalog_of, chosen, plain_problems, writable_store

    settings = load_settings()
    catalog = catalog_of(settings)
    sources = chosen(catalog, ids or [])
    engine = writable_store(settings)
    if not settings.contact:
        console.say("kalends: KALENDS_CONTACT is not set; sites cannot tell who asks")
    for mistake in catalog.errors:
        console.say(f"kalends: {mistake}")
    with plain_problems(), console.progress_bar("crawling", len(sources)) as bar:

        def progress(source_id: str, pages: int, ended: bool) -> None:
            bar.update(bar.task_ids[0], description=f"{source_id}: {pages} pages", advance=int(ended))

        done = refreshed(sources, settings, engine, progress)
    _summary(done.runs)
    events, matched = done.resolved, done.matched
    print(
        f"{events.events} events: {events.new} new, {events.changed} changed; "
        f"{matched.same} pairs newly judged the same"
    )
    unwell = any(run.outcome != "ok" for run in done.runs) or catalog.errors
    return Exit.UNWELL if unwell else Exit.OK


def _summary(runs: tuple[Run, ...]) -> None:
    rows = [
        (run.source_id, run.outcome, *(run.counts.get(name, 0) for name in COUNTED), len(run.issues))
        for run in runs
    ]
    console.show_table(f"{len(runs)} sources", ("source", "outcome", *COUNTED, "issues"), rows)
    sys.stdout.flush()
    for run in runs:
        for issue in run.issues:
            console.say(f"kalends: {run.source_id}: {issue}")
