"""A page's days and hours: as they are written, as its machine's stamps and its months' grids show them."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from pipeline.blocks import Document
from pipeline.extract.clock import TimeMention, find_times, in_office_hours
from pipeline.extract.dates import find_dates
from pipeline.extract.days import DateMention
from pipeline.extract.grid_days import with_grid_days
from pipeline.extract.month_cells import with_month_cells
from pipeline.extract.month_rows import with_month_rows
from pipeline.extract.numeric_rows import with_numeric_rows
from pipeline.extract.stamped_dates import with_stamps
from pipeline.words import Marks

_MONTH_FIRST = frozenset({"US", "PH"})
"""Where 3/4 is March the 4th."""
_TWELVE_HOURS = frozenset({"US"})
"""Where "4:30" is in the afternoon."""


def page_days(
    marks: Marks, document: Document, country: str | None, timezone: str | None
) -> list[DateMention]:
    """Return every day that a page tells, in order; ``country`` and ``timezone`` (IANA) are the source's."""
    written = with_numeric_rows(find_dates(marks, country in _MONTH_FIRST), marks)
    written = with_month_rows(written, document, marks)
    written = with_month_cells(written, document, marks)
    zone = ZoneInfo(timezone) if timezone else None
    return with_grid_days(with_stamps(written, document.stamps, marks.tokens, zone), document, marks.tokens)


def page_times(marks: Marks, days: list[DateMention], country: str | None) -> list[TimeMention]:
    """Return every time of day that a page tells, in order; ``days`` have taken their digits already."""
    times = find_times(marks, days)
    return in_office_hours(marks.text, times) if country in _TWELVE_HOURS else times
