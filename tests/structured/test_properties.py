"""What holds of all structured data, however odd: nothing raises, nothing grows without bounds."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.structured.cues import language_cues
from pipeline.structured.icalendar import calendar_events
from pipeline.structured.jsonld import MAX_EVENTS, jsonld_events, parse
from pipeline.structured.schema_org import Setting
from pipeline.words import vocabulary
from tests.telling import reading_of

CUES = language_cues(vocabulary("sv"))
SETTING = Setting("json-ld", "https://example.org/e", CUES)
few = settings(max_examples=60, derandomize=True, deadline=None, database=None)

KEYS = [
    "",
    *"""@type
@id
@graph
@value
name
startDate
endDate
location
address
organizer
offers
price
subEvent
superEvent
url
sameAs
identifier
inLanguage
funder
funding
geo
latitude
hasCourseInstance
eventStatus
schema:name""".splitlines(),
]
WORDS = [
    "\x00",
    *"""Event
schema:Event
Place
VirtualLocation
Organization
Course
EventSeries
2026-05-01
2026-05-01T18:00Z
9999-12-31T23:59+14:00
0001-01-01T00:00-14:00
#a
https://example.org/e
http://[bad
//
sv
Möte""".splitlines(),
]
leaves = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(WORDS) | st.text(max_size=5)
)
data = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)
events = st.dictionaries(st.sampled_from(KEYS), data, max_size=8).map(lambda node: {**node, "@type": "Event"})


@few
@given(st.lists(events | data, max_size=4))
def test_no_data_make_json_ld_raise(value: list[Any]) -> None:
    assert len(jsonld_events(value, SETTING, untyped=True)) <= MAX_EVENTS


@few
@given(events)
def test_no_event_makes_a_page_raise(node: dict[str, Any]) -> None:
    script = json.dumps(node).replace("</", "<\\/")
    head = f'<html lang="sv"><script type="application/ld+json">{script}</script>'
    html = f"{head}<h1>Möte</h1><p>1 maj 2026 kl. 18</p></html>"
    reading = reading_of(html, "text/html", "2026-03-20", timezone="Europe/Stockholm")
    assert reading.error is None
    assert reading.announcements


@few
@given(st.text(max_size=60))
def test_mending_gives_data_or_a_value_error(text: str) -> None:
    for wrapped in (text, f'{{"a": {text},}}', f"<!--{text}-->"):
        try:
            parse(wrapped)
        except ValueError as error:
            assert str(error)


def test_circles_and_depth_end() -> None:
    circle = [
        {"@id": "#a", "@type": "Event", "name": "A", "subEvent": {"@id": "#b"}},
        {"@id": "#b", "@type": "Event", "name": "B", "subEvent": {"@id": "#a"}},
    ]
    assert [event.title for event in jsonld_events(circle, SETTING)] == ["A"]
    itself = {
        "@id": "#a",
        "@type": "Event",
        "name": "A",
        "subEvent": {"@id": "#a"},
        "superEvent": {"@id": "#a"},
    }
    assert [event.title for event in jsonld_events([itself], SETTING)] == ["A"]
    deep: dict[str, Any] = {"@type": "Event", "name": "innermost"}
    for _ in range(5000):
        deep = {
            "@type": "Event",
            "name": "around",
            "subEvent": deep,
            "location": {"containedInPlace": deep.get("location")},
        }
    assert [event.title for event in jsonld_events([deep], SETTING)] == ["around"]


LINES = [
    " fortsatt rad",
    "",
    *r"""BEGIN:VCALENDAR
END:VCALENDAR
BEGIN:VEVENT
END:VEVENT
BEGIN:VALARM
END:VALARM
BEGIN:VTIMEZONE
TZID:X
END:VTIMEZONE
VERSION:2.0
X-WR-TIMEZONE:Europe/Oslo
X-WR-TIMEZONE:nowhere
METHOD:CANCEL
UID:a
UID:b
UID:
DTSTART:20260401T180000Z
DTSTART;VALUE=DATE:20260401
DTSTART;TZID=Europe/Oslo:20260401T180000
DTSTART;TZID=X:20260401T0
DTSTART:00010101
DTSTART:99991231T235959
DTEND:20260402
DTEND;VALUE=DATE:00010101
DURATION:PT1H
DURATION:P99999999D
RRULE:FREQ=WEEKLY
RRULE:FREQ=DAILY;COUNT=3;UNTIL=2026
RRULE:FREQ=MONTHLY;BYDAY=-1SU
RRULE:X
RDATE:20260420T100000Z
RDATE;VALUE=PERIOD:20260401T100000Z/PT1H
EXDATE:20260401
EXDATE:x
RECURRENCE-ID:20260401
RECURRENCE-ID:x
SUMMARY:Möte
SUMMARY;ALTREP="x:y":a\, b\;c\n
LOCATION:Online
LOCATION:Huset\, Gatan 1
ORGANIZER;CN="A;B":mailto:x
CATEGORIES:a,b
STATUS:CANCELLED
URL:http://[bad
DESCRIPTION:<p>hej
utan kolon
:
;=:""".splitlines(),
]
calendars = st.lists(st.sampled_from(LINES) | st.text(max_size=10), max_size=30).map("\n".join)


@few
@given(calendars)
def test_no_lines_make_a_calendar_raise(text: str) -> None:
    found, issues = calendar_events(text, datetime(2026, 3, 20, tzinfo=UTC), CUES)
    assert found or issues or "BEGIN:VCALENDAR" in text
    assert all(event.start is not None for event in found)


@few
@given(
    st.lists(st.sampled_from([line for line in LINES if not line.startswith(("BEGIN", "END"))]), max_size=12)
)
def test_one_odd_event_leaves_the_others_whole(lines: list[str]) -> None:
    odd = "\n".join(["BEGIN:VEVENT", *lines, "END:VEVENT"])
    good = "BEGIN:VEVENT\nUID:good\nDTSTART:20260401T180000Z\nSUMMARY:Öppet hus\nEND:VEVENT"
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{odd}\n{good}\nEND:VCALENDAR"
    reading = reading_of(text, "text/calendar", "2026-03-20", timezone="Europe/Oslo")
    assert "Öppet hus" in [one.title for one in reading.announcements]
