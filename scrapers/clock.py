"""The one clock of a crawl, passed in from outside, so that days can be played in a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Tells the moment; aware, in UTC."""


def utc_now() -> datetime:
    """The machine's own time."""
    return datetime.now(UTC)
