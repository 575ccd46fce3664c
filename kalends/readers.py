"""Pages read in processes of their own: one page's crash or endless loop costs that page only."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import forkserver
from multiprocessing.context import ForkServerContext

from pebble import ProcessExpired, ProcessPool

from pipeline.model import Page, Reading, SourceFacts

Job = tuple[Page, SourceFacts | None]
_Scheduled = tuple[ProcessPool, Future[Reading]]
_Mark = tuple[str, str, str, datetime | None, str, str]
Readers = Callable[[Iterable[Job]], Iterator[Reading]]
_CREWS = 3
_LOOK_SECONDS = 1.0
_YIELDING = 2  # a third less of a processor that is wanted by both, and no page late for its timeout
_NEW_OBJECTS = 20_000
_PRELOADED = ["kalends.readers", "kalends.warmed"]
_MOST_BYTES_BEGUN = 64_000_000
PAGES_AHEAD = 8  # a worker; enough to keep it busy, few enough that an archive never fills the memory


def steady() -> None:
    """Look for garbage among what pages leave only, and seldom: next to nothing of it is circular.

    A reader goes on with what the crawl leaves of the processors: a site's next page is asked for first.
    """
    os.nice(_YIELDING)
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)


def read_job(job: Job) -> Reading:
    """Read one page; the import is here, so that only a process that reads pays for it."""
    from pipeline.read import read_page

    return read_page(*job)


class Crew:
    """Reads in this process: a :data:`Readers`, without isolation."""

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        """The jobs' readings in their order; few jobs ahead are taken."""
        return map(read_job, jobs)

    def begin(self, job: Job) -> None:
        """Read a page beforehand, where there is somebody to do it; its reading is had by calling for it.

        From any thread, and returns at once. One that nobody calls for is forgotten with the crew.
        """

    def stop(self) -> None:
        """End all processes, whatever they are at."""


def prepare() -> None:
    """Let the fork server begin to load what readers need, long before the first page; returns at once."""
    _context()
    forkserver.ensure_running()


def _context() -> ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_PRELOADED)
    return context


@contextmanager
def readers(workers: int, timeout: float) -> Iterator[Crew]:
    """A function from jobs to their readings, in the jobs' order, while the block runs.

    The processes start at the first page: a refresh that finds nothing new has none. With ``workers`` 0 pages
    are read in this process, without isolation or ``timeout`` (seconds a page).
    """
    crew = _Processes(workers, timeout) if workers else Crew()
    try:
        yield crew
    finally:
        crew.stop()


class _Processes(Crew):
    """Processes that read. Pebble replaces one that dies over a page, but gives up all where one is killed
    between two pages, as by a system that is short of memory: then a new pool takes over what is not read.
    """

    def __init__(self, workers: int, timeout: float) -> None:
        self._workers, self._timeout = workers, timeout
        self._changing = threading.Lock()
        self._pool = self._made()
        self._begun: dict[_Mark, Future[_Scheduled]] = {}
        self._begun_bytes = 0
        self._beginning = threading.Lock()
        self._feeder: ThreadPoolExecutor | None = None

    def __call__(self, jobs: Iterable[Job]) -> Iterator[Reading]:
        waiting: deque[tuple[Job, _Scheduled]] = deque()
        for job in jobs:
            begun = self._taken(job)
            waiting.append((job, begun.result() if begun is not None else self._scheduled(job)))
            if len(waiting) >= self._workers * PAGES_AHEAD:
                yield self._outcome(*waiting.popleft())
        while waiting:
            yield self._outcome(*waiting.popleft())

    def begin(self, job: Job) -> None:
        mark, size = _mark(job[0]), len(job[0].body)
        with self._beginning:
            if mark in self._begun or self._begun_bytes + size > _MOST_BYTES_BEGUN:
                return
            if self._feeder is None:
                # The first page waits for the fork server, which loads for a second or two.
                self._feeder = ThreadPoolExecutor(1, "feeder")
            self._begun_bytes += size
            self._begun[mark] = self._feeder.submit(self._scheduled, job)

    def _taken(self, job: Job) -> Future[_Scheduled] | None:
        """The reading of a page that was begun, from now on the caller's."""
        with self._beginning:
            begun = self._begun.pop(_mark(job[0]), None)
            if begun is not None:
                self._begun_bytes -= len(job[0].body)
            return begun

    def stop(self) -> None:
        if self._feeder is not None:
            self._feeder.shutdown(cancel_futures=True)
        self._end()

    def _end(self) -> None:
        self._pool.stop()  # type: ignore[no-untyped-call]  # Pebble leaves it bare
        self._pool.join()

    def _made(self) -> ProcessPool:
        return ProcessPool(max_workers=self._workers, context=_context(), initializer=steady)

    def _scheduled(self, job: Job) -> _Scheduled:
        with self._changing:
            if not self._pool.active:
                self._end()
                self._pool = self._made()
            return self._pool, self._pool.schedule(read_job, args=(job,), timeout=self._timeout)

    def _outcome(self, job: Job, scheduled: _Scheduled) -> Reading:
        url = job[0].url
        for _ in range(_CREWS):
            try:
                return _result(*scheduled)
            except BrokenProcessPool:
                scheduled = self._scheduled(job)
            except TimeoutError:
                return Reading(url=url, error=f"{url}: not read within {self._timeout:g} seconds")
            except ProcessExpired as died:
                return Reading(url=url, error=f"{url}: the reader died with exit code {died.exitcode}")
            except Exception as bug:  # noqa: BLE001 (whatever a reading raises is a bug that must cost its own page only)
                return Reading(url=url, error=f"{url}: a bug in the reading: {type(bug).__name__}: {bug}")
        return Reading(url=url, error=f"{url}: not read, the readers were killed {_CREWS} times")


def _mark(page: Page) -> _Mark:
    """What tells whether two pages are read alike."""
    stated = next((value for name, value in page.headers.items() if name.lower() == "content-type"), "")
    return page.source_id, page.url, page.sha256, page.fetched_at, page.media_type, stated


def _result(pool: ProcessPool, future: Future[Reading]) -> Reading:
    """A future's reading; BrokenProcessPool where its pool was given up, which not every future is told."""
    while not future.done() and pool.active:
        wait([future], timeout=_LOOK_SECONDS)
    if not future.done():
        raise BrokenProcessPool
    return future.result()
