"""What the pages say, in which language, and what hostile pages cannot make them say."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from tests.web.corpus import (
    ARABIC,
    BREAKOUT,
    DEBATE,
    DIALOG,
    EVIL,
    NOTHING,
    OFF,
    SCRIPT,
    WEEKLY,
    YEARLESS,
    day,
)

KINDS = {
    "now": "/",
    "list": "/events",
    "nothing": "/events?q=nothing-like-this",
    "calendar": "/calendar",
    "map": "/map",
    "event": f"/events/{DIALOG.id}",
    "cancelled": f"/events/{OFF.id}",
    "rtl": f"/events/{ARABIC.id}",
    "bare": f"/events/{NOTHING.id}",
    "hostile": f"/events/{EVIL.id}",
    "text": f"/tellings/{DIALOG.id}?claim=1",
    "organisations": "/organisations",
    "organisation": "/organisations/1",
    "funders": "/funders",
    "networks": "/networks",
    "network": "/networks/river-cities",
    "odd network": "/networks/a%2Fb%20%26%20c",
    "venue": "/venues/1",
    "sources": "/sources",
    "source": "/sources/hus",
    "about": "/about",
    "privacy": "/privacy",
    "settings": "/settings",
    "login": "/login",
}
"""One address of every kind of page."""

WRONG = {
    "/nowhere": 404,
    "/events/0123456789abcdef0123": 404,
    "/events/x": 404,
    "/?from=soon": 400,
    "/calendar?month=9": 400,
}
HEAVIEST = 150_000


class Inert(HTMLParser):
    """Collects what a page would run or leave for."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep inline scripts, handlers, styles and links that are neither ours nor of the web."""
        given = dict(attrs)
        is_data = given.get("type") == "application/ld+json"
        if tag == "script" and not is_data and not (given.get("src") or "").startswith("/static/"):
            self.found.append("script")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(name)
            if name in ("href", "src", "action") and not re.match(r"(/|#|https?://|mailto:)", value or ""):
                self.found.append(f"{name}={value}")


def found_in(text: str) -> list[str]:
    """What a browser would run of this page."""
    parser = Inert()
    parser.feed(text)
    return parser.found


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_every_page_is_there_inert_and_light(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert found_in(answer.text) == []
    assert SCRIPT not in answer.text
    assert BREAKOUT not in answer.text
    assert len(answer.content) < HEAVIEST
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(("address", "status"), WRONG.items())
def test_what_cannot_be_answered_is_a_page_too(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert "<h1>" in answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


def test_head_answers_as_get_without_a_body(client: TestClient) -> None:
    answer = client.head("/events")
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["content-length"]) > 1000


def test_a_wrong_parameter_is_named(client: TestClient) -> None:
    assert "<code>from</code>" in client.get("/?from=soon").text


def test_now_shows_what_is_on_what_comes_and_what_closes(client: TestClient) -> None:
    text = client.get("/").text
    order = [text.index(f'id="{name}"') for name in ("going-on", "later", "deadlines")]
    assert order == sorted(order)
    assert "Så vill vi bo" in text[order[0] : order[1]]
    assert "Dialog om hamnen" in text[order[2] :]


def test_filters_narrow_every_view_and_can_be_taken_away(client: TestClient) -> None:
    for view in ("/", "/events", "/calendar"):
        text = client.get(f"{view}?city=Cracow").text
        assert "Debata o nabrze" in text, view
        assert "Skrivarstuga" not in text, view
    assert f'href="{view}"' in text
    assert 'href="/events?city=Cracow"' in text  # the other views keep the filter


def test_an_event_tells_all_that_is_known_and_who_says_so(client: TestClient) -> None:
    text = client.get(f"/events/{DIALOG.id}").text
    for expected in (
        "250,000 SEK",
        "Stiftelsen Kajen",
        "Folkets hus",
        "torsdag kl. 17",
        "Told by",
        "river-cities",
    ):
        assert expected in text
    assert f'href="/tellings/{DIALOG.id}?claim=1#quote"' in text
    assert "Cancelled." in client.get(f"/events/{OFF.id}").text
    assert "Year not told" in client.get(f"/events/{YEARLESS.id}").text


def test_an_event_is_marked_up_for_machines(client: TestClient) -> None:
    text = client.get(f"/events/{DIALOG.id}").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.S)
    assert found is not None
    node = json.loads(found[1])
    assert (node["@type"], node["name"]) == ("Event", "Dialog om hamnen")
    assert node["@context"] == "https://schema.org"


def test_what_changed_stands_in_an_events_history(client: TestClient) -> None:
    text = client.get(f"/events/{WEEKLY.id}").text
    assert re.search(r"<del><bdi>[^<]+, 09:00<", text)
    assert re.search(r"<ins><bdi>[^<]+, 10:00<", text)


def test_a_list_begins_today_and_what_is_past_is_a_link_away(client: TestClient) -> None:
    text = client.get("/events?q=bez").text
    assert "<h1>Events to come</h1>" in text
    assert NOTHING.title not in text  # has no day
    assert 'href="/events?q=bez&amp;past=1"' in text
    whole = client.get("/events?q=bez&past=1").text
    assert NOTHING.title in whole
    assert "<h1>All events</h1>" in whole
    assert 'name="past" value="1"' in whole  # the form keeps it
    assert client.get("/events?past=perhaps").status_code == 400


def test_changes_say_what_has_changed(client: TestClient) -> None:
    text = client.get("/changes?q=frukost&since=2026-01-01").text
    assert "<ins>" not in text  # all of it is new since then
    text = client.get(f"/changes?q=frukost&since={day(-1)}").text
    assert re.search(r"<li>Start: <del><bdi>[^<]+, 09:00</bdi></del> → <ins><bdi>[^<]+, 10:00<", text)


def test_changes_have_the_filters_of_all_views(client: TestClient) -> None:
    text = client.get("/changes?city=Malm%C3%B6&since=2026-01-01").text
    assert 'href="/changes?since=2026-01-01" aria-label="Remove the filter City: Malmö"' in text
    assert 'name="since" type="date" value="2026-01-01"' in text


def test_a_foreign_title_says_its_language_and_may_run_from_the_right(client: TestClient) -> None:
    assert '<bdi lang="ar" dir="auto">' in client.get("/events").text


def test_your_clock_stands_beside_the_events_own(client: TestClient) -> None:
    client.get("/settings?zone=Asia/Tokyo")
    text = client.get(f"/events/{DIALOG.id}").text
    assert "17:00–20:00" in text
    assert re.search(r"01:00.* your time|your time.*01:00", text, re.S)
    client.get("/settings?zone=own")
    assert "your time" not in client.get(f"/events/{DIALOG.id}").text


def test_a_funders_money_is_a_plot_and_a_table(client: TestClient) -> None:
    number = re.search(r'/organisations/(\d+)"><bdi>Stiftelsen Kajen', client.get("/funders").text)
    assert number is not None
    text = client.get(f"/organisations/{number[1]}").text
    assert '<rect class="bar"' in text
    assert "250,000 SEK</td>" in text


def test_the_map_needs_no_script(client: TestClient) -> None:
    text = client.get("/map").text
    assert re.search(r'<a class="spot" href="/events\?[^"]*city=Malm', text)
    assert 'aria-label="Malmö: ' in text
    assert '<path class="land" d="M' in text


def test_a_quote_is_marked_in_its_pages_text_but_persons_are_not_shown(client: TestClient) -> None:
    text = client.get(f"/tellings/{DEBATE.id}?claim=0").text
    assert re.search(r'Zapraszamy do miejsca: <mark id="quote"[^>]*>Dom Sąsiedzki</mark>', text)
    assert "Pytania:" in text
    for personal in ("anna.kowalska@", "600 700 800", "Kowalska"):
        assert personal not in text
    assert 'name="robots" content="noindex"' in text


def test_an_unknown_archive_says_so_and_still_quotes(client: TestClient) -> None:
    text = client.get(f"/tellings/{DIALOG.id}?claim=1").text
    assert "The text is not kept here" in text
    assert '<mark dir="auto">torsdag kl. 17</mark>' in text
