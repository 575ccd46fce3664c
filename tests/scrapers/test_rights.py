"""What publishers reserve, in every way that they can say it; examples after the protocol's own."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.rights import Rights, Rule, read_tdm_file, rights_of, rule_for

FILE = json.dumps(
    [
        {"location": "/program/fritt$", "tdm-reservation": 0},
        {"location": "/program/", "tdm-reservation": 1, "tdm-policy": "https://hus.example/licens.json"},
        {"location": "/bilder/*.jpg", "tdm-reservation": "1"},
        {"location": "/pris-%24", "tdm-reservation": 1},
        {"location": "/*/arkiv/*/pdf$", "tdm-reservation": 1},
        {"location": "/utan"},
        "no rule",
    ]
).encode()
RULES = read_tdm_file(FILE)


@pytest.mark.parametrize(
    ("path", "reserved"),
    [
        ("/program/mote", True),
        ("/program/", True),
        ("/program", None),
        ("/Program/mote", None),
        ("/program/fritt", False),
        ("/program/fritt?sida=2", True),
        ("/pro%67ram/mote", True),
        ("/bilder/2026/a.jpg?stor", True),
        ("/bilder/a.png", None),
        ("/pris-%24", True),
        ("/sv/arkiv/2026/pdf", True),
        ("/sv/arkiv/2026/pdf/2", None),
        ("/utan", None),
        ("", None),
    ],
)
def test_the_first_matching_location_counts(path: str, reserved: bool | None) -> None:
    rule = rule_for(RULES, f"https://hus.example{path}")
    assert (rule.reserved if rule else None) == reserved


@pytest.mark.parametrize(
    "body", [b"", b"<html>not here</html>", b"{}", b"[1, null]", b"[" * 100_000, b"\xff"]
)
def test_what_is_no_such_file_reserves_nothing(body: bytes) -> None:
    assert read_tdm_file(body) == ()


@given(st.text("/a*$%2", max_size=12), st.text("/a$%2", max_size=12))
def test_any_pattern_can_be_held_against_any_path(location: str, path: str) -> None:
    rules = read_tdm_file(json.dumps([{"location": location, "tdm-reservation": 1}]).encode())
    assert rule_for(rules, f"https://hus.example/{path}") in (None, *rules)


RESERVED = Rule("/", True, "https://hus.example/licens.json")
META = b'<html><head><meta name="TDM-Reservation" content="%s"><meta name="tdm-policy" content="https://p.example/"></head>'


@pytest.mark.parametrize(
    ("rule", "headers", "head", "found"),
    [
        (None, [], b"", Rights()),
        (RESERVED, [], b"", Rights(tdm=True, policy="https://hus.example/licens.json", said_in="file")),
        (None, [("TDM-Reservation", " 1 ")], b"", Rights(tdm=True, said_in="header")),
        (RESERVED, [("tdm-reservation", "0")], b"", Rights(tdm=False, said_in="header")),
        (
            RESERVED,
            [("tdm-reservation", "0")],
            META % b"1",
            Rights(tdm=True, policy="https://p.example/", said_in="page"),
        ),
        (
            None,
            [("tdm-reservation", "1")],
            META % b"0",
            Rights(tdm=False, policy="https://p.example/", said_in="page"),
        ),
        (None, [("tdm-reservation", "maybe")], b"", Rights()),
        (None, [], b"<!-- " + META % b"1" + b" --><p>a page about it", Rights()),
        (None, [("X-Robots-Tag", "noai, noimageai")], b"", Rights(noai=True)),
        (None, [("X-Robots-Tag", "googlebot: noindex, nofollow")], b"", Rights()),
        (None, [("X-Robots-Tag", "googlebot: nofollow, kalends: noindex")], b"", Rights(noindex=True)),
        (
            None,
            [("X-Robots-Tag", "unavailable_after: 25 Jun 2030 15:00:00 PST, noindex")],
            b"",
            Rights(noindex=True),
        ),
        (None, [("X-Robots-Tag", "nofollow"), ("X-Robots-Tag", "NONE")], b"", Rights(noindex=True)),
        (None, [], b'<meta name="robots" content="index, follow">', Rights()),
        (None, [], b'<meta content="noindex,noai" name=ROBOTS>', Rights(noindex=True, noai=True)),
        (None, [], b'<meta name="googlebot" content="noindex">', Rights()),
        (None, [], b'<meta name="Kalends" content="noindex">', Rights(noindex=True)),
    ],
)
def test_what_is_stated_of_a_page(
    rule: Rule | None, headers: list[tuple[str, str]], head: bytes, found: Rights
) -> None:
    assert rights_of(rule, headers, head) == found


def test_what_is_kept_with_the_page_is_one_line() -> None:
    rights = Rights(tdm=True, said_in="header", policy="https://p.example/", noai=True)
    assert rights.text == "tdm-reservation: 1 (header, policy https://p.example/); noai"
    assert (rights.reserved, Rights().text) == (("tdm-reservation", "noai"), "")
