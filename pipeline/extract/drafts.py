"""An event in the making, before titles and places: its days and hour, and the dates that tell of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from pipeline.extract.clock import TimeMention
from pipeline.extract.hours import MIDNIGHT
from pipeline.extract.record import Record
from pipeline.extract.roles import Occasion
from pipeline.model import UNTOLD_YEAR, Precision, When, Yearless

ENOUGH = 1.5
"""Points that a date needs to be an event's."""


@dataclass(slots=True)
class Draft:
    """One event in the making: its days, and the occasions that tell of it, best first.

    ``primary``: one of the page's own events; ``record``: an entry of a list; ``programme``: a numbered day
    of a longer event; ``enumerated``: one of the days of one phrase; ``subs``: the days under this event;
    ``listed``: what a listing's record says of it.
    """

    start: date
    end: date | None
    lead: Occasion
    others: list[Occasion] = field(default_factory=list)
    primary: bool = False
    record: bool = False
    programme: bool = False
    enumerated: bool = False
    subs: list[Draft] = field(default_factory=list)
    listed: Record | None = None

    @property
    def occasions(self) -> list[Occasion]:
        """Every occasion that tells of the event, the best first."""
        return [self.lead, *self.others]

    @property
    def score(self) -> float:
        """The best occasion's points, and less for three further ones."""
        return self.lead.score + 0.4 * sum(max(0.0, o.score) for o in self.others[:3])

    @property
    def month_only(self) -> bool:
        """Tell whether no day was written, only a month."""
        return self.lead.mention.kind == "month"

    @property
    def yearless(self) -> bool:
        """Tell whether nothing tells the year: ``start`` and ``end`` are then of a year that stands in."""
        return self.lead.yearless

    @property
    def time(self) -> TimeMention | None:
        """The hour that the best of the occasions with an hour has, with the end that another one tells."""
        told = [o.time for o in self.occasions if o.time is not None]
        closed = (time for time in told if time.begin == told[0].begin and time.until is not None)
        return next(closed, told[0]) if told else None

    @property
    def first(self) -> int:
        """The offset of the first mention."""
        return min(o.mention.start for o in self.occasions)


def stated_when(draft: Draft, zone: str, zone_inferred: bool) -> When:
    """Return the draft's time as the model's type, in ``zone``; a series' first occurrence has its rule."""
    inferred = ["year"] if draft.lead.inferred else []
    rule = next((o.rrule for o in draft.occasions if o.rrule and o.days[0] == draft.start), None)
    if draft.month_only:
        return When(start=draft.start, zone=zone, precision=Precision.MONTH, inferred=tuple(inferred))
    time = draft.time
    clock = draft.lead.mention.clock if time is None else time.begin
    if clock is None:
        return When(start=draft.start, end=draft.end, zone=zone, inferred=tuple(inferred), rrule=rule)
    tz = ZoneInfo(zone)
    start = _at(draft.start, clock, tz)
    end: datetime | None = None
    if time is not None and time.until is not None:
        end = _at(draft.end or draft.start, time.until, tz)
        if end <= start:
            end = _at((draft.end or draft.start) + timedelta(days=1), time.until, tz)
    if zone_inferred:
        inferred.append("zone")
    whole = end if end is not None else draft.end
    minute = Precision.MINUTE
    return When(start=start, end=whole, zone=zone, precision=minute, inferred=tuple(inferred), rrule=rule)


def stated_yearless(draft: Draft) -> Yearless:
    """Return the time of a draft whose year nothing tells, with year 0."""
    time, clock = draft.time, draft.lead.mention.clock
    begin, until = (time.begin, time.until) if time is not None else (clock, None)
    last = draft.end or (draft.start if until is not None else None)
    return Yearless(
        start=without_year(draft.start, begin),
        end=without_year(last, until) if last is not None else None,
        precision=Precision.DAY if begin is None else Precision.MINUTE,
    )


def without_year(day: date, minutes: int | None = None) -> str:
    """Return a day, and its minute where one is told, as a :class:`Yearless` writes them."""
    hour = "" if minutes is None else f"T{minutes // 60:02}:{minutes % 60:02}"
    return f"{UNTOLD_YEAR}{day:%m-%d}{hour}"


def _at(day: date, minutes: int, tz: ZoneInfo) -> datetime:
    if minutes == MIDNIGHT:
        day, minutes = day + timedelta(days=1), 0
    return datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=tz)
