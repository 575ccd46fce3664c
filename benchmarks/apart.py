"""Simulated sites in a process of their own: their work is no part of what a refresh is timed for."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection

from tests.simulator.server import Served, serving
from tests.simulator.sites import SimSite


class Apart(Served):
    """Sites that another process serves; ``day`` is set there, and what was asked is taken from there."""

    def __init__(self, pipe: Connection) -> None:
        self._pipe = pipe
        super().__init__()

    @property
    def day(self) -> int:
        return self._day

    @day.setter
    def day(self, day: int) -> None:
        self._day = day
        self.taken()

    def taken(self) -> list[tuple[str, str, int]]:
        """What was asked since this was called last, see :class:`Served`."""
        self._pipe.send(self._day)
        asked: list[tuple[str, str, int]] = self._pipe.recv()
        return asked


@contextmanager
def serving_apart(sites: Sequence[SimSite]) -> Iterator[Apart]:
    """Serve the sites, as they are now, while the block runs; each learns its ``host``."""
    ours, theirs = multiprocessing.Pipe()
    # Forked, for a site's story is told by functions that cannot be sent.
    context = multiprocessing.get_context("fork")
    process = context.Process(target=_serve, args=(sites, theirs, ours), daemon=True)
    process.start()
    theirs.close()
    for site, host in zip(sites, ours.recv(), strict=True):
        site.host = host
    try:
        yield Apart(ours)
    finally:
        ours.close()
        process.join()


def _serve(sites: Sequence[SimSite], pipe: Connection, others_end: Connection) -> None:
    """Serve until the other side closes the pipe; each day that comes is answered with what was asked."""
    others_end.close()
    with serving(sites) as served:
        pipe.send([site.host for site in sites])
        while True:
            try:
                served.day = pipe.recv()
            except EOFError:
                return
            asked, served.asked, served.bare = served.asked, [], []
            pipe.send(asked)
