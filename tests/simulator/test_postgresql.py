"""A refresh on PostgreSQL: killed and gone on with, and never two at once."""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kalends.refresh import AlreadyRunning, refresh
from kalends.refresh.guard import held
from store.session import open_store
from tests.simulator.killing import copied, differences, killed, state_of, statements_of
from tests.simulator.playing import World
from tests.simulator.server import serving
from tests.simulator.sites import SimSite, moment
from tests.store import postgres


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    if postgres.binaries() is None:
        if os.environ.get("CI"):
            pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
        pytest.skip("PostgreSQL is not installed")
    with postgres.server() as running:
        yield running


def test_a_killed_refresh_is_gone_on_with_and_two_are_never_at_it(address: str, tmp_path: Path) -> None:
    sites = [
        SimSite("lund").publishes(1, "parken").edits(2, "parken", "Om parken igen").publishes(2, "skolan"),
        SimSite("falun", "ical", "Falun").publishes(1, "gruvan").cancels(2, "gruvan"),
    ]
    with serving(sites) as served:
        world = World(tmp_path / "before", sites, served, database=postgres.create(address, "before"))
        world.play(1)
        assert world.wrong() == []
        with held(world.engine), pytest.raises(AlreadyRunning, match="another refresh is running"):
            world.play(1)
        world.engine.dispose()
        served.day = 2
        sources = [site.source() for site in sites]
        undisturbed = copied(tmp_path / "before", tmp_path / "undisturbed", world.settings)
        disturbed = copied(tmp_path / "before", tmp_path / "disturbed", world.settings)
        statement = random.randint(1, statements_of(sources, undisturbed, 2) - 1)  # noqa: S311 (no secret)
        assert killed(sources, disturbed, 2, statement), f"not killed at statement {statement}"
        engine = open_store(disturbed.database)
        refresh(sources, disturbed, engine, clock=lambda: moment(2))
        before = open_store(undisturbed.database)
        assert differences(state_of(before), state_of(engine)) == [], f"killed at statement {statement}"
        for opened in (engine, before):
            opened.dispose()
