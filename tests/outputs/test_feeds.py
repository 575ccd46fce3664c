"""What subscribers get: calendars, feeds and linked data, read back by the libraries that clients use."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Component
from lxml import etree
from published import ABOUT, NASTY, SEEN, STOCKHOLM, event, hostile_events

from kalends.outputs.about import About, event_uuid, web_address
from kalends.outputs.feeds import FEEDS
from pipeline.model import Event, Party, Place, Precision, Role, Status, When

HOUR = timedelta(hours=1)


def calendar(*events: Event) -> Component:
    """The calendar as a client reads it; a component that icalendar finds fault with fails."""
    read = Calendar.from_ical(FEEDS["ics"].render(events, ABOUT))
    assert [part.errors for part in read.walk() if part.errors] == []
    return read


def only(*events: Event) -> Component:
    [found] = calendar(*events).walk("VEVENT")
    return found


def document(suffix: str, *events: Event, about: About = ABOUT) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(FEEDS[suffix].render(events, about))
    return found


def node(item: Event, about: About = ABOUT) -> dict[str, Any]:
    [found] = document("jsonld", item, about=about)["@graph"]
    return dict(found)


TIMES = [
    # when, DTSTART, DTEND
    (When(start=date(2026, 3, 12)), date(2026, 3, 12), None),
    (When(start=date(2026, 3, 12), end=date(2026, 3, 14)), date(2026, 3, 12), date(2026, 3, 15)),
    (When(start=date(2026, 2, 1), precision=Precision.MONTH), date(2026, 2, 1), date(2026, 3, 1)),
    (
        When(
            start=datetime(2026, 3, 12, 17, tzinfo=STOCKHOLM),
            zone="Europe/Stockholm",
            precision=Precision.MINUTE,
        ),
        datetime(2026, 3, 12, 17, tzinfo=STOCKHOLM),
        None,
    ),
    (
        When(start=datetime(2026, 3, 12, 17, tzinfo=STOCKHOLM), zone="No/Where", precision=Precision.MINUTE),
        datetime(2026, 3, 12, 16, tzinfo=UTC),
        None,
    ),
]


@pytest.mark.parametrize(("when", "start", "end"), TIMES)
def test_a_calendar_tells_a_time_no_finer_than_it_was_told(when: When, start: Any, end: Any) -> None:
    read = only(event(when))
    assert read["dtstart"].dt == start
    assert (read["dtend"].dt if "dtend" in read else None) == end


def test_a_month_is_tentative_and_blocks_nobodys_days() -> None:
    read = only(event(When(start=date(2026, 2, 1), precision=Precision.MONTH)))
    assert (read["status"], read["transp"]) == ("TENTATIVE", "TRANSPARENT")


def test_what_has_no_day_stands_in_no_calendar() -> None:
    assert calendar(event(None)).walk("VEVENT") == []


def test_a_clock_time_comes_with_its_zone() -> None:
    read = calendar(event())
    [zone] = read.walk("VTIMEZONE")
    assert zone["tzid"] == "Europe/Stockholm"
    assert read.walk("VEVENT")[0]["dtstart"].params["TZID"] == "Europe/Stockholm"


def test_a_subscriber_sees_a_change_and_a_cancellation() -> None:
    """Subscribe, change, cancel: the same UID each time, a later sequence, and a status that says it."""
    moved = When(
        start=datetime(2026, 3, 13, 18, tzinfo=STOCKHOLM), zone="Europe/Stockholm", precision=Precision.MINUTE
    )
    seen = [
        only(event()),
        only(event(moved, changed=SEEN + HOUR)),
        only(event(moved, changed=SEEN + 2 * HOUR, status=Status.CANCELLED)),
    ]
    assert len({str(one["uid"]) for one in seen}) == 1
    assert [one["sequence"] for one in seen] == [0, 3600, 7200]
    assert [one["last-modified"].dt for one in seen] == [SEEN, SEEN + HOUR, SEEN + 2 * HOUR]
    assert [one["status"] for one in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert seen[1]["dtstart"].dt == moved.start


def test_an_unchanged_calendar_is_the_same_bytes() -> None:
    assert FEEDS["ics"].render([event()], ABOUT) == FEEDS["ics"].render([event()], ABOUT)


def test_a_calendar_says_where_who_and_who_pays_without_mailboxes() -> None:
    read = only(event(parties=(Party(name="Språng", role=Role.ORGANISER, url="https://s.example/"),)))
    assert str(read["location"]) == "Folkets hus, Malmö"
    assert (read["geo"].latitude, read["geo"].longitude) == (55.6, 13.0)
    assert (str(read["organizer"]), read["organizer"].params["CN"]) == ("https://s.example/", "Språng")
    parts = {(str(part.name), str(part.get("name", part.get("summary")))) for part in read.subcomponents}
    assert parts == {("VLOCATION", "Folkets hus"), ("PARTICIPANT", "Parkfonden")}
    assert b"mailto:" not in read.to_ical().lower()
    assert b"LINK;" in read.to_ical()


def test_an_organiser_without_an_address_is_a_contact() -> None:
    read = only(event(parties=(Party(name="Språng", role=Role.ORGANISER),)))
    assert "organizer" not in read
    assert str(read["contact"]) == "Språng"


RULES = [
    ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"),
    ("FREQ=WEEKLY;UNTIL=20260601", "FREQ=WEEKLY;UNTIL=20260601T215959Z"),
    ("FREQ=DAILY;COUNT=3;UNTIL=20260601", "FREQ=DAILY;COUNT=3"),
    ("FREQ=SECONDLY", None),
    ("FREQ=WEEKLY;X-BAD=1", None),
    ("FREQ=WEEKLY\r\nATTENDEE:mailto:x@example.org", None),
]


@pytest.mark.parametrize(("rule", "expected"), RULES)
def test_only_a_whole_rule_is_repeated(rule: str, expected: str | None) -> None:
    start = datetime(2026, 3, 12, 17, tzinfo=STOCKHOLM)
    when = When(start=start, zone="Europe/Stockholm", precision=Precision.MINUTE, rrule=rule)
    found = only(event(when)).get("rrule")
    assert (found.to_ical().decode() if found else None) == expected


def test_an_atom_feed_has_the_newest_change_first() -> None:
    events = [event(number=0), event(number=1, changed=SEEN + HOUR)]
    read = feedparser.parse(FEEDS["atom"].render(events, ABOUT))
    assert not read.bozo
    assert [entry.id for entry in read.entries] == [f"urn:uuid:{event_uuid(one)}" for one in reversed(events)]
    assert read.feed.updated == (SEEN + HOUR).isoformat()
    assert read.entries[0].link == f"https://kalends.example/events/{events[1].id}"
    assert read.entries[0].summary.startswith("2026-03-12 17:00–19:00 · Folkets hus, Malmö")


def test_a_json_feed_has_what_version_1_1_asks_for() -> None:
    read = document("json", event(), about=About(base="https://k.example", next="https://k.example/2"))
    assert read["version"] == "https://jsonfeed.org/version/1.1"
    assert read["next_url"] == "https://k.example/2"
    [item] = read["items"]
    assert {"id", "url", "title", "content_text", "date_published", "date_modified"} <= item.keys()
    assert item["external_url"] == "https://malmo.example/0"


STATUSES = [
    (Status.SCHEDULED, None, "EventScheduled"),
    (Status.SCHEDULED, "2026-03-01", "EventRescheduled"),
    (Status.CANCELLED, None, "EventCancelled"),
    (Status.POSTPONED, "2026-03-01", "EventPostponed"),
    (Status.MOVED_ONLINE, None, "EventMovedOnline"),
]


@pytest.mark.parametrize(("status", "previous", "expected"), STATUSES)
def test_linked_data_tell_how_an_event_stands(status: Status, previous: str | None, expected: str) -> None:
    item = event(status=status)
    found = node(item, About(base="https://k.example", previous={item.id: previous} if previous else {}))
    assert found["eventStatus"] == f"https://schema.org/{expected}"
    assert found.get("previousStartDate") == previous


MODES = [
    (Place(venue="Hus"), "OfflineEventAttendanceMode"),
    (Place(online=True), "OnlineEventAttendanceMode"),
    (Place(city="Lund", online=True), "MixedEventAttendanceMode"),
    (Place(), None),
]


@pytest.mark.parametrize(("place", "mode"), MODES)
def test_linked_data_tell_how_one_attends(place: Place, mode: str | None) -> None:
    assert node(event(place=place)).get("eventAttendanceMode") == (
        f"https://schema.org/{mode}" if mode else None
    )


def test_linked_data_have_the_shapes_of_schema_org() -> None:
    found = node(event(series="Parkserien", super_event="Parkveckan", topics=("park",)))
    assert found["@type"] == "Event"
    assert found["startDate"] == "2026-03-12T17:00:00+01:00"
    assert found["location"][0]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Malmö",
        "addressCountry": "SE",
    }
    assert [item["@type"] for item in found["superEvent"]] == ["Event", "EventSeries"]
    assert found["organizer"][0]["@type"] == found["funder"][0]["@type"] == "Organization"
    assert found["funding"][0]["amount"] == {"@type": "MonetaryAmount", "value": 5000.0, "currency": "SEK"}
    assert (found["inLanguage"], found["sameAs"]) == (["sv"], ["https://malmo.example/0"])


def test_an_activity_has_a_start_time_only_where_a_clock_time_was_told() -> None:
    timed, day = (
        document("activity.json", event(*w))["orderedItems"][0]
        for w in ((), (When(start=date(2026, 3, 12)),))
    )
    assert (timed["type"], timed["startTime"]) == ("Event", "2026-03-12T17:00:00+01:00")
    assert "startTime" not in day
    assert day["startDate"] == "2026-03-12"


@pytest.mark.parametrize(
    "url", [*NASTY, "http://", "ftp://x.example/", "https://x.example/a b", "https://[bad/", "x" * 9000]
)
def test_what_is_no_web_address_is_no_link(url: str) -> None:
    assert web_address(url) is None


@settings(max_examples=30, deadline=None)
@given(st.lists(hostile_events(), max_size=2))
def test_no_event_breaks_an_output(events: list[Event]) -> None:
    """Whatever pages say: each output can be read, has as many events as it was given, and nothing more."""
    read = calendar(*events)
    assert len(read.walk("VEVENT")) == sum(one.settled.when is not None for one in events)
    assert all(str(one["uid"]) in {event_uuid(item) for item in events} for one in read.walk("VEVENT"))
    assert len(document("json", *events)["items"]) == len(events)
    text = FEEDS["jsonld"].render(events, ABOUT).decode()
    assert len(json.loads(text)["@graph"]) == len(events)
    assert "<" not in text
    activities = document("activity.json", *events).get("orderedItems", [])
    assert all("<script" not in one.get("content", "") for one in activities)
    tree = etree.fromstring(FEEDS["atom"].render(events, ABOUT))
    assert len(tree.findall("{*}entry")) == len(events)
    assert all(link.get("href", "").startswith("http") for link in tree.iter("{*}link"))
    assert_inert(csv.reader(io.StringIO(FEEDS["csv"].render(events, ABOUT).decode("utf-8-sig"), newline="")))


def test_csv_says_in_which_encoding_it_is() -> None:
    """Without the mark a spreadsheet that is opened by a click shows other letters."""
    assert FEEDS["csv"].render([], ABOUT).startswith('\ufeff"id",'.encode())


def assert_inert(rows: Iterable[list[str]]) -> None:
    for row in rows:
        assert len(row) == 16
        assert all(not cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)
