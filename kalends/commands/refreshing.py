"""``kalends refresh``: crawl, read, store and merge."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    accept: Annotated[
        bool, typer.Option("--accept", help="Let a run through that loses more than a fifth.")
    ] = False,
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
    with plain_problems(), _watched(len(sources)) as (crawled, told):
        done = refreshed(sources, settings, engine, crawled, told, accept=accept)
    _summary(done.runs)
    events, matched = done.resolved, done.matched
    print(
        f"{events.events} events: {events.new} new, {events.changed} changed; "
        f"{matched.same} pairs newly judged the same"
    )
    unwell = any(run.outcome != "ok" for run in done.runs) or catalog.errors
    return Exit.UNWELL if unwell else Exit.OK


@contextmanager
def _watched(sources: int) -> Iterator[tuple[Callable[[str, int, bool], None], Callable[[Run], None]]]:
    """Who to tell of a crawl's pages and of ended runs, for the progress bar to show."""
    # Every source counts twice: once it is crawled, and once it is read and stored.
    with console.progress_bar("crawling", 2 * sources) as bar:
        task = bar.task_ids[0]

        def crawled(source_id: str, pages: int, ended: bool) -> None:
            bar.update(task, description=f"crawled {source_id}: {pages} pages", advance=int(ended))

        def told(run: Run) -> None:
            bar.update(task, description=f"read {run.source_id}: {run.outcome}", advance=1)

        yield crawled, told


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
