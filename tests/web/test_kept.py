"""Answers that are kept for some seconds: whom they are given to, and whom not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import anyio
import pytest
from sqlalchemy import Engine, event, text
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from kalends.web import kept as kept_module
from kalends.web.app import create_app
from kalends.web.kept import KeptAnswers
from store.session import open_store, session
from store.version import StoreVersion
from tests.web.conftest import TOKEN, settings


@pytest.fixture
def asked(store: Engine) -> Iterator[list[str]]:
    """The statements that the store was asked, but for whether anything was written."""
    statements: list[str] = []

    def note(*call: object) -> None:
        if "data_version" not in str(call[2]):
            statements.append(str(call[2]))

    event.listen(store, "before_cursor_execute", note)
    yield statements
    event.remove(store, "before_cursor_execute", note)


@pytest.fixture
def client(store: Engine) -> TestClient:
    """A visitor of an application that keeps its answers for a minute."""
    return TestClient(create_app(settings(page_seconds=60), store), headers={"Accept-Language": "en"})


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The seconds that have passed, for a test to set."""
    seconds = [1000.0]
    monkeypatch.setattr(kept_module, "monotonic", lambda: seconds[0])
    return seconds


@pytest.mark.parametrize("address", ["/events?country=PL", "/events.ics?country=PL", "/api/v1/events"])
def test_an_answer_is_made_once(client: TestClient, asked: list[str], address: str) -> None:
    """The second visitor costs no question, and gets the same answer with the same headers."""
    first = client.get(address)
    asked.clear()
    second = client.get(address)
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


def test_the_same_question_in_other_words_gets_the_same_page(client: TestClient, asked: list[str]) -> None:
    """A form sends what was left empty too, and a link its parameters in any order."""
    client.get("/events?country=PL&city=Krak%C3%B3w")
    asked.clear()
    assert client.get("/events?q=&city=Krak%C3%B3w&country=PL&from=").status_code == 200
    assert asked == []


def test_a_client_that_has_the_answer_is_told_so(client: TestClient, asked: list[str]) -> None:
    """Validators count whether the whole answer is kept or not; a 304 is kept like any other answer."""
    tag = {"If-None-Match": client.get("/events.ics").headers["etag"]}
    assert client.get("/events.ics", headers=tag).status_code == 304
    asked.clear()
    assert client.get("/events.ics", headers=tag).status_code == 304
    assert asked == []
    assert client.get("/events.ics", headers={"If-None-Match": '"another"'}).status_code == 200


def test_what_sets_a_cookie_or_fails_is_not_kept(client: TestClient, asked: list[str]) -> None:
    """A choice is remembered each time that it is made; a mistake is told each time."""
    for _ in range(2):
        assert client.get("/events?lang=sv").cookies["lang"] == "sv"
        client.cookies.clear()
        assert client.get("/events?from=soon").status_code == 400
        assert client.get("/api/v1/events?nonsense=").status_code == 400


def test_staff_see_the_store_as_it_is(client: TestClient, asked: list[str]) -> None:
    """Nothing is kept of what they ask, nor given to them."""
    client.get("/events")
    client.post("/login", data={"token": TOKEN}, follow_redirects=False)
    for _ in range(2):
        asked.clear()
        client.get("/events")
        assert asked


def test_a_kept_answer_of_the_api_counts_as_a_request(store: Engine) -> None:
    """Who asks too often is refused, however cheap the answer would be."""
    client = TestClient(create_app(settings(page_seconds=60, api_rate=3, web_workers=1), store))
    assert [client.get("/api/v1/networks").status_code for _ in range(4)] == [200, 200, 200, 429]


def test_least_lately_asked_answers_go_first(store: Engine, asked: list[str]) -> None:
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


def test_a_change_is_seen_after_the_seconds_that_are_set(copied: Engine, clock: list[float]) -> None:
    """Ten seconds after another process wrote, its change is seen."""
    client = TestClient(create_app(settings(page_seconds=10), copied), headers={"Accept-Language": "en"})
    before = client.get("/events").text
    with session(copied, write=True) as opened:
        opened.execute(text("UPDATE event SET title = 'Changed', digest = 'changed'"))
    clock[0] += 9
    assert client.get("/events").text == before
    clock[0] += 2
    assert "Changed" in client.get("/events").text


@pytest.mark.parametrize(("age", "made"), [(9, 1), (11, 1), (59, 1), (61, 2)])
def test_nothing_is_older_than_a_minute(clock: list[float], age: float, made: int) -> None:
    """Not even where nothing is written: "now" goes on."""
    app = _Counted()
    client = TestClient(KeptAnswers(app, seconds=10, version=lambda: "the same"))
    client.get("/")
    clock[0] += age
    assert client.get("/").text == str(made)


def test_who_asks_at_once_waits_for_one_answer() -> None:
    """A hundred visitors cost one answer; a failure is given to none but who met it."""
    app = _Counted()
    kept = KeptAnswers(app, seconds=10, version=object)
    assert anyio.run(_ask, kept, "/") == ["1"] * 100
    app.status = 500
    assert len(set(anyio.run(_ask, kept, "/map"))) == 100


def test_the_store_tells_whether_it_was_written_to(copied: Engine) -> None:
    """Reading leaves its version as it is."""
    version = StoreVersion(copied)
    before = version.read()
    with session(copied) as opened:
        opened.execute(text("SELECT id FROM event")).all()
    assert version.read() == before
    with session(copied, write=True) as opened:
        opened.execute(text("UPDATE event SET title = 'Changed'"))
    assert version.read() != before
    nowhere = StoreVersion(open_store("sqlite://"))
    assert nowhere.read() != nowhere.read()


class _Counted:
    """An application that answers with the number of its answer, a little later."""

    def __init__(self) -> None:
        self.numbers, self.status = count(1), 200

    async def __call__(self, _: Scope, __: Receive, send: Send) -> None:
        number = str(next(self.numbers)).encode()
        await anyio.sleep(0)
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": number})


async def _ask(app: KeptAnswers, path: str) -> list[str]:
    """What a hundred visitors get who ask at once."""
    bodies: list[str] = []

    async def send(message: Message) -> None:
        if message["type"] == "http.response.body":
            bodies.append(message["body"].decode())

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": []}
    async with anyio.create_task_group() as visitors:
        for _ in range(100):
            visitors.start_soon(app, dict(scope), receive, send)
    return bodies
