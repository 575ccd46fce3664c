"""``kalends refresh`` as stories: what one source does wrong is told, and costs nobody else anything."""

from __future__ import annotations

import json
import sqlite3
from contextlib import ExitStack
from pathlib import Path

import pytest

from kalends.assertions import violations
from pipeline.model import Announcement, Party, Role
from scrapers.source import Assertions
from tests.kalends.running import kalends
from tests.scrapers.site import Answer, Site, served

EVENT = """<!doctype html><html lang="sv"><head><title>{title}</title><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "Event", "name": "{title}", "startDate": "2031-03-12T18:00:00+01:00",
"location": {{"@type": "Place", "name": "Bryggan", "address": "Storgatan 1, Malmö"}},
"organizer": {{"@type": "Organization", "name": "Föreningen Grannforum"}}}}</script></head>
<body><main><h1>{title}</h1><p>När: 12 mars 2031 kl. 18.00</p><p>Var: Bryggan, Storgatan 1, Malmö</p>
<p>Arrangör: Föreningen Grannforum</p></main></body></html>"""
LISTING = """<!doctype html><html lang="sv"><body><main><h1>Kalender</h1><ul>
<li><a href="/kalender/forum-om-parken">Forum om parken</a> 12 mars 2031</li>
<li><a href="/kalender/forum-om-skolan">Forum om skolan</a> 12 mars 2031</li></ul></main></body></html>"""
GOOD = {
    "/kalender": LISTING,
    "/kalender/forum-om-parken": EVENT.format(title="Forum om parken"),
    "/kalender/forum-om-skolan": EVENT.format(title="Forum om skolan"),
}
NOTHING_LISTED = "<!doctype html><html lang='sv'><body><main><h1>Kalender</h1></main></body></html>"
SOURCE = """\
id: {id}
publisher: {{name: Utgivaren {id}, type: ngo}}
networks: [test]
country: SE
city: Malmö
languages: [sv]
timezone: Europe/Stockholm
kind: html
urls: ["{root}/kalender"]
"""


class World:
    """Sites on loopback, their catalogue, and a database of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hosts: list[str] = []
        (folder / "sources").mkdir()

    def declare(self, id_: str, site: Site, more: str = "") -> None:
        self.hosts.append(site.host)
        text = SOURCE.format(id=id_, root=site.root) + more
        (self.folder / "sources" / f"{id_}.yml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> tuple[int, str, str]:
        done = kalends(
            *arguments,
            folder=self.folder,
            database="sqlite:///test.db",
            sources="sources",
            contact="test@example.org",
            allowed_private_hosts=",".join(self.hosts),
            download_delay="0",
            timeout="1",
            retries="0",
            workers="1",
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr

    def outcomes(self, stdout: str) -> dict[str, str]:
        rows = [line.split("\t") for line in stdout.splitlines()]
        return {row[0]: row[1] for row in rows if len(row) > 2 and row[0] != "source"}

    def titles(self) -> list[str]:
        _, stdout, _ = self.run("query", "--format", "jsonl")
        return sorted(json.loads(line)["title"] for line in stdout.splitlines())


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def test_sick_sites_are_told_and_the_well_one_is_stored(world: World) -> None:
    with ExitStack() as stack:
        sites = {
            "well": GOOD,
            "broken": {"/kalender": Answer("oops", 500)},
            "slow": {"/kalender": Answer(LISTING, wait=3)},
            "silent": {"/kalender": NOTHING_LISTED},
            "leaver": {"/kalender": Answer("", 302, headers={"Location": "http://elsewhere.example/"})},
        }
        for id_, answers in sites.items():
            world.declare(id_, stack.enter_context(served(lambda _, answers=answers: answers)))
        code, stdout, stderr = world.run("refresh", *sites)
    assert world.outcomes(stdout) == {
        "well": "ok",
        "broken": "failed",
        "slow": "failed",
        "silent": "empty",
        "leaver": "failed",
    }
    assert code == 3
    for id_ in ("broken", "slow", "silent", "leaver"):
        assert f"kalends: {id_}: " in stderr
    assert world.titles() == ["Forum om parken", "Forum om skolan"]


def test_a_site_that_breaks_down_keeps_what_it_told_before(world: World) -> None:
    with served(
        lambda _: GOOD | {"/kalender": [Answer(LISTING), Answer("oops", 500), Answer(NOTHING_LISTED)]}
    ) as site:
        world.declare("grannar", site)
        assert world.run("refresh", "grannar")[0] == 0
        site.answers["/kalender/forum-om-parken"] = [Answer("oops", 500)]
        site.answers["/kalender/forum-om-skolan"] = [Answer("oops", 500)]
        assert world.run("refresh", "grannar")[0] == 3
        assert world.run("refresh", "grannar")[0] == 3
    assert world.titles() == ["Forum om parken", "Forum om skolan"]
    with sqlite3.connect(world.folder / "test.db") as database:
        outcomes = [row[0] for row in database.execute("SELECT outcome FROM run ORDER BY started")]
        missing = database.execute(
            "SELECT count(*) FROM announcement WHERE missing_since IS NOT NULL"
        ).fetchone()
    assert outcomes[0] == "ok"
    assert "ok" not in outcomes[1:]
    assert missing == (0,)


def test_the_same_day_twice_changes_nothing(world: World) -> None:
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site)
        first = world.run("refresh", "grannar")
        before = world.run("query", "--format", "json")
        second = world.run("refresh", "grannar")
        after = world.run("query", "--format", "json")
    assert (first[0], second[0]) == (0, 0)
    counts = [
        line.split("\t")[3:6] for line in (first[1] + second[1]).splitlines() if line.startswith("grannar")
    ]
    assert counts == [["2", "0", "0"], ["0", "0", "2"]]
    unchanged = [
        [{key: value for key, value in event.items() if key != "tellings"} for event in json.loads(out)]
        for _, out, _ in (before, after)
    ]
    assert unchanged[0] == unchanged[1]


def test_a_run_that_breaks_its_assertions_is_refused(world: World) -> None:
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site, "assertions: {min: 5}\n")
        code, stdout, stderr = world.run("refresh", "grannar")
    assert code == 3
    assert world.outcomes(stdout) == {"grannar": "refused"}
    assert "assertions.min: 2 announcements, at least 5 expected" in stderr
    assert world.titles() == []


def test_a_vanished_page_is_missing_and_not_cancelled(world: World) -> None:
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site)
        world.run("refresh", "grannar")
        site.answers["/kalender/forum-om-parken"] = [Answer("gone", 410)]
        world.run("refresh", "grannar")
    _, stdout, _ = world.run("query", "parken", "--format", "jsonl")
    event = json.loads(stdout)
    assert event["status"] == "scheduled"
    assert event["tellings"][0]["missing_since"] is not None


def test_a_private_address_is_refused_unless_it_is_named(world: World) -> None:
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site)
        world.hosts.clear()
        code, stdout, stderr = world.run("refresh", "grannar")
    assert code == 3
    assert world.outcomes(stdout) == {"grannar": "failed"}
    assert "KALENDS_ALLOWED_PRIVATE_HOSTS" in stderr
    assert site.asked == []


def test_a_source_that_nobody_declares_is_a_usage_error(world: World) -> None:
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site)
        code, stdout, stderr = world.run("refresh", "granar")
    assert (code, stdout) == (2, "")
    assert stderr == "kalends: there is no source granar; did you mean grannar?\n"


def test_a_broken_declaration_is_named_and_the_others_are_crawled(world: World) -> None:
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site)
        (world.folder / "sources" / "other.yml").write_text("id: other\nkin: html\n", encoding="utf-8")
        code, stdout, stderr = world.run("refresh", "grannar")
    assert code == 3
    assert world.outcomes(stdout) == {"grannar": "ok"}
    assert "sources/other.yml: kin: unknown key" in stderr


def announced(title: str, *organisers: str) -> Announcement:
    parties = tuple(Party(name=name, role=Role.ORGANISER) for name in organisers)
    return Announcement(id=title, source_id="s", url="u", key=title, title=title, parties=parties)


@pytest.mark.parametrize(
    ("assertions", "broken"),
    [
        ({}, []),
        ({"min": 2, "max": 2}, []),
        ({"min": 3}, ["assertions.min: 2 announcements, at least 3 expected"]),
        ({"max": 1}, ["assertions.max: 2 announcements, at most 1 expected"]),
        ({"fill": {"organisers": 0.5, "title": 1.0}}, []),
        ({"fill": {"organisers": 0.9}}, ["assertions.fill.organisers: filled in 50%, at least 90% expected"]),
        ({"fill": {"organizers": 0.1}}, ["assertions.fill.organizers: there is no such field"]),
    ],
)
def test_assertions(assertions: dict[str, object], broken: list[str]) -> None:
    read = [announced("a", "Föreningen Grannforum"), announced("b")]
    assert violations(Assertions.model_validate(assertions), read) == broken
