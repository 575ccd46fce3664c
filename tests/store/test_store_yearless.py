"""A day whose year nothing tells: kept as it was told, in no calendar, weak evidence for and against."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from store_makers import DAY, NOW, at, told, write_all, write_page

from kalends.outputs.atom import summary_of
from kalends.outputs.record import event_record, event_row
from kalends.outputs.wording import when_words
from pipeline.model import Precision, Registration, Yearless
from store.explain import explain_event
from store.history import revisions_of
from store.query import Filters, find_events, now_view
from store.session import session
from store.tellings import load_announcements

WHENS = [
    Yearless(start="0000-03-12"),
    Yearless(start="0000-03-12T18:00", end="0000-03-12T20:00", precision=Precision.MINUTE),
    Yearless(start="0000-03-02"),
]


@pytest.mark.parametrize("when", WHENS, ids=lambda when: when.start)
def test_it_comes_back_as_it_was_told_and_is_exported_so(engine: Engine, when: Yearless) -> None:
    item = told("hus", "a", "Medborgarforum", yearless=when, city="Malmö")
    with session(engine) as opened:
        write_all(opened, item)
        assert load_announcements(opened, [item.id])[item.id] == item
        [event] = find_events(opened, Filters())
        assert (event.settled.when, event.settled.yearless) == (None, when)
        assert event_record(event)["start"] == when.start
        assert event_row(event)["start"] == when.start
        assert explain_event(opened, event.id).event.settled.yearless == when


def test_so_does_the_day_by_which_one_must_have_registered(engine: Engine) -> None:
    closing = Yearless(start="0000-03-05T12:00", precision=Precision.MINUTE)
    item = told("hus", "a", "Medborgarforum", yearless=WHENS[0], registration=Registration(deadline=closing))
    with session(engine) as opened:
        write_all(opened, item)
        assert load_announcements(opened, [item.id])[item.id].registration.deadline == closing
        [event] = find_events(opened, Filters())
        assert event_row(event)["registration_deadline"] == "0000-03-05T12:00"
        assert "registration until XXXX-03-05 12:00" in summary_of(event)
        assert now_view(opened, NOW).deadlines.events == ()


def test_it_is_never_going_on_and_no_question_for_days_finds_it(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, told("hus", "a", "Medborgarforum", yearless=Yearless(start="0000-03-02")))
        view = now_view(opened, NOW)
        assert (view.going_on.events, view.coming) == ((), ())
        span = Filters(start_from=NOW.date(), start_to=NOW.date() + timedelta(days=9))
        assert find_events(opened, span) == []
        assert len(find_events(opened, Filters(text="medborgarforum"))) == 1


def test_a_year_that_is_told_later_is_a_change_with_its_revision(engine: Engine) -> None:
    item = told("hus", "a", "Medborgarforum", yearless=Yearless(start="0000-03-12"))
    with session(engine) as opened:
        write_page(opened, "a", item)
        assert write_page(opened, "a", item, when=NOW + DAY / 2).changed == 0
        counts = write_page(opened, "a", told("hus", "a", "Medborgarforum", at("2026-03-12")), when=NOW + DAY)
        assert counts.changed == 1
        revisions = {one.field: (one.old, one.new) for one in revisions_of(opened, [item.id])}
        assert revisions["start"] == ("0000-03-12", "2026-03-12")
        assert load_announcements(opened, [item.id])[item.id].yearless is None


def test_another_telling_that_knows_the_year_settles_the_time(engine: Engine) -> None:
    title = "Medborgarforum om Pildammsparkens framtid"
    without = told("hus", "a", title, yearless=Yearless(start="0000-03-12"), city="Malmö")
    with session(engine) as opened:
        write_all(opened, without, told("stad", "b", title, at("2026-03-12 18:00"), city="Malmö"))
        [event] = find_events(opened, Filters())
        assert event.settled.when == at("2026-03-12 18:00")
        assert event.settled.yearless is None


def test_it_is_told_in_words() -> None:
    assert [when_words(when) for when in WHENS[:2]] == ["XXXX-03-12", "XXXX-03-12 18:00 – XXXX-03-12 20:00"]
