"""Feeds as their clients meet them: subscribe, ask again, see a change; lists on other people's pages."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import feedparser
import pytest
from icalendar import Calendar, Component
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from kalends.asked import PARAMETERS
from kalends.outputs.feeds import FEEDS
from kalends.settings import Settings
from kalends.web.app import create_app
from pipeline.model import Status
from store.session import session
from tests.store.store_makers import at, fresh_store, told, write_all
from tests.web.corpus import NOW, day

BASE = "https://kalends.example"


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[tuple[Engine, TestClient]]:
    """A store of one's own that can be changed, and a client of it."""
    engine = fresh_store(tmp_path / "kalends.db")
    yield engine, TestClient(create_app(Settings(base_url=BASE, page_seconds=0), engine))
    engine.dispose()


def write(engine: Engine, hours: int, *paths: str, start: str, status: Status = Status.SCHEDULED) -> None:
    """Announcements on their own pages, as read so many hours from now."""
    with session(engine, write=True) as opened:
        items = [
            told("hus", path, f"Dialog {path}", at(start), status=status, city="Malmö") for path in paths
        ]
        write_all(opened, *items, when=NOW + timedelta(hours=hours))


def events_of(calendar: bytes) -> list[Component]:
    read = Calendar.from_ical(calendar)
    assert [part.errors for part in read.walk() if part.errors] == []
    return list(read.walk("VEVENT"))


def test_a_subscribed_calendar_shows_what_changed(mine: tuple[Engine, TestClient]) -> None:
    """Subscribe; nothing changes: 304; it moves, is cancelled: the same UID, later each time."""
    engine, client = mine
    write(engine, 0, "a", start=day(3, "17:00"))
    first = client.get("/events.ics?city=Malm%C3%B6")
    assert first.headers["content-type"] == "text/calendar; charset=utf-8"
    again = client.get("/events.ics?city=Malm%C3%B6", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    dated = {"If-Modified-Since": first.headers["last-modified"]}
    assert client.get("/events.ics?city=Malm%C3%B6", headers=dated).status_code == 304

    write(engine, 1, "a", start=day(4, "18:00"))
    moved = client.get("/events.ics?city=malmo", headers={"If-None-Match": first.headers["etag"]})
    write(engine, 2, "a", start=day(4, "18:00"), status=Status.CANCELLED)
    off = client.get("/events.ics?city=malmo", headers={"If-None-Match": moved.headers["etag"]})
    seen = [events_of(answer.content)[0] for answer in (first, moved, off)]
    assert len({str(one["uid"]) for one in seen}) == 1
    assert [one["status"] for one in seen] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert seen[0]["sequence"] < seen[1]["sequence"] < seen[2]["sequence"]
    assert seen[0]["last-modified"].dt < seen[1]["last-modified"].dt < seen[2]["last-modified"].dt
    [item] = client.get("/events.jsonld").json()["@graph"]
    assert item["previousStartDate"].startswith(day(3))


def test_an_unchanged_feed_loads_no_event(mine: tuple[Engine, TestClient]) -> None:
    engine, client = mine
    write(engine, 0, *"abcdef", start=day(3, "17:00"))
    statements: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    tag = client.get("/events.ics").headers["etag"]
    loading, statements[:] = len(statements), []
    assert client.get("/events.ics", headers={"If-None-Match": tag}).status_code == 304
    assert len(statements) < loading
    assert not any("FROM announcement" in statement for statement in statements)


def test_as_many_statements_for_many_events_as_for_one(mine: tuple[Engine, TestClient]) -> None:
    engine, client = mine
    client.get("/")  # the choices of its form are kept for a minute
    counts = []
    for paths in ("a", "bcdefghijk"):
        write(engine, 0, *paths, start=day(3, "17:00"))
        for address in ("/events.json", "/api/v1/events", "/"):
            statements: list[str] = []
            listener = lambda *call, into=statements: into.append(call[2])  # noqa: E731
            event.listen(engine, "before_cursor_execute", listener)
            assert client.get(address).status_code == 200
            event.remove(engine, "before_cursor_execute", listener)
            counts.append(len(statements))
    assert counts[:3] == counts[3:]


@pytest.mark.parametrize("suffix", FEEDS)
def test_every_feed_reads_the_filters_and_has_validators(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/events.{suffix}?city=Krak%C3%B3w")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(FEEDS[suffix].media_type)
    assert "Debata" in answer.text
    assert "Dialog om hamnen" not in answer.text
    assert answer.headers["cache-control"] == "public, max-age=300"
    head = client.head(
        f"/events.{suffix}?city=Krak%C3%B3w", headers={"If-None-Match": answer.headers["etag"]}
    )
    assert head.status_code == 304


@pytest.mark.parametrize("suffix", FEEDS)
def test_a_wrong_filter_is_told_by_its_name(client: TestClient, suffix: str) -> None:
    answer = client.get(f"/events.{suffix}?from=tomorrow")
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["parameter"]) == (400, "from")


def test_hostile_pages_are_inert_in_every_feed(client: TestClient) -> None:
    bodies = {suffix: client.get(f"/events.{suffix}").text for suffix in FEEDS}
    for suffix, body in bodies.items():
        assert "javascript:" not in body.lower(), suffix
        assert "\r\nSet-Cookie" not in body.replace('"', ""), suffix
    assert "<script" not in bodies["jsonld"]
    assert all("<script" not in one["content"] for one in json.loads(bodies["activity.json"])["orderedItems"])
    assert not feedparser.parse(bodies["atom"]).bozo
    assert "<script" not in bodies["atom"]
    assert len(events_of(bodies["ics"].encode())) > 5


HOSTILE = [
    "%",
    "_",
    "' OR 1=1 --",
    "../../etc/passwd",
    "<svg onload=x>",
    "\r\nX-Evil: 1",
    "\x00",
    "=1+1",
    "🙂",
    '"*',
]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_filters_find_nothing_and_break_nothing(client: TestClient, value: str) -> None:
    for name in ("city", "network", "source", "organiser", "funder", "topic"):
        answer = client.get("/events.json", params={name: value})
        assert answer.status_code == (200 if value.strip().isprintable() else 400), name
        assert answer.json().get("items", []) == [], name
        assert "x-evil" not in answer.headers
    assert client.get("/events.json", params={"q": value}).status_code in (200, 400)


PATHS = ["/events/../x.ics", "/events/%2e%2e%2fx.ics", "/events/x.ics", "/static/../app.py", "/embed.js/../x"]


@pytest.mark.parametrize("path", PATHS)
def test_no_path_leads_elsewhere(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (400, 404)


def test_a_json_feed_goes_on_behind_its_cursor(mine: tuple[Engine, TestClient]) -> None:
    engine, client = mine
    with session(engine, write=True) as opened:
        write_all(opened, *(told("hus", f"e{n}", f"Möte {n:03}", at(day(1 + n // 9))) for n in range(130)))
    first = client.get("/events.json").json()
    assert len(first["items"]) == 100
    second = client.get(first["next_url"].removeprefix(BASE)).json()
    assert len({item["id"] for item in first["items"] + second["items"]}) == 130
    assert "next_url" not in second


def test_one_event_has_feeds_of_its_own(client: TestClient) -> None:
    address = client.get("/events.json?q=hamnen").json()["items"][0]["url"].rpartition("/events/")[2]
    assert len(events_of(client.get(f"/events/{address}.ics").content)) == 1
    assert client.get(f"/events/{address}.jsonld").json()["@graph"][0]["name"] == "Dialog om hamnen"
    assert client.get(f"/events/{'0' * 20}.ics").status_code == 404


def test_a_page_names_its_feeds(client: TestClient) -> None:
    page = client.get("/events?city=Malm%C3%B6").text
    for feed in FEEDS.values():
        assert f'type="{feed.media_type}"' in page
        assert f'href="{feed.address}?city=Malm%C3%B6"' in page
    network = client.get("/networks/river-cities").text
    assert 'type="text/calendar" title="iCalendar" href="/events.ics?network=river-cities"' in network


def test_a_list_can_be_framed_by_others(client: TestClient) -> None:
    frame = client.get("/embed?city=Malm%C3%B6")
    assert "frame-ancestors *" in frame.headers["content-security-policy"]
    assert "Dialog om hamnen" in frame.text
    assert "<script>alert" not in frame.text
    assert "text/javascript" in client.get("/embed.js").headers["content-type"]


def test_a_pasted_link_becomes_a_frame(client: TestClient) -> None:
    base = client.app.state.settings.base_url  # type: ignore[attr-defined]
    found = client.get(
        "/oembed", params={"url": f'{base}/events?city=Malm\u00f6"&x=1', "maxwidth": 300}
    ).json()
    assert (found["type"], found["version"], found["width"]) == ("rich", "1.0", 300)
    assert found["html"].count('"') == 12  # six attributes, none broken out of
    assert client.get("/oembed", params={"url": "https://evil.example/events"}).status_code == 404
    assert client.get("/oembed", params={"url": f"{base}/events", "format": "xml"}).status_code == 501


def test_the_site_says_how_it_is(client: TestClient) -> None:
    assert client.get("/healthz").text == client.get("/readyz").text == "ok\n"
    figures = client.get("/metrics").text
    assert "kalends_sources{" in figures
    assert 'kalends_http_seconds_count{route="/healthz",status="200"}' in figures


def test_every_filter_is_documented() -> None:
    documented = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
    assert [name for name in PARAMETERS if f"`{name}`" not in documented] == []
