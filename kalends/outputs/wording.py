"""Times as people read them in a list."""

from __future__ import annotations

from datetime import date, datetime

from pipeline.model import Precision, When, Yearless


def when_words(when: When | Yearless | None) -> str:
    """``2026-02-12 13:00–16:00``, ``2026-02-12 – 2026-02-13`` or ``2026-03``: no finer than stated.

    A day of an untold year is ``XXXX-02-12``, as ISO 8601-2 writes it for people.
    """
    if when is None:
        return ""
    if isinstance(when, Yearless):
        told = (f"XXXX{text[4:]}" for text in (when.start, when.end) if text)
        return " – ".join(text.replace("T", " ") for text in told)
    if when.precision is Precision.MONTH or when.end is None:
        return moment_words(when.start, when.precision)
    start, end = when.start, when.end
    if isinstance(start, datetime) and isinstance(end, datetime) and start.date() == end.date():
        return f"{start:%Y-%m-%d %H:%M}–{end:%H:%M}"
    if start == end:
        return moment_words(start, when.precision)
    return f"{moment_words(start, when.precision)} – {moment_words(end, when.precision)}"


def moment_words(value: datetime | date | Yearless, precision: Precision = Precision.DAY) -> str:
    """A moment, day or month as ``2026-02-12 13:00``, ``2026-02-12`` or ``2026-02``, in its own zone."""
    if isinstance(value, Yearless):
        return when_words(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    return f"{value:%Y-%m}" if precision is Precision.MONTH else f"{value:%Y-%m-%d}"
