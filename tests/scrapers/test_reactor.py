"""The reactor's thread: what Twisted complains of is for the log."""

from __future__ import annotations

import subprocess
import sys

_COMPLAINT = """
import logging
from twisted.logger import Logger
from scrapers.reactor import run_soon
logging.getLogger("twisted").addHandler(logging.NullHandler())
logging.getLogger("twisted").propagate = False
async def complain():
    try:
        raise RuntimeError("a timer that fired twice")
    except RuntimeError:
        Logger().failure("while handling timed call")
run_soon(complain()).result()
"""


def test_what_twisted_complains_of_is_not_for_the_terminal() -> None:
    done = subprocess.run([sys.executable, "-c", _COMPLAINT], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stderr == ""
