"""What persons judge: events merged, split, reviewed and made as before; nothing is lost."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from store_makers import NOW, at, organised_by, told, write_all

from pipeline.model import Role, Verdict
from store import tables
from store.explain import NoSuchEvent, find_event
from store.filters import Filters
from store.judgements import (
    NoSuchJudgement,
    answer,
    merge_events,
    open_questions,
    persons_judgements,
    rebuild,
    split_event,
    undo_judgement,
)
from store.match.stored import match_announcements
from store.parties import find_organisations
from store.query import find_events
from store.resolve import resolve_events
from store.session import session

LATER = NOW + timedelta(hours=1)
MINUTE = timedelta(minutes=1)
DIALOG = told("hus", "dialog", "Dialog om Pildammsparken", at("2026-03-12 17:00"), city="Malmö")
PAPER = told("paper", "7", "Dialog: Pildammsparken", at("2026-03-12 17:00"), city="Malmö")
CHOIR = told("kor", "sjung", "Körsång för alla", at("2026-03-18 17:00"), city="Malmö")
YOGA = told("gym", "yoga", "Yoga i parken", at("2026-03-15 17:00"), city="Malmö")


def groups(opened: Session) -> set[frozenset[str]]:
    events = find_events(opened, Filters())
    return {frozenset(telling.announcement.url for telling in event.tellings) for event in events}


def test_merge_then_undo(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, YOGA)
        left = merge_events(opened, DIALOG.id, YOGA.url, "mia", "a picnic with yoga", LATER)
        assert groups(opened) == {frozenset({DIALOG.url, YOGA.url})}
        assert find_event(opened, YOGA.id) == find_event(opened, DIALOG.id) == left
        [row] = opened.exec(select(tables.Judgement).where(tables.Judgement.by == "mia"))
        assert row.id is not None
        assert undo_judgement(opened, row.id, LATER) == [row.id]
        assert groups(opened) == {frozenset({DIALOG.url}), frozenset({YOGA.url})}
        assert find_event(opened, YOGA.id) == YOGA.id


def test_split_outlasts_matching_anew(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER)
        assert groups(opened) == {frozenset({DIALOG.url, PAPER.url})}
        other = split_event(opened, DIALOG.url, PAPER.url, "mia", "another park", LATER)
        assert other == PAPER.id
        match_announcements(opened, None, LATER)
        resolve_events(opened, None, LATER)
        assert groups(opened) == {frozenset({DIALOG.url}), frozenset({PAPER.url})}


def test_a_merge_outranks_an_earlier_split(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER)
        split_event(opened, DIALOG.url, PAPER.url, "mia", "another park", LATER)
        merge_events(opened, DIALOG.id, PAPER.id, "per", "the same park", LATER)
        assert len(groups(opened)) == 1


def test_what_was_merged_with_an_announcement_stays_where_that_is_split_off(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER, YOGA, CHOIR)
        told = {DIALOG.url, PAPER.url, YOGA.url, CHOIR.url}
        for minute, other in enumerate((YOGA, CHOIR)):
            merge_events(opened, DIALOG.id, other.id, "mia", "a picnic", LATER + minute * MINUTE)
        oldest = find_event(opened, DIALOG.id)
        split_event(opened, oldest, oldest, "per", "another day", LATER + 2 * MINUTE)
        [url] = [one.url for one in (DIALOG, PAPER, YOGA, CHOIR) if one.id == oldest]
        assert groups(opened) == {frozenset({url}), frozenset(told - {url})}
        rebuild(opened, LATER)
        assert groups(opened) == {frozenset({url}), frozenset(told - {url})}
        undo_judgement(opened, persons_judgements(opened, 1)[0].number, LATER + 3 * MINUTE)
        assert groups(opened) == {frozenset(told)}


def test_a_merge_takes_all_members_along_though_rules_hold_some_apart(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER, YOGA)
        for other in (DIALOG, PAPER):
            left, right = sorted((other.id, YOGA.id))
            opened.add(
                tables.Judgement(
                    left_id=left,
                    right_id=right,
                    verdict=Verdict.PART_OF.value,
                    score=0.9,
                    reasons=["a part"],
                    by="rule",
                    at=NOW,
                )
            )
        opened.flush()
        merge_events(opened, DIALOG.id, YOGA.id, "mia", "told as one", LATER)
        assert len(groups(opened)) == 1
        undo_judgement(opened, persons_judgements(opened, 1)[0].number, LATER + MINUTE)
        assert groups(opened) == {frozenset({DIALOG.url, PAPER.url}), frozenset({YOGA.url})}


def test_undoing_a_merge_brings_back_the_split_that_it_withdrew(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER)
        split_event(opened, DIALOG.url, PAPER.url, "mia", "another park", LATER)
        merge_events(opened, DIALOG.id, PAPER.id, "per", "the same park", LATER + MINUTE)
        for act, events in zip(persons_judgements(opened, 9), (2, 1), strict=True):
            undo_judgement(opened, act.number, LATER + 3 * MINUTE)
            assert len(groups(opened)) == events


@pytest.mark.parametrize("asked", ["nothing-here", "0123456789"])
def test_what_is_no_event_is_said(engine: Engine, asked: str) -> None:
    with session(engine) as opened, pytest.raises(NoSuchEvent):
        merge_events(opened, asked, asked, "mia", "", LATER)


def test_what_cannot_be_judged_is_said(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER)
        with pytest.raises(NoSuchJudgement, match="one event already"):
            merge_events(opened, DIALOG.id, PAPER.url, "mia", "", LATER)
        for announcement in ("https://elsewhere.example/", "", DIALOG.id[:5]):
            with pytest.raises(NoSuchJudgement, match="no announcement"):
                split_event(opened, DIALOG.id, announcement, "mia", "", LATER)
        with pytest.raises(NoSuchJudgement, match="no person's judgement"):
            undo_judgement(opened, 4711, LATER)


def test_a_review_asks_once(engine: Engine) -> None:
    one = told("hus", "a", "Årsmöte", at("2026-03-12 17:00"), city="Malmö")
    other = told("gym", "b", "Årsmöte", at("2026-03-12 17:00"), city="Malmö")
    with session(engine) as opened:
        write_all(opened, one, other)
        [question] = open_questions(opened)
        assert {question.left.id, question.right.id} == {one.id, other.id}
        answer(opened, question, Verdict.SAME, "mia", LATER)
        assert open_questions(opened) == []
        assert len(groups(opened)) == 1


def test_everything_can_be_rebuilt(engine: Engine) -> None:
    with session(engine) as opened:
        write_all(opened, DIALOG, PAPER, YOGA)
        merge_events(opened, DIALOG.id, YOGA.id, "mia", "one day in the park", LATER)
        before = find_events(opened, Filters())
        gone = YOGA.id if find_event(opened, YOGA.id) != YOGA.id else DIALOG.id
        rebuild(opened, LATER)
        after = find_events(opened, Filters())
        assert [event.id for event in after] == [event.id for event in before]
        assert groups(opened) == {frozenset({DIALOG.url, PAPER.url, YOGA.url})}
        assert find_event(opened, gone) == after[0].id
        assert len(find_events(opened, Filters(text="pildammsparken"))) == 1


def test_an_organisation_that_ships_is_one_under_all_its_names(engine: Engine) -> None:
    roles = organised_by("Malmö University"), organised_by("malmö universitet", role=Role.PARTNER)
    with session(engine) as opened:
        write_all(
            opened,
            told("hus", "a", "Öppen föreläsning", at("2026-03-12"), parties=roles[0]),
            told("hus", "b", "Forskarnatt", at("2026-04-12"), parties=roles[1]),
        )
        [found] = find_organisations(opened, "malmö univ")
        assert (found.name, found.country, found.type) == ("Malmö universitet", "SE", "university")
        assert ("ror", "05wp7an13") in found.identifiers
        assert dict(found.roles) == {"organiser": 1, "partner": 1}
        assert find_organisations(opened, "05wp7an13") == [found]


def test_a_programme_is_part_of_its_giver(engine: Engine) -> None:
    paid = organised_by("Aktywni Obywatele – Fundusz Krajowy", role=Role.FUNDER)
    with session(engine) as opened:
        write_all(opened, told("hus", "a", "Debata", at("2026-03-12"), parties=paid))
        [programme] = find_organisations(opened, "aktywni")
        [giver] = find_organisations(opened, "norway grants")
        assert programme.parent == giver.name
        assert giver.members == (programme.name,)
