"""A time, no finer than it was stated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Precision(StrEnum):
    """How exactly a time was stated."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A time as stated: ``start`` and ``end`` are aware datetimes (minute) or dates (day, month).

    An ``end`` that is a date is the last day, included. ``inferred`` names the parts that the page left
    unsaid ("year", "zone", "end_day"); ``rrule`` is an RFC 5545 recurrence rule without its property name.
    """

    start: datetime | date
    end: datetime | date | None = None
    zone: str | None = None
    precision: Precision = Precision.DAY
    all_day: bool = False
    inferred: tuple[str, ...] = ()
    rrule: str | None = None

    def __post_init__(self) -> None:
        for value in (self.start, self.end):
            if isinstance(value, datetime) and value.tzinfo is None:
                raise ValueError("a datetime without a zone is no time")

    @property
    def start_text(self) -> str:
        """ISO 8601, no finer than what was stated: minute with offset, day, or month."""
        return iso(self.start, self.precision)

    @property
    def end_text(self) -> str | None:
        """ISO 8601 like :attr:`start_text`; None where no end was stated."""
        return None if self.end is None else iso(self.end, self.precision)


UNTOLD_YEAR = "0000-"
"""How the texts of a :class:`Yearless` begin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Yearless:
    """A time whose year nothing tells: ISO 8601 texts of the year 0, ``0000-02-15`` or ``0000-02-15T18:00``.

    Year 0 is google.type.Date's "no year": four digits for whoever cuts texts, yet no date that can be meant.

    It can be read and compared with what other pages tell, but stands in no calendar.
    """

    start: str
    end: str | None = None
    precision: Precision = Precision.DAY

    @property
    def start_text(self) -> str:
        """As :attr:`When.start_text`, without the year."""
        return self.start

    @property
    def end_text(self) -> str | None:
        """As :attr:`When.end_text`, without the year."""
        return self.end


def iso(value: datetime | date | Yearless, precision: Precision = Precision.DAY) -> str:
    """ISO 8601 text of a time: ``2026-02-12T13:00:00+01:00``, ``2026-02-12``, ``2026-02``, ``0000-02-12``."""
    if isinstance(value, Yearless):
        return value.start
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    return f"{value:%Y-%m}" if precision is Precision.MONTH else value.isoformat()
