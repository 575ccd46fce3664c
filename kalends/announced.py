"""A file of announcements, read in processes of its own where it is long."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from kalends.problems import Problem
from store.match.prepare import Line, batch_of_lines

if TYPE_CHECKING:
    import pyarrow

_BATCH = 10_000
_AHEAD = 3


def lines_of(path: Path) -> Iterator[Line]:
    """The numbered lines of a file that are not empty. Problem for what is no UTF-8."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise Problem(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def features_of_file(
    path: Path, workers: int, wrong: Callable[[int, str], None]
) -> pyarrow.RecordBatchReader:
    """The features of a file's announcements as a stream; ``wrong`` hears of lines that are none."""
    import pyarrow

    batches = _batches(path, workers, wrong)
    first = next(batches)
    return pyarrow.RecordBatchReader.from_batches(
        first.schema, (batch for table in _chained(first, batches) for batch in table.to_batches())
    )


def _chained(first: pyarrow.Table, rest: Iterator[pyarrow.Table]) -> Iterator[pyarrow.Table]:
    yield first
    yield from rest


def _batches(path: Path, workers: int, wrong: Callable[[int, str], None]) -> Iterator[pyarrow.Table]:
    """The file's batches in order, at least one; a second batch is worth the start of processes."""
    lines = lines_of(path)
    first, following = list(islice(lines, _BATCH)), list(islice(lines, _BATCH))
    if not following or not workers:
        yield _taken(batch_of_lines(first), wrong)
        while following:
            yield _taken(batch_of_lines(following), wrong)
            following = list(islice(lines, _BATCH))
        return
    # Nothing here is circular, and looking for circles among so many tuples takes as long as all the rest.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=gc.disable) as pool:
        waiting: list[Future[tuple[bytes, list[tuple[int, str]]]]] = [pool.submit(batch_of_lines, first)]
        while following or waiting:
            while following and len(waiting) < workers + _AHEAD:
                waiting.append(pool.submit(batch_of_lines, following))
                following = list(islice(lines, _BATCH))
            yield _taken(waiting.pop(0).result(), wrong)


def _taken(batch: tuple[bytes, list[tuple[int, str]]], wrong: Callable[[int, str], None]) -> pyarrow.Table:
    import pyarrow

    stream, mistakes = batch
    for number, said in mistakes:
        wrong(number, said)
    return pyarrow.ipc.open_stream(stream).read_all()
