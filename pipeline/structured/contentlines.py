"""An iCalendar file (RFC 5545) cut into its events' lines: one broken event cannot spoil the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import tzinfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pipeline.structured.timezones import defined_clock, instant
from pipeline.zones import known_zone

MAX_EVENTS = 5_000
MAX_ZONES = 20
MAX_EVENT_LINES = 2_000
_PROPERTY = re.compile(r"[A-Za-z0-9-]{1,80}[;:]")
_OF_TEXT = re.compile(r"(?:SUMMARY|DESCRIPTION|LOCATION|COMMENT|CONTACT|X-[A-Z0-9-]{1,80})[;:]", re.I)
_TZID = re.compile(r";TZID=(\"[^\"]*\"|[^;:]*)", re.I)
_LIKE_A_ZONE = re.compile(r"(?<![A-Za-z])[A-Z][A-Za-z]{1,20}/[A-Z][A-Za-z_]{1,30}")
_TIMES = ("DTSTART", "DTEND", "RECURRENCE-ID", "EXDATE", "RDATE")


@dataclass(slots=True)
class EventLines:
    """One VEVENT, unfolded, with the number of the file's line that begins it."""

    line: int
    lines: list[str]

    def value(self, name: str) -> str | None:
        """Return the text behind a property's colon; None where the event lacks it."""
        for line in self.lines:
            if line[: len(name)].upper() == name and line[len(name) : len(name) + 1] in (":", ";"):
                return line.split(":", 1)[-1].strip()
        return None


@dataclass(slots=True)
class CalendarFile:
    """What a calendar file holds: whole events, its own properties by name, and what was wrong with it."""

    events: list[EventLines] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)
    clocks: dict[str, tzinfo] = field(default_factory=dict)
    """Zones that the file defines and that are like none of IANA's."""
    issues: list[str] = field(default_factory=list)

    @property
    def zone(self) -> str | None:
        """The zone that the whole calendar declares, as an IANA name."""
        declared = self.properties.get("X-WR-TIMEZONE") or self.properties.get("TZID")
        return iana_zone(declared, self.zones) if declared else None


def read_calendar_file(text: str) -> CalendarFile:
    """Return the file's events and properties; an unclosed event is named in ``issues`` and left out."""
    found = CalendarFile()
    stack: list[str] = []
    event: EventLines | None = None
    zone: list[str] = []
    number = 0
    for number, line in _unfolded(text):
        name, _, value = line.partition(":")
        name, value = name.upper(), value.strip()
        if name == "BEGIN":
            if value.upper() == "VEVENT":
                if event is not None:
                    found.issues.append(f"line {event.line}: a broken event, without its end, was skipped")
                    stack = stack[:1]
                event = EventLines(number, [])
            elif value.upper() == "VTIMEZONE":
                zone = []
            stack.append(value.upper())
        if event is not None and len(event.lines) < MAX_EVENT_LINES:
            event.lines.append(line)
        elif event is None and len(stack) == 1 and name not in ("BEGIN", "END"):
            found.properties.setdefault(name.split(";")[0], value)
        elif event is None and "VTIMEZONE" in stack:
            _note_zone(found, name, value)
            zone.append(line)
        if name == "END":
            if value.upper() == "VTIMEZONE" and event is None:
                _name_zone(found, zone)
            event = _closed(found, stack, event, value.upper())
    _note_cut(found, stack, event, number)
    if len(found.events) > MAX_EVENTS:
        found.issues.append(
            f"line {found.events[MAX_EVENTS].line}: only the first {MAX_EVENTS} events are read"
        )
        del found.events[MAX_EVENTS:]
    return found


def _closed(found: CalendarFile, stack: list[str], event: EventLines | None, kind: str) -> EventLines | None:
    """Close a component; return the event that is still open."""
    if kind in stack:
        while stack.pop() != kind:
            pass
    if kind != "VEVENT" or event is None:
        return event
    found.events.append(event)
    return None


def _note_cut(found: CalendarFile, stack: list[str], event: EventLines | None, last: int) -> None:
    if event is not None or stack:
        name = f", in the event that begins on line {event.line}" if event is not None else ""
        found.issues.append(f"line {last}: the calendar is cut in the middle{name}")
    elif not last or ("VERSION" not in found.properties and not found.events):
        found.issues.append(
            "line 1: no calendar: BEGIN:VCALENDAR is missing (broken or another kind of file)"
        )


def _name_zone(found: CalendarFile, lines: list[str]) -> None:
    """Remember the clock that an invented zone's rules keep, where no name tells of an IANA zone."""
    name = found.properties.get("_TZID", "")
    if name and iana_zone(name, found.zones) is None and len(found.zones) < MAX_ZONES:
        clock = defined_clock("\r\n".join(lines))
        if isinstance(clock, str):
            found.zones[name] = clock
        elif clock is not None:
            found.clocks[name] = clock


def _note_zone(found: CalendarFile, name: str, value: str) -> None:
    """Remember what an invented zone name stands for, where the file says so (X-LIC-LOCATION)."""
    if name == "TZID":
        found.properties["_TZID"] = value
    elif name == "X-LIC-LOCATION":
        found.zones[found.properties.get("_TZID", value)] = value


def _unfolded(text: str) -> list[tuple[int, str]]:
    """Return the content lines and where each begins.

    A line that is no property goes on with the text before it, whose line breaks were not escaped; behind
    another property it is left out.
    """
    whole: list[tuple[int, str]] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line.strip():
            continue
        if line[0] in " \t" and whole:
            whole[-1] = (whole[-1][0], whole[-1][1] + line[1:])
        else:
            whole.append((number, line))
    out: list[tuple[int, str]] = []
    for number, line in whole:
        if not out or _PROPERTY.match(line):
            out.append((number, line))
        elif _OF_TEXT.match(out[-1][1]):
            out[-1] = (out[-1][0], f"{out[-1][1]}\\n{line}")
    return out


def iana_zone(name: str, zones: dict[str, str]) -> str | None:
    """Return the IANA zone that a TZID means: itself, a Windows name's, a path's, or what the file says."""
    name = name.strip().strip('"')
    path = name.split("/")
    told = (name, str(WINDOWS_TO_OLSON.get(name, "")), zones.get(name, ""))
    guesses: tuple[str, ...] = (*told, "/".join(path[-3:]), "/".join(path[-2:]), *_LIKE_A_ZONE.findall(name))
    return next((guess for guess in guesses if guess and known_zone(guess)), None)


def with_known_zones(event: EventLines, file: CalendarFile) -> list[str]:
    """Return the event's lines with every TZID an IANA name.

    Times in a zone that only the file defines become UTC's; an unknown zone is dropped: a floating time.
    """
    return [
        _with_known_zone(line, file) if line.upper().startswith(_TIMES) and "TZID" in line.upper() else line
        for line in event.lines
    ]


def _with_known_zone(line: str, file: CalendarFile) -> str:
    told = _TZID.search(line)
    if told is None:
        return line
    zone = iana_zone(told[1], file.zones)
    before, after = line[: told.start()], line[told.end() :]
    if zone is not None:
        return f"{before};TZID={zone}{after}"
    clock = file.clocks.get(told[1].strip().strip('"'))
    head, colon, stamps = after.partition(":")
    if clock is not None:
        stamps = ",".join(instant(stamp, clock) for stamp in stamps.split(","))
    return before + head + colon + stamps
