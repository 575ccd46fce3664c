"""iCalendar files into RawEvents: single events as they are, series as their occurrences around the fetch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from icalendar import Event

from pipeline.structured import RawEvent
from pipeline.structured.contentlines import CalendarFile, EventLines, read_calendar_file, with_known_zones
from pipeline.structured.cues import Cues
from pipeline.structured.recurring import occurrences, refusal, told_one_by_one, without_stray_start
from pipeline.structured.vevent import raw_event, stated, text_property

MAX_SERIES = 300
MAX_SEARCHED = 20
"""Series out of the ordinary whose starts are searched for one by one."""
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
        self.searched = 0
        self.cancelled = file.properties.get("METHOD", "").upper() == "CANCEL"

    def events(self) -> Iterator[RawEvent]:
        read = [(lines, event) for lines in self.file.events if (event := self._component(lines)) is not None]
        families: dict[str | None, list[Event]] = {}
        for _, event in read:
            families.setdefault(_uid(event), []).append(event)
        unrolled: set[str] = set()
        for lines, event in read:
            uid = _uid(event)
            family = families[uid] if uid is not None else [event]
            name = uid or f"line {lines.line}"
            if not any("RRULE" in e or "RDATE" in e for e in family):
                yield self._raw(event)
            elif name not in unrolled:
                unrolled.add(name)
                yield from self._series(lines, family, len(unrolled))

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
        why = next(filter(None, map(refusal, events)), None)
        if why is not None and self.searched < MAX_SEARCHED:
            self.searched += 1
            plain = [told_one_by_one(event) if refusal(event) else event for event in events]
            if all(event is not None for event in plain):
                events, why = [event for event in plain if event is not None], None
        if number > MAX_SERIES:
            why = f"the calendar has over {MAX_SERIES} series"
        if why is None:
            try:
                for found in occurrences(without_stray_start(events), self.fetched_at):
                    yield replace(self._raw(found), series=text_property(events[0], "SUMMARY"))
                return
            except (ValueError, ArithmeticError, LookupError, TypeError, AttributeError) as error:
                # What the rule libraries raise on rules that no check foresaw; the event is still told.
                why = f"its rule cannot be followed ({type(error).__name__})"
        self.file.issues.append(
            f"line {lines.line}: series {(_uid(events[0]) or '')[:80]} is not unrolled: {why}"
        )
        rule = lines.value("RRULE")
        yield replace(self._raw(events[0]), rrule=rule[:300] if rule else None)


def _uid(event: Event) -> str | None:
    return text_property(event, "UID")
