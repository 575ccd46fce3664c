"""An organisation's name as read from a page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Name:
    """An organisation's name in the nominative, and where the page writes it."""

    text: str
    start: int
    end: int
