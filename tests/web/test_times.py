"""Days as visitors read them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from kalends.web.languages import words_of
from kalends.web.times import Times
from kalends.web.visitors import OWN, Visitor

NOW = datetime(2026, 11, 28, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "this_year", "next_year"),
    [
        ("en", "Thu 3 Dec", "Fri 26 Feb 2027"),
        ("sv", "tors 3 dec.", "fre 26 feb. 2027"),
        ("pl", "czw., 3 gru", "pt., 26 lut 2027"),
    ],
)
def test_a_day_of_another_year_is_told_alike_and_with_its_year(
    language: str, this_year: str, next_year: str
) -> None:
    """Both stand beside each other where a span crosses the year."""
    times = Times(Visitor(language=language, zone=OWN), words_of(language), NOW)
    assert [times.day(date(2026, 12, 3)), times.day(date(2027, 2, 26))] == [this_year, next_year]
    assert times.day(date(2027, 2, 26), weekday=False) in next_year
