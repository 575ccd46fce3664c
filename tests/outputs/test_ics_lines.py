"""Content lines of iCalendar: written here, held against the library's own."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Event, vText, vUri
from icalendar.parser import Contentline, Contentlines

from kalends.outputs.ics_lines import component, line, text_line, time_line

_WORDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=200)


@given(_WORDS, _WORDS.filter(bool))
def test_lines_mean_to_the_library_what_was_written(told: str, name: str) -> None:
    """Whatever is written, the library reads it again, and no line is longer than 75 octets."""
    written = text_line("SUMMARY", told, {"CN": name})
    assert max(map(len, written.split(b"\r\n"))) <= 75
    (parsed, _) = Contentlines.from_ical(written)
    key, parameters, value = parsed.parts()
    assert (key, parameters["CN"], vText.from_ical(value)) == ("SUMMARY", name, told)


@given(_WORDS)
@example("a" * 67)
@example("a" * 64 + "\U00010000")
@example("a" * 65 + "\\;")
def test_texts_are_folded_as_the_library_folds_them(told: str) -> None:
    """The same octets, so that no client sees another calendar."""
    whole = f"SUMMARY:{vText(told).to_ical().decode()}"
    assert text_line("SUMMARY", told) == Contentline(whole).to_ical() + b"\r\n"


@pytest.mark.parametrize(
    "moment",
    [
        date(2026, 12, 3),
        date(987, 1, 2),
        datetime(2026, 12, 3, 17, 30, tzinfo=UTC),
        datetime(2026, 12, 3, 17, 30, tzinfo=ZoneInfo("Europe/Warsaw")),
    ],
)
def test_times_are_as_the_library_writes_them(moment: date) -> None:
    """Days, instants, and clock times of a zone."""
    event = Event()
    event.add("dtstart", moment)
    assert component("VEVENT", time_line("DTSTART", moment)) == event.to_ical()


def test_a_line_break_in_a_value_is_refused() -> None:
    """Only a text may have one, escaped: else a page could write properties of its own."""
    assert text_line("SUMMARY", "one\nATTENDEE:mailto:x@y.example") == (
        b"SUMMARY:one\\nATTENDEE:mailto:x@y.example\r\n"
    )
    assert line("LINK", "https://a.example/", {"LINKREL": "describedby"}) == (
        b'LINK;LINKREL="describedby":' + vUri("https://a.example/").to_ical() + b"\r\n"
    )
    with pytest.raises(ValueError, match="line break"):
        line("URL", "https://a.example/\r\nATTENDEE:x")
