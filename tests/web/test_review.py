"""Review: only staff judge, only by their own forms; what they judge makes events and can be withdrawn."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine
from starlette.testclient import TestClient

from kalends.web.app import create_app
from tests.web.conftest import TOKEN, settings
from tests.web.corpus import ONE, OTHER


@pytest.fixture
def visitor(copied: Engine, tmp_path: Path) -> TestClient:
    """Somebody who is not logged in."""
    app = create_app(settings(archive=tmp_path), copied)
    return TestClient(app, raise_server_exceptions=False, headers={"Accept-Language": "en"})


@pytest.fixture
def mia(visitor: TestClient) -> TestClient:
    """A member of the staff."""
    assert visitor.post("/login", data={"token": TOKEN}).url.path == "/review"
    return visitor


def form_of(client: TestClient) -> dict[str, str]:
    """The hidden fields of the open pair's form."""
    text = client.get("/review").text
    form = text[text.index('<form method="post" action="/review"') :]
    return dict(re.findall(r'name="(csrf|left|right|skip)" value="([^"]*)"', form))


def test_nobody_judges_without_a_login(visitor: TestClient) -> None:
    for address in ("/review", "/review/log"):
        assert visitor.get(address).url.path == "/login"
    pair = {"csrf": "", "left": ONE.id, "right": OTHER.id, "verdict": "same"}
    assert visitor.post("/review", data=pair).url.path == "/login"
    assert visitor.post("/login", data={"token": "not-mias-token-at-all"}).status_code == 401


def test_a_forged_or_altered_session_is_none(visitor: TestClient) -> None:
    visitor.cookies.set("staff", "WyJtaWEiLCAieCJd.aaaa.bbbb")
    assert visitor.get("/review").url.path == "/login"


def test_tokens_cannot_be_guessed_for_long(visitor: TestClient) -> None:
    statuses = [visitor.post("/login", data={"token": f"guess-{n}"}).status_code for n in range(11)]
    assert statuses == [401] * 10 + [429]


def test_a_pair_is_judged_logged_and_withdrawn(mia: TestClient) -> None:
    pair = form_of(mia)
    assert {pair["left"], pair["right"]} == {ONE.id, OTHER.id}
    judged = mia.post("/review", data={**pair, "verdict": "same"})
    assert "Nothing to judge" in judged.text
    event = mia.get(f"/events/{max(ONE.id, OTHER.id)}")
    assert event.url.path == f"/events/{min(ONE.id, OTHER.id)}"  # the one leads to the other now
    assert "by a person" in event.text
    assert "mia" not in event.text
    log = mia.get("/review/log").text
    assert "Same event" in log
    assert ">mia<" in log
    number = re.search(r'name="number" value="(\d+)"', log)
    assert number is not None
    undone = mia.post("/review/undo", data={"csrf": pair["csrf"], "number": number[1]})
    assert 'name="number"' not in undone.text
    assert form_of(mia)["left"] == pair["left"]


def test_a_form_from_elsewhere_judges_nothing(mia: TestClient) -> None:
    pair = form_of(mia)
    for csrf, status in (("", 400), ("x" * len(pair["csrf"]), 403), ("å", 403)):
        answer = mia.post("/review", data={**pair, "csrf": csrf, "verdict": "same"})
        assert answer.status_code == status
    assert form_of(mia) == pair


def test_only_what_is_open_is_judged(mia: TestClient) -> None:
    pair = form_of(mia)
    wrong = {**pair, "left": pair["right"], "right": pair["left"], "verdict": "different"}
    assert mia.post("/review", data=wrong).status_code == 409
    assert mia.post("/review", data={**pair, "verdict": "unsure"}).status_code == 400
    assert mia.post("/review", data={**pair, "verdict": "same", "left": "'; DROP"}).status_code == 400


def test_later_puts_a_pair_off_and_logging_out_ends_it(mia: TestClient) -> None:
    assert "You have put off the rest" in mia.get("/review?skip=1").text
    csrf = form_of(mia)["csrf"]
    mia.post("/logout", data={"csrf": csrf})
    assert mia.get("/review").url.path == "/login"
