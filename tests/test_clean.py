"""What no field and no quote may hold, whatever the page writes into a title or a name."""

from __future__ import annotations

import pytest

from pipeline.clean import clean_announcement
from pipeline.model import Announcement, Claim, Party, Place, Role
from tests.telling import reading_of

CASES = [
    ("Möte om\u202e parken\x1b[31m", "Möte om parken[31m"),
    ("Möte\ufeff  om\nparken", "Möte om parken"),
    ("Frukost, mejla eva.lind@example.org", "Frukost, mejla"),
    ("Frukost, ring 070-123 45 67", "Frukost, ring"),
    ("Frågor till info@example.org", "Frågor till info@example.org"),
    ("Möte 12–14 mars 2026 kl. 18.00", "Möte 12–14 mars 2026 kl. 18.00"),
    ("9" * 400, "9" * 300),
]


def announcement(**fields: object) -> Announcement:
    told = {"id": "1", "source_id": "example", "url": "", "key": "1", "title": "Möte", **fields}
    return Announcement(**told)  # type: ignore[arg-type]


@pytest.mark.parametrize(("written", "kept"), CASES)
def test_a_field_keeps_what_may_be_seen_and_told(written: str, kept: str) -> None:
    party = Party(name=written, role=Role.ORGANISER)
    one = clean_announcement(announcement(title=written, parties=(party,), place=Place(venue=written)))
    assert (one.title, one.parties[0].name, one.place.venue) == (kept, kept, kept)


def test_a_quote_with_a_persons_number_loses_the_number_and_its_place() -> None:
    quote = "Frukost, ring 070-123 45 67"
    claim = Claim(
        field="title", value=quote, raw=quote, quote=quote, span=(0, len(quote)), method="prose", score=0.5
    )
    kept = clean_announcement(announcement(claims=(claim,))).claims[0]
    assert (kept.quote, kept.span) == ("Frukost, ring […]", None)


def test_an_address_does_not_run_over_a_lines_end() -> None:
    reading = reading_of(
        "Spotkanie 12 maja 2026 o godz. 18, w skweru\nZapraszamy mieszkańców 21", languages=("pl",)
    )
    assert all("\n" not in (one.place.address or "") for one in reading.announcements)
