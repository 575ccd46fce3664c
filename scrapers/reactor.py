"""Twisted's reactor in a thread of its own, for as long as the process lives: it cannot be started twice."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future
from functools import cache, partial
from typing import Any, TypeVar, cast

from scrapy.utils.reactor import install_reactor
from twisted.logger import STDLibLogObserver, globalLogBeginner

_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
T = TypeVar("T")


def run_soon(work: Coroutine[Any, Any, T]) -> Future[T]:
    """Run a coroutine in the reactor's thread, which is started where there is none yet."""
    return asyncio.run_coroutine_threadsafe(work, _loop())


@cache
def _loop() -> asyncio.AbstractEventLoop:
    ready: Future[asyncio.AbstractEventLoop] = Future()
    threading.Thread(target=_turn, args=(ready,), name="crawl", daemon=True).start()
    return ready.result()


def _turn(ready: Future[asyncio.AbstractEventLoop]) -> None:
    try:
        loop = asyncio.new_event_loop()
        asyncio.set_event_loop(loop)
        install_reactor(_REACTOR)
        from twisted.internet import reactor

        turning = cast(Any, reactor)
        # A lookup that hangs must not keep the process from ending.
        turning.getThreadPool().threadFactory = partial(threading.Thread, daemon=True)
    except BaseException as error:
        ready.set_exception(error)
        raise
    # Until logging has begun, Twisted prints what is critical on stderr, whoever else listens.
    to_log: Any = STDLibLogObserver("twisted")
    globalLogBeginner.beginLoggingTo([to_log], redirectStandardIO=False)
    turning.callWhenRunning(ready.set_result, loop)
    turning.run(installSignalHandlers=False)
