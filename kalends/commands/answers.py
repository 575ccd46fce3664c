"""``kalends now``, ``query`` and ``explain``: answers from the store."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.commands.stated import stated_country, stated_day, stated_moment
from kalends.problems import Exit, Problem
from kalends.settings import load_settings
from pipeline.model import Event, Status

if TYPE_CHECKING:
    from store.filters import Filters

City = Annotated[str | None, typer.Option(help="Only events in this city.")]
Country = Annotated[str | None, typer.Option(help="Only events in this country, such as SE.")]
Network = Annotated[str | None, typer.Option(help="Only events that a source of this network tells of.")]
Language = Annotated[str | None, typer.Option(help="Only events in this language, such as sv.")]
Text = Annotated[str | None, typer.Argument(help="Words of titles, summaries, places, organisations.")]
From = Annotated[str | None, typer.Option("--from", help="Events on or after this day.")]
To = Annotated[str | None, typer.Option(help="Events on or before this day.")]
Organiser = Annotated[str | None, typer.Option(help="Part of an organiser's name.")]
Funder = Annotated[str | None, typer.Option(help="Part of a funder's name.")]
Topic = Annotated[str | None, typer.Option(help="A topic.")]
Stated = Annotated[Status | None, typer.Option(help="What the words of the pages say.")]
Source = Annotated[str | None, typer.Option(help="Only events that this source tells of, such as malmo-se.")]
Kilometres = Annotated[
    float | None, typer.Option(min=0.1, max=200, help="So many kilometres around the city, too.")
]
Online = Annotated[bool | None, typer.Option("--online/--on-site", help="Online, or on site alone.")]
Free = Annotated[bool | None, typer.Option("--free/--paid", help="Free of charge, or not.")]
Since = Annotated[str | None, typer.Option(help="Events that changed after this moment.")]
Disputed = Annotated[
    bool, typer.Option("--disputed", help="Only what pages tell different times or cities of.")
]
Limit = Annotated[int | None, typer.Option(min=1, help="At most so many events.")]
Format = Annotated[
    str, typer.Option("--format", help="table, json, jsonl, csv, ics, atom, jsonfeed, jsonld or activity.")
]


def now(
    city: City = None,
    network: Network = None,
    language: Language = None,
    at: Annotated[str | None, typer.Option(help="Another moment, such as 2026-02-12T13:00:00Z.")] = None,
) -> None:
    """Show what is going on, what comes in the next 14 days and which deadlines close.

    Example: kalends now --city Malmö --language sv
    """
    from kalends.outputs.table import SHOWN, table_row
    from kalends.resources import reading
    from store.filters import Filters
    from store.query import now_view

    asked = stated_moment("--at", at) or datetime.now(UTC)
    with reading(load_settings()) as session:
        view = now_view(session, asked, Filters(city=city, network=network, language=language))
    sections = (
        ("Going on", view.going_on.events),
        ("In the next 14 days", view.coming),
        ("Deadlines that close", view.deadlines.events),
    )
    for title, events in sections:
        console.show_section(f"{title}: {len(events)}", SHOWN, [table_row(event) for event in events])


def query(
    text: Text = None,
    from_: From = None,
    to: To = None,
    city: City = None,
    km: Kilometres = None,
    country: Country = None,
    network: Network = None,
    language: Language = None,
    organiser: Organiser = None,
    funder: Funder = None,
    topic: Topic = None,
    status: Stated = None,
    source: Source = None,
    online: Online = None,
    free: Free = None,
    changed_since: Since = None,
    disputed: Disputed = False,
    limit: Limit = None,
    format_: Format = "table",
) -> None:
    """Find events; all conditions must hold.

    Example: kalends query dialog --city Kraków --from 2026-01-01 --format csv
    """
    from kalends.outputs import OUTPUTS
    from store.filters import Filters

    if format_ not in OUTPUTS:
        raise Problem(f"--format {format_}: choose {', '.join(OUTPUTS)}", Exit.USAGE)
    first, last = _stated_days(from_, to)
    moment, code = stated_moment("--changed-since", changed_since), stated_country("--country", country)
    asked = Filters(text=text, start_from=first, start_to=last, status=status.value if status else None)
    asked = replace(asked, city=city, km=_stated_km(km, city), country=code, online=online, free=free)
    asked = replace(asked, network=network, source=source, language=language, topic=topic)
    asked = replace(asked, organiser=organiser, funder=funder, disputed=disputed)
    OUTPUTS[format_](_found(replace(asked, changed_since=moment, limit=limit)), sys.stdout)


def _found(filters: Filters) -> list[Event]:
    from kalends.resources import reading
    from store.query import find_events

    with reading(load_settings()) as session:
        return find_events(session, filters)


def _stated_days(from_: str | None, to: str | None) -> tuple[date | None, date | None]:
    first, last = stated_day("--from", from_), stated_day("--to", to)
    if first and last and first > last:
        raise Problem(f"--from {first} is after --to {last}", Exit.USAGE)
    return first, last


def _stated_km(km: float | None, city: str | None) -> float | None:
    if km and not city:
        raise Problem(f"--km {km:g}: name a --city, too", Exit.USAGE)
    return km


def explain(
    event: Annotated[
        str, typer.Argument(metavar="EVENT", help="An event's id, its beginning, or a page's URL.")
    ],
) -> None:
    """Show which announcements tell of an event, why they were merged, and each field's words and page.

    Example: kalends explain 3f2a9c1b7d
    """
    from kalends.outputs.explanation import write_explanation
    from kalends.resources import reading
    from store.explain import NoSuchEvent, explain_event

    try:
        with reading(load_settings()) as session:
            explanation = explain_event(session, event)
    except NoSuchEvent as error:
        raise Problem(str(error)) from error
    write_explanation(explanation, sys.stdout)
