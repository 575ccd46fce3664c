"""Single values of structured data, as tables: what is written → what is read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

from pipeline.model import Place, Precision
from pipeline.structured.contentlines import iana_zone
from pipeline.structured.cues import language_cues
from pipeline.structured.jsonld import parse
from pipeline.structured.nodes import number_of, text_of
from pipeline.structured.offers import Cost, cost_of
from pipeline.structured.parties import parties_of
from pipeline.structured.places import place_of
from pipeline.structured.stated import read_time, without_zero_hours
from pipeline.words import vocabulary

CUES = language_cues(vocabulary("sv"))
SUMMER = timezone(timedelta(hours=2))

STAMPS: list[tuple[str, date | None]] = [
    ("2026-05-01", date(2026, 5, 1)),
    ("2026-05-01T18:00", datetime(2026, 5, 1, 18)),  # noqa: DTZ001 (a floating time)
    ("2026-05-01 18:00:00", datetime(2026, 5, 1, 18)),  # noqa: DTZ001
    ("2026-05-01T18:00:00.000+0200", datetime(2026, 5, 1, 18, tzinfo=SUMMER)),
    ("2026-05-01T18:00+02", datetime(2026, 5, 1, 18, tzinfo=SUMMER)),
    ("2026-5-1T9:30Z", datetime(2026, 5, 1, 9, 30, tzinfo=UTC)),
    ("20260501T180000Z", datetime(2026, 5, 1, 18, tzinfo=UTC)),
    ("20260501", date(2026, 5, 1)),
    ("2026-05-01T18:00+02:00[Europe/Warsaw]", datetime(2026, 5, 1, 18, tzinfo=SUMMER)),
    ("Fri, 01 May 2026 18:00:00 +0200", datetime(2026, 5, 1, 18, tzinfo=SUMMER)),
    ("Fri, 01 May 2026 18:00:00", None),
    ("01/05/2026", None),
    ("2026-02-30", None),
    ("2026-05-01T25:00", None),
    ("P1D", None),
    ("tomorrow", None),
    ("", None),
]


@pytest.mark.parametrize(("text", "expected"), STAMPS)
def test_a_stamp_is_read_as_it_is_written(text: str, expected: date | None) -> None:
    assert read_time(text) == (expected, None)


def test_a_month_stays_a_month() -> None:
    assert read_time("2026-05") == (date(2026, 5, 1), Precision.MONTH)
    assert read_time("2026-13") == (None, None)


HOURS = [
    ("2026-05-01T00:00", None, "2026-05-01", None),
    ("2026-05-01T00:00", "2026-05-01T00:00", "2026-05-01", "2026-05-01"),
    ("2026-05-01T00:00", "2026-05-02T23:59:59", "2026-05-01", "2026-05-02"),
    ("2026-05-01T00:00", "2026-05-01T03:00", "2026-05-01T00:00:00", "2026-05-01T03:00:00"),
    ("2026-05-01T18:00", "2026-05-02T00:00", "2026-05-01T18:00:00", "2026-05-02T00:00:00"),
]


@pytest.mark.parametrize(("start", "end", "first", "last"), HOURS)
def test_hours_of_zeros_are_no_hours(start: str, end: str | None, first: str, last: str | None) -> None:
    found = without_zero_hours(read_time(start)[0], read_time(end)[0] if end else None)
    assert [value and value.isoformat() for value in found] == [first, last]


PLACES: list[tuple[Any, Place | None]] = [
    ("Stora salen", Place(venue="Stora salen")),
    ("Online", Place(online=True)),
    ("https://mote.example/a", Place(online=True, online_url="https://mote.example/a")),
    (
        {"@type": "Place", "name": "Huset", "address": "Gatan 1, Lund"},
        Place(venue="Huset", address="Gatan 1, Lund"),
    ),
    ({"@type": "Place", "name": "Gatan 1", "address": "Gatan 1"}, Place(venue="Gatan 1")),
    (
        {"@type": "PostalAddress", "addressLocality": "Lund", "addressCountry": {"name": "Sverige"}},
        Place(city="Lund", country="SE"),
    ),
    ({"@type": "Place", "geo": {"latitude": "55,7", "longitude": 13.2}}, Place(lat=55.7, lon=13.2)),
    ({"@type": "Place", "geo": {"latitude": 0, "longitude": 0}}, None),
    (
        ["Huset", {"@type": "VirtualLocation", "url": "https://mote.example/a"}],
        Place(venue="Huset", online=True, online_url="https://mote.example/a"),
    ),
    ([{"@type": "VirtualLocation"}, "Huset"], Place(venue="Huset", online=True)),
    (
        {"@type": "Place", "name": "Rum 3", "containedInPlace": {"name": "Huset"}},
        Place(venue="Huset", room="Rum 3"),
    ),
    ({"@type": "Place", "name": ""}, None),
    (7, None),
    (None, None),
]


@pytest.mark.parametrize(("value", "expected"), PLACES)
def test_a_location_is_one_place(value: object, expected: Place | None) -> None:
    assert place_of(value, CUES) == expected


ORGANISERS: list[tuple[Any, list[str]]] = [
    ({"@type": "Organization", "name": "Grannar emellan"}, ["Grannar emellan"]),
    ({"@type": "https://schema.org/GovernmentOrganization", "name": "Anna Lindh"}, ["Anna Lindh"]),
    ({"@type": "Person", "name": "Lunds kommun"}, []),
    ("Anna Exempelsson", []),
    ("Anna-Karin von Exempel", ["Anna-Karin von Exempel"]),
    ("Föreningen Ljus", ["Föreningen Ljus"]),
    ("PARK", ["PARK"]),
    ("anna@example.org", []),
    ([{"name": "Lunds kommun"}, {"name": "lunds kommun"}, {"@type": "NGO"}], ["Lunds kommun"]),
]


@pytest.mark.parametrize(("value", "expected"), ORGANISERS)
def test_organisations_organise_and_persons_stay_out(value: object, expected: list[str]) -> None:
    assert [party.name for party in parties_of({"organizer": value}, CUES)] == expected


COSTS = [
    ({"offers": {"price": 0}}, Cost(True, 0.0)),
    ({"offers": {"price": "0.00", "priceCurrency": "sek"}}, Cost(True, 0.0, "SEK")),
    ({"offers": [{"price": 50}, {"price": 120}]}, Cost(False, 50.0)),
    ({"offers": [{"price": 0}, {"price": 120}]}, Cost()),
    (
        {"offers": {"@type": "AggregateOffer", "lowPrice": "80", "priceCurrency": "EUR"}},
        Cost(False, 80.0, "EUR"),
    ),
    ({"offers": {"priceSpecification": {"price": 10, "priceCurrency": "PLN"}}}, Cost(False, 10.0, "PLN")),
    ({"isAccessibleForFree": "http://schema.org/True"}, Cost(True, 0.0)),
    ({"isAccessibleForFree": False}, Cost(False)),
    ({"offers": {"price": "from ten", "url": "https://t.example/1"}}, Cost(ticket_url="https://t.example/1")),
    ({"offers": {"price": -5}}, Cost()),
    ({}, Cost()),
]


@pytest.mark.parametrize(("node", "expected"), COSTS)
def test_offers_tell_what_it_costs(node: dict[str, Any], expected: Cost) -> None:
    assert cost_of(node) == expected


MENDED = [
    '{"a": 1,}',
    '<!-- {"a": 1} -->',
    '//<![CDATA[\n{"a": 1}\n//]]>',
    '/* <![CDATA[ */ {"a": 1} /* ]]> */',
    '\ufeff{"a": 1};',
]


@pytest.mark.parametrize("text", MENDED)
def test_common_breaks_are_mended(text: str) -> None:
    assert parse(text) == {"a": 1}


def test_mending_leaves_strings_alone() -> None:
    assert parse('{"a": "x,} \\" y,]", "b": "", "c": [1,],}') == {"a": 'x,} " y,]', "b": "", "c": [1]}
    assert parse('{"a": "line\nbreak"}') == {"a": "line\nbreak"}
    assert parse('{"a": "see http://x.example/* // here",}') == {"a": "see http://x.example/* // here"}


CARELESS = [
    ('{"a": 1, // said twice\n /* so */ "b": [2,, 3,]}', {"a": 1, "b": [2, 3]}),
    ('{"a": 1}}', {"a": 1}),
    ('{"a": [1, 2}', {"a": [1, 2]}),
    ('{"a": {"b": 1', {"a": {"b": 1}}),
    ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
    ('{"a": 1},\n{"b": 2},', [{"a": 1}, {"b": 2}]),
    ("{&quot;a&quot;: &quot;b &amp; c&quot;}", {"a": "b & c"}),
    ('{"a": "The "open" forum", "b": ,}', {"a": 'The "open" forum', "b": None}),
    ("{'a': 'the town\\'s', b: undefined}", {"a": "the town's", "b": None}),
    ('{"a": "b"\n "c": 3}', {"a": "b", "c": 3}),
    ('{"a": "x\\qy"}', {"a": "xqy"}),
]


@pytest.mark.parametrize(("text", "data"), CARELESS)
def test_careless_json_is_set_right(text: str, data: object) -> None:
    assert parse(text) == data


def test_a_document_that_is_cut_is_broken_where_it_must_be_whole() -> None:
    with pytest.raises(ValueError, match=r"delimiter|Expecting"):
        parse('{"a": {"b": 1', whole=True)


@pytest.mark.parametrize("text", ["", '{"a": "b', '{"a" "b"}', "[" * 100_000, '"' * 3_000_001])
def test_what_cannot_be_mended_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        parse(text)


TEXTS: list[tuple[Any, str | None]] = [
    ("Caf&eacute; &amp; samtal", "Café & samtal"),
    ("<b>Hej</b>\n du", "Hej du"),
    ([None, "", {"@value": "två"}], "två"),
    ({"@type": "Thing", "name": ["Namn"]}, "Namn"),
    (2026, "2026"),
    (True, None),
    ({"name": {"name": {"name": {"name": {"name": {"name": "deep"}}}}}}, None),
]


@pytest.mark.parametrize(("value", "expected"), TEXTS)
def test_a_propertys_text_is_plain(value: object, expected: str | None) -> None:
    assert text_of(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [("12,50", 12.5), (3, 3.0), ("3 kr", None), (json.loads("1e400"), None), (True, None)],
)
def test_a_number_is_a_number(value: object, expected: float | None) -> None:
    assert number_of(value) == expected


ZONES = [
    ("Europe/Warsaw", "Europe/Warsaw"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ('"Central European Standard Time"', "Europe/Warsaw"),
    ("/example.org/20260101_1/Europe/Stockholm", "Europe/Stockholm"),
    ("Klubbens tid", "Europe/Oslo"),
    ("Månens tid", None),
    ("../../etc/passwd", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "expected"), ZONES)
def test_a_zones_name_is_made_an_iana_name(name: str, expected: str | None) -> None:
    assert iana_zone(name, {"Klubbens tid": "Europe/Oslo"}) == expected
