"""A list and an event's own page tell of one announcement: the own page's words stand, whoever comes last."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from store_makers import DAY, NOW, at, facts, page, run_of, told, write_page

from pipeline.model import Reading
from store import tables
from store.history import revisions_of
from store.match.stored import match_announcements
from store.moves import followed, take_over
from store.resolve import resolve_events
from store.session import session
from store.write import WriteCounts, mark_missing, save_source, write_reading

OWN = told("hus", "mote", "Årsmöte för alla", at("2026-03-12 18:00"), summary="Val av styrelse.")
RECORD = told("hus", "mote", "Årsmöte…", at("2026-03-12"))
OTHER = told("hus", "fest", "Sommarfest", at("2026-06-12"))
PAGES = {"lista": (RECORD, OTHER), "mote": (OWN,)}


def refreshed(opened: Session, when: datetime, **pages: tuple[object, ...]) -> WriteCounts:
    """All pages in one run, in the order given."""
    run, counts = run_of(opened, "hus", when), WriteCounts()
    for path, items in pages.items():
        one = page("hus", path, when)
        counts += write_reading(opened, run, one, Reading(url=one.url, announcements=items))  # type: ignore[arg-type]
    match_announcements(opened, None, when)
    resolve_events(opened, None, when)
    return counts


def stored(opened: Session) -> tables.Announcement:
    opened.expire_all()
    return opened.exec(select(tables.Announcement).where(tables.Announcement.url == OWN.url)).one()


ORDERS = [("lista", "mote"), ("mote", "lista")]


@pytest.mark.parametrize("first", ORDERS)
@pytest.mark.parametrize("second", ORDERS)
def test_the_same_pages_again_change_nothing_in_whichever_order(
    engine: Engine, first: tuple[str, ...], second: tuple[str, ...]
) -> None:
    with session(engine) as opened:
        refreshed(opened, NOW, **{path: PAGES[path] for path in first})
        for days, order in enumerate((second, first, second), 1):
            counts = refreshed(opened, NOW + days * DAY, **{path: PAGES[path] for path in order})
            assert (counts.new, counts.changed, counts.missing, counts.returned) == (0, 0, 0, 0)
        row = stored(opened)
        assert (row.title, row.last_changed, row.last_seen) == (OWN.title, NOW, NOW + 3 * DAY)
        assert revisions_of(opened, [row.id]) == []


def test_a_list_that_drops_or_changes_its_record_leaves_the_own_pages_words(engine: Engine) -> None:
    moved = told("hus", "mote", "Årsmöte…", at("2026-03-13"))
    with session(engine) as opened:
        refreshed(opened, NOW, lista=(RECORD, OTHER), mote=(OWN,))
        assert refreshed(opened, NOW + DAY, lista=(moved, OTHER)).changed == 0
        assert refreshed(opened, NOW + 2 * DAY, lista=(OTHER,)).missing == 0
        row = stored(opened)
        assert (row.start_text, row.missing_since) == ("2026-03-12T18:00:00+01:00", None)


def test_a_record_stands_where_no_own_page_was_ever_read(engine: Engine) -> None:
    moved = told("hus", "mote", "Årsmöte…", at("2026-03-13"))
    with session(engine) as opened:
        refreshed(opened, NOW, lista=(RECORD,))
        assert refreshed(opened, NOW + DAY, lista=(moved,)).changed == 1
        assert mark_missing(opened, "hus", [OWN.url], NOW + DAY) == 0
        assert stored(opened).start_text == "2026-03-13"


def test_an_own_page_that_vanished_is_missing_and_stays_so_while_the_list_still_links_to_it(
    engine: Engine,
) -> None:
    with session(engine) as opened:
        refreshed(opened, NOW, lista=(RECORD,), mote=(OWN,))
        assert mark_missing(opened, "hus", [OWN.url], NOW + DAY) == 1
        for days in (2, 3):
            counts = refreshed(opened, NOW + days * DAY, lista=(RECORD,))
            assert (counts.changed, counts.returned) == (0, 0)
            assert mark_missing(opened, "hus", [OWN.url], NOW + days * DAY) == 0
        row = stored(opened)
        assert (row.title, row.missing_since, row.status) == (OWN.title, NOW + DAY, "scheduled")
        assert refreshed(opened, NOW + 4 * DAY, lista=(RECORD,), mote=(OWN,)).returned == 1


def test_what_only_asks_for_news_changes_what_it_tells_and_loses_nothing_else(engine: Engine) -> None:
    """An interface asked since a moment answers under another address, with what changed alone."""
    before = told("hus", "a", "Möte", at("2026-03-12"), key="17")
    after = told("hus", "a", "Möte", at("2026-03-19"), key="17")
    other, fresh = told("hus", "b", "Fest", at("2026-03-14"), key="18"), told("hus", "c", "Ny", key="19")
    with session(engine) as opened:
        save_source(opened, facts("hus"))
        write_page(opened, "api", before, other)
        run, news = run_of(opened, "hus", NOW + DAY), page("hus", "api?since=1", NOW + DAY)
        told_new = Reading(url=news.url, announcements=(after, fresh))
        counts = write_reading(opened, run, news, told_new, whole=False)
        assert (counts.new, counts.changed, counts.missing) == (1, 1, 0)
        run, none = run_of(opened, "hus", NOW + 2 * DAY), page("hus", "api?since=1", NOW + 2 * DAY)
        assert write_reading(opened, run, none, Reading(url=none.url), whole=False).missing == 0
        counts = write_page(opened, "api", after, other, fresh, when=NOW + 3 * DAY)
        assert (counts.new, counts.changed, counts.missing, counts.elsewhere) == (0, 0, 0, 0)
        assert write_page(opened, "api", after, fresh, when=NOW + 4 * DAY).missing == 1


def test_what_moves_to_a_lists_next_page_takes_its_changes_along(engine: Engine) -> None:
    before, after = (told("hus", "a", "Möte", at(day), key="17") for day in ("2026-03-12", "2026-03-19"))
    fresh = told("hus", "b", "Fest", at("2026-03-14"), key="18")
    with session(engine) as opened:
        refreshed(opened, NOW, ett=(before,), två=())
        counts = refreshed(opened, NOW + DAY, ett=(fresh,), två=(after,))
        assert (counts.new, counts.changed, counts.missing, counts.returned) == (1, 1, 0, 0)
        counts = refreshed(opened, NOW + 2 * DAY, ett=(fresh,), två=(after,))
        assert counts.as_counts() == {**dict.fromkeys(counts.as_counts(), 0), "unchanged": 2}


def test_a_page_that_moved_keeps_its_announcement_whoever_names_its_old_address(engine: Engine) -> None:
    moved = told("hus", "arsmote-2026", OWN.title, OWN.when, summary=OWN.summary)
    moves = {OWN.url: moved.url}
    with session(engine) as opened:
        refreshed(opened, NOW, lista=(RECORD, OTHER), mote=(OWN,))
        take_over(opened, "hus", moves)
        listed = tuple(followed(item, moves) for item in (RECORD, OTHER))
        days = ((listed, (moved,)), (listed, (moved,)), ((replace(moved, title="Årsmöte…"), OTHER), (moved,)))
        for n, (records, own) in enumerate(days, 1):
            counts = refreshed(opened, NOW + n * DAY, **{"lista": records, "arsmote-2026": own})
            assert (counts.new, counts.changed, counts.missing, counts.returned) == (0, 0, 0, 0)
        opened.expire_all()
        rows = opened.exec(select(tables.Announcement)).all()
        assert {row.id: row.url for row in rows} == {OWN.id: moved.url, OTHER.id: OTHER.url}


def test_an_address_that_leads_to_another_known_page_takes_nothing_over(engine: Engine) -> None:
    with session(engine) as opened:
        refreshed(opened, NOW, mote=(OWN,), fest=(OTHER,))
        take_over(opened, "hus", {OWN.url: OTHER.url})
        assert stored(opened).id == OWN.id
