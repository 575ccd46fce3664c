"""Hours as they are written, and numbers that are none."""

from __future__ import annotations

import pytest

from pipeline.extract.clock import find_times
from pipeline.extract.dates import find_dates
from pipeline.words import Marks, vocabulary

TIMES = [
    ("sv", "kl. 18.00", "18:00"),
    ("sv", "kl 18", "18:00"),
    ("sv", "klockan 8.30", "8:30"),
    ("sv", "kl. 13–16", "13:00-16:00"),
    ("sv", "kl 18.00–20.00", "18:00-20:00"),
    ("sv", "18:00 - 20:00", "18:00-20:00"),
    ("sv", "mellan kl. 9 och 12", "9:00-12:00"),
    ("sv", "från kl. 17.30 till 19.00", "17:30-19:00"),
    ("sv", "13.15–15.00", "13:15-15:00"),
    ("pl", "godz. 18.00", "18:00"),
    ("pl", "o godz. 17:30", "17:30"),
    ("pl", "w godz. 9.00–15.30", "9:00-15:30"),
    ("pl", "w godzinach od 9:00 do 15:00", "9:00-15:00"),
    ("pl", "o godzinie 10", "10:00"),
    ("en", "at 6pm", "18:00"),
    ("en", "6.30 pm", "18:30"),
    ("en", "6:30 p.m.", "18:30"),
    ("en", "4.00 p.m. to 7.00 p.m.", "16:00-19:00"),
    ("en", "9-11am", "9:00-11:00"),
    ("en", "6–8pm", "18:00-20:00"),
    ("en", "11am-1pm", "11:00-13:00"),
    ("en", "12pm", "12:00"),
    ("en", "12am", "0:00"),
    ("en", "19:30", "19:30"),
    ("en", "9pm to 1am", "21:00-1:00"),
    ("de", "18 Uhr", "18:00"),
    ("de", "17.30 Uhr", "17:30"),
    ("de", "9–12.30 Uhr", "9:00-12:30"),
    ("de", "von 11 bis 15 Uhr", "11:00-15:00"),
    ("fr", "18h30", "18:30"),
    ("fr", "de 18h à 20h", "18:00-20:00"),
    ("fr", "à 9 h", "9:00"),
]

NO_TIMES = [
    ("sv", "450 kr"),
    ("sv", "12 personer och 3 bord"),
    ("sv", "25:61"),
    ("en", "call 555 1234"),
    ("en", "3.5 km"),
    ("en", "pages 12-14"),
    ("pl", "ul. Lipowa 7"),
    ("pl", "18.³⁰"),
    ("pl", "1.200,50 zł"),
    ("de", "3.000 Euro"),
    ("en", "ratio 1:2:3"),
]


def clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def times_in(text: str, language: str) -> list[str]:
    marks = Marks(text, vocabulary(language))
    found = find_times(marks, find_dates(marks))
    return [clock(t.begin) + ("" if t.until is None else f"-{clock(t.until)}") for t in found]


@pytest.mark.parametrize(("language", "text", "expected"), TIMES)
def test_an_hour_is_found_as_written(language: str, text: str, expected: str) -> None:
    assert times_in(text, language) == [expected]


@pytest.mark.parametrize(("language", "text"), NO_TIMES)
def test_a_number_is_no_hour(language: str, text: str) -> None:
    assert times_in(text, language) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("sv", "12 mars 2026, 13–15", "13:00-15:00"),
        ("en", "12 March 2026 18:00-20:00", "18:00-20:00"),
        ("pl", "12.03.2026 godz. 17", "17:00"),
        ("de", "12.03.2026, 9-12 Uhr", "9:00-12:00"),
        ("sv", "6/3 kl 9-12", "9:00-12:00"),
    ],
)
def test_a_days_digits_are_no_hours(language: str, text: str, expected: str) -> None:
    assert times_in(text, language) == [expected]
