"""What a written date is: days of the calendar, and the phrase that names one, several or a range of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day as written: ``year`` None where it was left out, ``day`` None for a month alone."""

    month: int
    day: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date, several, or a range of them, as one phrase. ``weak`` ones (12/2, 2.12) need support to count.

    ``clock`` is the minute of the day, where an ISO 8601 stamp carries it; ``relative`` the words, such as
    "tomorrow", that only a reference day settles.
    """

    start: int
    end: int
    first: int
    last: int
    days: tuple[Day, ...]
    is_range: bool = False
    weekday: int | None = None
    weak: bool = False
    kind: str = "named"
    clock: int | None = None
    relative: str = ""
