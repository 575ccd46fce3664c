"""An iCalendar file (RFC 5545) cut into its events' lines: one broken event cannot spoil the others."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from pipeline.structured.timezones import zone_like
from pipeline.zones import known_zone

MAX_EVENTS = 5_000
MAX_ZONES = 20
MAX_EVENT_LINES = 2_000
_PROPERTY = re.compile(r"[A-Za-z0-9-]{1,80}[;:]")
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
    """Remember the IANA zone whose clock an invented zone's rules keep, where no name tells of one."""
    name = found.properties.get("_TZID", "")
    if name and iana_zone(name, found.zones) is None and len(found.zones) < MAX_ZONES:
        alike = zone_like("\r\n".join(lines))
        if alike is not None:
            found.zones[name] = alike


def _note_zone(found: CalendarFile, name: str, value: str) -> None:
    """Remember what an invented zone name stands for, where the file says so (X-LIC-LOCATION)."""
    if name == "TZID":
        found.properties["_TZID"] = value
    elif name == "X-LIC-LOCATION":
        found.zones[found.properties.get("_TZID", value)] = value


def _unfolded(text: str) -> list[tuple[int, str]]:
    """Return the content lines and where each begins; what is no property goes on with the line before."""
    out: list[tuple[int, str]] = []
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), 1):
        if not line.strip():
            continue
        if line[0] in " \t" and out:
            out[-1] = (out[-1][0], out[-1][1] + line[1:])
        elif out and not _PROPERTY.match(line):
            out[-1] = (out[-1][0], f"{out[-1][1]}\\n{line}")
        else:
            out.append((number, line))
    return out


def iana_zone(name: str, zones: dict[str, str]) -> str | None:
    """Return the IANA zone that a TZID means: itself, a Windows name's, a path's, or what the file says."""
    name = name.strip().strip('"')
    path = name.split("/")
    told = (name, str(WINDOWS_TO_OLSON.get(name, "")), zones.get(name, ""))
    guesses: tuple[str, ...] = (*told, "/".join(path[-3:]), "/".join(path[-2:]), *_LIKE_A_ZONE.findall(name))
    return next((guess for guess in guesses if guess and known_zone(guess)), None)


def with_known_zones(event: EventLines, zones: dict[str, str]) -> list[str]:
    """Return the event's lines with every TZID an IANA name; an unknown zone is dropped: a floating time."""

    def renamed(match: re.Match[str]) -> str:
        zone = iana_zone(match[1], zones)
        return f";TZID={zone}" if zone else ""

    return [
        _TZID.sub(renamed, line, count=1)
        if line.upper().startswith(_TIMES) and "TZID" in line.upper()
        else line
        for line in event.lines
    ]
