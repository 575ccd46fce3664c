"""Why an event is as it is: whose value each field has, with quote and page; found by id, prefix or page."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from store_makers import NOW, at, claim, organised_by, told, write_all

from kalends.outputs.table import table_row
from store.query import Filters, NoSuchEvent, explain_event, find_events
from store.session import session

DIALOGUE = told(
    "malmo-stad", "dialog", "Medborgardialog om Pildammsparken", at("2026-03-12 17:00"), city="Malmö"
)


def test_fields_are_settled_one_by_one_with_a_reason(engine: Engine) -> None:
    own = told(
        "parkens-vanner",
        "vandring",
        "Vandring i parken",
        at("2026-03-14"),
        parties=organised_by("parkens-vanner"),
        city="Lund",
        claims=(claim("title", "Vandring i parken", score=0.7),),
    )
    paper = told(
        "tidningen",
        "tips",
        "Vandring i parken!",
        at("2026-03-14 11:00"),
        parties=organised_by("Parkens-Vänner"),
        city="Lund",
        venue="Stadsparken",
        claims=(claim("title", "Vandring i parken!", score=0.99), claim("start", "2026-03-14 11:00")),
    )
    with session(engine) as opened:
        write_all(opened, own, paper)
        [event] = find_events(opened, Filters())
        fields = {item.field: item for item in explain_event(opened, event.id).fields}
    assert event.settled.title == "Vandring i parken"
    assert fields["title"].reason == "the organiser's own site"
    assert [loser.url for loser in fields["title"].losers] == [paper.url]
    assert event.settled.when is not None
    assert event.settled.when.start_text == "2026-03-14T11:00:00+01:00"
    assert fields["start"].reason == "more exact"
    assert event.settled.place.venue == "Stadsparken"


def test_structured_data_outrank_prose_that_is_as_sure(engine: Engine) -> None:
    said = [
        told(
            source,
            "dag",
            "Grannarnas dag i Folkparken",
            at(when),
            city="Malmö",
            venue="Folkparken",
            claims=(claim("start", when, score=score, method=method),),
        )
        for source, when, score, method in (
            ("tidningen", "2026-05-29 15:00", 0.99, "prose"),
            ("parken", "2026-05-29 15:15", 0.8, "json-ld"),
        )
    ]
    with session(engine) as opened:
        write_all(opened, *said)
        [event] = find_events(opened, Filters(disputed=True))
        assert find_events(opened, Filters(disputed=True, city="Lund")) == []
        explanation = explain_event(opened, event.id)
    [start] = [item for item in explanation.fields if item.field == "start"]
    assert event.settled.when is not None
    assert event.settled.when.start_text == "2026-05-29T15:15:00+02:00"
    assert start.reason == "structured data"
    assert [conflict.field for conflict in explanation.conflicts] == ["hour"]
    assert "pages differ: hour" in table_row(event)[4]


def test_an_event_is_explained_by_prefix_or_page(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOGUE)
        for asked in (
            DIALOGUE.id,
            DIALOGUE.id[:6].upper(),
            DIALOGUE.url,
            f"{DIALOGUE.url}/?utm_source=x#top",
        ):
            explanation = explain_event(opened, asked)
            assert explanation.event.id == DIALOGUE.id
        [title] = [field for field in explanation.fields if field.field == "title"]
        [evidence] = title.winners
    assert (evidence.claim.quote, evidence.url, evidence.fetched_at) == (DIALOGUE.title, DIALOGUE.url, NOW)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("abc", "too short"),
        ("ffffffff", "no event"),
        ("https://nowhere.example/x", "no event is told"),
        ("%%%%%%", "no event"),
    ],
)
def test_an_event_that_is_not_there_is_said_in_a_line(engine: Engine, asked: str, said: str) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOGUE)
        with pytest.raises(NoSuchEvent, match=said) as raised:
            explain_event(opened, asked)
    assert "\n" not in str(raised.value)
