"""Events for a person's eyes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kalends.console import write_table_to
from kalends.outputs.wording import moment_words, when_words
from pipeline.model import Event, Role
from store.conflicts import conflicts_of

SHOWN = ("id", "when", "title", "city", "status", "organisers", "sign up by", "tellings")
SHORT_ID = 10  # digits; enough to be unambiguous, and what `explain` takes


def write_table(events: Iterable[Event], out: TextIO) -> None:
    """Write a table on a terminal, tab-separated lines with a header elsewhere."""
    rows = [table_row(event) for event in events]
    write_table_to(out, f"{len(rows)} events", SHOWN, rows)


def table_row(event: Event) -> tuple[str, ...]:
    """One cell for each of ``SHOWN``."""
    settled = event.settled
    place, deadline = settled.place, settled.registration.deadline
    where = [part for part in (place.city, "online" if place.online else None) if part]
    flags = [f"pages differ: {conflict.field}" for conflict in conflicts_of(event.tellings)]
    flags += ["page missing"] if all(telling.missing_since for telling in event.tellings) else []
    return (
        event.id[:SHORT_ID],
        when_words(settled.when or settled.yearless),
        settled.title,
        " + ".join(where),
        settled.status.value + "".join(f" ({said})" for said in flags),
        "; ".join(settled.names(Role.ORGANISER, Role.CO_ORGANISER)),
        moment_words(deadline) if deadline else "",
        str(len(event.tellings)),
    )
