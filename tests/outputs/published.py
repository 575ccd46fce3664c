"""Events made of a few words, for the tests of outputs."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from kalends.outputs.about import About
from pipeline.model import (
    Announcement,
    Event,
    Funding,
    Party,
    Place,
    Precision,
    Price,
    Registration,
    Role,
    Status,
    Telling,
    When,
)

SEEN = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)
STOCKHOLM = ZoneInfo("Europe/Stockholm")
ABOUT = About(base="https://kalends.example", title="Malmö", query="city=Malm%C3%B6", path="/events.ics")
EVENING = When(
    start=datetime(2026, 3, 12, 17, tzinfo=STOCKHOLM),
    end=datetime(2026, 3, 12, 19, tzinfo=STOCKHOLM),
    zone="Europe/Stockholm",
    precision=Precision.MINUTE,
)


def event(when: When | None = EVENING, number: int = 0, changed: datetime = SEEN, **more: Any) -> Event:
    """A dialogue in Malmö that one page tells of; ``more`` are fields of its announcement."""
    fields: dict[str, Any] = {
        "summary": "Vi pratar om parken.",
        "place": Place(venue="Folkets hus", city="Malmö", country="SE", lat=55.6, lon=13.0),
        "parties": (Party(name="Föreningen Språng", role=Role.ORGANISER, url="https://sprang.example/"),),
        "funding": (Funding(funder="Parkfonden", amount=5000.0, currency="SEK"),),
        "language": "sv",
        "languages": ("sv",),
    }
    told = Announcement(
        id=f"{number:020x}",
        source_id="malmo",
        url=f"https://malmo.example/{number}",
        key=str(number),
        title="Dialog om parken",
        when=when,
        **(fields | more),
    )
    telling = Telling(announcement=told, publisher="Malmö", networks=("n",), first_seen=SEEN, last_seen=SEEN)
    return Event(id=told.id, settled=told, tellings=(telling,), first_seen=SEEN, last_changed=changed)


NASTY = (
    "<script>alert(1)</script>",
    "a\r\nBEGIN:VEVENT\r\nUID:evil",
    '=HYPERLINK("http://x")',
    "]]></title>",
    "x\u2028y\x00z\x1b[31m",
    '";CN="evil',
    "\ud800",
    "x\ufffe\uffffy",
    "\u202edesrever",
    "javascript:alert(1)",
    "%_\\",
    "../../etc/passwd",
)
_TEXTS = st.one_of(st.sampled_from(NASTY), st.text(max_size=30))
_MAYBE = st.none() | _TEXTS
_URLS = st.none() | st.sampled_from(["https://ok.example/å?a=1&b=2", "http://x\r\nSet-Cookie: a=b"]) | _TEXTS
_DAYS = st.dates(date(1970, 1, 1), date(2200, 1, 1)) | st.sampled_from([date.min, date.max])
_RULES = st.none() | st.sampled_from(
    [
        "FREQ=WEEKLY;BYDAY=MO",
        "FREQ=SECONDLY",
        "FREQ=DAILY;UNTIL=20260601T000000Z",
        "X\r\nEND:VEVENT",
        "FREQ=",
        ";",
    ]
)


@st.composite
def whens(draw: st.DrawFn) -> When:
    """Times of every precision, ends before starts, zones and rules that are none."""
    precision, day = draw(st.sampled_from(Precision)), draw(_DAYS)
    zone = draw(st.sampled_from([None, "Europe/Stockholm", "America/New_York", "No/Where", "../x"]))
    lasts = timedelta(days=draw(st.integers(-2, 40)))
    edge = day.year in (date.min.year, date.max.year)  # no room for an end, or for another zone's day
    if precision is not Precision.MINUTE or edge:
        precision = Precision.DAY if precision is Precision.MINUTE else precision
        day = day.replace(day=1) if precision is Precision.MONTH else day
        end = None if edge or draw(st.booleans()) else day + lasts
        return When(start=day, end=end, zone=zone, precision=precision, rrule=draw(_RULES))
    start = datetime(day.year, day.month, day.day, draw(st.integers(0, 23)), tzinfo=STOCKHOLM)
    end_at = draw(st.sampled_from([None, start + lasts, day]))
    return When(start=start, end=end_at, zone=zone, precision=precision, rrule=draw(_RULES))


@st.composite
def hostile_events(draw: st.DrawFn) -> Event:
    """Events as a hostile page could have them."""
    made = event(
        draw(st.none() | whens()),
        draw(st.integers(0, 3)),
        summary=draw(_MAYBE),
        language=draw(st.none() | st.sampled_from(["sv", "x-y;z\r\n", "x\x0b\x1b\uffff"])),
        languages=tuple(draw(st.lists(st.sampled_from(["sv", "pl"]), max_size=2))),
        status=draw(st.sampled_from(Status)),
        place=Place(
            venue=draw(_MAYBE),
            address=draw(_MAYBE),
            city=draw(_MAYBE),
            lat=draw(st.none() | st.floats(-90, 90)),
            lon=draw(st.none() | st.floats(-180, 180)),
            online=draw(st.booleans()),
            online_url=draw(_URLS),
        ),
        parties=tuple(
            Party(name=draw(_TEXTS), role=role, url=draw(_URLS))
            for role in draw(st.lists(st.sampled_from(Role), max_size=3))
        ),
        funding=tuple(
            Funding(funder=draw(_MAYBE), programme=draw(_MAYBE), amount=1.5)
            for _ in "x" * draw(st.integers(0, 2))
        ),
        registration=Registration(url=draw(_URLS), deadline=draw(st.none() | _DAYS)),
        price=Price(free=draw(st.none() | st.booleans()), text=draw(_MAYBE)),
        topics=tuple(draw(st.lists(_TEXTS, max_size=2))),
        super_event=draw(_MAYBE),
        series=draw(_MAYBE),
        same_as=tuple(url for url in [draw(_URLS)] if url),
    )
    title, url = draw(_TEXTS), draw(_URLS) or ""
    return replace(made, settled=replace(made.settled, title=title, url=url))
