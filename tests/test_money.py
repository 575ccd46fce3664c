"""Sums of money as they are written in several countries."""

from __future__ import annotations

import pytest

from pipeline.extract.money import find_sums, plain_number
from pipeline.model import SourceFacts
from pipeline.sheet import Sheet
from pipeline.text import read_document
from pipeline.words import vocabulary
from tests.telling import page_of

NUMBERS = [
    ("450", 450.0),
    ("7 320,00", 7320.0),
    ("7\u00a0320", 7320.0),
    ("1.200", 1200.0),
    ("1,200", 1200.0),
    ("1,200.50", 1200.5),
    ("1.200,50", 1200.5),
    ("1,2", 1.2),
    ("1.2", 1.2),
    ("9", 9.0),
    ("12'000", 12000.0),
    ("1 234 567", 1234567.0),
    ("0,50", 0.5),
]

SUMS = [
    ("sv", "9 miljoner kronor", (9_000_000, "SEK")),
    ("sv", "1,2 miljoner kr", (1_200_000, "SEK")),
    ("sv", "450 000 kr", (450_000, "SEK")),
    ("sv", "2,4 mkr", (2_400_000, "SEK")),
    ("sv", "250 tkr", (250_000, "SEK")),
    ("sv", "1 450 kr", (1450, "SEK")),
    ("de", "EUR 20,-", (20, "EUR")),
    ("no", "kr. 250", (250, "NOK")),
    ("it", "euro 1.500", (1500, "EUR")),
    ("pl", "150 tys. zł", (150_000, "PLN")),
    ("pl", "2 mln zł", (2_000_000, "PLN")),
    ("pl", "85 400,00 zł", (85_400, "PLN")),
    ("pl", "240 000 PLN", (240_000, "PLN")),
    ("en", "£20,000", (20_000, "GBP")),
    ("en", "€5", (5, "EUR")),
    ("en", "$1,200.50", (1200.5, "USD")),
    ("en", "3 million euro", (3_000_000, "EUR")),
    ("de", "3.000 Euro", (3000, "EUR")),
    ("de", "45 €", (45, "EUR")),
    ("de", "1,2 Mio. Euro", (1_200_000, "EUR")),
]

NO_SUMS = [
    ("sv", "450 personer"),
    ("pl", "150 tys. mieszkańców"),
    ("en", "20,000 people"),
    ("de", "12. März 2026"),
]


def sums_in(text: str, language: str) -> list[tuple[float, str]]:
    page = page_of(text)
    sheet = Sheet(page, read_document(page), vocabulary(language), SourceFacts(id="example"))
    return [(one.amount, one.currency) for one in find_sums(sheet, 0, len(text))]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_a_number_means_what_its_notation_means(text: str, expected: float) -> None:
    assert plain_number(text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), SUMS)
def test_a_sum_is_found(language: str, text: str, expected: tuple[float, str]) -> None:
    assert sums_in(text, language) == [expected]


@pytest.mark.parametrize(("language", "text"), NO_SUMS)
def test_a_number_without_a_currency_is_no_sum(language: str, text: str) -> None:
    assert sums_in(text, language) == []
