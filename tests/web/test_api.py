"""The API: what programs ask and are told, and that its description holds whatever they ask."""

from __future__ import annotations

import os
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.testclient import TestClient

from kalends.asked import PARAMETERS
from kalends.web.described import FILTERS
from kalends.web.limits import Buckets

API = "/api/v1"
EXAMPLES = int(os.environ.get("API_EXAMPLES", "4"))
"""Requests that Schemathesis makes of each operation; a longer run by hand asks for more."""
CONFORMING = (
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
)
LISTS = (
    "announcements",
    "claims",
    "organisations",
    "funders",
    "networks",
    "venues",
    "sources",
    "runs",
    "events",
)


def asked(client: TestClient, address: str, **parameters: Any) -> dict[str, Any]:
    answer = client.get(f"{API}/{address}", params=parameters)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_be_read_to_its_end(client: TestClient, name: str) -> None:
    whole = asked(client, name)["items"]
    assert whole
    if name in ("networks", "sources"):
        return
    cursor, pages = "", []
    while cursor is not None:
        page = asked(client, name, limit=4, cursor=cursor)
        pages += page["items"]
        cursor = page["next"]
    assert pages[: len(whole)] == whole


def test_an_event_tells_who_told_it_and_what_changed(client: TestClient) -> None:
    [found] = asked(client, "events", q="hamnen")["items"]
    event = asked(client, f"events/{found['id']}")
    assert event["title"] == "Dialog om hamnen"
    assert event["funders"][0]["name"] == "Stiftelsen Kajen"
    told = asked(client, "announcements", event=found["id"])["items"][0]
    assert told["evidence"]["title"]["quote"] == "Dialog om hamnen"
    assert asked(client, "claims", event=found["id"], field="start")["items"][0]["quote"] == "torsdag kl. 17"
    assert "items" in asked(client, f"events/{found['id']}/history")


def test_the_same_filters_find_the_same_events(client: TestClient) -> None:
    swedish = asked(client, "events", language="sv", city="Malmö")["items"]
    assert swedish
    assert all(event["city"] == "Malmö" for event in swedish)
    changes = asked(client, "changes", since="2020-01-01T00:00:00Z", city="Malmö")
    assert {event["id"] for event in changes["cancelled"]["items"]} <= {event["id"] for event in swedish}


WRONG = [
    ("events", {"from": ""}, "from"),
    ("events", {"from": "soon"}, "from"),
    ("events", {"km": "10"}, "km"),
    ("events", {"citty": "Lund"}, "citty"),
    ("events", {"cursor": "x"}, "cursor"),
    ("events", {"limit": "0"}, "limit"),
    ("claims", {"cursor": "nonsense"}, "cursor"),
    ("runs", {"cursor": "nonsense"}, "cursor"),
    ("changes", {"since": "yesterday"}, "since"),
    ("changes", {}, "since"),
    ("changes", {"since": "0001-01-01T00:00:00+14:00"}, "since"),
    ("runs", {"cursor": "9999-12-31T23:59:59-14:00 x"}, "cursor"),
    ("announcements", {"event": "../x"}, "event"),
    ("venues", {"country": "SWE"}, "country"),
    ("claims", {"field": "x" * 300}, "field"),
]


def test_a_rare_field_is_looked_for_a_part_at_a_time(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However few claims a field has, an answer looks through so many only; its cursor leads on."""
    whole = asked(client, "claims", field="start")["items"]
    assert whole
    monkeypatch.setattr("store.listings.LOOKED_AT", 40)
    found, cursor = [], ""
    while cursor is not None:
        page = asked(client, "claims", field="start", **({"cursor": cursor} if cursor else {}))
        assert len(page["items"]) <= 40
        found += page["items"]
        cursor = page["next"]
    assert found == whole


@pytest.mark.parametrize(("address", "parameters", "name"), WRONG)
def test_an_error_names_the_parameter(
    client: TestClient, address: str, parameters: dict[str, str], name: str
) -> None:
    answer = client.get(f"{API}/{address}", params=parameters)
    assert answer.headers["content-type"] == "application/problem+json"
    said = answer.json()
    assert (said["status"], said["title"], said["parameter"]) == (400, "Bad Request", name)
    assert not said["detail"].startswith(("Input", "String", "Field", "Value"))  # the framework's words


def test_a_wrong_cursor_is_told_in_the_sites_words(client: TestClient) -> None:
    """On pages and in feeds, in the visitor's language."""
    page = client.get("/events?cursor=abc", headers={"Accept-Language": "sv"})
    assert page.status_code == 400
    assert "inte en markör som en sida gav" in page.text
    assert client.get("/events.json?cursor=abc").json()["detail"].startswith("not a cursor")


def test_what_is_not_there_is_a_problem_too(client: TestClient) -> None:
    for address in (
        f"events/{'0' * 20}",
        f"announcements/{'0' * 20}",
        "venues/99",
        "sources/none",
        "nothing",
    ):
        answer = client.get(f"{API}/{address}")
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert client.post(f"{API}/events").status_code == 405


def test_an_unchanged_answer_costs_a_304(client: TestClient) -> None:
    for name in ("events", "organisations"):
        tag = client.get(f"{API}/{name}").headers["etag"]
        assert client.get(f"{API}/{name}", headers={"If-None-Match": f'"x", {tag}'}).status_code == 304


def test_who_asks_too_often_is_told_when_to_come_back(client: TestClient, app: FastAPI) -> None:
    before, app.state.buckets = app.state.buckets, Buckets(2)
    try:
        answers = [client.get(f"{API}/networks") for _ in range(3)]
    finally:
        app.state.buckets = before
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert 1 <= int(answers[2].headers["retry-after"]) <= 30


def test_a_bucket_fills_again() -> None:
    buckets = Buckets(60)
    assert [buckets.wait_of("a", 0.0) for _ in range(60)] == [0.0] * 60
    assert buckets.wait_of("a", 0.0) == pytest.approx(1.0)
    assert buckets.wait_of("b", 0.0) == 0.0
    assert buckets.wait_of("a", 1.5) == 0.0


def test_the_description_has_every_filter_with_an_example(client: TestClient) -> None:
    assert set(FILTERS) == set(PARAMETERS)
    described = client.get(f"{API}/openapi.json").json()
    parameters = described["paths"][f"{API}/events"]["get"]["parameters"]
    assert {"limit", "cursor", *PARAMETERS} == {one["name"] for one in parameters}
    assert "422" not in described["paths"][f"{API}/events"]["get"]["responses"]


@pytest.fixture(scope="package")
def description(app: FastAPI) -> Any:
    """The description as Schemathesis reads it."""
    app.state.buckets = Buckets(0)
    return schemathesis.openapi.from_asgi(f"{API}/openapi.json", app)


OPERATIONS = (
    *("/events", "/events/{event_id}", "/events/{event_id}/history", "/changes", "/announcements"),
    *(
        "/announcements/{key}",
        "/claims",
        "/organisations",
        "/funders",
        "/venues",
        "/sources/{source_id}",
        "/runs",
    ),
)


@pytest.mark.parametrize("path", OPERATIONS)
def test_no_answer_is_undocumented(description: Any, path: str) -> None:
    """Schemathesis asks well and badly: no 5xx, no status, type or shape beyond the description."""
    answered: list[int] = []

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=description[f"{API}{path}"]["GET"].as_strategy())
    def asking(case: Any) -> None:
        answered.append(case.call_and_validate(checks=CONFORMING).status_code)

    asking()
    assert answered
    assert max(answered) < 500
