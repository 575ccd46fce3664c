"""Times as a visitor reads them, by the locale; no finer than they were stated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from gettext import NullTranslations

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_skeleton, get_timezone_name

from kalends.web.labels import FREQUENCIES
from kalends.web.languages import locale_of
from kalends.web.visitors import Visitor
from pipeline.model import Precision, When, Yearless

_LAST_YEAR = 9990  # what lasts beyond is said to have no end


class Times:
    """One visitor's words for times. ``now`` is what "this year" means."""

    def __init__(self, visitor: Visitor, translations: NullTranslations, now: datetime | None = None) -> None:
        self.visitor, self.translations = visitor, translations
        self.locale: Locale = locale_of(visitor.language)
        self.now = now or datetime.now(UTC)

    def day(self, value: date, *, weekday: bool = True) -> str:
        """``Thu 3 Dec``, and ``Thu 3 Dec 2031`` where the year is not this one."""
        day = _by_skeleton(f"MMM{'E' if weekday else ''}d", value, self.locale)
        # Behind the day in all three languages; English alone has a comma more in its pattern with a year.
        return f"{day} {value.year}" if self.other_year(value) else day

    def long_day(self, value: date) -> str:
        """``Thursday, 3 December 2026``."""
        return format_date(value, "full", locale=self.locale)

    def month(self, value: date) -> str:
        """``December 2026``, the month in its standing-alone form."""
        text: str = format_date(value, "LLLL y", locale=self.locale)
        return text[:1].upper() + text[1:]

    def month_short(self, value: date) -> str:
        """``Dec``."""
        return _by_pattern("LLL", value, self.locale).rstrip(".")

    def weekday(self, value: date) -> str:
        """``Thu``."""
        return _by_pattern("ccc", value, self.locale).rstrip(".")

    def weekdays(self) -> list[str]:
        """``Mon`` … ``Sun``."""
        return [self.weekday(date(2024, 1, day)) for day in range(1, 8)]  # a Monday is the first

    def clock(self, value: datetime) -> str:
        """``17:00``, in the value's own zone."""
        return f"{value:%H:%M}"  # all three languages write it so

    def moment(self, value: datetime) -> str:
        """When something was read or said: in the visitor's zone where he has one, else in UTC."""
        zone = self.visitor.clock or UTC
        stamp = format_datetime(value.astimezone(zone), "d MMM y, HH:mm", locale=self.locale)
        return stamp if self.visitor.clock else f"{stamp} UTC"

    def when(self, told: When | Yearless | None) -> str:
        """When, in the event's own zone; empty where nothing was told."""
        return " ".join(self._when(told))

    def _when(self, when: When | Yearless | None) -> Iterator[str]:
        if isinstance(when, Yearless):
            yield " – ".join(self.yearless(text) for text in (when.start, when.end) if text)
        elif when is not None:
            yield self._span(when.start, when.end, when.precision)

    def _span(self, start: datetime | date, end: datetime | date | None, precision: Precision) -> str:
        if precision is Precision.MONTH:
            first = self.month(start)
            return first if end is None or self.month(end) == first else f"{first} – {self.month(end)}"
        text = self._one(start)
        if end is None or end == start or _day_of(end).year > _LAST_YEAR:
            return text
        if isinstance(end, datetime) and _day_of(start) == _day_of(end):
            return f"{text}–{self.clock(end)}"
        return f"{text} – {self._one(end)}"

    def _one(self, value: datetime | date) -> str:
        if isinstance(value, datetime):
            return f"{self.day(value.date())}, {self.clock(value)}"
        return self.day(value)

    def yearless(self, text: str) -> str:
        """``15 Feb, 18:00`` of a time whose year nobody told; what is no such time as it is."""
        day, _, clock = text.partition("T")
        parts = day.split("-")
        try:
            # A leap year, so that 29 February is a day too.
            shown = _by_skeleton("MMMd", date(2000, int(parts[1]), int(parts[2])), self.locale)
        except (IndexError, ValueError):
            return text
        return f"{shown}, {clock[:5]}" if clock else shown

    def yours(self, when: When | None) -> str:
        """The same time in the visitor's zone; empty where he has none or the clocks agree."""
        zone = self.visitor.clock
        if zone is None or when is None or not isinstance(when.start, datetime):
            return ""
        start = when.start.astimezone(zone)
        if start.utcoffset() == when.start.utcoffset():
            return ""
        end = when.end.astimezone(zone) if isinstance(when.end, datetime) else None
        return self._span(start, end, when.precision)

    def zone(self, when: When) -> str:
        """The zone's name at that time: ``Central European Standard Time``."""
        if isinstance(when.start, datetime):
            return get_timezone_name(when.start, width="long", locale=self.locale)
        return when.zone or ""

    def repeats(self, rrule: str | None) -> str:
        """How often a rule repeats: ``every week``; empty without one."""
        parts = dict(part.partition("=")[::2] for part in (rrule or "").split(";"))
        label = FREQUENCIES.get(parts.get("FREQ", ""))
        return self.translations.gettext(label) if label else ""

    def other_year(self, value: date) -> bool:
        """Whether a day is of another year than this one, so that its year must be said."""
        return value.year != self.now.year

    def last_day(self, when: When) -> date | None:
        """The last day of what lasts for several; None for one day, and for what has no end."""
        if when.end is None or when.precision is Precision.MONTH:
            return None
        last = _day_of(when.end)
        if isinstance(when.end, datetime) and (when.end.hour, when.end.minute) == (0, 0):
            last -= timedelta(days=1)  # what ends at midnight ends with the evening before
        return last if _day_of(when.start) < last and last.year <= _LAST_YEAR else None

    def hours(self, when: When | None) -> str:
        """``17:00–20:00``; with days where it lasts for several, empty where no clock time was told."""
        if when is None or not isinstance(when.start, datetime):
            return ""
        if when.end is None or not isinstance(when.end, datetime):
            return self.clock(when.start)
        if self.last_day(when) is None:
            return f"{self.clock(when.start)}–{self.clock(when.end)}"
        return self._span(when.start, when.end, when.precision)

    def sentence(self, text: str) -> str:
        """A sentence whose last word may have brought a full stop of its own: ``30 nov.``."""
        return f"{text.rstrip('.')}."

    def stated(self, text: str) -> str:
        """A time in ISO 8601, as claims have it, in words and in its own zone; what is none as it is."""
        try:
            value = datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        except ValueError:
            return text
        return self._one(value)

    def until(self, deadline: datetime | date | Yearless) -> str:
        """A deadline's day, with the hour where one was told."""
        return self.yearless(deadline.start) if isinstance(deadline, Yearless) else self._one(deadline)


@lru_cache(maxsize=10_000)
def _by_skeleton(skeleton: str, value: date, locale: Locale) -> str:
    return str(format_skeleton(skeleton, value, locale=locale, fuzzy=True))


@lru_cache(maxsize=10_000)
def _by_pattern(pattern: str, value: date, locale: Locale) -> str:
    return format_date(value, pattern, locale=locale)


def _day_of(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value
