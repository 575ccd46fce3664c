"""One announcement's life, day by day: when it was seen, what changed; silence never cancels."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from store_makers import DAY, NOW, at, page, run_of, told, write_page

from pipeline.model import Announcement, Place, Reading, Status
from store import tables
from store.history import revisions_of
from store.session import session
from store.write import mark_missing, write_reading

PLANNED = told("hus", "mote", "Årsmöte", at("2026-03-12 18:00"), place=Place(venue="Folkets hus"))
MOVED = told("hus", "mote", "Årsmöte", at("2026-03-12 19:00"), place=Place(venue="Rådhuset"))
CALLED_OFF = told("hus", "mote", "INSTÄLLT: Årsmöte", at("2026-03-12 19:00"), status=Status.CANCELLED)


def row(opened: Session, item: Announcement = PLANNED) -> tables.Announcement:
    opened.expire_all()
    return opened.exec(select(tables.Announcement).where(tables.Announcement.id == item.id)).one()


def test_from_first_seen_to_called_off(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "mote", PLANNED)
        write_page(opened, "mote", PLANNED, when=NOW + DAY)
        one = row(opened)
        assert (one.first_seen, one.last_seen, one.last_changed) == (NOW, NOW + DAY, NOW)

        write_page(opened, "mote", MOVED, when=NOW + 2 * DAY)
        assert row(opened).last_changed == NOW + 2 * DAY
        revisions = revisions_of(opened, [one.id])
        assert [(one.field, one.old, one.new, one.url, one.run_id) for one in revisions] == [
            ("start", "2026-03-12T18:00:00+01:00", "2026-03-12T19:00:00+01:00", PLANNED.url, "hus-2"),
            ("venue", "Folkets hus", "Rådhuset", PLANNED.url, "hus-2"),
        ]

        write_page(opened, "mote", CALLED_OFF, when=NOW + 3 * DAY)
        one = row(opened)
        assert (one.status, one.first_seen, one.missing_since) == ("cancelled", NOW, None)
        assert ("status", "scheduled", "cancelled") in [
            (one.field, one.old, one.new) for one in revisions_of(opened, [one.id])
        ]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_vanishes_and_comes_back(engine: Engine, status: int) -> None:
    with session(engine) as opened:
        write_page(opened, "mote", PLANNED)
        gone = page("hus", "mote", NOW + DAY, status=status)
        write_reading(opened, run_of(opened, "hus", NOW + DAY), gone, Reading(url=gone.url))
        one = row(opened)
        assert (one.missing_since, one.last_seen, one.last_changed) == (NOW + DAY, NOW, NOW)
        assert (one.status, one.title) == ("scheduled", "Årsmöte")

        assert mark_missing(opened, "hus", [gone.url], NOW + 2 * DAY) == 0
        assert row(opened).missing_since == NOW + DAY

        assert write_page(opened, "mote", PLANNED, when=NOW + 3 * DAY).returned == 1
        one = row(opened)
        assert (one.missing_since, one.last_seen, one.last_changed) == (None, NOW + 3 * DAY, NOW)
        assert revisions_of(opened, [one.id]) == []


def test_a_page_that_answers_an_error_says_nothing(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "mote", PLANNED)
        counts = write_page(opened, "mote", when=NOW + DAY, source_id="hus", error="mote: cut off")
        assert (counts.missing, row(opened).missing_since) == (0, None)


def test_what_drops_off_a_list_is_missing_only_while_it_is_to_come(engine: Engine) -> None:
    coming = told("hus", "lista", "Kommande", at("2026-03-12"), key="1")
    past = told("hus", "lista", "Förra", at("2026-02-12"), key="2")
    today = told("hus", "lista", "I dag", at("2026-03-03"), key="3")
    stays = told("hus", "lista", "Kvar", at("2026-03-14"), key="4")
    with session(engine) as opened:
        write_page(opened, "lista", coming, past, today, stays)
        assert write_page(opened, "lista", stays, when=NOW + DAY).missing == 2
        missing = {item.title: row(opened, item).missing_since for item in (coming, past, today, stays)}
        assert missing == {"Kommande": NOW + DAY, "Förra": None, "I dag": NOW + DAY, "Kvar": None}
        assert {row(opened, item).status for item in (coming, past, today)} == {"scheduled"}
        assert write_page(opened, "lista", stays, when=NOW + 30 * DAY).missing == 0
