"""``kalends sources health``, ``pause`` and ``resume``: how sources are, and leaving one alone."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings

if TYPE_CHECKING:
    from kalends.health.states import Health
    from pipeline.model import Run

_COLUMNS = ("source", "state", "since", "last run", "told", "why")


def health(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Sources; none: all.")] = None,
    state: Annotated[
        str | None, typer.Option(help="Only sources in this state, such as silent; unwell: all that are.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a source.")] = False,
) -> int:
    """Say how each source is (ok, silent, drifting, refused, failing, paused, never run), since when and why.

    Exit code 3 where one that is shown is unwell.

    Example: kalends sources health --state unwell
    """
    from kalends.catalogue import catalog_of
    from kalends.health.looks import State
    from kalends.health.sources import health_of_sources
    from kalends.resources import reading

    settings = load_settings()
    states = [*(one.value for one in State), "unwell"]
    if state is not None and state not in states:
        raise Problem(f"--state {state}: no such state; allowed: {', '.join(states)}", Exit.USAGE)
    catalog = catalog_of(settings)
    wanted = list(catalog.values())
    if ids:
        from kalends.catalogue import chosen

        wanted = chosen(catalog, ids)
    with reading(settings) as session:
        found = [
            one
            for one in health_of_sources(session, wanted)
            if state is None or one.state.value == state or (state == "unwell" and one.is_unwell)
        ]
    if as_json:
        for one in found:
            print(json.dumps(health_record(one), ensure_ascii=False))
    else:
        console.show_table(f"{len(found)} sources", _COLUMNS, [_row(one) for one in found])
    return Exit.UNWELL if any(one.is_unwell for one in found) else Exit.OK


def pause(
    id_: Annotated[str, typer.Argument(metavar="ID", help="The source's id.")],
    why: Annotated[str, typer.Option(help="The reason, for those who come after.")],
) -> None:
    """Leave a source alone from now on: no refresh asks it for anything, what is stored of it stays.

    Example: kalends sources pause mau-se --why "their webmaster asked us to wait until May"
    """
    from kalends.catalogue import catalog_of, chosen
    from kalends.resources import plain_problems, writable_store
    from store.pauses import pause_source
    from store.session import session

    settings = load_settings()
    source = chosen(catalog_of(settings), [id_])[0]
    with plain_problems(), session(writable_store(settings), write=True) as opened:
        pause_source(opened, source.id, datetime.now(UTC), why)
    print(f"{source.id} is paused")


def resume(id_: Annotated[str, typer.Argument(metavar="ID", help="The source's id.")]) -> None:
    """Let a source that was paused be refreshed again.

    Example: kalends sources resume mau-se
    """
    from kalends.catalogue import catalog_of, chosen
    from kalends.resources import plain_problems, writable_store
    from store.pauses import resume_source
    from store.session import session

    settings = load_settings()
    catalog = catalog_of(settings)
    source = chosen(catalog, [id_])[0]
    with plain_problems(), session(writable_store(settings), write=True) as opened:
        was_paused = resume_source(opened, source.id)
    if source.status == "paused":
        raise Problem(f"{source.id}: {catalog.files[source.id]} declares status: paused; change it there")
    print(f"{source.id} is refreshed again" if was_paused else f"{source.id} was not paused")


def health_record(found: Health) -> dict[str, object]:
    """A source's health as JSON: id, state, since, why, and its last run's issues and numbers."""
    run = found.last_run
    vitals = run.vitals if run else None
    return {
        "id": found.source_id,
        "state": found.state.value,
        "since": found.since.isoformat() if found.since else None,
        "why": list(found.why),
        "issues": list(run.issues) if run else [],
        "last_run": run.started.isoformat() if run else None,
        "outcome": run.outcome if run else None,
        "seconds": (run.ended - run.started).total_seconds() if run and run.ended else None,
        "vitals": vitals.as_json() if vitals else None,
    }


def _row(found: Health) -> tuple[object, ...]:
    run = found.last_run
    told = run.vitals.told if run and run.vitals else None
    since = f"{found.since:%Y-%m-%d %H:%M}" if found.since else None
    ran = f"{run.started:%Y-%m-%d %H:%M}" if run else None
    why = "; ".join(found.why) or _noted(run)
    return (found.source_id, found.state.value, since, ran, told, why)


def _noted(run: Run | None) -> str:
    """What the last run of a source that is well could not do, in a line."""
    first, *others = (run.issues if run else ()) or ("",)
    return f"noted: {first}{f' (and {len(others)} more)' if others else ''}" if first else ""
