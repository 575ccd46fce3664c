"""Four days of a dozen sites and the real refresh: what sites do, what the store holds, who is unwell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kalends.health.states import State
from kalends.refresh import AlreadyRunning, refresh
from kalends.refresh.guard import held
from tests.simulator.playing import Day, World
from tests.simulator.server import serving
from tests.simulator.sites import SimSite, moment

STORIES = {
    "lively": SimSite("lively")
    .publishes(1, "parken")
    .publishes(1, "skolan")
    .publishes(1, "badet", on=3)
    .publishes(2, "torget")
    .edits(2, "skolan", "Ett nytt samtal om skolan")
    .moves(3, "parken", by=2)
    .cancels(4, "skolan")
    .withdraws(4, "torget")
    .withdraws(4, "badet"),
    "calendar": SimSite("calendar", "ical", "Malmö")
    .publishes(1, "bussen")
    .publishes(1, "kajen")
    .moves(3, "kajen", by=1)
    .cancels(4, "bussen"),
    "interface": SimSite("interface", "wordpress", "Umeå")
    .publishes(1, "bron")
    .publishes(1, "isen")
    .edits(2, "isen", "Samtal om isen, nu med fika")
    .publishes(4, "snön")
    .withdraws(4, "bron"),
    "plain": SimSite("plain", city="Borås", validators=False).publishes(1, "ån").publishes(1, "väven"),
    "restless": SimSite("restless", restless=True).publishes(1, "kajen").publishes(1, "bryggan"),
    "silent": SimSite("silent", city="Visby").publishes(1, "muren").publishes(1, "hamnen").fails(3, "silent"),
    "mute": SimSite("mute", "ical", "Visby").publishes(1, "ringen").publishes(1, "tornet").fails(3, "silent"),
    "muted": SimSite("muted", "wordpress", "Visby")
    .publishes(1, "stranden")
    .publishes(1, "fyren")
    .fails(3, "silent"),
    "error": SimSite("error", city="Falun").publishes(1, "gruvan").edits(3, "gruvan", "X").fails(3, "error"),
    "login": SimSite("login", city="Gävle").publishes(1, "bocken").publishes(1, "slottet").fails(3, "login"),
    "busy": SimSite("busy", city="Gävle").publishes(1, "teatern").publishes(1, "museet").fails(3, "busy"),
    "half": SimSite("half", city="Kalmar").publishes(1, "ön").publishes(1, "bryggan").fails(3, "half"),
    "private": SimSite("private", city="Lund")
    .publishes(1, "kyrkan")
    .publishes(1, "domen")
    .fails(3, "private"),
    "markup": SimSite("markup", city="Lund").publishes(1, "labbet").publishes(1, "synken").fails(3, "markup"),
    "robots": SimSite("robots", city="Umeå").publishes(1, "älven").publishes(1, "björken").fails(3, "robots"),
    "zone": SimSite("zone", city="Malmö")
    .publishes(1, "sundet")
    .publishes(1, "möllan")
    .publishes(1, "bron")
    .publishes(1, "tåget")
    .fails(3, "zone"),
}
FAILING = {site.id for site in STORIES.values() if site.faults}


@dataclass(frozen=True, slots=True)
class Played:
    """The days, the store's differences from the truth after each, and the world as they left it."""

    world: World
    days: dict[int, Day]
    wrong: dict[int, list[str]]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    sites = list(STORIES.values())
    with serving(sites) as served:
        world = World(tmp_path_factory.mktemp("world"), sites, served)
        days, wrong = {}, {}
        for day in range(1, 5):
            days[day] = world.play(day)
            wrong[day] = world.wrong()
        yield Played(world, days, wrong)
        world.engine.dispose()


def files_of(world: World) -> dict[Path, int]:
    return {path: path.stat().st_size for path in world.settings.archive.rglob("*.gz*")}


@pytest.mark.parametrize("day", range(1, 5))
def test_the_store_holds_what_can_be_known_of_every_site(played: Played, day: int) -> None:
    assert played.wrong[day] == []


def test_a_site_that_fails_costs_no_other_anything(played: Played) -> None:
    third = played.days[3]
    assert {id_ for id_, run in third.runs.items() if run.outcome != "ok"} <= FAILING
    assert {id_ for id_, one in third.healths.items() if one.state is not State.OK} <= FAILING


@pytest.mark.parametrize("day", [1, 2, 4])
def test_nobody_is_called_unwell_who_is_well(played: Played, day: int) -> None:
    well = played.days[day].healths
    assert {id_ for id_, one in well.items() if one.state is not State.OK} == set()


@pytest.mark.parametrize(
    ("source", "state", "why"),
    [
        ("silent", State.SILENT, "tells of nothing"),
        ("error", State.FAILING, "answer 500"),
        ("login", State.REFUSED, "login page"),
        ("busy", State.REFUSED, "429"),
        ("half", State.DRIFTING, "end in the middle"),
        ("private", State.FAILING, "lead to an address that is not public"),
        ("markup", State.SILENT, "tells of nothing"),
        ("robots", State.REFUSED, "robots.txt"),
        ("zone", State.DRIFTING, "4 of 4 announcements begin 120 minutes later than before"),
        ("mute", State.SILENT, "2 announcements were still to come"),
        ("muted", State.SILENT, "asked for all, the interface tells of nothing, where 2 announcements"),
    ],
)
def test_what_fails_is_named_on_its_day(played: Played, source: str, state: State, why: str) -> None:
    health = played.days[3].healths[source]
    assert health.state is state
    assert why in " ".join(health.why)


def test_a_calendar_that_comes_empty_cancels_nothing(played: Played) -> None:
    run = played.days[3].runs["mute"]
    assert (run.outcome, run.counts["missing"]) == ("partial", 0)
    assert "tells of nothing, where it told of 2 events to come" in run.issues[0]


def test_the_same_day_again_asks_conditionally_archives_reads_and_changes_nothing(played: Played) -> None:
    world = played.world
    before, files = world.rows(), files_of(world)
    world.served.asked.clear()
    world.served.bare.clear()
    again = world.play(4)
    assert world.rows() == before
    assert files_of(world) == files
    assert again.refreshed.settled.resolved.events == 0
    whole = {(site, path) for site, path, status in world.served.asked if status == 200}
    assert {site for site, path in whole if not path.startswith("/wp-json/")} == {"plain", "restless"}
    gone = {(site, path) for site, path, status in world.served.asked if status == 404}
    bare = {(site, path) for site, path in world.served.bare if not path.startswith("/wp-json/")}
    assert {site for site, path in bare - gone} == {"plain", "restless"}
    assert not {path for _, path in bare & gone if path.startswith("/.well-known/")}
    assert all(run.counts["unchanged_pages"] >= run.counts["detail_pages"] for run in again.runs.values())


def test_an_interface_is_asked_for_news_alone(played: Played) -> None:
    asked = [path for site, path, _ in played.world.served.asked if site == "interface" and "/posts" in path]
    assert asked
    assert any("modified_after=" in path for path in asked)


def test_two_refreshes_at_once_are_one(played: Played) -> None:
    world = played.world
    with held(world.engine), pytest.raises(AlreadyRunning, match="another refresh is running"):
        refresh([], world.settings, world.engine, clock=lambda: moment(4))
