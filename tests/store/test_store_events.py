"""Events: told by many, merged with reasons, settled field by field, found again by id, prefix or page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from sqlalchemy import Engine, event
from sqlmodel import select
from store_makers import DAY, NOW, at, organised_by, told, write_all, write_page

from pipeline.model import Place, Role, Status, Verdict
from store import tables
from store.match.stored import judge_by_person, match_announcements
from store.pending import clear_pending, pending_ids
from store.query import Filters, explain_event, find_events
from store.resolve import resolve_events
from store.session import session

LATER = NOW + DAY


SWEDISH = told(
    "malmo-stad",
    "dialog",
    "Medborgardialog om Pildammsparkens framtid",
    at("2026-03-12 17:00"),
    place=Place(venue="Folkets hus", city="Malmö", country="SE"),
    parties=organised_by("Föreningen Pildamm"),
    language="sv",
)
ENGLISH = told(
    "civic-web",
    "events/7",
    "Citizens' dialogue on the future of Pildammsparken",
    at("2026-03-12 17:00"),
    place=Place(city="Malmo", country="SE"),
    parties=organised_by("Pildamm Association"),
    summary="An open dialogue.",
    language="en",
)
OTHER = told(
    "malmo-stad",
    "bok",
    "Bokcirkel för nybörjare",
    at("2026-03-12 17:00"),
    place=Place(venue="Stadsbiblioteket", city="Malmö", country="SE"),
    language="sv",
)


def test_one_event_told_in_two_languages_is_one_with_reasons(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, ENGLISH, OTHER)
        events = find_events(opened, Filters())
        assert sorted(len(event.tellings) for event in events) == [1, 2]
        merged = next(event for event in events if len(event.tellings) == 2)
        [judgement] = explain_event(opened, merged.id).judgements
    assert judgement.verdict is Verdict.SAME
    assert judgement.by == "rule"
    assert any("same minute" in reason for reason in judgement.reasons)
    assert any("pildammspark" in reason for reason in judgement.reasons)
    assert merged.settled.summary == "An open dialogue."


def test_matching_and_resolving_twice_changes_nothing(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, ENGLISH, OTHER)
        again = match_announcements(opened, None, LATER)
        assert (again.same, again.withdrawn) == (0, 0)
        resolved = resolve_events(opened, None, LATER)
        assert (resolved.new, resolved.changed, resolved.merged) == (0, 0, 0)
        assert {event.last_changed for event in find_events(opened, Filters())} == {NOW}


def test_only_what_is_new_is_matched_and_the_oldest_events_id_survives(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH)
        write_page(opened, "events/7", ENGLISH, when=LATER)
        match_announcements(opened, [ENGLISH.id], LATER)
        resolve_events(opened, [ENGLISH.id], LATER)
        [event] = find_events(opened, Filters())
    assert event.id == SWEDISH.id
    assert (event.first_seen, event.last_changed) == (NOW, LATER)


def test_a_person_outranks_every_score_and_can_be_told_of(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, ENGLISH)
        judge_by_person(opened, SWEDISH.id, ENGLISH.id, Verdict.DIFFERENT, "mia", "two evenings", LATER)
        match_announcements(opened, None, LATER)
        resolve_events(opened, None, LATER)
        assert {event.id for event in find_events(opened, Filters())} == {SWEDISH.id, ENGLISH.id}
        judge_by_person(opened, SWEDISH.id, ENGLISH.id, Verdict.SAME, "mia", "one after all", LATER + DAY)
        resolve_events(opened, [ENGLISH.id], LATER + DAY)
        [event] = find_events(opened, Filters())
        by = [(item.by, item.withdrawn_at) for item in explain_event(opened, event.id).judgements]
    assert by == [("rule", None), ("mia", LATER + DAY), ("mia", None)]


def test_a_merged_event_leaves_a_redirect_and_comes_back(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, OTHER)
        judge_by_person(opened, SWEDISH.id, OTHER.id, Verdict.SAME, "mia", "a try", NOW)
        resolve_events(opened, None, NOW)
        [event] = find_events(opened, Filters())
        gone = ({SWEDISH.id, OTHER.id} - {event.id}).pop()
        explanation = explain_event(opened, gone)
        assert (explanation.event.id, explanation.redirected_from) == (event.id, gone)
        judge_by_person(opened, SWEDISH.id, OTHER.id, Verdict.DIFFERENT, "mia", "no", LATER)
        resolve_events(opened, [gone], LATER)
        assert explain_event(opened, gone).event.id == gone
        assert opened.exec(select(tables.EventRedirect)).all() == []


def test_events_can_be_rebuilt_from_announcements_and_judgements(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, ENGLISH, OTHER)
        before = find_events(opened, Filters())
        for row in opened.exec(select(tables.Announcement)):
            row.event_id = None
        opened.flush()
        for table in (tables.EventField, tables.EventRedirect, tables.Event):
            for stale in opened.exec(select(table)):
                opened.delete(stale)
            opened.flush()
        resolve_events(opened, None, NOW)
        assert find_events(opened, Filters()) == before


def test_a_changed_announcement_is_matched_anew(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, ENGLISH)
        moved = told(
            "civic-web",
            "events/7",
            ENGLISH.title,
            at("2026-04-15 17:00"),
            place=ENGLISH.place,
            parties=ENGLISH.parties,
            language="en",
        )
        write_page(opened, "events/7", moved, when=LATER)
        counts = match_announcements(opened, [moved.id], LATER)
        resolve_events(opened, [moved.id], LATER)
        assert counts.withdrawn == 1
        assert len(find_events(opened, Filters())) == 2


def test_an_event_that_all_pages_dropped_is_missing_not_cancelled(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH)
        write_page(opened, "dialog", source_id="malmo-stad", when=LATER)
        resolve_events(opened, None, LATER)
        [event] = find_events(opened, Filters())
        assert event.settled.status is Status.SCHEDULED
        assert event.tellings[0].missing_since == LATER
        assert find_events(opened, Filters(missing=False)) == []


def test_what_has_to_be_looked_at_anew(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH, ENGLISH, OTHER)
        clear_pending(opened, pending_ids(opened))
        assert pending_ids(opened) == []
        write_page(opened, "dialog", replace(SWEDISH, summary="Välkomna!"), when=LATER)
        assert pending_ids(opened) == [SWEDISH.id]
        write_page(opened, "bok", source_id="malmo-stad", when=LATER)
        assert pending_ids(opened) == sorted([SWEDISH.id, OTHER.id])
        clear_pending(opened, pending_ids(opened))
        write_page(opened, "bok", OTHER, when=LATER + DAY)
        assert pending_ids(opened) == [OTHER.id]
        clear_pending(opened, [OTHER.id])
        write_page(opened, "bok", OTHER, when=LATER + 2 * DAY)
        assert pending_ids(opened) == []
        write_page(opened, "ny", told("malmo-stad", "ny", "Ny", at("2026-03-13")), when=LATER)
        assert len(pending_ids(opened)) == 1


def test_a_change_that_no_column_shows_is_a_change_of_the_event_and_found_by_text(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, SWEDISH)
        more = replace(
            SWEDISH, parties=(*SWEDISH.parties, *organised_by("Cykelfrämjarna", role=Role.PARTNER))
        )
        write_page(opened, "dialog", more, when=LATER)
        assert resolve_events(opened, [more.id], LATER).changed == 1
        [event] = find_events(opened, Filters(text="cykelframjarna"))
    assert event.last_changed == LATER
    assert event.settled.names(Role.PARTNER) == ["Cykelfrämjarna"]


def test_an_organiser_in_one_telling_is_no_partner_in_the_other(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(
            opened,
            SWEDISH,
            replace(ENGLISH, parties=organised_by("FÖRENINGEN PILDAMM", "Lund Club", role=Role.PARTNER)),
        )
        [event] = find_events(opened, Filters())
    assert event.settled.names(Role.ORGANISER) == ["Föreningen Pildamm"]
    assert event.settled.names(Role.PARTNER) == ["Lund Club"]


def test_many_events_take_no_more_queries_than_few(engine: Engine) -> None:
    queries: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: queries.append(args[2]))

    def asked() -> int:
        queries.clear()
        with session(engine) as opened:
            find_events(opened, Filters())
        return len(queries)

    def write(numbers: range) -> None:
        with session(engine) as opened:
            for number in numbers:
                write_page(opened, str(number), told("hus", str(number), f"Möte {number}", at("2026-03-12")))
            resolve_events(opened, None, NOW)

    write(range(3))
    few = asked()
    write(range(3, 40))
    assert asked() == few


MANY = [
    SWEDISH,
    ENGLISH,
    OTHER,
    replace(
        ENGLISH,
        id=OTHER.id[::-1],
        key="paper",
        source_id="paper",
        url="https://paper.example/7",
        language="da",
    ),
    told("lund", "fest", "Festival för lokal demokrati", at("2026-05-12", "2026-05-14"), city="Lund"),
    told(
        "press",
        "fest",
        "Festiwal Demokracji Lokalnej w Lund",
        at("2026-05-12", "2026-05-14"),
        city="Lund",
        language="pl",
    ),
    told(
        "lund",
        "start",
        "Invigning av Festival för lokal demokrati",
        at("2026-05-12 10:00", "2026-05-12 11:00"),
        city="Lund",
    ),
]


@pytest.mark.parametrize("order", [range(6, -1, -1), [3, 0, 6, 4, 1, 5, 2]])
def test_one_by_one_gives_the_events_that_all_at_once_give(engine: Engine, order: Sequence[int]) -> None:
    with session(engine) as opened:
        for number in order:
            item = MANY[number]
            write_page(opened, item.url.partition(".example/")[2], item)
            match_announcements(opened, [item.id], NOW)
            resolve_events(opened, [item.id], NOW)
        events = find_events(opened, Filters())
        groups = {frozenset(telling.announcement.url for telling in event.tellings) for event in events}
        merged = resolve_events(opened, None, NOW)
        assert (merged.new, merged.changed, merged.merged) == (0, 0, 0)
        assert match_announcements(opened, None, NOW).same == 0
    assert groups == {
        frozenset(MANY[number].url for number in numbers) for numbers in ([0, 1, 3], [2], [4, 5], [6])
    }
