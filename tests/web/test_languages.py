"""The interface's languages: all is translated, chosen by the browser, switched by hand and remembered."""

from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from kalends.web.languages import LANGUAGES, accepted, words_of
from tests.web.words import messages

_FILLED = re.compile(r"%\((\w+)\)s")


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_everything_is_translated_and_fills_in_the_same(language: str) -> None:
    words = words_of(language)
    missing = []
    for message in messages():
        single, many = message if isinstance(message, tuple) else (message, "")
        said = [words.ngettext(single, many, n) for n in (1, 3, 7)] if many else [words.gettext(single)]
        catalog = words._catalog  # type: ignore[attr-defined]
        if (single, 0) not in catalog and single not in catalog:
            missing.append(single)
        for text in said:
            assert set(_FILLED.findall(text)) <= set(_FILLED.findall(single)), text
            assert "%" not in _FILLED.sub("", text).replace("%%", "") or "%" in single, text
    assert missing == []


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("sv-SE,sv;q=0.9,en;q=0.8", "sv"),
        ("de,pl;q=0.5,en;q=0.2", "pl"),
        ("en;q=0, sv;q=0", "en"),
        ("*", "en"),
        ("pl;q=x,sv;q=0.1", "sv"),
        ("", "en"),
    ],
)
def test_the_browser_chooses(header: str, language: str) -> None:
    assert accepted(header) == language


def test_a_choice_by_hand_is_remembered(client: TestClient) -> None:
    assert '<html lang="en">' in client.get("/").text
    chosen = client.get("/?lang=pl")
    assert '<html lang="pl">' in chosen.text
    assert "Co się dzieje" in chosen.text
    assert '<html lang="pl">' in client.get("/map").text
    assert client.get("/?lang=xx").headers["content-language"] == "pl"


def test_what_went_wrong_is_said_in_the_visitors_language(client: TestClient) -> None:
    assert "<h1>Sidan finns inte</h1>" in client.get("/nowhere?lang=sv").text
    assert "adressen kan inte frågas" in client.get("/logout?lang=sv").text


def test_dates_and_numbers_are_written_as_the_language_does(client: TestClient) -> None:
    assert "sześć" not in client.get("/?lang=pl").text
    assert re.search(r"<h1>[A-ZÅÄÖ]\w+ 20\d\d</h1>", client.get("/calendar?lang=sv").text)
