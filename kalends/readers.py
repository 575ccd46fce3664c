"""Pages read in processes of their own: one page's crash or endless loop costs that page only."""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial

from pebble import ProcessExpired, ProcessPool

from pipeline.model import Page, Reading, SourceFacts

Job = tuple[Page, SourceFacts | None]
Readers = Callable[[Iterable[Job]], Iterator[Reading]]
PAGES_AHEAD = 8  # a worker; enough to keep it busy, few enough that an archive never fills the memory


def read_job(job: Job) -> Reading:
    """Read one page; the import is here, so that only a process that reads pays for it."""
    from pipeline.read import read_page

    return read_page(*job)


@contextmanager
def readers(workers: int, timeout: float) -> Iterator[Readers]:
    """A function from jobs to their readings, in the jobs' order, while the block runs.

    The processes start at the first page: a refresh that finds nothing new has none. With ``workers`` 0 pages
    are read in this process, without isolation or ``timeout`` (seconds a page).
    """
    if workers == 0:
        yield partial(map, read_job)
        return
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["kalends.warmed"])
    with ProcessPool(max_workers=workers, context=context) as pool:
        try:
            yield partial(_readings, pool, workers * PAGES_AHEAD, timeout)
        finally:
            pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves it bare


def _readings(pool: ProcessPool, most: int, timeout: float, jobs: Iterable[Job]) -> Iterator[Reading]:
    waiting: deque[tuple[str, Future[Reading]]] = deque()
    for job in jobs:
        waiting.append((job[0].url, pool.schedule(read_job, args=(job,), timeout=timeout)))
        if len(waiting) >= most:
            yield _outcome(*waiting.popleft(), timeout)
    while waiting:
        yield _outcome(*waiting.popleft(), timeout)


def _outcome(url: str, future: Future[Reading], timeout: float) -> Reading:
    try:
        return future.result()
    except TimeoutError:
        return Reading(url=url, error=f"{url}: not read within {timeout:g} seconds")
    except ProcessExpired as died:
        return Reading(url=url, error=f"{url}: the reader died with exit code {died.exitcode}")
    except Exception as bug:  # noqa: BLE001 (whatever a reading raises is a bug that must cost its own page only)
        return Reading(url=url, error=f"{url}: a bug in the reading: {type(bug).__name__}: {bug}")
