"""The command itself while it runs: a second one leaves, a termination ends it, what was done is kept."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from time import monotonic

import pytest
import yaml

from tests.kalends.running import ROOT, kalends
from tests.simulator.playing import World
from tests.simulator.server import serving
from tests.simulator.sites import SimSite


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[World, dict[str, str]]]:
    """A site that is well and one that never answers, declared for the command."""
    folder = tmp_path_factory.mktemp("signals")
    sites = [SimSite("well").publishes(1, "parken"), SimSite("hanging").publishes(1, "x").fails(1, "hang")]
    with serving(sites) as served:
        made = World(folder, sites, served)
        (folder / "sources").mkdir()
        for site in sites:
            declared = site.source().model_dump(mode="json", exclude_defaults=True)
            (folder / "sources" / f"{site.id}.yml").write_text(yaml.safe_dump(declared), encoding="utf-8")
        yield (
            made,
            {
                "database": "sqlite:///kalends.db",
                "sources": "sources",
                "contact": "simulator@kalends.example",
                "allowed_private_hosts": ",".join(site.host for site in sites),
                "download_delay": "0",
                "timeout": "60",
                "workers": "0",
            },
        )
        made.engine.dispose()


def test_one_runs_the_other_leaves_and_a_termination_keeps_what_was_done(
    world: tuple[World, dict[str, str]],
) -> None:
    made, settings = world
    environment = {name: value for name, value in os.environ.items() if not name.startswith("KALENDS_")}
    environment |= {f"KALENDS_{name.upper()}": value for name, value in settings.items()}
    command = [sys.executable, "-m", "kalends", "refresh", "well", "hanging"]
    running = subprocess.Popen(  # noqa: S603 (our own command)
        command,
        cwd=made.folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    told = []
    for line in running.stderr:
        told.append(json.loads(line))
        if told[-1]["event"] == "source_written":
            break
    second = kalends("refresh", "well", folder=made.folder, **settings)
    assert (second.returncode, "another refresh is running" in second.stderr) == (5, True)
    began = monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(timeout=20) == 130
    assert monotonic() - began < 10
    assert [(one["event"], one.get("source")) for one in told] == [
        ("refresh_began", None),
        ("source_crawled", "well"),
        ("source_written", "well"),
    ]
    assert len({one["run"] for one in told}) == 1
    assert list(made.stored()["well"]) == ["parken"]
