"""Events as CSV that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import TextIO

from kalends.console import clean
from kalends.outputs.about import About
from kalends.outputs.record import COLUMNS, event_row
from pipeline.model import Event

FORMULA_BEGINNINGS = ("=", "+", "-", "@")


def write_csv(events: Iterable[Event], out: TextIO) -> None:
    """Write a header and a row an event, every cell quoted; a cell that would be a formula starts with '."""
    writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for event in events:
        writer.writerow([inert(cell) for cell in event_row(event).values()])


def csv_of(events: Iterable[Event], _: About) -> bytes:
    """The same as bytes, for a feed: in UTF-8 with its mark, without which Excel reads names as Latin-1."""
    out = io.StringIO(newline="")
    write_csv(events, out)
    return out.getvalue().encode("utf-8-sig", "replace")


def inert(cell: str) -> str:
    """``cell`` on one line, with ' in front where a spreadsheet would take it for a formula."""
    text = clean(cell)
    return f"'{text}" if text.startswith(FORMULA_BEGINNINGS) else text
