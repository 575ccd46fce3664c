"""Long lists of events: what is kept of them, and that every quote has its place."""

from __future__ import annotations

from datetime import date, timedelta

from pipeline.listed import MAX_LISTED, MAX_PROSE
from tests.telling import reading_of

FIRST = date(2020, 1, 1)
EVENT = """BEGIN:VEVENT
UID:{n}
DTSTART;VALUE=DATE:{day:%Y%m%d}
SUMMARY:Stormöte {n}
LOCATION:Folkets hus\\, Storgatan {n}\\, Borås
DESCRIPTION:Mötet arrangeras av Föreningen Nummer{n}.
END:VEVENT
"""


def calendar(count: int) -> str:
    """A calendar with an event a day from 2020 on."""
    days = (FIRST + timedelta(days=n) for n in range(count))
    events = "".join(EVENT.format(n=n, day=day) for n, day in enumerate(days))
    return f"BEGIN:VCALENDAR\nVERSION:2.0\n{events}END:VCALENDAR\n"


def test_the_events_nearest_to_the_fetch_are_kept_and_read_in_full() -> None:
    reading = reading_of(calendar(MAX_LISTED + 300), "text/calendar", "2026-03-20", languages=("sv",))
    assert reading.issues == ("only 2000 of 2300 events are kept, those nearest to the fetch",)
    assert len(reading.announcements) == MAX_LISTED
    assert (reading.announcements[0].title, reading.announcements[-1].title) == (
        "Stormöte 300",
        "Stormöte 2299",
    )
    organised = [one.title for one in reading.announcements if one.parties]
    assert len(organised) == MAX_PROSE
    assert "Stormöte 2270" in organised


def test_every_quote_stands_where_its_span_says() -> None:
    reading = reading_of(calendar(12), "text/calendar", "2020-01-05", languages=("sv",))
    quoted = [claim for one in reading.announcements for claim in one.claims if claim.span]
    assert {claim.field for claim in quoted} >= {"organisers", "address", "city"}
    assert [claim for claim in quoted if reading.text[slice(*claim.span or (0, 0))] != claim.quote] == []


def test_each_event_of_a_list_has_a_key_of_its_own() -> None:
    same = calendar(9).replace("UID:1\n", "UID:2\n").replace("UID:5\n", "")
    reading = reading_of(same, "text/calendar", "2020-01-05", languages=("sv",))
    assert len({one.id for one in reading.announcements}) == 9


def test_broken_json_is_said_with_its_line() -> None:
    reading = reading_of('{"events": [\n{"title": "A" "start": 1}]}', "application/json", "2026-03-20")
    assert reading.announcements == ()
    assert (
        reading.error
        == "https://example.org/x: line 2: broken JSON: Expecting ',' delimiter: line 2 column 15 (char 27)"
    )
