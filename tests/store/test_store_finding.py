"""The index: whatever is asked, it finds what reading every event would find, in order and page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlmodel import select
from store_makers import DAY, NOW, at, facts, organised_by, told, write_all, write_page

from pipeline.model import Event, Place, Role, Status
from store import tables
from store.changes import changes_since
from store.events import count_events, find_events, find_page
from store.filters import Filters
from store.finding import find_positions
from store.fold import fold, folded_words
from store.now import now_view
from store.positions import free_position, position_of
from store.resolve import resolve_events
from store.session import open_store, session, upgrade
from store.write import save_source

TOWNS = {"Malmö": (55.61, 13.0), "Lund": (55.7, 13.19), "Kraków": (50.06, 19.94)}
TOPICS = ("park & green", "klimat", "budget")


def _event(number: int) -> Any:
    """One of many unlike events, by its number."""
    day = date(2026, 3, 1) + timedelta(days=number % 23)
    when: Any = None if number % 11 == 0 else at(f"{day} {9 + number % 8:02d}:00")
    if number % 3 == 0 and when:
        when = at(str(day), str(day + timedelta(days=number % 7)))
    if number % 13 == 0 and when:
        when = at("2026-03")
    town = list(TOWNS)[number % 3]
    country = "PL" if town == "Kraków" else "SE"
    return told(
        ("hus", "torg", "dom")[number % 3],
        f"e{number}",
        ("Dialog om parken", "Debata o klimacie", "Budgetmöte")[number % 3] + f" {number}",
        when,
        place=Place(
            city=town, country=country, lat=TOWNS[town][0], lon=TOWNS[town][1], online=number % 5 == 0
        ),
        parties=organised_by("Föreningen Språng" if number % 2 else "Miasto Kraków")
        + (organised_by("Fundusz Łąka", role=Role.FUNDER) if number % 4 == 0 else ()),
        language=("sv", "pl")[number % 2],
        topics=(TOPICS[number % 3],),
        status=Status.CANCELLED if number % 9 == 0 else Status.SCHEDULED,
    )


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Three dozen events on each database."""
    if request.param == "sqlite":
        opened = open_store(f"sqlite:///{tmp_path_factory.mktemp('many') / 'kalends.db'}")
        upgrade(opened)
    else:
        import postgres

        opened = open_store(postgres.create(request.getfixturevalue("server"), "many", postgres.TEMPLATE))
    with session(opened, write=True) as writer:
        save_source(writer, facts("hus", networks=("nordic",)))
        save_source(writer, facts("torg", networks=("nordic", "euro")))
        for number in range(36):
            item = _event(number)
            write_page(writer, f"e{number}", item)
        resolve_events(writer, None, NOW)
    yield opened
    opened.dispose()


def meets(event: Event, asked: Filters) -> bool:
    """What the filters mean, told by looking at one event."""
    settled, place, names = event.settled, event.settled.place, event.settled.parties
    told_words = " ".join([settled.title, *(party.name for party in names), place.city or ""])
    return all(
        (
            asked.network is None or any(asked.network in telling.networks for telling in event.tellings),
            asked.city is None or fold(asked.city) == fold(place.city or ""),
            asked.country is None or asked.country == place.country,
            asked.language is None or asked.language == settled.language,
            asked.online is None or asked.online == place.online,
            asked.topic is None or any(fold(asked.topic) in fold(topic) for topic in settled.topics),
            asked.status is None or asked.status == settled.status.value,
            asked.organiser is None
            or any(fold(asked.organiser) in fold(p.name) for p in names if p.role is Role.ORGANISER),
            asked.funder is None
            or any(fold(asked.funder) in fold(p.name) for p in names if p.role is Role.FUNDER),
            asked.text is None
            or all(
                any(word.startswith(term) for word in folded_words(told_words))
                for term in folded_words(asked.text)
            ),
        )
    )


def maybe(*values: object) -> st.SearchStrategy[Any]:
    return st.sampled_from([None, None, *values])


QUESTIONS = st.builds(
    Filters,
    text=maybe("dialog", "park sprang", "krakow", "zzz"),
    network=maybe("nordic", "euro", "none"),
    city=maybe("malmo", "Kraków"),
    country=maybe("SE", "PL"),
    language=maybe("sv", "pl"),
    organiser=maybe("sprang", "miasto", "%"),
    funder=maybe("laka"),
    topic=maybe("park", "budget", "_"),
    status=maybe("cancelled", "scheduled"),
    online=maybe(True, False),
    start_from=maybe(date(2026, 3, 5), date(2026, 3, 20)),
    start_to=maybe(date(2026, 3, 21), date(2026, 4, 2)),
)


@pytest.fixture(scope="module")
def everything(many: Engine) -> dict[int, Event]:
    """All events in order, by position."""
    with session(many) as opened:
        event = tables.Event
        places = dict(opened.exec(select(event.id, event.position)).all())
        return {places[item.id] or 0: item for item in find_events(opened, Filters())}


@settings(max_examples=20, deadline=None)
@given(asked=QUESTIONS)
def test_the_index_finds_what_reading_every_event_finds(
    many: Engine, everything: dict[int, Event], asked: Filters
) -> None:
    with session(many) as opened:
        days = find_positions(opened, Filters(start_from=asked.start_from, start_to=asked.start_to))
        expected = [position for position in days if meets(everything[position], asked)]
        assert find_positions(opened, asked) == expected
        assert count_events(opened, asked) == len(expected)
        assert count_events(opened, asked, at_most=3) == min(3, len(expected))
        if expected:
            after = expected[len(expected) // 2]
            assert (
                find_positions(opened, asked, after=after, limit=5)
                == [position for position in expected if position > after][:5]
            )


def test_pages_are_all_events_once(many: Engine, everything: dict[int, Event]) -> None:
    found: list[Event] = []
    after = None
    with session(many) as opened:
        while True:
            page = find_page(opened, Filters(), after=after, limit=13)
            found += page.events
            after = page.next
            if after is None:
                break
    assert found == list(everything.values())


def test_days_are_found_by_every_day_that_an_event_lasts(many: Engine) -> None:
    day = date(2026, 3, 14)
    event = tables.Event
    with session(many) as opened:
        found = {item.id for item in find_events(opened, Filters(start_from=day, start_to=day))}
        lasting = select(event.id).where(text("start_on <= '2026-03-14' AND until_on >= '2026-03-14'"))
        assert found == set(opened.exec(lasting))
        assert found


def test_a_town_can_be_widened_by_kilometres(many: Engine) -> None:
    with session(many) as opened:
        near, far = (
            {item.settled.place.city for item in find_events(opened, Filters(city="Malmö", km=km))}
            for km in (5.0, 30.0)
        )
    assert (near, far) == ({"Malmö"}, {"Malmö", "Lund"})


def test_many_facets_are_found_as_few_are(many: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """More keys than are walked side by side are one value of a statement."""
    questions = [
        Filters(city="Malmö", km=30.0, language="sv"),
        Filters(organiser="r", start_from=date(2026, 3, 5)),
        Filters(funder="laka", topic="budget"),
    ]
    with session(many) as opened:
        few = [find_positions(opened, asked) for asked in questions]
        monkeypatch.setattr("store.filters._FEW", 0)
        assert [find_positions(opened, asked) for asked in questions] == few
        assert all(few)


def test_sections_are_cut_and_counted(many: Engine) -> None:
    with session(many) as opened:
        whole, cut = (now_view(opened, NOW, limit=limit) for limit in (None, 3))
    for name in ("going_on", "today", "week", "later", "deadlines"):
        one, other = getattr(whole, name), getattr(cut, name)
        assert (other.events, other.total) == (one.events[:3], one.total)
    assert whole.week.total > 3


def test_a_networks_sources_are_found_when_the_catalogue_changes(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, told("hus", "a", "Dialog", at("2026-03-12")))
        assert find_events(opened, Filters(network="nordic")) == []
        save_source(opened, facts("hus", networks=("nordic",)))
        assert len(find_events(opened, Filters(network="nordic"))) == 1


def test_a_moved_event_is_found_on_its_new_day_only(engine: Engine) -> None:
    first, then = (told("hus", "a", "Dialog", at(day)) for day in ("2026-03-12", "2026-03-19"))
    old = Filters(start_from=date(2026, 3, 12), start_to=date(2026, 3, 12), text="dialog")
    with session(engine) as opened:
        write_all(opened, first)
        write_all(opened, then, when=NOW + DAY)
        assert find_events(opened, old) == []
        assert len(find_events(opened, replace(old, start_from=date(2026, 3, 19), start_to=None))) == 1
        assert len(opened.exec(text("SELECT * FROM event_text")).all()) == 1  # type: ignore[call-overload]


def test_what_happened_since_is_told_once(engine: Engine) -> None:
    later = NOW + DAY
    with session(engine) as opened:
        write_all(opened, *(told("hus", path, path, at("2026-03-12")) for path in ("kept", "moved", "off")))
        write_all(
            opened,
            told("hus", "kept", "kept", at("2026-03-12")),
            told("hus", "moved", "moved", at("2026-03-13")),
            told("hus", "off", "off", at("2026-03-12"), status=Status.CANCELLED),
            told("hus", "new", "new", at("2026-03-14")),
            when=later,
        )
        changes = changes_since(opened, later - timedelta(hours=1))
        lately = [
            [item.settled.title for item in find_events(opened, asked)]
            for asked in (
                Filters(new_since=later - timedelta(hours=1)),
                Filters(changed_since=later - timedelta(hours=1), status="cancelled"),
                Filters(changed_since=later - timedelta(hours=1)),
            )
        ]
    assert lately == [["new"], ["off"], ["off", "moved", "new"]]
    titles = [
        [event.settled.title for event in section.events]
        for section in (changes.new, changes.changed, changes.cancelled)
    ]
    assert titles == [["new"], ["moved"], ["off"]]


def test_an_older_database_is_indexed_by_its_upgrade(sqlite: Engine) -> None:
    with session(sqlite) as opened:
        write_all(opened, told("hus", "a", "Dialog", at("2026-03-12")))
        for table in ("event_facet", "event_text"):
            opened.execute(text(f"DELETE FROM {table}"))  # noqa: S608
        opened.execute(text("UPDATE event SET position = NULL"))
    upgrade(sqlite)
    with session(sqlite) as opened:
        assert len(find_events(opened, Filters(text="dialog", source="hus"))) == 1


def test_positions_stand_in_the_order_of_starts() -> None:
    told_in_order = [
        (date(2026, 3, 12), "2026-03-12"),
        (date(2026, 3, 12), "2026-03-12T00:00:00+01:00"),
        (date(2026, 3, 12), "2026-03-12T17:30:00+01:00"),
        (date.max, "9999-12-31T23:59:00+00:00"),
        (None, None),
    ]
    found = [position_of("ffffffffffffffffffff", *start) for start in told_in_order]
    assert found == sorted(set(found))
    assert all(0 < position < 2**63 for position in found)
    assert free_position(found[0], {found[0], found[0] + 1}) == found[0] + 2
