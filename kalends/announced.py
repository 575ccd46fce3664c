"""A file of announcements, read in processes of its own where it is long."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from store.match.prepare import Wrong, batch_of_lines, records_of_lines
from store.match.record import Record

if TYPE_CHECKING:
    import pyarrow

# Bytes of lines that a process is given at once.
_BATCH = 4_000_000
_AHEAD = 3
_Batch = tuple[bytes, list[Wrong]]


def records_of_file(path: Path, wrong: Callable[[int, str], None]) -> list[Record]:
    """A file's announcements; ``wrong`` hears of lines that are none."""
    records, mistakes = records_of_lines(path.read_bytes())
    for number, said in mistakes:
        wrong(1 + number, said)
    return records


def features_of_file(
    path: Path, workers: int, wrong: Callable[[int, str], None]
) -> pyarrow.RecordBatchReader:
    """The features of a file's announcements as a stream; ``wrong`` hears of lines that are none."""
    import pyarrow

    tables = _tables(path, workers, wrong)
    first = next(tables)
    return pyarrow.RecordBatchReader.from_batches(
        first.schema, (batch for table in _chained(first, tables) for batch in table.to_batches())
    )


def _chained(first: pyarrow.Table, rest: Iterator[pyarrow.Table]) -> Iterator[pyarrow.Table]:
    yield first
    yield from rest


def _tables(path: Path, workers: int, wrong: Callable[[int, str], None]) -> Iterator[pyarrow.Table]:
    """The file's batches in order, at least one."""
    import pyarrow

    passed = 1
    for count, (stream, mistakes) in _batches(_lines_of(path), workers):
        for number, said in mistakes:
            wrong(passed + number, said)
        passed += count
        yield pyarrow.ipc.open_stream(stream).read_all()


def _batches(told: Iterator[bytes], workers: int) -> Iterator[tuple[int, _Batch]]:
    """How many lines each batch has, and what they come to; a second one is worth the start of processes."""
    lines, following = next(told, b""), next(told, b"")
    if not following or not workers:
        yield lines.count(b"\n"), batch_of_lines(lines)
        while following:
            yield following.count(b"\n"), batch_of_lines(following)
            following = next(told, b"")
        return
    # Nothing here is circular, and looking for circles among so many tuples takes as long as all the rest.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=gc.disable) as pool:
        waiting: list[tuple[int, Future[_Batch]]] = []
        while lines or waiting:
            while lines and len(waiting) < workers + _AHEAD:
                waiting.append((lines.count(b"\n"), pool.submit(batch_of_lines, lines)))
                lines, following = following, next(told, b"")
            count, batch = waiting.pop(0)
            yield count, batch.result()


def _lines_of(path: Path) -> Iterator[bytes]:
    """A file in whole lines, as many as make a batch."""
    with path.open("rb") as told:
        while some := told.read(_BATCH):
            yield some + told.readline()
