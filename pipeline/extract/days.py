"""What a written date is: days of the calendar, and the phrase that names one, several or a range of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
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
    "tomorrow", that only a reference day settles; ``nth`` the place and the weekday of "the last Thursday in
    May", whose day only a year settles; ``number`` the day of "Friday 20", whose month only that of the page
    settles.
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
    nth: tuple[int, int] | None = None
    number: int | None = None


def nth_weekday(year: int, month: int, n: int, weekday: int) -> int:
    """Return the day of the month's ``n``-th ``weekday``, of its last one where ``n`` is negative."""
    first, length = monthrange(year, month)
    day = 1 + (weekday - first) % 7
    return day + 7 * (n - 1) if n > 0 else day + 7 * ((length - day) // 7)


def weekday_of(word: str, known: Mapping[str, int]) -> int | None:
    """Return the weekday that a word names, in the plural or with an article behind it too."""
    for n in range(4):
        form = word[: len(word) - n]
        if len(form) < 5 and n:
            return None
        if form in known:
            return known[form]
    return None
