"""What all tests share: how the processes that they run in and start go about their work."""

from __future__ import annotations

import gc
import os

_NEW_OBJECTS = 100_000
# Where this is set, each command that a test starts would compile all of our modules anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among what is loaded to stay: a sixth of the work otherwise."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS, 20, 20)
