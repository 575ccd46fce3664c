"""Days as they are written, in seven languages, and what only looks like a day."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.dates import DateMention, find_dates
from pipeline.extract.years import url_day
from pipeline.words import Marks, vocabulary

DATES = [
    # one day
    ("sv", "den 12 mars 2026", "2026-03-12"),
    ("sv", "torsdag 12 mars", "?-03-12 Thu"),
    ("sv", "12:e mars 2026", "2026-03-12"),
    ("sv", "tors 12/3", "?-03-12 Thu"),
    ("pl", "12 marca 2026 r.", "2026-03-12"),
    ("pl", "w czwartek, 12 marca 2026 roku", "2026-03-12 Thu"),
    ("pl", "12 XI 2026", "2026-11-12"),
    ("en", "March 12, 2026", "2026-03-12"),
    ("en", "the 12th of March 2026", "2026-03-12"),
    ("en", "Thursday, 12 March 2026", "2026-03-12 Thu"),
    ("de", "Donnerstag, 12. März 2026", "2026-03-12 Thu"),
    ("de", "12.03.2026", "2026-03-12"),
    ("de", "12.3.26", "2026-03-12"),
    ("nl", "op 12-3-26", "2026-03-12"),
    ("fr", "jeudi 12 mars 2026", "2026-03-12 Thu"),
    ("fr", "1er mars 2026", "2026-03-01"),
    ("es", "12 de marzo de 2026", "2026-03-12"),
    ("it", "giovedì 12 marzo 2026", "2026-03-12 Thu"),
    ("en", "2026-03-12", "2026-03-12"),
    ("en", "2026/03/12", "2026-03-12"),
    # several days, and ranges
    ("sv", "24–25 september 2026", "2026-09-24..2026-09-25"),
    ("sv", "30 september–1 oktober 2026", "2026-09-30..2026-10-01"),
    ("sv", "28 december–2 januari 2027", "2026-12-28..2027-01-02"),
    ("sv", "den 30 september till den 1 oktober 2026", "2026-09-30..2026-10-01"),
    ("pl", "w dniach 24-25 września 2026 r.", "2026-09-24..2026-09-25"),
    ("pl", "od 30 września do 2 października 2026", "2026-09-30..2026-10-02"),
    ("pl", "5, 12 i 19 maja 2026", "2026-05-05 2026-05-12 2026-05-19"),
    ("en", "24 and 25 September 2026", "2026-09-24 2026-09-25"),
    ("en", "September 30 – October 2, 2026", "2026-09-30..2026-10-02"),
    ("en", "May 10-12, 2026", "2026-05-10..2026-05-12"),
    ("de", "vom 23. bis zum 27.04.2026", "2026-04-23..2026-04-27"),
    ("sk", "od 23. do 27.4.2026", "2026-04-23..2026-04-27"),
    ("nl", "van 23 tot en met 27-4-2026", "2026-04-23..2026-04-27"),
    ("nl", "23 & 24 april 2026", "2026-04-23 2026-04-24"),
    ("de", "14., 15. u. 16. Mai 2026", "2026-05-14 2026-05-15 2026-05-16"),
    ("de", "23. + 24.04.2026", "2026-04-23 2026-04-24"),
    # as Nordic pages write a year
    ("da", "23/4-26", "2026-04-23"),
    ("sv", "den 23/4 -26", "2026-04-23"),
    ("no", "23/4 2026", "2026-04-23"),
    ("sv", "23-27/4 2026", "2026-04-23..2026-04-27"),
    ("pl", "w czwartek 24-09", "?-09-24 Thu"),
    # a dash before something else than a second day
    ("en", "May 12, 2026 – at 7 pm", "2026-05-12"),
    ("en", "May 12 – @ 6 pm", "?-05-12"),
    ("de", "14.–16.08.2026", "2026-08-14..2026-08-16"),
    ("de", "vom 30. September bis 2. Oktober 2026", "2026-09-30..2026-10-02"),
    ("de", "3., 10. und 17. Mai 2026", "2026-05-03 2026-05-10 2026-05-17"),
    ("en", "March, the 12th, 2026", "2026-03-12"),
    ("it", "dal 6 e al 9 marzo 2026", "2026-03-06..2026-03-09"),
    # a month
    ("sv", "i slutet av maj", "?-05"),
    ("en", "in May 2026", "2026-05"),
    ("pl", "w maju 2026 r.", "2026-05"),
]

NO_DATES = [
    ("en", "1-1-1-1-1"),
    ("en", "we may march on"),
    ("en", "chapter 12.3 and version 1.2.3"),
    ("en", "tel. 020 7946 0018"),
    ("sv", "tel 040-123 45 67"),
    ("sv", "kl. 18.00"),
    ("sv", "2026"),
    ("pl", "art. 12 ust. 3"),
    ("de", "10.000 Euro"),
    ("en", "www.example.org/2026-1"),
    ("nl", "tel. 12-3-26"),
    ("pl", "w piątek 10-12"),
]


def written(mention: DateMention) -> str:
    """``2026-03-12 Thu``, ``?-03-12``, ``first..last`` of a range; several days are parted by spaces."""
    days = []
    for day in mention.days:
        year = "?" if day.year is None else f"{day.year}"
        days.append(f"{year}-{day.month:02}" + ("" if day.day is None else f"-{day.day:02}"))
    text = (".." if mention.is_range else " ").join(days)
    weekday = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    return text if mention.weekday is None else f"{text} {weekday[mention.weekday]}"


def dates_in(text: str, language: str, month_first: bool = False) -> list[DateMention]:
    return find_dates(Marks(text, vocabulary(language)), month_first)


@pytest.mark.parametrize(("language", "text", "expected"), DATES)
def test_a_day_is_found_as_written(language: str, text: str, expected: str) -> None:
    assert [written(mention) for mention in dates_in(text, language)] == [expected]


@pytest.mark.parametrize(("language", "text", "expected"), DATES)
def test_a_day_is_found_within_words(language: str, text: str, expected: str) -> None:
    """The span holds the day; what stands around it changes nothing."""
    around = f"Abc ({text}) xyz."
    [mention] = dates_in(around, language)
    assert written(mention) == expected
    assert around[mention.start : mention.end] in around[5:-6]


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_what_only_looks_like_a_day_is_none(language: str, text: str) -> None:
    assert [written(mention) for mention in dates_in(text, language) if not mention.weak] == []


@pytest.mark.parametrize(("month_first", "expected"), [(False, "2026-04-03"), (True, "2026-03-04")])
def test_a_country_decides_whether_the_month_comes_first(month_first: bool, expected: str) -> None:
    assert [written(mention) for mention in dates_in("3/4/2026", "en", month_first)] == [expected]


def test_a_day_above_twelve_is_the_day_wherever_it_stands() -> None:
    assert written(dates_in("3/14/2026", "en")[0]) == "2026-03-14"
    assert written(dates_in("14/3/2026", "en", month_first=True)[0]) == "2026-03-14"


def test_a_stamp_carries_its_clock() -> None:
    [mention] = dates_in("2026-03-12T18:30:00+01:00", "en")
    assert (written(mention), mention.clock) == ("2026-03-12", 18 * 60 + 30)


@pytest.mark.parametrize("text", ["sv 12/2", "en 2/12", "de 2.12.", "sv 3/4-5/4"])
def test_a_bare_fraction_is_weak(text: str) -> None:
    assert [mention.weak for mention in dates_in(text[3:], text[:2])] == [True]


@pytest.mark.parametrize(
    "text", ["fi - 27.1.2026 klo 9-10\n- 3.3.2026", "en - 27 January 2026\n- 3 March 2026"]
)
def test_a_lists_next_line_is_no_ranges_end(text: str) -> None:
    found = dates_in(text[3:], text[:2])
    assert [written(mention) for mention in found] == ["2026-01-27", "2026-03-03"]


def test_a_measures_number_is_no_day() -> None:
    assert dates_in("Podpořeno z opatření III.4.1. programu, PRV IV.1.2", "cs") == []


def test_a_chain_of_dates_is_read_however_long_it_is() -> None:
    marks = Marks("1 May 2026 - " * 2000, vocabulary("en"))
    assert {mention.days[0].month for mention in find_dates(marks)} == {5}


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://a.example/2017/04/21/talk", date(2017, 4, 21)),
        ("https://a.example/2017/04/", date(2017, 4, 1)),
        ("https://a.example/02/12/2011/talk", date(2011, 12, 2)),
        ("https://a.example/20130417/", date(2013, 4, 17)),
        ("https://a.example/news/talk-in-town20090403.html", date(2009, 4, 3)),
        ("https://a.example/talk/20190926010123.html", date(2019, 9, 26)),
        ("https://a.example/talk/2019092601", None),
        ("https://a.example/talk/20191345", None),
        ("https://a20130417.example/talk", None),
    ],
)
def test_an_address_may_carry_a_day(address: str, day: date | None) -> None:
    assert url_day(address) == day
