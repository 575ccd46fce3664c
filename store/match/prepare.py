"""Lines of announcements to batches of features: what a process of its own can do for many lines."""

from __future__ import annotations

from codecs import BOM_UTF8

import orjson

from store.match.features import features_of
from store.match.frame import table_of
from store.match.lines import record_of_json
from store.match.record import Record

Wrong = tuple[int, str]
"""Which of some lines, counted from 0, is no announcement, and what is wrong with it."""


def records_of_lines(lines: bytes) -> tuple[list[Record], list[Wrong]]:
    """The announcements of JSON lines, and what is wrong with the rest."""
    records, wrong = [], []
    for number, line in enumerate(lines.splitlines()):
        if not line.strip():
            continue
        try:
            told = orjson.loads(line.removeprefix(BOM_UTF8))
            if not isinstance(told, dict):
                raise ValueError("no JSON object")
            records.append(record_of_json(told))
        except ValueError as error:
            wrong.append((number, str(error)))
    return records, wrong


def batch_of_lines(lines: bytes) -> tuple[bytes, list[Wrong]]:
    """The features of JSON lines as an Arrow stream, and as :func:`records_of_lines`."""
    import pyarrow

    records, wrong = records_of_lines(lines)
    table = table_of(map(features_of, records))
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes(), wrong
