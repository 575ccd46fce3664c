"""``kalends refresh`` and its stages: crawl, read, store, merge, publish."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings
from pipeline.model import Run
from scrapers.clock import utc_now

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from kalends.settings import Settings
    from scrapers.catalog import Catalog
    from scrapers.source import Source

COUNTED = ("pages", "new", "changed", "unchanged", "missing", "cancelled")


def refresh(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID", help="Sources; none: all but paused.")
    ] = None,
    network: Annotated[str | None, typer.Option(help="Only sources of this network.")] = None,
    country: Annotated[str | None, typer.Option(help="Only sources of this country, such as SE.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only sources whose time has come.")] = False,
    accept: Annotated[
        bool, typer.Option("--accept", help="Let a run through that loses more than a fifth.")
    ] = False,
) -> int:
    """Crawl sources, read what they announce, store it, merge what tells of one event, and publish.

    Prints a line a source; its problems go to stderr. Exit code 3: some sources are unwell.

    Example: KALENDS_CONTACT=ops@example.org kalends refresh --due --country SE
    """
    from kalends.catalogue import catalog_of, chosen

    # From here on, and not only once a site is asked: what is loaded first takes seconds on a busy machine.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    settings = load_settings()
    catalog = catalog_of(settings)
    named = chosen(catalog, ids or [])
    _prepare_first_readers(settings, named)
    from kalends.resources import check_folders, writable_store

    check_folders(settings)
    engine = writable_store(settings)
    sources = [
        source
        for source in unpaused(engine, named, ids or [])
        if (network is None or network in source.networks)
        and country in (None, source.country.lower(), source.country)
    ]
    if due:
        sources = _due(engine, sources)
    _prepare_readers(engine, sources, settings.workers)
    return _refreshed(settings, catalog, engine, sources, accept=accept)


def _refreshed(
    settings: Settings, catalog: Catalog, engine: Engine, sources: list[Source], *, accept: bool
) -> int:
    """Refresh these sources, show what it did, and return the exit code."""
    from kalends.catalogue import chosen
    from kalends.health.after import after_refresh
    from kalends.refresh import refresh as refreshed
    from kalends.resources import plain_problems
    from kalends.watching import watching

    if not settings.contact:
        console.say("kalends: KALENDS_CONTACT is not set; sites cannot tell who asks")
    for mistake in catalog.errors:
        console.say(f"kalends: {mistake}")
    with guarded(), watching() as tell:
        done = refreshed(sources, settings, engine, tell, accept=accept)
    show_runs(done.runs)
    events, matched = done.settled.resolved, done.settled.matched
    print(
        f"{events.events} events: {events.new} new, {events.changed} changed; "
        f"{matched.same} pairs newly judged the same"
    )
    if done.left:
        console.say(f"kalends: {len(done.left)} sources are left to the next refresh; the budget is used up")
    with plain_problems():
        healths = after_refresh(settings, engine, chosen(catalog, []), utc_now(), console.say)
    mine = {run.source_id for run in done.runs}
    if done.runs and all(run.outcome == "refused" for run in done.runs):
        return Exit.REFUSED
    unwell = any(health.is_unwell for health in healths if health.source_id in mine)
    return Exit.UNWELL if unwell or catalog.errors else Exit.OK


def _due(engine: Engine, sources: list[Source]) -> list[Source]:
    """Those of the sources that are due, the longest overdue first."""
    from kalends.due import RUNS_LOOKED_AT, due_sources
    from store.runs import run_histories
    from store.session import session

    with session(engine) as opened:
        histories = run_histories(opened, [source.id for source in sources], RUNS_LOOKED_AT)
    return due_sources(sources, histories, utc_now())


def _prepare_first_readers(settings: Settings, sources: list[Source]) -> None:
    """Let what readers need be loaded beside the store already, where none of the sources has an archive."""
    archived = any((settings.archive / source.id).is_dir() for source in sources)
    if settings.workers and sources and not archived:
        from kalends.readers import prepare

        prepare()


def _prepare_readers(engine: Engine, sources: list[Source], workers: int) -> None:
    """Let what readers need be loaded beside what a crawl needs, where a source is new, as its pages are."""
    from kalends.readers import prepare
    from store.runs import ever_run
    from store.session import session

    with session(engine) as opened:
        known = ever_run(opened, [source.id for source in sources])
    if workers and any(source.id not in known for source in sources):
        prepare()


def unpaused(engine: Engine, sources: list[Source], named: list[str]) -> list[Source]:
    """Without what an operator has paused; Problem where such a source was asked for by name."""
    from store.pauses import pauses
    from store.session import session

    with session(engine) as opened:
        paused = pauses(opened)
    for id_ in named:
        if id_ in paused:
            raise Problem(f"{id_} is paused ({paused[id_].why}); kalends sources resume {id_}", Exit.USAGE)
    return [source for source in sources if source.id not in paused]


@contextmanager
def guarded() -> Iterator[None]:
    """Problems in one line; a termination ends the block as an interrupt does, with what was done kept."""
    from kalends.refresh import AlreadyRunning
    from kalends.resources import plain_problems
    from store.lease import LeaseLost

    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with plain_problems():
            yield
    except AlreadyRunning as running:
        raise Problem(str(running), Exit.BUSY) from running
    except LeaseLost as lost:
        raise Problem(str(lost)) from lost
    finally:
        signal.signal(signal.SIGTERM, before)


def show_runs(runs: tuple[Run, ...]) -> None:
    rows = [
        (run.source_id, run.outcome, *(run.counts.get(name, 0) for name in COUNTED), len(run.issues))
        for run in runs
    ]
    console.show_table(f"{len(runs)} sources", ("source", "outcome", *COUNTED, "issues"), rows)
    sys.stdout.flush()
    for run in runs if sys.stderr.isatty() else ():
        for issue in run.issues:
            console.say(f"kalends: {run.source_id}: {issue}")
