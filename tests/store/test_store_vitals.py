"""What a run showed of its source, counted from the store."""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import Engine, event
from sqlmodel import select
from store_makers import DAY, NOW, at, facts, organised_by, page, run_of, told, write_page

from pipeline.model import Course, Reading, Signs, Vitals
from store import tables
from store.pauses import pause_source, pauses, resume_source
from store.runs import record_run, run_histories
from store.session import session
from store.visits import record_rights
from store.vitals import Crawled, vitals_of
from store.write import save_source, write_reading

TOMORROW = NOW + DAY


def test_vitals_count_what_answered_and_what_a_run_took_away(engine: Engine) -> None:
    first = [
        told("hus", str(n), f"Möte {n}", at(f"2026-03-1{n} 18:00"), parties=organised_by("Grannforum"))
        for n in range(4)
    ]
    with session(engine) as opened:
        for item in first:
            write_page(opened, item.url.rpartition("/")[2], item)
        write_page(opened, "old", told("hus", "old", "I går", at("2026-03-01 18:00")))
        run = run_of(opened, "hus", TOMORROW)
        changed = replace(first[0], parties=(), when=at("2026-03-10 20:00"))
        write_reading(
            opened, run, page("hus", "0", TOMORROW), Reading(url=changed.url, announcements=(changed,))
        )
        urls = [item.url for item in first]
        crawled = Crawled(seen={*urls[:3]}, listed={urls[0]}, walked={urls[1]}, gone={urls[3]})
        found = vitals_of(opened, run, crawled, Signs(listings=1))
    assert (found.known, found.seen, found.relisted, found.withdrawn) == (4, 3, 2, 1)
    assert (found.told, found.upcoming, found.dated, found.timed, found.one_day) == (3, 3, 3, 3, 1)
    assert (found.filled["start"], found.filled["organiser"], found.filled["end"]) == (3, 2, 0)
    assert (found.filled["time"], found.linked) == (3, 1)
    assert (found.lost, found.shifted) == ({"organiser": 1}, 1)
    assert found.zones == {"Europe/Stockholm": 3}


def test_histories_are_the_last_runs_oldest_first_with_their_vitals(engine: Engine) -> None:
    vitals = Vitals(told=3, signs=Signs(statuses={"200": 4}), filled={"start": 3})
    with session(engine) as opened:
        for days in (2, 0, 1):
            run = run_of(opened, "hus", NOW + days * DAY)
            record_run(opened, replace(run, vitals=vitals if days == 2 else None))
        run_of(opened, "ngo", NOW)
    with session(engine) as opened:
        found = run_histories(opened, ["hus"], limit=2)
        assert [run.started for run in found["hus"]] == [NOW + DAY, NOW + 2 * DAY]
        assert [run.vitals for run in found["hus"]] == [None, vitals]
        assert set(run_histories(opened, ["hus", "ngo", "never"])) == {"hus", "ngo"}


def test_runs_that_were_well_are_remembered_longer(engine: Engine) -> None:
    with session(engine) as opened:
        for days, outcome in enumerate(("ok", "ok", "failed", "empty", "empty")):
            record_run(opened, replace(run_of(opened, "hus", NOW + days * DAY), outcome=outcome))
    with session(engine) as opened:
        found = run_histories(opened, ["hus"], limit=1, well=1)["hus"]
        assert [(run.started - NOW).days for run in found] == [1, 4]


def test_histories_of_many_sources_are_asked_for_in_one_statement_from_an_index(engine: Engine) -> None:
    outcomes = {"hus": ("ok", "reread", "failed", "ok", "failed", "failed"), "ngo": ("ok", "ok"), "new": ()}
    with session(engine) as opened:
        save_source(opened, facts("new"))
        for source, ran in outcomes.items():
            for days, outcome in enumerate(ran):
                record_run(opened, replace(run_of(opened, source, NOW + days * DAY), outcome=outcome))
    asked: list[str] = []
    with session(engine) as opened:
        opened.connection()
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2]))
        found = run_histories(opened, [*outcomes], limit=2, well=2)
        assert len(asked) == 1
        assert {source: [(run.started - NOW).days for run in runs] for source, runs in found.items()} == {
            "hus": [0, 3, 4, 5],
            "ngo": [0, 1],
        }
        lone = {source: run_histories(opened, [source], limit=2, well=2).get(source) for source in outcomes}
    assert {source: runs for source, runs in lone.items() if runs} == found


def test_vitals_of_a_later_version_are_read_as_far_as_they_are_known() -> None:
    course = Course(
        state="silent", since="2026-03-02", first="2026-03-01", findings=(("silent", "silent", "why"),)
    )
    vitals = Vitals(told=3, course=course)
    stored = json.loads(json.dumps({**vitals.as_json(), "mood": "good"}))
    assert Vitals.from_json(stored) == vitals


def test_a_pause_keeps_its_date_and_ends(engine: Engine) -> None:
    with session(engine) as opened:
        pause_source(opened, "hus", NOW, "asked to")
        pause_source(opened, "hus", TOMORROW, "asked to wait until May")
        (pause,) = pauses(opened).values()
        assert (pause.since, pause.why) == (NOW, "asked to wait until May")
        assert [resume_source(opened, "hus"), resume_source(opened, "hus")] == [True, False]
        assert pauses(opened) == {}


def test_a_shift_is_the_same_before_and_after_summer_time(engine: Engine) -> None:
    days = ("2026-03-20", "2026-03-21", "2026-04-02", "2026-04-03")
    with session(engine) as opened:
        for number, day in enumerate(days):
            write_page(opened, str(number), told("hus", str(number), f"Möte {number}", at(f"{day} 18:00")))
        run = run_of(opened, "hus", TOMORROW)
        for number, day in enumerate(days):
            item = told("hus", str(number), f"Möte {number}", at(f"{day} 18:00", zone="UTC"))
            write_reading(
                opened, run, page("hus", str(number), TOMORROW), Reading(url=item.url, announcements=(item,))
            )
        found = vitals_of(opened, run, Crawled(seen={item.url}), Signs(listings=1))
    assert (found.shifted, found.shifted_by, found.rezoned) == (4, 60, 4)


def test_what_publishers_reserve_is_kept_with_each_page_and_taken_back(engine: Engine) -> None:
    a, b = ("https://hus.example/a", "https://hus.example/b")
    with session(engine) as opened:
        for path in "ab":
            write_page(opened, path, told("hus", path, path, at("2026-03-12")))
        record_rights(
            opened, "hus", {a: "tdm-reservation: 1 (header)", b: "", "https://hus.example/c": "noai"}
        )
        record_rights(opened, "lab", {a: "noindex"})
        stored = {page.url: page.rights for page in opened.exec(select(tables.Page))}
        assert stored == {a: "tdm-reservation: 1 (header)", b: None}
        record_rights(opened, "hus", {a: ""})
        assert {page.rights for page in opened.exec(select(tables.Page))} == {None}
