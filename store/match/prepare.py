"""Lines of announcements to batches of features: what a process of its own can do for many lines."""

from __future__ import annotations

from collections.abc import Sequence

import orjson

from store.match.features import features_of
from store.match.frame import table_of
from store.match.lines import record_of_json
from store.match.record import Record

Line = tuple[int, str]


def records_of_lines(lines: Sequence[Line]) -> tuple[list[Record], list[tuple[int, str]]]:
    """The announcements of numbered JSON lines, and (number, what is wrong) of those that are none."""
    records, wrong = [], []
    for number, line in lines:
        try:
            told = orjson.loads(line)
            if not isinstance(told, dict):
                raise ValueError("no JSON object")
            records.append(record_of_json(told))
        except ValueError as error:
            wrong.append((number, str(error)))
    return records, wrong


def batch_of_lines(lines: Sequence[Line]) -> tuple[bytes, list[tuple[int, str]]]:
    """The features of numbered JSON lines as an Arrow stream, and what is wrong with the rest."""
    import pyarrow

    records, wrong = records_of_lines(lines)
    table = table_of(map(features_of, records))
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return sink.getvalue().to_pybytes(), wrong
