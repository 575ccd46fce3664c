"""The organisations that ship: well-formed, each name one organisation's, known under all their names."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from store.fold import organisation_key
from store.known import known_by_name, known_organisations
from store.match.names import name_keys


def test_there_are_some_hundreds_each_with_its_source() -> None:
    known = known_organisations().values()
    assert len(known) > 300
    assert all(item.url.startswith("https://") for item in known)


def test_a_parent_is_known_too() -> None:
    known = known_organisations()
    assert [item.id for item in known.values() if item.parent and item.parent not in known] == []


def test_no_name_is_two_organisations() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for item in known_organisations().values():
        for name in item.names:
            owners[organisation_key(name)].add(item.id)
    assert {key: ids for key, ids in owners.items() if len(ids) > 1} == {}


def test_identifiers_have_the_form_of_their_scheme() -> None:
    forms = {"ror": re.compile(r"0[a-z0-9]{6}\d{2}"), "wikidata": re.compile(r"Q\d+")}
    for item in known_organisations().values():
        for scheme, value in item.identifiers.items():
            assert forms[scheme].fullmatch(value), item.id


NAMES = [
    ("Malmö University", "Malmö universitet"),
    ("mau.se", "MALMÖ UNIVERSITET"),
    ("Urząd Miasta Krakowa", "City of Krakow"),
    ("Europeiska kommissionen", "Komisja Europejska"),
    ("Rada Europy", "Council of Europe"),
    ("Fundusze norweskie", "EEA Grants"),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_one_organisation_in_two_languages(one: str, other: str) -> None:
    known = known_by_name(one)
    assert known is not None
    assert known is known_by_name(other)
    assert f"@{known.id}" in name_keys(one) & name_keys(other)


def test_what_is_not_known_is_none() -> None:
    assert known_by_name("Föreningen Ingen Känner") is None
