"""What holds of every reading, whatever the page: nothing raises, quotes are true, clocks do not matter."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model import Announcement, Page, Reading, SourceFacts
from pipeline.read import read_page
from tests.telling import page_of, told

PROSE_TYPES = ["text/html", "text/plain", "text/markdown"]
MEDIA_TYPES = [*PROSE_TYPES, "text/calendar", "application/json", "application/xml"]
FACTS = SourceFacts(id="example", country="SE", timezone="Europe/Stockholm", languages=("sv",))
SECONDS = 20
"""Far above what a reading takes (under 5 s a megabyte), so that a busy machine does not fail it."""

few = settings(max_examples=40, derandomize=True, deadline=None, database=None)

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
    reading = read_page(page, FACTS)
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


MEGABYTE = 1_000_000
HOSTILE = {
    "1-1-1-": ("text/plain", "1-1-1-"),
    "digits": ("text/plain", "1234567890"),
    "dots": ("text/plain", "."),
    "quotes": ("text/plain", "\"'„”"),
    "parentheses": ("text/plain", "()(("),
    "kl kl kl": ("text/plain", "kl "),
    "weak dates": ("text/plain", "1/2 "),
    "date lines": ("text/plain", "12 maj kl 18\n"),
    "dated towns": ("text/plain", "12 maj kl 18 i Lund\n"),
    "one line of dates": ("text/plain", "12 maj kl 18 "),
    "one line of ISO days": ("text/plain", "2026-05-12 "),
    "weekdays": ("text/plain", "torsdag "),
    "weekly": ("text/plain", "varje torsdag till maj kl 18\n"),
    "colons": ("text/plain", ": "),
    "brackets": ("text/markdown", "[[["),
    "hyphens": ("text/plain", "a-"),
    "ampersands": ("text/html", "&"),
    "capital words": ("text/plain", "Abc "),
    "emphasis": ("text/markdown", "*a "),
    "organisers": ("text/plain", "Arrangör:\n"),
    "givers": ("text/plain", "med stöd av Vinnova "),
    "funders": ("text/plain", "Vinnova "),
    "deadlines": ("text/plain", "Anmälan senast 12 maj\n"),
    "events as headings": ("text/markdown", "# Möte 12 maj kl 18\n"),
    "paragraphs": ("text/plain", "Möte i Lund den 12 maj kl 18.\n\n"),
    "rows": ("text/html", "<tr><td>12 maj 2026</td><td>18.00</td><td>Möte</td></tr>"),
    "cards": ("text/html", "<div><h3><a href='/e'>Möte</a></h3><p>12 maj 2026 kl 18, Lund</p></div>"),
    "definitions": ("text/html", "<dt>När</dt><dd>12 maj 2026 kl 18</dd>"),
    "links": ("text/html", "<a href='/events/1'>Möte</a>"),
    "nested lists": ("text/html", "<ul><li>a"),
    "names in a row": ("text/plain", "Arrangör: Aa och Bb, "),
    "addresses": ("text/plain", "Storgatan 4, 123 45 Malmö, "),
    "half mailboxes": ("text/plain", "a.a@a."),
    "half links": ("text/markdown", "[a](b"),
    "one line of words": ("text/plain", "mötet i staden "),
    "open tags": ("text/html", "<b><i>"),
    "json brackets": ("application/json", "[{"),
    "calendar lines": ("text/calendar", "BEGIN:VEVENT\n"),
}


ANNOUNCED = {
    "text/plain": "Dialogmöte torsdag 12 mars 2026 kl. 18.00\n",
    "text/markdown": "Dialogmöte torsdag 12 mars 2026 kl. 18.00\n",
    "text/html": "<h1>Dialogmöte</h1><p>Torsdag 12 mars 2026 kl. 18.00 i Lund</p>",
}
"""Stands ahead of the pattern, so that every field is looked for."""


def hostile_page(name: str) -> Page:
    """A megabyte of one pattern; "5,000 deep": elements nested round an announcement."""
    if name == "5,000 deep":
        inner = "<p>Dialogmöte 12 mars 2026 kl. 18.00</p>"
        return page_of("<div>" * 5000 + inner + "</div>" * 5000, "text/html", "2026-02-01")
    media_type, pattern = HOSTILE[name]
    text = pattern * (MEGABYTE // len(pattern.encode()))
    return page_of(ANNOUNCED.get(media_type, "") + text, media_type, "2026-02-01")


@pytest.mark.parametrize("name", [*HOSTILE, "5,000 deep"])
def test_a_hostile_megabyte_is_read_in_seconds(name: str) -> None:
    page = hostile_page(name)
    began = time.process_time()
    read_page(page, FACTS)
    assert time.process_time() - began < SECONDS


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
    started = time.monotonic()
    reading = read_page(page, FACTS)
    assert len(reading.announcements[0].parties) <= 101
    assert time.monotonic() - started < 20
