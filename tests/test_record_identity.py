"""What a listing's records are known by: their own page's address, where they have one each."""

from __future__ import annotations

import pytest

from pipeline.model import SourceFacts
from pipeline.read import read_page
from tests.telling import page_of

FACTS = SourceFacts(id="example", country="SE", timezone="Europe/Stockholm", languages=("sv",))
HOST = "https://hus.example"
DAYS = ("12 maj", "13 maj", "14 maj")


def keys(*links: str) -> list[str]:
    """The keys of three records with these links."""
    cards = "".join(
        f'<article><h2><a href="{link}">Möte om parken, kväll {n}</a></h2>'
        f"<time>{day} 2026 kl 18</time></article>"
        for n, (link, day) in enumerate(zip(links, DAYS, strict=True), 1)
    )
    page = page_of(
        f"<main><h1>Kalender</h1>{cards}</main>", "text/html", "2026-03-01", url=f"{HOST}/kalender"
    )
    return [one.key for one in read_page(page, FACTS).announcements]


BY_PLACE = [f"{HOST}/kalender", f"{HOST}/kalender#1", f"{HOST}/kalender#2"]
CASES = {
    "own pages": (("/e/1", "/e/2#program", "/e/3"), [f"{HOST}/e/1", f"{HOST}/e/2", f"{HOST}/e/3"]),
    "one page for all": (("/e/alla", "/e/alla", "/e/alla"), BY_PLACE),
    "papers": (("/1.pdf", "/2.pdf", "/3.pdf"), BY_PLACE),
    "another site": (("https://x.example/1", "https://x.example/2", "https://x.example/3"), BY_PLACE),
    "the listing's address with a parameter": (
        ("/kalender?nr=1", "/kalender?nr=2", "/kalender?nr=3"),
        [f"{HOST}/kalender?nr={n}" for n in (1, 2, 3)],
    ),
    "the listing itself": (("/kalender?1", "/kalender?2", "/kalender#3"), BY_PLACE),
}


@pytest.mark.parametrize("name", CASES)
def test_a_record_is_known_by_its_own_page(name: str) -> None:
    links, expected = CASES[name]
    assert keys(*links) == expected


def test_a_detail_page_tells_of_the_same_announcement() -> None:
    page = page_of(
        "<main><h1>Möte om parken, kväll 1</h1><p>12 maj 2026 kl 18, Biblioteket</p></main>",
        "text/html",
        "2026-03-01",
        url=f"{HOST}/e/1",
    )
    assert [one.key for one in read_page(page, FACTS).announcements] == [f"{HOST}/e/1"]
