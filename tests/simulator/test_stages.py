"""Each stage of a refresh alone; and reading the archive again when the reading has changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select, update

from kalends.refresh.stages import crawl_alone, match_alone, publish_alone, read_alone, reread_alone
from store import tables
from store.session import session
from tests.simulator.playing import World
from tests.simulator.server import serving
from tests.simulator.sites import SimSite, moment


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    site = SimSite("lund").publishes(1, "parken").publishes(1, "skolan").publishes(2, "badet")
    with serving([site]) as served:
        made = World(tmp_path, [site], served)
        made.settings = made.settings.model_copy(update={"publish": tmp_path / "public"})
        yield made
        made.engine.dispose()


def count(world: World, table: type) -> int:
    with session(world.engine) as opened:
        return len(opened.exec(select(table)).all())


def test_stages_alone_make_what_a_refresh_makes(world: World) -> None:
    sources = [site.source() for site in world.sites]
    clock = lambda: moment(1)  # noqa: E731
    [report] = crawl_alone(sources, world.settings, world.engine, clock=clock)
    assert (report.outcome, count(world, tables.Crawl), count(world, tables.Announcement)) == ("ok", 1, 0)
    assert crawl_alone(sources, world.settings, world.engine, clock=clock) == []
    [run] = read_alone(sources, world.settings, world.engine, clock=clock)
    assert (run.outcome, count(world, tables.Crawl), count(world, tables.Announcement)) == ("ok", 0, 2)
    assert read_alone(sources, world.settings, world.engine, clock=clock) == ()
    assert match_alone(world.settings, world.engine, clock).resolved.new == 2
    assert match_alone(world.settings, world.engine, clock).resolved.events == 0
    state = publish_alone(world.settings, world.engine, clock)
    assert (state.number, state.events, state.is_new) == (1, 2, True)
    assert publish_alone(world.settings, world.engine, clock).is_new is False
    lines = (world.folder / "public" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert sorted(json.loads(line)["title"] for line in lines) == [
        "Samtal om parken i Lund",
        "Samtal om skolan i Lund",
    ]
    again = world.play(1)  # a refresh of its own, which asks once more
    assert [run.counts["unchanged_pages"] for run in again.runs.values()] == [3]


def test_a_file_that_is_not_of_the_last_publication_is_written_again(world: World) -> None:
    world.play(1)
    table, lines = (world.folder / "public" / f"events.{kind}" for kind in ("csv", "jsonl"))
    whole, inode = lines.read_bytes(), table.stat().st_ino
    # As a refresh leaves it that was killed between changing events and writing files.
    lines.write_text("{}")
    world.play(1)
    assert (lines.read_bytes(), table.stat().st_ino) == (whole, inode)
    lines.unlink()
    world.play(1)
    assert lines.read_bytes() == whole


def test_what_an_older_version_read_is_read_again_from_the_archive(world: World) -> None:
    world.play(1)
    world.served.asked.clear()
    sources = [site.source() for site in world.sites]
    with session(world.engine, write=True) as opened:
        opened.exec(update(tables.Visit).values(reading="older"))
        told = tables.Announcement
        old = {"title": "Något annat", "fields_digest": "older"}
        opened.exec(update(told).where(col(told.url).endswith("parken")).values(**old))
    clock = lambda: moment(3)  # noqa: E731
    [counted] = reread_alone(sources, world.settings, world.engine, dry_run=True, clock=clock)
    assert counted.pages == 2
    [done] = reread_alone(sources, world.settings, world.engine, clock=clock)
    assert (done.pages, done.lost, done.counts["changed"], done.counts["unchanged"]) == (2, 0, 1, 1)
    assert done.fields == {"title": 1}
    assert reread_alone(sources, world.settings, world.engine, clock=clock) == []
    assert world.served.asked == []
    with session(world.engine) as opened:
        rows = opened.exec(select(tables.Announcement).order_by(tables.Announcement.url)).all()
        assert [row.title for row in rows] == ["Samtal om parken i Lund", "Samtal om skolan i Lund"]
        # Read again today, seen on the first day.
        assert [row.last_seen for row in rows] == [moment(1), moment(1)]
        assert [row.last_changed for row in rows] == [moment(3), moment(1)]


def test_a_budget_leaves_the_rest_to_the_next_refresh(tmp_path: Path) -> None:
    sites = [SimSite(name).publishes(1, "parken") for name in ("a", "b")]
    with serving(sites) as served:
        sites[1].host = sites[0].host  # one site: in turn
        world = World(tmp_path, sites, served)
        world.settings = world.settings.model_copy(update={"max_run_pages": 1})
        seen = [world.play(1) for _ in range(2)]
        assert [list(day.runs) for day in seen] == [["a"], ["b"]]
        assert [day.refreshed.left for day in seen] == [("b",), ()]
        assert len({day.refreshed.id for day in seen}) == 1
        world.engine.dispose()
