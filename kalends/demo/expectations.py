"""What the sample sites tell, held against what the store knows after two crawls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlmodel import Session

from kalends.outputs.wording import when_words
from pipeline.model import Event, Precision, Role, Status
from store.explain import explain_event
from store.filters import Filters
from store.query import find_events, now_view
from store.session import open_store, session

TOLD_BY_THREE = {"wspolny-dziedziniec", "miasto-otwarte", "medborgarakademin"}
FUNDERS = (
    ("Nadwiślańsk", (48_000.0, "PLN")),
    ("Framtidens Torg", (250_000.0, "SEK")),
    ("Lebendige Quartiere", (30_000.0, "EUR")),
    ("Harbour Commons", (12_000.0, "EUR")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Whether one expectation held, what was found, and the id of the event it is about, if one."""

    name: str
    held: bool
    found: str
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """The store after the second crawl, and the day that the sites' dates count from."""

    session: Session
    today: date

    def titled(self, words: str) -> list[Event]:
        """Events that one of the pages gives a title with these words."""
        return [
            event
            for event in find_events(self.session, Filters())
            if any(words in telling.announcement.title for telling in event.tellings)
        ]


def expectations(database: str, today: date) -> list[Result]:
    """Every expectation's result, in the order of ``CHECKS``."""
    with session(open_store(database)) as opened:
        scene = Scene(opened, today)
        return [check(scene) for check in CHECKS]


def one_event_told_by_three_sites(scene: Scene) -> Result:
    """The dialogue in Kraków, in Polish, Polish and Swedish, is one event."""
    events = scene.titled("Dialog nad Wisłą") + scene.titled("Dialog vid Wisła")
    ids = {event.id for event in events}
    sources = {t.announcement.source_id for event in events for t in event.tellings}
    languages = {t.announcement.language for event in events for t in event.tellings}
    return Result(
        name="one event told by three sites in two languages",
        held=len(ids) == 1 and sources == TOLD_BY_THREE and languages == {"pl", "sv"},
        found=f"{len(ids)} event of {len(sources)} sites in {_listed(languages)}",
        event=events[0].id if events else None,
    )


def series_stay_apart(scene: Scene) -> Result:
    """Three breakfasts and three open tables, each its own event on its own day."""
    found = [_starts(scene.titled(words)) for words in ("Sąsiedzkie śniadanie", "Open table")]
    wanted = [scene.today + timedelta(days=n) for n in (2, 9, 16)]
    return Result(
        name="occurrences of a series stay apart",
        held=all([day for day, _ in starts] == wanted for starts in found),
        found=f"{len(found[0])} breakfasts, {len(found[1])} open tables",
    )


def one_is_cancelled(scene: Scene) -> Result:
    """The writing workshop's page says so on the second visit; nothing else is cancelled."""
    cancelled = find_events(scene.session, Filters(status=Status.CANCELLED))
    return Result(
        name="one is cancelled, by words on its page",
        held=[("krivarstuga" in event.settled.title) for event in cancelled] == [True],
        found=_listed(event.settled.title for event in cancelled),
    )


def one_has_moved(scene: Scene) -> Result:
    """The petition workshop was on day 8 at 18:00 and is on day 10 at 17:30, as the same event."""
    events = scene.titled("jak napisać petycję")
    days = [(scene.today + timedelta(days=10), "17:30")]
    changes = [r for e in events for r in explain_event(scene.session, e.id).revisions if r.field == "start"]
    return Result(
        name="one has moved between the crawls and kept its id",
        held=_starts(events) == days and len(changes) == 1,
        found=_listed(f"{r.old} became {r.new}" for r in changes),
    )


def one_is_missing(scene: Scene) -> Result:
    """The page of the housing dialogue is gone; that does not cancel it."""
    missing = [
        event
        for event in find_events(scene.session, Filters())
        if all(telling.missing_since for telling in event.tellings)
    ]
    told = [(event.settled.title, event.settled.status) for event in missing]
    return Result(
        name="one page has vanished: missing, not cancelled",
        held=told == [("Boendedialog på Kvillegatan", Status.SCHEDULED)],
        found=_listed(f"{title} ({status.value})" for title, status in told),
    )


def funders_are_known(scene: Scene) -> Result:
    """Who pays, and how much, from pages in Polish, Swedish, German and English."""
    funding = [money for event in find_events(scene.session, Filters()) for money in event.settled.funding]
    held = [
        any(name in f"{m.funder} {m.programme}" and money == (m.amount, m.currency) for m in funding)
        for name, money in FUNDERS
    ]
    shown = (f"{m.funder or m.programme} {m.amount or 0:.0f} {m.currency or ''}".strip() for m in funding)
    return Result(name="funders and amounts in four languages", held=all(held), found=_listed(shown))


def a_month_stays_a_month(scene: Scene) -> Result:
    """The forum is known to the month only, and no day is made up."""
    whens = [event.settled.when for event in scene.titled("Forum miast rzecznych")]
    return Result(
        name="what is known to the month stays a month",
        held=[when is not None and when.precision is Precision.MONTH for when in whens] == [True],
        found=_listed(when_words(when) for when in whens),
    )


def the_dialogue_is_hybrid(scene: Scene) -> Result:
    """It has a venue and is online too."""
    places = [event.settled.place for event in scene.titled("Dialog nad Wisłą")]
    return Result(
        name="a hybrid event has a venue and is online",
        held=[bool(place.venue) and place.online for place in places] == [True],
        found=_listed(f"{place.venue}, online: {place.online}" for place in places),
    )


def something_is_going_on(scene: Scene) -> Result:
    """The exhibition began yesterday and lasts."""
    going_on = [event.settled.title for event in now_view(scene.session, datetime.now(UTC)).going_on.events]
    return Result(
        name="something is going on today",
        held=any("Så vill vi bo" in title for title in going_on),
        found=_listed(going_on),
    )


def deadlines_close(scene: Scene) -> Result:
    """Deadlines are found in four languages."""
    closing = now_view(scene.session, datetime.now(UTC)).deadlines.events
    languages = {event.settled.language for event in closing}
    return Result(
        name="deadlines close, read in four languages",
        held=languages >= {"sv", "pl", "de", "en"},
        found=f"{len(closing)} in {_listed(languages)}",
    )


def networks_and_organisers(scene: Scene) -> Result:
    """Every event has an organiser, and three networks tell of them."""
    events = find_events(scene.session, Filters())
    networks = {network for event in events for telling in event.tellings for network in telling.networks}
    without = [e.settled.title for e in events if not e.settled.names(Role.ORGANISER, Role.CO_ORGANISER)]
    return Result(
        name="three networks, every event has an organiser",
        held=len(networks) == 3 and not without,
        found=f"{len(events)} events in {_listed(networks)}; without organiser: {_listed(without)}",
    )


CHECKS: tuple[Callable[[Scene], Result], ...] = (
    one_event_told_by_three_sites,
    series_stay_apart,
    one_is_cancelled,
    one_has_moved,
    one_is_missing,
    the_dialogue_is_hybrid,
    funders_are_known,
    a_month_stays_a_month,
    something_is_going_on,
    deadlines_close,
    networks_and_organisers,
)


def _starts(events: Iterable[Event]) -> list[tuple[date, str]]:
    """Local day and clock time of each event, in order."""
    return sorted(_start(event) for event in events if event.settled.when)


def _start(event: Event) -> tuple[date, str]:
    start = event.settled.when.start if event.settled.when else date.min
    return (start.date(), f"{start:%H:%M}") if isinstance(start, datetime) else (start, "")


def _listed(texts: Iterable[str | None]) -> str:
    return ", ".join(sorted(text for text in texts if text)) or "none"
