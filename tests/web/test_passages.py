"""Passages: a page's text in pieces, nothing lost between them, each quote where it stands."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kalends.web.passages import MOST, passages
from tests.store.store_makers import claim


def as_it_is(text: str) -> str:
    return text


@given(st.text("ab \n<", max_size=40), st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)), max_size=4))
@settings(suppress_health_check=[HealthCheck.too_slow])  # a loaded machine is no fault of the text's
def test_the_pieces_are_the_text_and_the_marks_are_quotes(text: str, spans: list[tuple[int, int]]) -> None:
    claims = [claim("x", text[a : a + n] or "-", span=(a, a + n)) for a, n in spans]
    cut = passages(text, claims, None, as_it_is)
    assert "".join(part.text for part in cut.parts) == text
    assert all(part.text == claims[part.number].quote for part in cut.parts if part.number is not None)


def test_a_moved_quote_is_found_by_its_words_and_a_missing_one_is_said() -> None:
    moved, gone = claim("city", "Malmö", span=(0, 5)), claim("city", "Lund", span=(0, 4))
    text = "Vi ses i Malmö."
    assert [part.text for part in passages(text, [moved, gone], 0, as_it_is).parts] == [
        "Vi ses i ",
        "Malmö",
        ".",
    ]
    assert not passages(text, [moved, gone], 1, as_it_is).is_found


def test_of_a_long_text_the_part_around_the_quote_is_shown() -> None:
    text = "a" * 50_000 + "HERE" + "b" * 50_000
    cut = passages(text, [claim("x", "HERE", span=(50_000, 50_004))], 0, as_it_is)
    assert cut.is_cut
    assert sum(len(part.text) for part in cut.parts) == MOST
    assert any(part.number == 0 for part in cut.parts)
