"""What a list shows of an event, read of few columns, is what the whole event says."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import Engine
from store_makers import NOW, at, organised_by, told, write_all

from pipeline.model import Event, Party, Price, Registration, Role, Status, Telling
from store.cache import LISTED, EventCache
from store.conflicts import conflicts_of
from store.directory import agenda_of_organisation, organisation_names
from store.events import load_positions
from store.filters import Filters
from store.finding import find_positions
from store.listed import Listed, load_listed
from store.session import session

INFERRED = (Party(name="Parken", role=Role.ORGANISER, inferred=True),)
PAGES = (
    told("parken", "dag", "Grannarnas dag i Folkparken", at("2026-05-29 15:15"), city="Malmö",
         parties=(*INFERRED, *organised_by("Fonden", role=Role.FUNDER)), price=Price(free=True)),
    told("tidningen", "dag", "Grannarnas dag i Folkparken", at("2026-05-29 15:00"), city="Malmö",
         parties=organised_by("Byalaget", "Byalaget")),
    told("hus", "b", "Årsmöte", at("2026-06"), status=Status.CANCELLED, parties=organised_by("Åbo", "Bo"),
         registration=Registration(deadline=NOW + timedelta(days=9))),
    told("hus", "c", "Utan dag"),
)  # fmt: skip


def listed_of(position: int, event: Event) -> Listed:
    """The same, of the whole event."""
    said, tellings = event.settled, event.tellings
    return Listed(
        id=event.id,
        position=position,
        first_seen=event.first_seen,
        last_changed=event.last_changed,
        title=said.title,
        language=said.language,
        status=said.status,
        when=said.when,
        yearless=said.yearless,
        place=said.place,
        deadline=said.registration.deadline,
        free=said.price.free,
        organisers=tuple(dict.fromkeys(said.names(Role.ORGANISER, Role.CO_ORGANISER))),
        pages=len(tellings),
        is_missing=all(_is_missing(telling) for telling in tellings),
        is_disputed=any(conflicts_of(tellings)),
    )


def _is_missing(telling: Telling) -> bool:
    return telling.missing_since is not None


def test_a_list_shows_what_the_whole_events_say(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, *PAGES)
        positions = find_positions(opened, Filters())
        events = zip(positions, load_positions(opened, positions), strict=True)
        whole = [listed_of(position, event) for position, event in events]
        assert load_listed(opened, positions[::-1]) == whole[::-1]
    assert [(one.pages, one.is_disputed, one.organisers) for one in whole] == [
        (2, True, ("Byalaget",)),
        (1, False, ("Åbo", "Bo")),
        (1, False, ()),
    ]


def test_what_is_kept_of_an_event_is_as_its_row_is(engine: Engine) -> None:
    with session(engine) as opened:
        opened.info[LISTED] = EventCache[Listed]()
        write_all(opened, told("hus", "a", "Dialog", at("2026-03-12")))
        [first], [again] = (load_listed(opened, find_positions(opened, Filters())) for _ in range(2))
        write_all(opened, told("hus", "a", "Dialogmöte", at("2026-03-13")), when=NOW + timedelta(days=1))
        [then] = load_listed(opened, find_positions(opened, Filters()))
    assert again is first
    assert then.title == "Dialogmöte"


def test_an_agenda_shows_a_few_and_counts_all(engine: Engine) -> None:
    days = ("2026-03-01", "2026-03-12", "2026-03-13", "2026-03-14")
    with session(engine) as opened:
        write_all(opened, *(told("hus", day, day, at(day), parties=organised_by("Byalaget")) for day in days))
        [named] = organisation_names(opened, "byalaget")
        found = agenda_of_organisation(opened, named.id, NOW.date(), limit=2)
    assert ([one.title for one in found.coming.events], found.coming.total) == (list(days[1:3]), 3)
    assert ([one.title for one in found.past.events], found.past.total) == ([days[0]], 1)
