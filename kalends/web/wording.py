"""Times, places, money and codes as a visitor reads them, by the locale; no finer than they were stated."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from gettext import NullTranslations

from babel.core import Locale
from babel.dates import format_date, format_datetime, format_skeleton, format_time, get_timezone_name
from babel.lists import format_list
from babel.numbers import format_currency, format_decimal

from kalends.web.labels import FREQUENCIES, LABELS
from kalends.web.languages import locale_of
from kalends.web.visitors import Visitor
from pipeline.model import Announcement, Precision, When, Yearless

_RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur", "yi"})
_LAST_YEAR = 9990  # what lasts beyond is said to have no end


class Wording:
    """One visitor's words. ``translations`` are the interface's; ``now`` is what "this year" means."""

    def __init__(self, visitor: Visitor, translations: NullTranslations, now: datetime | None = None) -> None:
        self.visitor, self.translations = visitor, translations
        self.locale: Locale = locale_of(visitor.language)
        self.now = now or datetime.now(UTC)

    def day(self, value: date, *, weekday: bool = True) -> str:
        """``Thu, 3 Dec``, with its year where that is not this one."""
        year = "" if value.year == self.now.year else "y"
        skeleton = f"{year}MMM{'E' if weekday else ''}d"
        return self._skeleton(skeleton, value)

    def _skeleton(self, skeleton: str, value: date) -> str:
        return str(format_skeleton(skeleton, value, locale=self.locale, fuzzy=True))

    def long_day(self, value: date) -> str:
        """``Thursday, 3 December 2026``."""
        return format_date(value, "full", locale=self.locale)

    def month(self, value: date) -> str:
        """``December 2026``, the month in its standing-alone form."""
        text: str = format_date(value, "LLLL y", locale=self.locale)
        return text[:1].upper() + text[1:]

    def month_short(self, value: date) -> str:
        """``Dec``."""
        return format_date(value, "LLL", locale=self.locale).rstrip(".")

    def weekday(self, value: date) -> str:
        """``Thu``."""
        return format_date(value, "ccc", locale=self.locale).rstrip(".")

    def clock(self, value: datetime) -> str:
        """``17:00``, in the value's own zone."""
        return format_time(value, "HH:mm", tzinfo=value.tzinfo, locale=self.locale)

    def moment(self, value: datetime) -> str:
        """When something was read or said: in the visitor's zone where he has one, else in UTC."""
        zone = self.visitor.clock or UTC
        stamp = format_datetime(value.astimezone(zone), "d MMM y, HH:mm", locale=self.locale)
        return stamp if self.visitor.clock else f"{stamp} UTC"

    def when(self, told: Announcement) -> str:
        """When, in the event's own zone; empty where nothing was told."""
        return " ".join(self._when(told.when or told.yearless))

    def _when(self, when: When | Yearless | None) -> Iterator[str]:
        if isinstance(when, Yearless):
            yield " – ".join(self._yearless(text) for text in (when.start, when.end) if text)
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

    def _yearless(self, text: str) -> str:
        day, _, clock = text.partition("T")
        parts = day.split("-")
        try:
            # A leap year, so that 29 February is a day too.
            shown = self._skeleton("MMMd", date(2000, int(parts[1]), int(parts[2])))
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

    def label(self, kind: str, value: object) -> str:
        """A code in words: ``label("status", "moved_online")``; the code itself where there are none."""
        message = LABELS[kind].get(str(value))
        return self.translations.gettext(message) if message else str(value).replace("_", " ")

    def language(self, code: str) -> str:
        """A language's name: ``szwedzki``."""
        return str(self.locale.languages.get(code, code))

    def country(self, code: str | None) -> str:
        """A country's name."""
        return str(self.locale.territories.get(code or "", code or ""))

    def money(self, amount: float, currency: str | None) -> str:
        """``48 000 PLN``: the code, not a sign that several countries share; whole amounts without cents."""
        digits = "#,##0" if float(amount).is_integer() else "#,##0.00"
        if currency is None:
            return self.number(amount)
        return format_currency(amount, currency, f"{digits} ¤¤", locale=self.locale, currency_digits=False)

    def number(self, value: float) -> str:
        """A number with the locale's separators."""
        return format_decimal(value, locale=self.locale)

    def listed(self, names: list[str]) -> str:
        """``A, B and C``."""
        return format_list(names, locale=self.locale)


def text_direction(code: str | None) -> str:
    """``rtl`` for languages written so; ``auto`` where the language is not known."""
    if code is None:
        return "auto"
    return "rtl" if code in _RIGHT_TO_LEFT else "ltr"


def _day_of(value: datetime | date) -> date:
    return value.date() if isinstance(value, datetime) else value
