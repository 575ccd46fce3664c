"""Outputs: one file each, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TextIO

from kalends.outputs.csv import write_csv
from kalends.outputs.json import write_json
from kalends.outputs.jsonl import write_jsonl
from kalends.outputs.table import write_table
from pipeline.model import Event

OUTPUTS: Mapping[str, Callable[[Iterable[Event], TextIO], None]] = {
    "table": write_table,
    "json": write_json,
    "jsonl": write_jsonl,
    "csv": write_csv,
}
