"""Further events of a page have no identity of their own: an item put in before them must not take theirs."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import select
from store_makers import DAY, NOW, at, told, write_page

from pipeline.model import Announcement
from store import tables
from store.history import revisions_of
from store.session import session

PAGE = "https://hus.example/kalender"


def listed(*items: tuple[str, str], main: bool = False) -> list[Announcement]:
    """Items (title, start) as a page's list; with ``main`` the first is the page's one main event."""
    made = []
    for number, (title, start) in enumerate(items, start=1):
        key = PAGE if number == 1 else f"{PAGE}#{number}"
        made.append(told("hus", "kalender", title, at(start), key=key, primary=number == 1 or not main))
    return made


A, B, C = ("Bokcirkel", "2026-03-10"), ("Sykväll", "2026-03-11"), ("Körsång", "2026-03-12")
MOVED_B = ("Sykväll", "2026-03-25")
RENAMED_B = ("Sykväll för alla", "2026-03-11")
FIKA = [("Fika", "2026-03-10"), ("Fika", "2026-03-17")]
NEXT_FIKA = [("Fika", "2026-03-17"), ("Fika", "2026-03-24")]
PAST = ("Vinterfest", "2026-02-10")
NEXT_YEAR = ("Vinterfest", "2027-02-09")

# (first crawl, second crawl, titles and starts that keep an id, how many are new, how many missing)
CRAWLS = {
    "nothing changed": ([A, B, C], [A, B, C], 3, 0, 0),
    "one put in before": ([B, C], [A, B, C], 2, 1, 0),
    "another order": ([A, B, C], [C, A, B], 3, 0, 0),
    "one taken out": ([A, B, C], [A, C], 2, 0, 1),
    "one moved": ([A, B, C], [A, MOVED_B, C], 3, 0, 0),
    "one renamed": ([A, B, C], [A, RENAMED_B, C], 3, 0, 0),
    "one for another": ([A, B], [A, C], 1, 1, 1),
    "a series goes on": (FIKA, NEXT_FIKA, 1, 1, 1),
    "next year's is another": ([PAST, A], [NEXT_YEAR, A], 1, 1, 0),  # the past one is not missing but past
}


@pytest.mark.parametrize("name", CRAWLS)
@pytest.mark.parametrize("main", [False, True])
def test_ids_follow_the_items(engine: Engine, name: str, main: bool) -> None:
    first, second, kept, new, missing = CRAWLS[name]
    lead = [("Om huset", "2026-04-01")] if main else []
    with session(engine) as opened:
        write_page(opened, "kalender", *listed(*lead, *first, main=main))
        before = {row.id for row in opened.exec(select(tables.Announcement))}
        counts = write_page(opened, "kalender", *listed(*lead, *second, main=main), when=NOW + DAY)
        opened.expire_all()
        rows = opened.exec(select(tables.Announcement)).all()
    told_now = {row.id for row in rows if row.last_seen == NOW + DAY}
    assert len(told_now & before) == kept + len(lead)
    assert (counts.new, counts.missing) == (new, missing)
    wanted = {(title, start) for title, start in [*lead, *second]}
    assert {(row.title, row.start_text) for row in rows if row.id in told_now} == wanted


def test_a_moved_item_tells_its_move_and_its_neighbours_tell_nothing(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "kalender", *listed(B, C))
        write_page(opened, "kalender", *listed(A, MOVED_B, C), when=NOW + DAY)
        ids = list(opened.exec(select(tables.Announcement.id)))
        assert [(item.field, item.old, item.new) for item in revisions_of(opened, ids)] == [
            ("start", "2026-03-11", "2026-03-25")
        ]


def test_a_main_event_keeps_its_pages_identity_whatever_it_is_called(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "kalender", *listed(A, B, main=True))
        write_page(opened, "kalender", *listed(("Helt annat", "2026-05-01"), B, main=True), when=NOW + DAY)
        rows = {row.key: row.title for row in opened.exec(select(tables.Announcement))}
    assert rows == {PAGE: "Helt annat", f"{PAGE}#2": "Sykväll"}


def test_a_position_once_used_is_never_given_again(engine: Engine) -> None:
    with session(engine) as opened:
        write_page(opened, "kalender", *listed(A, B, C, main=True))
        write_page(opened, "kalender", *listed(A, C, main=True), when=NOW + DAY)
        write_page(opened, "kalender", *listed(A, C, ("Dans", "2026-03-30"), main=True), when=NOW + 2 * DAY)
        rows = {row.title: row.key for row in opened.exec(select(tables.Announcement))}
    assert rows["Dans"] == f"{PAGE}#4"
