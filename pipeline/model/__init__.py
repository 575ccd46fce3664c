"""The central types. Standard library only; every other room may import this module.

Conventions: every datetime is aware; a day without a clock time is a ``date``; a month alone is the
``date`` of its first day with ``Precision.MONTH``; a day of an untold year is a :class:`Yearless`.
Countries are ISO 3166-1 alpha-2 codes in upper case, languages ISO 639-1 codes, currencies ISO 4217
codes, zones IANA names.
"""

from pipeline.model.announcements import (
    DATA_RUNG,
    Announcement,
    Claim,
    Funding,
    Party,
    Place,
    Price,
    Reading,
    Registration,
    Role,
    Status,
    announcement_id,
    rung_of,
)
from pipeline.model.events import Event, Judgement, Run, Telling, Verdict
from pipeline.model.pages import Page, Publisher, SourceFacts
from pipeline.model.times import UNTOLD_YEAR, Precision, When, Yearless, iso
from pipeline.model.vitals import Counts, Course, Signs, Vitals

__all__ = [
    "DATA_RUNG",
    "UNTOLD_YEAR",
    "Announcement",
    "Claim",
    "Counts",
    "Course",
    "Event",
    "Funding",
    "Judgement",
    "Page",
    "Party",
    "Place",
    "Precision",
    "Price",
    "Publisher",
    "Reading",
    "Registration",
    "Role",
    "Run",
    "Signs",
    "SourceFacts",
    "Status",
    "Telling",
    "Verdict",
    "Vitals",
    "When",
    "Yearless",
    "announcement_id",
    "iso",
    "rung_of",
]
