"""Outputs: one file each, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from kalends.outputs.about import About
from kalends.outputs.csv import write_csv
from kalends.outputs.feeds import FEEDS
from kalends.outputs.json import write_json
from kalends.outputs.jsonl import write_jsonl
from kalends.outputs.table import write_table
from kalends.settings import load_settings
from pipeline.model import Event

Writer = Callable[[Iterable[Event], TextIO], None]


def _as_file(suffix: str) -> Writer:
    def write(events: Iterable[Event], out: TextIO) -> None:
        out.write(FEEDS[suffix].render(events, About(base=load_settings().base_url)).decode())

    return write


OUTPUTS: Mapping[str, Writer] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
    "ics": _as_file("ics"),
    "atom": _as_file("atom"),
    "jsonfeed": _as_file("json"),
    "jsonld": _as_file("jsonld"),
    "activity": _as_file("activity.json"),
}
