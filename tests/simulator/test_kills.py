"""A refresh that is killed goes on where it was: the store ends up as if nothing had happened."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kalends.refresh import refresh
from kalends.settings import Settings
from scrapers.source import Source
from store.session import open_store
from tests.simulator.killing import copied, differences, killed, state_of, statements_of
from tests.simulator.playing import World
from tests.simulator.server import Served, serving
from tests.simulator.sites import SimSite, moment

KILLS = 1


@dataclass(frozen=True, slots=True)
class Undisturbed:
    """A world after its first day, and the second day as it is when nobody disturbs it."""

    folder: Path
    settings: Settings
    sources: list[Source]
    served: Served
    statements: int
    state: dict[str, list[str]]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Undisturbed]:
    sites = [
        SimSite("lund").publishes(1, "parken").publishes(1, "skolan").edits(2, "skolan", "Om skolan igen"),
        SimSite("falun", "ical", "Falun").publishes(1, "gruvan").publishes(2, "dammen").cancels(2, "gruvan"),
        SimSite("visby", city="Visby").publishes(1, "muren").publishes(2, "hamnen").withdraws(2, "muren"),
    ]
    folder = tmp_path_factory.mktemp("kills")
    with serving(sites) as served:
        world = World(folder / "before", sites, served)
        world.play(1)
        world.engine.dispose()
        served.day = 2
        sources = [site.source() for site in sites]
        settings = copied(folder / "before", folder / "undisturbed", world.settings)
        statements = statements_of(sources, settings, 2)
        state = state_of(open_store(settings.database))
        yield Undisturbed(folder, world.settings, sources, served, statements, state)


@pytest.mark.parametrize("kill", range(KILLS))
def test_whatever_the_moment_the_end_is_the_same(undisturbed: Undisturbed, kill: int) -> None:
    # Another moment in every run of the tests; the benchmark plays a hundred.
    share = (kill + random.random()) / KILLS  # noqa: S311 (no secret)
    statement = max(1, int(share * undisturbed.statements))
    settings = copied(
        undisturbed.folder / "before", undisturbed.folder / f"killed-{kill}", undisturbed.settings
    )
    assert killed(undisturbed.sources, settings, 2, statement), f"not killed at statement {statement}"
    engine = open_store(settings.database)
    refresh(undisturbed.sources, settings, engine, clock=lambda: moment(2))
    assert differences(undisturbed.state, state_of(engine)) == [], f"killed at statement {statement}"
    engine.dispose()


def test_what_a_killed_crawl_fetched_is_not_fetched_again(undisturbed: Undisturbed) -> None:
    settings = copied(undisturbed.folder / "before", undisturbed.folder / "fetched", undisturbed.settings)
    # Late enough that something is crawled, early enough that nothing of it is stored.
    undisturbed.served.asked.clear()
    assert killed(undisturbed.sources, settings, 2, undisturbed.statements // 2)
    first = {(site, path) for site, path, status in undisturbed.served.asked if status == 200}
    undisturbed.served.asked.clear()
    engine = open_store(settings.database)
    refresh(undisturbed.sources, settings, engine, clock=lambda: moment(2))
    again = {(site, path) for site, path, status in undisturbed.served.asked if status == 200}
    assert {path for _, path in first & again} <= {"/robots.txt"}
    engine.dispose()
