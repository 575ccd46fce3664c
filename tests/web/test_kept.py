"""Pages that are kept for some seconds: whom they are given to, and whom not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, event
from starlette.testclient import TestClient

from kalends.web.app import create_app
from kalends.web.kept import KeptAnswers
from tests.web.conftest import settings


@pytest.fixture
def asked(store: Engine) -> Iterator[list[str]]:
    """The statements that the store was asked."""
    statements: list[str] = []

    def note(*call: object) -> None:
        statements.append(str(call[2]))

    event.listen(store, "before_cursor_execute", note)
    yield statements
    event.remove(store, "before_cursor_execute", note)


@pytest.fixture
def client(store: Engine) -> TestClient:
    """A visitor of an application that keeps its answers for a minute."""
    app = create_app(settings(page_seconds=60), store)
    return TestClient(app, headers={"Accept-Language": "en"})


def test_a_view_is_made_once(client: TestClient, asked: list[str]) -> None:
    """The second visitor costs no question, and gets the same page with the same headers."""
    first = client.get("/events?country=PL")
    asked.clear()
    second = client.get("/events?country=PL")
    assert (second.text, dict(second.headers)) == (first.text, dict(first.headers))
    assert asked == []
    assert 'status="200"} 2.0' in client.get("/metrics").text.replace("_count", "")


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("/events?country=SE", {}),
        ("/events?country=PL", {"Accept-Language": "sv"}),
        ("/events?country=PL", {"Cookie": "zone=Asia/Tokyo"}),
        ("/events?country=PL&lang=pl", {}),
        ("/calendar?country=PL", {}),
    ],
)
def test_another_question_gets_another_page(
    client: TestClient, address: str, headers: dict[str, str]
) -> None:
    """Filters, language, zone and view all make another page."""
    first = client.get("/events?country=PL")
    assert client.get(address, headers=headers).text != first.text


def test_what_sets_a_cookie_or_fails_is_not_kept(client: TestClient, asked: list[str]) -> None:
    """A choice is remembered each time that it is made; a mistake is told each time."""
    for _ in range(2):
        assert client.get("/events?lang=sv").cookies["lang"] == "sv"
        client.cookies.clear()
        assert client.get("/events?from=soon").status_code == 400


def test_least_lately_asked_pages_go_first(store: Engine, asked: list[str]) -> None:
    """No more is kept than there is room for."""
    app = create_app(settings(), store)
    kept = KeptAnswers(app, seconds=60, version=object, most=25_000)
    client = TestClient(kept, headers={"Accept-Language": "en"})
    for country in ("SE", "PL", "DE", "FR", "GB", "FI", "NO", "DK"):
        client.get(f"/events?country={country}")
    assert kept._size <= 25_000
    asked.clear()
    client.get("/events?country=DK")
    assert asked == []
    client.get("/events?country=SE")
    assert asked
