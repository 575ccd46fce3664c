"""Events for a person's eyes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

from kalends.console import write_table_to
from kalends.outputs.record import event_row
from pipeline.model import Event

SHOWN = ("id", "start", "title", "city", "status", "organisers", "tellings")


def write_table(events: Iterable[Event], out: TextIO) -> None:
    """Write a table on a terminal, tab-separated lines with a header elsewhere."""
    rows = [[event_row(event)[column] for column in SHOWN] for event in events]
    write_table_to(out, f"{len(rows)} events", SHOWN, rows)
