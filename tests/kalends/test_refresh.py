"""``kalends refresh`` as stories: what one source does wrong is told, and costs nobody else anything."""

from __future__ import annotations

import json
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from kalends.assertions import violations
from pipeline.model import Announcement, Party, Role
from scrapers.source import Assertions
from tests.kalends.running import kalends
from tests.scrapers.site import Answer, Site, served

EVENT = """<!doctype html><html lang="sv"><head><title>{title}</title><script type="application/ld+json">
{{"@context": "https://schema.org", "@type": "Event", "name": "{title}",
"startDate": "2031-03-12T18:00:00+01:00",
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


@dataclass(frozen=True, slots=True)
class Day:
    """One refresh: its exit code, its table by source, what it said, and the tellings known afterwards."""

    code: int
    rows: dict[str, dict[str, str]]
    said: str
    tellings: dict[tuple[str, str], dict[str, str | None]]
    health: dict[str, tuple[str, str]]


class World:
    """Sites on loopback, their catalogue, and a database of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.hosts: list[str] = []
        self.more: dict[str, str] = {}
        (folder / "sources").mkdir()

    def declare(self, id_: str, site: Site, more: str = "") -> None:
        text = SOURCE.format(id=id_, root=site.root) + more
        (self.folder / "sources" / f"{id_}.yml").write_text(text, encoding="utf-8")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        done = kalends(
            *arguments,
            folder=self.folder,
            database="sqlite:///test.db",
            sources="sources",
            contact="test@example.org",
            allowed_private_hosts=",".join(self.hosts),
            download_delay="0",
            timeout="3",
            retries="0",
            workers="1",
            **self.more,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def refresh(self, *ids: str) -> Day:
        done = self.run("refresh", *ids)
        header, *rows = (line.split("\t") for line in done.stdout.splitlines() if "\t" in line)
        table = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
        events = [json.loads(line) for line in self.run("query", "--format", "jsonl").stdout.splitlines()]
        tellings = {
            (telling["source"], telling["title"]): {
                **telling,
                "status": event["status"],
                "event": event["id"],
            }
            for event in events
            for telling in event["tellings"]
        }
        found = [json.loads(line) for line in self.run("sources", "health", "--json").stdout.splitlines()]
        health = {one["id"]: (one["state"], "; ".join(one["why"])) for one in found}
        return Day(done.returncode, table, done.stderr, tellings, health)


SICK = {
    "broken": {"/kalender": Answer("oops", 500)},
    "slow": {"/kalender": Answer(LISTING, wait=4)},
    "silent": {"/kalender": NOTHING_LISTED},
    "leaver": {"/kalender": Answer("", 302, headers={"Location": "http://elsewhere.example/"})},
}
PARK, SCHOOL = "/kalender/forum-om-parken", "/kalender/forum-om-skolan"


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[Day]:
    """Two days of eleven sources, one of them well all the time."""
    world = World(tmp_path_factory.mktemp("world"))
    with ExitStack() as stack:
        sites = {
            id_: stack.enter_context(served(lambda _, answers=answers: answers))
            for id_, answers in {
                **SICK,
                "trap": {**GOOD, PARK: Answer("", 302, headers={"Location": "http://10.0.0.7/admin"})},
                **dict.fromkeys(("well", "picky", "private", "breaking", "emptied", "vanishing"), GOOD),
            }.items()
        }
        for id_, site in sites.items():
            world.declare(id_, site, "assertions: {min: 5}\n" if id_ == "picky" else "")
        world.hosts = [site.host for id_, site in sites.items() if id_ != "private"]
        (world.folder / "sources" / "misdeclared.yml").write_text("id: other\nkin: html\n", encoding="utf-8")
        first = world.refresh(*sites)
        for path in ("/kalender", PARK, SCHOOL):
            for id_ in ("breaking", "emptied"):
                sites[id_].answers[path] = [Answer("oops", 500)]
        sites["emptied"].answers["/kalender"] = [Answer(NOTHING_LISTED)]
        sites["vanishing"].answers[PARK] = [Answer("gone", 410)]
        second = world.refresh(*sites)
        assert sites["private"].asked == []
    return [first, second]


@pytest.mark.parametrize(
    ("source", "outcome", "said"),
    [
        ("well", "ok", ""),
        ("broken", "failed", "500"),
        ("slow", "failed", "did not answer in time"),
        ("silent", "empty", "no links to announcements"),
        ("leaver", "failed", "off its site"),
        ("picky", "refused", "assertions.min: 2 announcements, at least 5 expected"),
        ("private", "failed", "KALENDS_ALLOWED_PRIVATE_HOSTS"),
    ],
)
def test_what_is_wrong_with_a_site_is_told(days: list[Day], source: str, outcome: str, said: str) -> None:
    told = [json.loads(line) for line in days[0].said.splitlines() if line.startswith("{")]
    [written] = [t for t in told if (t["event"], t.get("source")) == ("source_written", source)]
    assert days[0].rows[source]["outcome"] == written["outcome"] == outcome
    assert bool(written["issues"]) == bool(said)
    assert said in "\n".join(written["issues"])


def test_sick_sites_make_the_exit_code_3_and_cost_the_others_nothing(days: list[Day]) -> None:
    assert [day.code for day in days] == [3, 3]
    assert sorted(title for source, title in days[0].tellings if source == "well") == [
        "Forum om parken",
        "Forum om skolan",
    ]
    assert {source for source, _ in days[0].tellings} == {
        *("well", "trap", "breaking", "emptied", "vanishing")
    }


@pytest.mark.parametrize(
    ("source", "state", "why"),
    [
        ("well", "ok", ""),
        ("vanishing", "ok", ""),
        ("picky", "refused", "assertions.min: 2 announcements, at least 5 expected"),
        ("broken", "failing", "answer 500"),
        ("slow", "failing", "did not answer in time"),
        ("leaver", "failing", "redirect to another site"),
        ("private", "failing", "not public"),
        ("trap", "drifting", "1 of 3 addresses lead to an address that is not public; http://"),
        ("trap", "drifting", f"{PARK} redirects to http://10.0.0.7/admin, which is no public address"),
        ("breaking", "failing", "answer 500"),
        ("emptied", "failing", "2 of 3 addresses answer 500; the listing tells of nothing"),
    ],
)
def test_health_names_the_sick_and_nobody_else(days: list[Day], source: str, state: str, why: str) -> None:
    assert days[1].health[source][0] == state
    assert why in days[1].health[source][1]


def test_a_refusal_of_all_that_was_asked_for_is_exit_code_4_and_is_alerted(tmp_path: Path) -> None:
    world = World(tmp_path)
    with served(lambda _: GOOD) as site, served(lambda _: {"/hook": [Answer("ok")]}) as hook:
        world.declare("picky", site, "assertions: {min: 5}\n")
        world.hosts = [site.host]
        world.more = {"alert_webhook": f"{hook.root}/hook", "metrics_file": "metrics/kalends.prom"}
        done = world.run("refresh", "picky")
    assert done.returncode == 4
    (told,) = (json.loads(body) for body in hook.posted)
    assert [(one["id"], one["state"]) for one in told["changes"]] == [("picky", "refused")]
    assert 'kalends_sources{state="refused"} 1.0' in (tmp_path / "metrics" / "kalends.prom").read_text()


def test_a_broken_declaration_is_named_and_the_others_are_crawled(days: list[Day]) -> None:
    assert "sources/misdeclared.yml: kin: unknown key" in days[0].said


def test_the_same_announcements_again_change_nothing(days: list[Day]) -> None:
    counts = [[day.rows["well"][name] for name in ("new", "changed", "unchanged")] for day in days]
    assert counts == [["2", "0", "0"], ["0", "0", "2"]]
    for title in ("Forum om parken", "Forum om skolan"):
        same = [
            (day.tellings["well", title]["event"], day.tellings["well", title]["first_seen"]) for day in days
        ]
        assert len(set(same)) == 1


@pytest.mark.parametrize(
    ("source", "outcomes"), [("breaking", ["ok", "failed"]), ("emptied", ["ok", "partial"])]
)
def test_a_site_that_breaks_down_keeps_what_it_told_before(
    days: list[Day], source: str, outcomes: list[str]
) -> None:
    assert [day.rows[source]["outcome"] for day in days] == outcomes
    for day in days:
        tellings = [telling for (teller, _), telling in day.tellings.items() if teller == source]
        assert [telling["missing_since"] for telling in tellings] == [None, None]


def test_a_vanished_page_is_missing_and_not_cancelled(days: list[Day]) -> None:
    gone = days[1].tellings["vanishing", "Forum om parken"]
    stays = days[1].tellings["vanishing", "Forum om skolan"]
    assert days[1].rows["vanishing"]["missing"] == "1"
    assert gone["status"] == "scheduled"
    assert gone["missing_since"] is not None
    assert stays["missing_since"] is None


def test_a_source_that_nobody_declares_is_a_usage_error(tmp_path: Path) -> None:
    world = World(tmp_path)
    with served(lambda _: GOOD) as site:
        world.declare("grannar", site)
        done = world.run("refresh", "granar")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "kalends: there is no source granar; did you mean grannar?\n"


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
