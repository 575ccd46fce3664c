"""Writing: the same twice changes nothing, a change keeps its id, a vanished page is missing."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from sqlalchemy import Engine, sql
from sqlmodel import select
from store_makers import DAY, NOW, at, claim, facts, organised_by, page, run_of, told, write_page

from pipeline.model import (
    Announcement,
    Funding,
    Place,
    Precision,
    Price,
    Reading,
    Registration,
    Role,
    Status,
    When,
)
from store import tables
from store.history import revisions_of
from store.session import session
from store.tellings import load_announcements
from store.visits import upcoming_urls
from store.write import mark_missing, mark_seen, save_source, write_reading

TOMORROW = NOW + DAY


def full_announcement() -> Announcement:
    part = told("hus", "dialog", "Välkomna", at("2026-03-12 13:00"), key="https://hus.example/dialog#part")
    return told(
        "hus",
        "dialog",
        "Medborgardialog om parken",
        at("2026-03-12 13:00", "2026-03-12 16:00"),
        summary="Vi pratar om parken.",
        place=Place(venue="Folkets hus", room="Sal 2", address="Parkgatan 1", city="Malmö", country="SE"),
        parties=(*organised_by("Nätverket Parken"), *organised_by("Parkfonden", role=Role.FUNDER)),
        funding=(Funding(funder="Parkfonden", programme="Grönt", amount=9_000_000.0, currency="SEK"),),
        registration=Registration(url="https://anmal.example/7", deadline=date(2026, 3, 10), required=True),
        price=Price(free=True, text="Fri entré"),
        languages=("sv", "en"),
        language="sv",
        topics=("parks",),
        same_as=("https://facebook.example/events/77",),
        translation_key="park-dialogue",
        sub_events=(part,),
    )


def snapshot(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but those that a run always moves, in an order of their own."""
    rows: dict[str, list[tuple[object, ...]]] = {}
    with engine.connect() as connection:
        for name, table in tables.SQLModel.metadata.tables.items():
            if name not in {"run", "page"}:
                columns = [column for column in table.c if column.name != "last_seen"]
                found = connection.execute(sql.select(*columns))
                rows[name] = sorted((tuple(row) for row in found), key=repr)
    return rows


def test_an_announcement_comes_back_as_it_was_written(engine: Engine) -> None:
    item = full_announcement()
    with session(engine) as opened:
        counts = write_page(opened, "dialog", item)
    assert (counts.new, counts.changed) == (1, 0)
    with session(engine) as opened:
        back = load_announcements(opened, [item.id])[item.id]
    assert back.sub_events[0].title == "Välkomna"
    part = back.sub_events[0]
    assert back == item.__class__(**{**_values(item), "sub_events": (part,)})


def _values(item: Announcement) -> dict[str, object]:
    return {name: getattr(item, name) for name in item.__dataclass_fields__}


def test_writing_the_same_twice_changes_nothing_but_last_seen(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "dialog", full_announcement())
    before = snapshot(engine)
    with session(engine) as opened:
        counts = write_page(opened, "dialog", full_announcement(), when=TOMORROW)
    assert counts.as_counts() == {**dict.fromkeys(counts.as_counts(), 0), "unchanged": 1}
    assert snapshot(engine) == before
    with session(engine) as opened:
        row = opened.exec(select(tables.Announcement).where(tables.Announcement.parent_id == None)).one()  # noqa: E711
        assert (row.first_seen, row.last_seen, row.last_changed) == (NOW, TOMORROW, NOW)


def test_a_moved_event_keeps_its_id_and_tells_what_it_was(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "mote", told("hus", "mote", "Årsmöte", at("2026-03-12 18:00")))
        counts = write_page(
            opened, "mote", told("hus", "mote", "Årsmöte", at("2026-03-19 18:00")), when=TOMORROW
        )
    assert counts.changed == 1
    with session(engine) as opened:
        row = opened.exec(select(tables.Announcement)).one()
        [moved] = revisions_of(opened, [row.id])
    assert row.last_changed == TOMORROW
    assert (moved.field, moved.old, moved.new, moved.at) == (
        "start",
        "2026-03-12T18:00:00+01:00",
        "2026-03-19T18:00:00+01:00",
        TOMORROW,
    )
    assert moved.run_id == "hus-1"


def test_evidence_that_moves_on_its_page_is_no_change_of_the_announcement(engine: Engine) -> None:
    first = told("hus", "mote", "Årsmöte", claims=(claim("title", "Årsmöte", span=(0, 7)),))
    second = told("hus", "mote", "Årsmöte", claims=(claim("title", "Årsmöte", span=(90, 97)),))
    with session(engine) as opened:
        write_page(opened, "mote", first)
        write_page(opened, "mote", second, when=TOMORROW)
        row = opened.exec(select(tables.Announcement)).one()
        assert (row.last_changed, row.last_seen) == (NOW, TOMORROW)
        assert load_announcements(opened, [row.id])[row.id].claims[0].span == (90, 97)
        assert revisions_of(opened, [row.id]) == []


def test_only_words_cancel_and_it_is_counted(engine: Engine) -> None:
    cancelled = told("hus", "mote", "INSTÄLLT: Årsmöte", at("2026-03-12"), status=Status.CANCELLED)
    with session(engine) as opened:
        write_page(opened, "mote", told("hus", "mote", "Årsmöte", at("2026-03-12")))
        counts = write_page(opened, "mote", cancelled, when=TOMORROW)
    assert (counts.changed, counts.cancelled) == (1, 1)


DAYS = [
    ("2026-03-12", None, date(2026, 3, 12), date(2026, 3, 12)),
    ("2026-03-12", "2026-03-14", date(2026, 3, 12), date(2026, 3, 14)),
    ("2026-02", None, date(2026, 2, 1), date(2026, 2, 28)),
]


@pytest.mark.parametrize(("start", "end", "first", "last"), DAYS)
def test_a_day_or_a_month_is_never_a_midnight(
    engine: Engine, start: str, end: str | None, first: date, last: date
) -> None:
    with session(engine) as opened:
        write_page(opened, "x", told("hus", "x", "Möte", at(start, end)))
        row = opened.exec(select(tables.Announcement)).one()
        assert row.start_at is None
        assert row.end_at is None
        assert (row.start_text, row.start_on, row.until_on) == (start, first, last)


RULES = [
    ("FREQ=WEEKLY;UNTIL=20260430T160000Z", date(2026, 4, 30)),
    ("FREQ=WEEKLY", date.max),
    ("FREQ=WEEKLY;UNTIL=99999999", date.max),
]


@pytest.mark.parametrize(("rrule", "last"), RULES)
def test_a_series_may_be_going_on_until_its_rule_ends(engine: Engine, rrule: str, last: date) -> None:
    series = When(start=date(2026, 3, 12), end=date(2026, 3, 12), rrule=rrule)
    with session(engine) as opened:
        write_page(opened, "x", told("hus", "x", "Språkcafé", series))
        assert opened.exec(select(tables.Announcement)).one().until_on == last


def test_an_instant_is_utc_and_the_local_day_is_the_zones(engine: Engine) -> None:
    late = told("hus", "natt", "Nattvandring", at("2026-03-12 00:30"))
    with session(engine) as opened:
        write_page(opened, "natt", late)
    with session(engine) as opened:
        row = opened.exec(select(tables.Announcement)).one()
        assert row.start_at is not None
        assert row.start_at.isoformat() == "2026-03-11T23:30:00+00:00"
        assert (row.start_on, row.zone) == (date(2026, 3, 12), "Europe/Stockholm")


def test_a_naive_time_is_neither_stored_nor_asked_for(engine: Engine) -> None:
    naive = datetime(2026, 3, 12)  # noqa: DTZ001
    with pytest.raises(Exception, match="has no zone"), session(engine) as opened:
        opened.exec(select(tables.Announcement).where(tables.Announcement.last_seen == naive)).all()


def test_gone_from_its_page_is_missing_and_coming_back_clears_it(engine: Engine) -> None:
    first, second = (told("hus", path, path, at("2026-03-12")) for path in ("a", "b"))
    with session(engine) as opened:
        write_page(opened, "lista", first, second)
        assert write_page(opened, "lista", second, when=TOMORROW).missing == 1
        rows = {row.title: row for row in opened.exec(select(tables.Announcement))}
        assert (rows["a"].missing_since, rows["a"].status) == (TOMORROW, "scheduled")
        assert rows["b"].missing_since is None
        assert write_page(opened, "lista", first, second, when=TOMORROW + DAY).returned == 1
        opened.expire_all()
        assert {row.missing_since for row in opened.exec(select(tables.Announcement))} == {None}


def test_a_page_that_could_not_be_read_wholly_loses_nothing(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "lista", told("hus", "a", "A", at("2026-03-12")))
        counts = write_page(
            opened, "lista", when=TOMORROW, source_id="hus", error="lista: cut off at byte 900"
        )
    assert counts.missing == 0


def test_a_404_marks_upcoming_announcements_and_spares_the_past(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "kommande", told("hus", "kommande", "Kommande", at("2026-03-12")))
        write_page(opened, "forra", told("hus", "forra", "Förra", at("2026-02-12")))
        urls = ["https://hus.example/kommande", "https://hus.example/forra"]
        assert mark_missing(opened, "hus", urls, TOMORROW) == 1
        assert mark_missing(opened, "hus", urls, TOMORROW + DAY) == 0
        opened.expire_all()
        missing = {row.title: row.missing_since for row in opened.exec(select(tables.Announcement))}
    assert missing == {"Kommande": TOMORROW, "Förra": None}


def test_a_gone_page_that_is_written_is_marked_like_one_that_is_named(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "a", told("hus", "a", "A", at("2026-03-12")))
        gone = page("hus", "a", TOMORROW, status=410)
        counts = write_reading(opened, run_of(opened, "hus", TOMORROW), gone, Reading(url=gone.url))
    assert counts.missing == 1


def test_an_older_page_changes_nothing(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "a", told("hus", "a", "Nytt", at("2026-03-12")), when=TOMORROW)
        counts = write_page(opened, "a", told("hus", "a", "Gammalt", at("2026-03-12")), when=NOW)
        assert opened.exec(select(tables.Announcement)).one().title == "Nytt"
    assert counts.stale == 1


def test_a_listing_does_not_overwrite_the_events_own_page(engine: Engine) -> None:
    short = told("hus", "mote", "Årsmöte…", at("2026-03-12"))
    whole = told("hus", "mote", "Årsmöte för alla", at("2026-03-12 18:00"))
    with session(engine) as opened:
        write_page(opened, "lista", short)
        assert write_page(opened, "mote", whole).changed == 1
        assert write_page(opened, "lista", short, when=TOMORROW).elsewhere == 1
        row = opened.exec(select(tables.Announcement)).one()
        assert row.title == "Årsmöte för alla"
        assert revisions_of(opened, [row.id]) == []


def test_an_item_that_moves_to_the_listings_next_page_is_not_missing(engine: Engine) -> None:
    first, second = (told("hus", path, path, at("2026-03-12")) for path in ("a", "b"))
    with session(engine) as opened:
        write_page(opened, "lista", first)
        write_page(opened, "lista?sida=2", first, when=NOW + DAY / 2)
        assert write_page(opened, "lista", second, when=TOMORROW).missing == 0


def test_not_modified_pages_move_last_seen_only(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "a", told("hus", "a", "A", at("2026-03-12")))
        for since, seen in ((NOW, NOW), (TOMORROW, TOMORROW)):
            mark_seen(opened, "hus", ["https://hus.example/a"], TOMORROW, since)
            opened.expire_all()
            row = opened.exec(select(tables.Announcement)).one()
            assert (row.last_seen, row.last_changed) == (seen, NOW)


def test_pages_of_upcoming_events_are_to_be_visited_again(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "kommande", told("hus", "kommande", "Kommande", at("2026-03-12")))
        write_page(opened, "forra", told("hus", "forra", "Förra", at("2026-02-12")))
        assert upcoming_urls(opened, ["hus"], NOW) == {"hus": ["https://hus.example/kommande"]}


def test_what_a_database_refuses_is_taken_out_of_texts(engine: Engine) -> None:
    hostile = told("hus", "a", "Fest\x00 \ud83d \x1bidag\uffff", claims=(claim("amount", float("inf")),))
    with session(engine) as opened:
        write_page(opened, "a", hostile)
        back = load_announcements(opened, [hostile.id])[hostile.id]
    assert back.title == "Fest ? idag"
    assert back.claims[0].value is None


def test_a_page_without_a_fetch_time_is_refused(engine: Engine) -> None:
    from dataclasses import replace

    with pytest.raises(ValueError, match="no fetch time"), session(engine) as opened:
        undated = replace(page("hus", "a"), fetched_at=None)
        write_reading(opened, run_of(opened, "hus"), undated, Reading(url=undated.url))


def test_one_organisation_under_its_accents_case_and_legal_form(engine: Engine) -> None:
    names = ["Föreningen Språng", "FÖRENINGEN  SPRÅNG", "Foreningen Sprang ideell förening"]
    with session(engine) as opened:
        for number, name in enumerate(names):
            write_page(opened, str(number), told("hus", str(number), "Möte", parties=organised_by(name)))
        organisations = {row.name for row in opened.exec(select(tables.Organisation))}
    assert organisations == {"hus", "Föreningen Språng"}


def test_networks_of_a_source_are_exactly_those_it_declares(engine: Engine) -> None:
    with session(engine) as opened:
        save_source(opened, facts("hus", networks=("north", "south")))
        save_source(opened, facts("hus", networks=("south", "west")))
        linked = {row.network_id for row in opened.exec(select(tables.SourceNetwork))}
    assert linked == {"south", "west"}


def test_a_refusing_transaction_leaves_what_was_there(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "a", told("hus", "a", "A", at("2026-03-12")))
    before = snapshot(engine)
    with pytest.raises(KeyboardInterrupt), session(engine) as opened:
        write_page(opened, "a", told("hus", "a", "Ändrat", at("2026-03-13")), when=TOMORROW)
        raise KeyboardInterrupt
    assert snapshot(engine) == before


def test_a_month_is_read_back_as_a_month(engine: Engine) -> None:
    with session(engine) as opened:
        item = told("hus", "a", "Vårmöte", at("2026-05"))
        write_page(opened, "a", item)
        back = load_announcements(opened, [item.id])[item.id]
    assert back.when == When(start=date(2026, 5, 1), zone="Europe/Stockholm", precision=Precision.MONTH)
