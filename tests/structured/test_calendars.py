"""Calendars that no fixture folder shows well: windows of time, bounds, keys."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from pipeline.structured import RawEvent
from pipeline.structured.cues import language_cues
from pipeline.structured.icalendar import calendar_events
from pipeline.words import vocabulary

CUES = language_cues(vocabulary("en"))
FETCHED = datetime(2026, 3, 20, 12, tzinfo=UTC)


def calendar(*lines: str, head: str = "") -> str:
    """A calendar of one event with these lines."""
    event = "\r\n".join(["BEGIN:VEVENT", "UID:a", "SUMMARY:Open day", *lines, "END:VEVENT"])
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{head}{event}\r\nEND:VCALENDAR\r\n"


def events(text: str, fetched_at: datetime | None = FETCHED) -> list[RawEvent]:
    """The calendar's events."""
    return calendar_events(text, fetched_at, CUES)[0]


TIMES = [
    (["DTSTART;VALUE=DATE:20260401"], "2026-04-01", None),
    (["DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260402"], "2026-04-01", None),
    (["DTSTART;VALUE=DATE:20260401", "DTEND;VALUE=DATE:20260403"], "2026-04-01", "2026-04-02"),
    (["DTSTART;VALUE=DATE:20260401", "DURATION:P3D"], "2026-04-01", "2026-04-03"),
    (["DTSTART:20260401T180000", "DURATION:PT90M"], "2026-04-01T18:00:00", "2026-04-01T19:30:00"),
    (["DTSTART:20260401T180000Z"], "2026-04-01T18:00:00+00:00", None),
    (["DTSTART;TZID=Europe/Oslo:20260401T180000"], "2026-04-01T18:00:00+02:00", None),
    (["DTSTART:20260401T000000", "DTEND:20260403T000000"], "2026-04-01", "2026-04-02"),
    (["DTSTART:20260401T180000", "DTEND:20260401T170000"], "2026-04-01T18:00:00", None),
    (["DTSTART:20260401T180000", "DURATION:-PT1H"], "2026-04-01T18:00:00", None),
    (["DTSTART:20260401T180000", "DTEND:nonsense"], "2026-04-01T18:00:00", None),
]


@pytest.mark.parametrize(("lines", "start", "end"), TIMES)
def test_a_time_is_told_as_stated(lines: list[str], start: str, end: str | None) -> None:
    (event,) = events(calendar(*lines))
    assert [event.start and event.start.isoformat(), event.end and event.end.isoformat()] == [start, end]


def test_the_calendars_own_zone_holds_for_utc_and_floating_times() -> None:
    head = "X-WR-TIMEZONE:Europe/Stockholm\r\n"
    for line in ("DTSTART:20260401T160000Z", "DTSTART:20260401T180000"):
        (event,) = events(calendar(line, head=head))
        assert (event.start and event.start.isoformat(), event.zone) == (
            "2026-04-01T18:00:00+02:00",
            "Europe/Stockholm",
        )


def test_a_floating_time_without_any_zone_stays_floating() -> None:
    (event,) = events(calendar("DTSTART;TZID=Nowhere:20260401T180000"))
    assert isinstance(event.start, datetime)
    assert (event.start.tzinfo, event.zone) == (None, None)


def test_a_series_shows_a_year_ahead_and_a_month_back() -> None:
    found = events(calendar("DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=WEEKLY"))
    starts = [event.start for event in found]
    assert (starts[0], starts[-1], len(starts)) == (date(2026, 2, 23), date(2027, 3, 15), 56)
    assert {event.series for event in found} == {"Open day"}
    assert all(event.rrule is None for event in found)


def test_a_series_without_a_now_starts_where_it_starts() -> None:
    found = events(calendar("DTSTART;VALUE=DATE:20200106", "RRULE:FREQ=DAILY"), None)
    assert (found[0].start, len(found)) == (date(2020, 1, 6), 397)


def test_dates_are_added_and_taken_out() -> None:
    lines = [
        "DTSTART;VALUE=DATE:20260401",
        "RDATE;VALUE=DATE:20260420",
        "EXDATE;VALUE=DATE:20260408",
        "RRULE:FREQ=WEEKLY;COUNT=3",
    ]
    assert [event.start for event in events(calendar(*lines))] == [
        date(2026, 4, 1),
        date(2026, 4, 15),
        date(2026, 4, 20),
    ]


RULES = [
    ("20260410T180000", "FREQ=YEARLY;BYYEARDAY=100;COUNT=2", ["2026-04-10 18:00", "2027-04-10 18:00"]),
    ("20260511T090000", "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO;COUNT=2",
     ["2026-05-11 09:00", "2027-05-17 09:00"]),
    ("20260512T090000", "FREQ=YEARLY;BYWEEKNO=20;COUNT=2", ["2026-05-12 09:00", "2027-05-18 09:00"]),
    ("20240229T180000", "FREQ=YEARLY;COUNT=2", ["2024-02-29 18:00", "2028-02-29 18:00"]),
    ("20260401T090000", "FREQ=WEEKLY;COUNT=2;BYDAY=TH", ["2026-04-02 09:00", "2026-04-09 09:00"]),
    ("20260401T090000", "FREQ=HOURLY;COUNT=2;BYMONTH=5;BYHOUR=9,21",
     ["2026-05-01 09:00", "2026-05-01 21:00"]),
    ("20260401T090000", "FREQ=HOURLY;INTERVAL=2;BYMINUTE=0,20,40;BYSETPOS=-1;COUNT=2",
     ["2026-04-01 09:40", "2026-04-01 11:40"]),
    ("20260401T090000", "FREQ=MINUTELY;INTERVAL=90;COUNT=3",
     ["2026-04-01 09:00", "2026-04-01 10:30", "2026-04-01 12:00"]),
    ("20260401T235959", "FREQ=SECONDLY;BYHOUR=0;BYMINUTE=30;BYSECOND=5,4;COUNT=1", ["2026-04-02 00:30"]),
    ("20260401T090000", "FREQ=MONTHLY;BYDAY=1MO,3WE,-1FR;BYSETPOS=2;COUNT=2",
     ["2026-04-15 09:00", "2026-05-20 09:00"]),
    ("20260401T090000", "FREQ=YEARLY;BYDAY=20MO;COUNT=1", ["2026-05-18 09:00"]),
    ("20260401T090000", "FREQ=YEARLY;BYMONTH=5;BYWEEKNO=20,-1;BYDAY=SU;COUNT=1", ["2026-05-17 09:00"]),
    ("20260401T090000", "FREQ=DAILY;COUNT=3;BYHOUR=9,14",
     ["2026-04-01 09:00", "2026-04-01 14:00", "2026-04-02 09:00"]),
    ("20260410T090000", "FREQ=HOURLY;INTERVAL=3;COUNT=3",
     ["2026-04-10 09:00", "2026-04-10 12:00", "2026-04-10 15:00"]),
    ("20260313T090000", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", ["2026-03-13 09:00", "2026-11-13 09:00"]),
    ("20260327T180000", "FREQ=MONTHLY;BYDAY=-1FR;COUNT=2", ["2026-03-27 18:00", "2026-04-24 18:00"]),
    ("20260331T090000", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=2", ["2026-03-31 09:00", "2026-04-30 09:00"]),
    ("20260401T180000", "FREQ=WEEKLY;UNTIL=20260408T235959;WKST=SU;BYDAY=WE,TH",
     ["2026-04-01 18:00", "2026-04-02 18:00", "2026-04-08 18:00"]),
]  # fmt: skip


@pytest.mark.parametrize(("start", "rule", "told"), RULES)
def test_a_rule_is_followed(start: str, rule: str, told: list[str]) -> None:
    found = events(calendar(f"DTSTART:{start}", f"RRULE:{rule}"))
    assert [f"{event.start:%Y-%m-%d %H:%M}" for event in found if event.start] == told


def test_a_series_that_ends_is_told_whole_and_each_of_those_without_an_id() -> None:
    weekly = ["BEGIN:VEVENT", "SUMMARY:Open day", "DTSTART;VALUE=DATE:20240401", "RRULE:FREQ=WEEKLY;COUNT=3",
              "END:VEVENT"]  # fmt: skip
    found = events("\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", *weekly, *weekly, "END:VCALENDAR"]))
    assert [event.start for event in found] == [date(2024, 4, day) for day in (1, 8, 15)] * 2


def test_a_zone_that_the_file_defines_is_the_one_that_keeps_its_clock() -> None:
    def part(kind: str, month: int, before: str, after: str) -> str:
        return (
            f"BEGIN:{kind}\r\nDTSTART:19700101T020000\r\nTZOFFSETFROM:{before}\r\nTZOFFSETTO:{after}\r\n"
            f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY=-1SU\r\nEND:{kind}\r\n"
        )

    rules = part("DAYLIGHT", 3, "+0100", "+0200") + part("STANDARD", 10, "+0200", "+0100")
    head = f"BEGIN:VTIMEZONE\r\nTZID:Customized\r\n{rules}END:VTIMEZONE\r\n"
    (event,) = events(calendar("DTSTART;TZID=Customized:20260701T180000", head=head))
    assert event.start and event.start.isoformat() == "2026-07-01T18:00:00+02:00"


def test_a_defined_zone_that_is_like_no_other_still_tells_the_instant() -> None:
    def part(kind: str, start: str, before: str, after: str) -> str:
        offsets = f"TZOFFSETFROM:{before}\r\nTZOFFSETTO:{after}\r\n"
        return f"BEGIN:{kind}\r\nDTSTART:{start}\r\n{offsets}END:{kind}\r\n"

    rules = part("STANDARD", "20240101T000000", "+1000", "+1200") + part(
        "DAYLIGHT", "20240505T080000", "+1200", "+1000"
    )
    head = f"BEGIN:VTIMEZONE\r\nTZID:Island\r\n{rules}END:VTIMEZONE\r\n"
    lines = [
        "DTSTART;TZID=Island:20240303T080000",
        "DTEND;TZID=Island:20240303T090000",
        "RDATE;TZID=Island:20240803T080000",
    ]
    assert [(event.start, event.end) for event in events(calendar(*lines, head=head))] == [
        (datetime(2024, 3, 2, 20, tzinfo=UTC), datetime(2024, 3, 2, 21, tzinfo=UTC)),
        (datetime(2024, 8, 2, 22, tzinfo=UTC), datetime(2024, 8, 2, 23, tzinfo=UTC)),
    ]


def test_a_date_that_is_added_may_be_before_the_first() -> None:
    lines = ["DTSTART:20260401T180000Z", "RDATE:20260325T180000Z,20260408T180000Z"]
    assert [event.start and event.start.day for event in events(calendar(*lines))] == [25, 1, 8]


STRAY_LINES = [
    ("a name folded before its colon", ["DTSTART", " ;VALUE=DATE", " :20260401"], "Open day"),
    ("an empty line within a fold", ["DTSTART", "", " ;VALUE=DATE:20260401"], "Open day"),
    ("no property, after a time", ["DTSTART;VALUE=DATE:20260401", "PLACE=Hall"], "Open day"),
    ("no property, after a text", ["DTSTART;VALUE=DATE:20260401", "SUMMARY:Open", "house"], "Open house"),
]


@pytest.mark.parametrize(("_what", "lines", "title"), STRAY_LINES)
def test_a_line_that_is_no_property_spoils_none(_what: str, lines: list[str], title: str) -> None:
    text = calendar(*lines)
    (event,) = events(text.replace("SUMMARY:Open day\r\n", "") if title != "Open day" else text)
    assert (event.uid, event.title, event.start) == ("a", title, date(2026, 4, 1))


HOSTILE = [
    "FREQ=HOURLY", "FREQ=MINUTELY;COUNT=100000", "FREQ=HOURLY;COUNT=3;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTH=1", "FREQ=YEARLY;BYYEARDAY=400", "FREQ=DAILY;BYHOUR=25",
    "FREQ=SECONDLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYSETPOS=4", "FREQ=DAILY;BYHOUR=1,2;BYSECOND=0,1",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=1MO;BYSETPOS=5", "FREQ=MONTHLY;BYDAY=9MO",
    "FREQ=WEEKLY;BYDAY=", "FREQ=", "", "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
]  # fmt: skip


@pytest.mark.parametrize("rule", HOSTILE)
def test_a_hostile_rule_is_told_and_not_followed(rule: str) -> None:
    found, issues = calendar_events(calendar("DTSTART:20260401T180000Z", f"RRULE:{rule}"), FETCHED, CUES)
    assert [event.title for event in found] == ["Open day"]
    assert len(issues) == 1
    assert issues[0].startswith("line 3: series a is not unrolled: ")


def test_a_calendar_of_thousands_is_bounded_and_says_so() -> None:
    event = "BEGIN:VEVENT\nUID:{0}\nDTSTART:20260401\nEND:VEVENT\n"
    text = (
        "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(event.format(n) for n in range(5_001)) + "END:VCALENDAR\n"
    )
    found, issues = calendar_events(text, FETCHED, CUES)
    assert (len(found), issues) == (5_000, ("line 20003: only the first 5000 events are read",))


def series(count: int, start: str, rule: str) -> str:
    """A calendar of so many series of one rule."""
    event = f"BEGIN:VEVENT\nUID:{{0}}\nSUMMARY:Run {{0}}\nDTSTART:{start}\nRRULE:{rule}\nEND:VEVENT\n"
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(event.format(n) for n in range(count)) + "END:VCALENDAR\n"
    )


def test_many_series_share_what_a_calendar_may_tell() -> None:
    found, issues = calendar_events(series(60, "20200101T180000Z", "FREQ=DAILY"), FETCHED, CUES)
    told = Counter(event.series for event in found)
    assert (set(told.values()), len(told), issues) == ({100}, 60, ())
    assert min(event.start for event in found if event.start) >= datetime(2026, 3, 19, tzinfo=UTC)


def test_rules_that_find_nothing_are_given_up_and_named() -> None:
    rule = "FREQ=MINUTELY;BYDAY=MO;BYSETPOS=-366"
    found, issues = calendar_events(series(20, "20260401T180000", rule), FETCHED, CUES)
    assert [event.rrule for event in found] == [rule] * 20
    assert issues[-1].endswith("is not unrolled: the rules of its calendar ask for more than is followed")


def test_issues_without_end_are_counted() -> None:
    text = "BEGIN:VCALENDAR\nVERSION:2.0\n" + "BEGIN:VEVENT\nUID:x\nEND:VEVENT\n" * 60 + "END:VCALENDAR\n"
    _, issues = calendar_events(text, FETCHED, CUES)
    assert (len(issues), issues[-1]) == (51, "and 10 more like these")


ORGANISERS = [
    ("ORGANIZER;CN=Village Council:mailto:jane@village.example", ["Village Council"]),
    ("ORGANIZER;CN=Riverside:mailto:info@riverside.example", ["Riverside"]),
    ("ORGANIZER;CN=Riverside:mailto:jane@riverside.example", []),
    ("ORGANIZER;CN=Jane Sample:mailto:info@riverside.example", []),
    ("ORGANIZER:mailto:jane@riverside.example", []),
]


@pytest.mark.parametrize(("line", "names"), ORGANISERS)
def test_an_organiser_is_never_a_person(line: str, names: list[str]) -> None:
    (event,) = events(calendar("DTSTART:20260401", line))
    assert [party.name for party in event.parties] == names


def test_a_cancelling_calendar_cancels_its_events() -> None:
    (event,) = events(calendar("DTSTART:20260401", head="METHOD:CANCEL\r\n"))
    assert event.status is not None
    assert event.status.value == "cancelled"


def test_many_categories_are_tags_not_topics() -> None:
    assert events(calendar("DTSTART:20260401", "CATEGORIES:Dialogue,Parks"))[0].topics == (
        "Dialogue",
        "Parks",
    )
    assert events(calendar("DTSTART:20260401", "CATEGORIES:a,b,c,d,e,f"))[0].topics == ()


def test_an_event_without_its_own_id_is_told_by_its_start() -> None:
    found = events(calendar("DTSTART;TZID=Europe/Oslo:20260401T180000").replace("UID:a\r\n", ""))
    assert [(event.uid, event.recurrence) for event in found] == [(None, "20260401T180000")]


NOT_CALENDARS = [
    ("", "line 1: no calendar: BEGIN:VCALENDAR is missing (broken or another kind of file)"),
    ("<html>gone</html>", "line 1: no calendar: BEGIN:VCALENDAR is missing (broken or another kind of file)"),
    ("BEGIN:VCALENDAR\nVERSION:2.0\n", "line 2: the calendar is cut in the middle"),
]


@pytest.mark.parametrize(("text", "issue"), NOT_CALENDARS)
def test_what_is_no_whole_calendar_is_said(text: str, issue: str) -> None:
    assert calendar_events(text, FETCHED, CUES) == ([], (issue,))
