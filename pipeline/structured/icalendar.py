"""iCalendar files into RawEvents: single events as they are, series as their occurrences around the fetch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from icalendar import Event

from pipeline.structured import RawEvent
from pipeline.structured.bounds import Work
from pipeline.structured.contentlines import CalendarFile, EventLines, read_calendar_file, with_known_zones
from pipeline.structured.cues import Cues
from pipeline.structured.recurring import unrolled
from pipeline.structured.vevent import raw_event, stated, text_property

MAX_SERIES = 300
MAX_ISSUES = 50


def calendar_events(
    text: str, fetched_at: datetime | None, cues: Cues
) -> tuple[list[RawEvent], tuple[str, ...]]:
    """Return the calendar's events in the file's order, and what was wrong with it, each with its line.

    Times carry the event's zone, else the calendar's; a floating time without either is naive. Never raises.
    """
    file = read_calendar_file(text)
    reader = _CalendarReader(file, fetched_at, cues)
    events = list(reader.events())
    left_out = len(file.issues) - MAX_ISSUES
    return events, (*file.issues[:MAX_ISSUES], *([f"and {left_out} more like these"] if left_out > 0 else ()))


class _CalendarReader:
    """Reads one file; what is wrong with an event becomes an issue of the file."""

    def __init__(self, file: CalendarFile, fetched_at: datetime | None, cues: Cues) -> None:
        self.file, self.fetched_at, self.cues, self.zone = file, fetched_at, cues, file.zone
        self.work = Work()
        self.cancelled = file.properties.get("METHOD", "").upper() == "CANCEL"

    def events(self) -> Iterator[RawEvent]:
        read = [(lines, event) for lines in self.file.events if (event := self._component(lines)) is not None]
        families: dict[str, list[Event]] = {}
        for lines, event in read:
            families.setdefault(_name(lines, event), []).append(event)
        series = {name for name, family in families.items() if any(map(_recurs, family))}
        self.work = Work(series=min(len(series), MAX_SERIES))
        told: set[str] = set()
        for lines, event in read:
            name = _name(lines, event)
            if name not in series:
                yield self._raw(event)
            elif name not in told:
                told.add(name)
                yield from self._series(lines, families[name], len(told))

    def _raw(self, event: Event) -> RawEvent:
        return raw_event(event, self.zone, self.cancelled, self.cues)

    def _component(self, lines: EventLines) -> Event | None:
        """Return the parsed event; one without a readable start is named and left out."""
        try:
            event = Event.from_ical("\r\n".join(with_known_zones(lines, self.file)))
        except ValueError as error:
            self._refuse(lines, str(error))
            return None
        if not isinstance(event, Event) or not isinstance(stated(event, "DTSTART"), date):
            self._refuse(lines, f"DTSTART is no date: {(lines.value('DTSTART') or 'missing')[:40]!r}")
            return None
        return event

    def _refuse(self, lines: EventLines, why: str) -> None:
        uid = (lines.value("UID") or "without UID")[:80]
        self.file.issues.append(f"line {lines.line}: event {uid}: broken: {why[:120]}")

    def _series(self, lines: EventLines, events: list[Event], number: int) -> Iterator[RawEvent]:
        found: list[Event] | str = f"the calendar has over {MAX_SERIES} series"
        if number <= MAX_SERIES:
            found = unrolled(events, self.fetched_at, self.work)
        if not isinstance(found, str):
            series = text_property(events[0], "SUMMARY")
            yield from (replace(self._raw(one), series=series) for one in found)
            return
        self.file.issues.append(
            f"line {lines.line}: series {(_uid(events[0]) or '')[:80]} is not unrolled: {found}"
        )
        rule = lines.value("RRULE")
        yield replace(self._raw(events[0]), rrule=rule[:300] if rule else None)


def _uid(event: Event) -> str | None:
    return text_property(event, "UID")


def _name(lines: EventLines, event: Event) -> str:
    """Return what the parts of one series share: their UID, or else the line that begins the event."""
    return _uid(event) or f"line {lines.line}"


def _recurs(event: Event) -> bool:
    return "RRULE" in event or "RDATE" in event
