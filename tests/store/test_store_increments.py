"""Matched in increments, in whatever order, announcements make the events that a full run makes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from random import Random
from threading import Barrier

import pytest
from sqlalchemy import Engine, delete, update
from sqlmodel import Session, func, select
from store_makers import NOW, at, fresh_store, organised_by, told, write_page

from pipeline.model import Status
from store import tables
from store.filters import Filters
from store.match.stored import match_announcements
from store.query import find_events
from store.resolve import resolve_events
from store.session import session

HOSTS = organised_by("Nätverket Gröna Städer")
LIST = "https://portal.example/calendar"
ALL = [
    # One telling with a slip in the month: it joins by its own title, and explains its day to the third.
    told("a", "1", "Green Cities Congress 2026", at("2026-05-11", "2026-05-13"), city="Malmö", parties=HOSTS),
    told("b", "2", "Green Cities Congress", at("2026-06-11", "2026-06-13"), city="Malmö", parties=HOSTS),
    told("c", "3", "Gröna Städers kongress", at("2026-05-11", "2026-05-13"), city="Malmö", parties=HOSTS),
    # Moved, and told with the old day and the new one.
    told("d", "4", "Medborgarforum Pildamm", at("2026-04-01 18:00"), city="Malmö"),
    told(
        "e",
        "5",
        "Medborgarforum Pildamm: flyttat",
        at("2026-09-02 18:00"),
        city="Malmö",
        status=Status.POSTPONED,
    ),
    told("f", "6", "Medborgarforum Pildamm", at("2026-09-02 18:00"), city="Malmö"),
    # A link that is shared on one day names an event until another day's announcement shares it, too.
    told("g", "7", "Yoga", at("2026-03-09"), city="Lund", same_as=(LIST,)),
    told("h", "8", "Bokcirkel", at("2026-03-09"), city="Lund", same_as=(LIST,)),
    told("i", "9", "Filmkväll", at("2026-03-13"), city="Lund", same_as=(LIST,)),
    # Two pages of one source that a third telling would join.
    told("j", "10", "Bokcirkel Strindbergsgården", at("2026-03-12 17:00"), city="Lund"),
    told("j", "11", "Bokcirkel Strindbergsgården", at("2026-03-12"), city="Lund"),
    told("k", "12", "Book circle Strindbergsgården", at("2026-03-12 17:00"), city="Lund", language="en"),
]


def matched(opened: Session, numbers: list[int]) -> None:
    for number in numbers:
        write_page(opened, ALL[number].url.partition(".example/")[2], ALL[number])
    ids = [ALL[number].id for number in numbers]
    resolve_events(opened, match_announcements(opened, ids, NOW).touched, NOW)


def groups(opened: Session) -> set[frozenset[str]]:
    events = find_events(opened, Filters())
    return {frozenset(telling.announcement.url for telling in event.tellings) for event in events}


@pytest.fixture
def full(sqlite: Engine) -> set[frozenset[str]]:
    with session(sqlite) as opened:
        matched(opened, list(range(len(ALL))))
        return groups(opened)


def test_a_full_run_explains_slips_and_moves_and_knows_lists(full: set[frozenset[str]]) -> None:
    urls = [item.url for item in ALL]
    assert {frozenset(urls[0:3]), frozenset(urls[3:6])} <= full
    assert {frozenset({url}) for url in urls[6:9]} <= full
    assert not any({urls[9], urls[10]} <= group for group in full)


@pytest.mark.parametrize("seed", range(2))
def test_increments_come_to_the_same(
    full: set[frozenset[str]], tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    random = Random(seed)  # noqa: S311
    order = random.sample(range(len(ALL)), len(ALL))
    opened_store = fresh_store(tmp_path_factory.mktemp("increments") / "kalends.db")
    with session(opened_store) as opened:
        while order:
            size = random.randint(1, 4)
            matched(opened, order[:size])
            order = order[size:]
        assert groups(opened) == full
    opened_store.dispose()


def test_a_store_that_another_policy_judged_is_judged_anew(sqlite: Engine) -> None:
    with session(sqlite) as opened:
        matched(opened, [0])
        # As an earlier version left it: judged by other rules, found under other keys or none.
        opened.execute(update(tables.MatchPolicy).values(digest="of another version"))
        opened.execute(delete(tables.AnnouncementBlock))
        matched(opened, [2])
        assert groups(opened) == {frozenset({ALL[0].url, ALL[2].url})}
        assert opened.exec(select(func.count()).select_from(tables.MatchPolicy)).one() == 2


def test_two_writers_at_once_come_to_one_event(engine: Engine) -> None:
    both_are_ready = Barrier(2)

    def write(number: int) -> None:
        both_are_ready.wait()
        with session(engine, write=True) as opened:
            matched(opened, [number])

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(write, [0, 2]))
    with session(engine) as opened:
        assert groups(opened) == {frozenset({ALL[0].url, ALL[2].url})}
