"""Links made absolute: as the standard library joins them, most of them without taking them apart."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.markup_links import Joiner

BASES = (
    "https://a.example",
    "http://a.example:8080/x/y?z=1#f",
    "HTTP://A.example/q",
    "",
    "mailto:a@b.example",
)
_LINKS = st.text(st.sampled_from("abZ09åß/.?#&=;:%~+- \n"), max_size=20)


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/moten/5", "https://a.example/moten/5"),
        ("/moten?page=2", "https://a.example/moten?page=2"),
        (" /moten/å/ ", "https://a.example/moten/å/"),
        ("/a/../b", "https://a.example/b"),
        ("//other.example/b", "https://other.example/b"),
        ("next.html", "https://a.example/x/next.html"),
        ("http://[broken", ""),
    ],
)
def test_a_link_counts_from_the_page(href: str, expected: str) -> None:
    assert Joiner("https://a.example/x/y").absolute(href) == expected


@given(st.sampled_from(BASES), _LINKS)
def test_what_is_plain_is_joined_as_all_else(base: str, href: str) -> None:
    try:
        expected = urljoin(base, href.strip())
    except ValueError:
        expected = ""
    assert Joiner(base).absolute(href) == expected
