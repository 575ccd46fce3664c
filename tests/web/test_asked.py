"""Query strings: what they may ask, how what cannot be met is said."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.asked import PARAMETERS, WrongParameter, asked_pairs, filters_of, query_string
from store.filters import Filters


def test_pairs_become_filters() -> None:
    asked = filters_of(
        [("q", " dialog "), ("from", "2026-02-12"), ("country", "se"), ("free", "1"), ("city", "")]
    )
    assert asked == Filters(text="dialog", start_from=date(2026, 2, 12), country="SE", free=True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("from", "soon"),
        ("country", "Sweden"),
        ("language", "s"),
        ("status", "off"),
        ("free", "gratis"),
        ("q", "x" * 201),
    ],
)
def test_what_cannot_be_met_names_its_parameter(name: str, value: str) -> None:
    with pytest.raises(WrongParameter) as caught:
        filters_of([(name, value)])
    assert caught.value.name == name
    assert caught.value.reason


def test_days_out_of_order_and_names_given_twice_are_wrong() -> None:
    with pytest.raises(WrongParameter, match="before"):
        filters_of([("from", "2026-03-01"), ("to", "2026-02-01")])
    with pytest.raises(WrongParameter, match="once"):
        filters_of([("city", "Malmö"), ("city", "Lund")])


@given(st.lists(st.tuples(st.sampled_from(sorted(PARAMETERS)), st.text(max_size=20)), max_size=5))
def test_filters_survive_their_own_query_string(pairs: list[tuple[str, str]]) -> None:
    try:
        filters = filters_of(pairs)
    except WrongParameter:
        return
    assert filters_of(asked_pairs(filters)) == filters


def test_what_is_not_asked_is_not_in_the_query() -> None:
    assert filters_of([("disputed", "1")]) == Filters(disputed=True)
    assert query_string(Filters(disputed=True)) == "disputed=1"
    assert asked_pairs(filters_of([("disputed", "0")])) == []


def test_the_canonical_query_has_no_blanks() -> None:
    assert (
        query_string(Filters(city="Łódź", online=False), page="2")
        == "city=%C5%81%C3%B3d%C5%BA&online=0&page=2"
    )
