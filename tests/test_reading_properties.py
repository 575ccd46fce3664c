"""What holds of every reading, whatever the page: nothing raises, quotes are true, clocks do not matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Announcement, Reading, SourceFacts
from pipeline.read import read_page
from tests.hostile import NAMES, hostile_page
from tests.telling import page_of, told

PROSE_TYPES = ["text/html", "text/plain", "text/markdown"]
MEDIA_TYPES = [*PROSE_TYPES, "text/calendar", "application/json", "application/xml"]
FACTS = SourceFacts(id="example", country="SE", timezone="Europe/Stockholm", languages=("sv",))

few = settings(max_examples=25, derandomize=True, deadline=None, database=None)

WORDS = [
    "Dialogmöte",
    "workshop",
    "den",
    "12 mars 2026",
    "2026-03-12",
    "kl. 18.00–20.00",
    "12/3",
    "i maj",
    "senast",
    "Arrangör:",
    "Plats:",
    "Rådhuset",
    "Storgatan 4",
    "Malmö",
    "i samarbete med",
    "Region Söder",
    "med stöd av",
    "Vinnova",
    "450 000 kr",
    "inställt",
    "online",
    "\n",
    "\n\n",
    ".",
    ":",
    "(",
    "”",
    "–",
    "\t",
    "<p>",
    "</p>",
    "<td>",
    "# ",
    "---\n",
    "BEGIN:VEVENT\n",
    "DTSTART:20260312T180000\n",
    "{",
    "}",
    '"startDate": "2026-03-12"',
    "\u00a0",
]
texts = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=40).map(" ".join)
bodies = st.binary(max_size=300) | texts.map(str.encode) | texts.map(lambda text: text.encode("utf-16"))


def everything(reading: Reading) -> list[Announcement]:
    """Announcements and their parts."""
    return [part for one in reading.announcements for part in (one, *one.sub_events)]


@few
@given(bodies, st.sampled_from(MEDIA_TYPES), st.sampled_from([None, "2026-02-01"]))
def test_no_page_makes_a_reading_raise(body: bytes, media_type: str, fetched: str | None) -> None:
    reading = read_page(page_of(body, media_type, fetched), FACTS)
    assert reading.error or body.strip()


@few
@given(texts, st.sampled_from(PROSE_TYPES))
def test_every_span_holds_the_words_it_quotes(text: str, media_type: str) -> None:
    start = "Dialogmöte torsdag 12 mars 2026 kl. 18.00\nArrangör: Lindåkra kommun\n"
    page = page_of(f"{start}{text}", media_type, "2026-02-01")
    assert_quoted(read_page(page, FACTS))


def assert_quoted(reading: Reading) -> None:
    """Every claim's span holds its quote, and scores are shares of certainty."""
    claims = [claim for one in everything(reading) for claim in one.claims if claim.span]
    for claim in claims:
        start, end = claim.span or (0, 0)
        assert reading.text[start:end] == claim.quote
        assert 0 < claim.score <= 1


@few
@given(texts, st.integers(0, 23), st.integers(0, 59))
def test_the_hour_of_fetching_changes_nothing(text: str, hour: int, minute: int) -> None:
    page = page_of(f"Dialogmöte 12 mars kl. 18.00\n{text}", fetched="2026-02-01T12:00:00+00:00")
    at = page.fetched_at
    assert at is not None
    other = replace(page, fetched_at=at.replace(hour=hour, minute=minute))
    assert read_page(other, FACTS) == read_page(page, FACTS)


@few
@given(texts, st.sampled_from(PROSE_TYPES))
def test_the_same_page_is_read_the_same_twice(text: str, media_type: str) -> None:
    page = page_of(text, media_type, "2026-02-01")
    assert read_page(page, FACTS) == read_page(page, FACTS)


@few
@given(texts)
def test_every_time_of_day_carries_a_zone(text: str) -> None:
    reading = read_page(page_of(f"Möte 12 mars 2026 kl. 18\n{text}", fetched="2026-02-01"), FACTS)
    for one in everything(reading):
        stamps = [one.when.start, one.when.end] if one.when else []
        for stamp in (*stamps, one.registration.deadline):
            assert not isinstance(stamp, datetime) or stamp.utcoffset() is not None


TEMPLATES = {
    "sv": "Publicerad {published:%Y-%m-%d}\nMöte {day:%Y-%m-%d} kl. 18. Anmälan senast {last:%Y-%m-%d}.",
    "pl": "Debata odbędzie się {day:%d.%m.%Y} r. o godz. 18.\nZgłoszenia przyjmujemy do {last:%d.%m.%Y} r.",
    "en": "Debate\nWhen: {day:%d %B %Y}, 18:00\nPlease register by {last:%d %B %Y}.",
    "de": "Bürgerdialog am {day:%d.%m.%Y} um 18 Uhr.\nAnmeldeschluss: {last:%d.%m.%Y}",
}


@pytest.mark.parametrize("language", sorted(TEMPLATES))
@few
@given(day=st.dates(date(2015, 3, 1), date(2035, 12, 28)), years=st.integers(1, 9))
def test_dates_a_year_later_give_answers_a_year_later(language: str, day: date, years: int) -> None:
    """Days are kept off 29 February, which has no anniversary; pages are fetched a month ahead."""
    near = day.replace(day=min(day.day, 28))
    for start in (near, near.replace(year=near.year + years)):
        assert told_of(language, start) == (start, start - timedelta(days=20))


def told_of(language: str, day: date) -> tuple[date, date]:
    """The start and the deadline that are read from a template's announcement of ``day``."""
    text = TEMPLATES[language].format(
        day=day, last=day - timedelta(days=20), published=day - timedelta(days=40)
    )
    facts = SourceFacts(id="example", languages=(language,), timezone="Europe/Warsaw")
    reading = read_page(page_of(text, fetched=(day - timedelta(days=30)).isoformat()), facts)
    answers = told(reading.announcements[0])
    return date.fromisoformat(answers["start"][:10]), date.fromisoformat(answers["deadline"][:10])


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_pattern_is_read(name: str) -> None:
    """Long enough to show what grows; ``python -m benchmarks.hostile`` reads whole ones and times them."""
    assert_quoted(read_page(hostile_page(name, 20_000), FACTS))


BROKEN = [
    (
        "an offset of more than a day",
        "application/json",
        None,
        '{"@type": "Event", "name": "x", "startDate": "2026-03-12T18:00:00+32:00"}',
    ),
    (
        "an end without its day",
        "text/calendar",
        None,
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260312T180000\nDTEND:202000Z\nSUMMARY:x\nEND:VEVENT\n"
        "END:VCALENDAR",
    ),
    ("a broken address in Markdown", "text/markdown", None, "Möte 12 mars 2026, [anmäl dig](http://[::x/a)"),
    (
        "a broken address in HTML",
        "text/html",
        None,
        '<p>Möte 12 mars 2026 <a href="http://[::x/a">anmäl dig</a></p>',
    ),
    ("the first year", "text/plain", "0001-01-02", "Möte 12 mars kl. 18. Anmälan senast 1 mars."),
    ("the last night", "text/plain", "9999-12-31", "Möte 31 december kl. 23–01"),
]
"""Found by mutating whole announcements some 50,000 times: each made a reading raise."""


@pytest.mark.parametrize(
    ("media_type", "fetched", "body"), [b[1:] for b in BROKEN], ids=[b[0] for b in BROKEN]
)
def test_what_once_broke_a_reading_does_not(media_type: str, fetched: str | None, body: str) -> None:
    assert read_page(page_of(body, media_type, fetched), FACTS).url


def test_a_directory_of_organisations_is_bounded() -> None:
    names = "\n".join(f"I samarbete med {'Abcdefghij'[n % 10]}{n:04d}x förening." for n in range(1500))
    page = page_of(f"Möte 12 maj 2026 kl 18 i Lund\n{names}", "text/plain", "2026-01-15")
    reading = read_page(page, FACTS)
    assert len(reading.announcements[0].parties) <= 101
