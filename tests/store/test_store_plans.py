"""Query plans: what pages and feeds ask walks an index on both databases, however large the tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session
from store_makers import NOW, at, facts, organised_by, told, write_all

from store.changes import changes_since, newest_changes
from store.directory import agenda_of_organisation
from store.events import find_page
from store.explain import explain_event
from store.filters import Filters
from store.finding import find_positions
from store.history import revisions_since
from store.listed import load_listed
from store.moves import kept_keys
from store.now import now_view
from store.session import session
from store.stamps import previous_starts, stamp_of
from store.write import save_source

TODAY = date(2026, 3, 2)
COMING = Filters(start_from=TODAY)
LARGE = ("event", "announcement", "participation", "funding", "claim", "event_facet", "page", "revision")
ASKED: dict[str, Callable[[Session], Any]] = {
    "list": lambda opened: find_page(opened, COMING),
    "list of all days": lambda opened: find_page(opened, Filters()),
    "two facets": lambda opened: find_page(opened, Filters(start_from=TODAY, network="n", language="sv")),
    "three facets": lambda opened: find_page(
        opened, Filters(start_from=TODAY, network="n", language="sv", status="scheduled")
    ),
    "city and language": lambda opened: find_page(
        opened, Filters(start_from=TODAY, city="Malmö", km=30, language="sv")
    ),
    "city": lambda opened: find_page(opened, Filters(start_from=TODAY, city="Malmö", km=30)),
    "listed": lambda opened: load_listed(opened, find_positions(opened, COMING)),
    "funder": lambda opened: find_page(opened, Filters(start_from=TODAY, funder="fond")),
    "text": lambda opened: find_page(opened, Filters(start_from=TODAY, text="dialogmöte", topic="park")),
    "now": lambda opened: now_view(opened, NOW, Filters(network="n"), limit=30),
    "changes": lambda opened: changes_since(opened, NOW - timedelta(days=1), Filters(network="n")),
    "lately": lambda opened: find_page(opened, Filters(changed_since=NOW)),
    "organisation": lambda opened: agenda_of_organisation(opened, 1, TODAY),
    "newest": lambda opened: newest_changes(opened, Filters(new_since=NOW), 100),
    "event": lambda opened: explain_event(opened, told("hus", "a", "A").id),
    "revisions": lambda opened: revisions_since(opened, ["a", "b"], NOW),
    "validators": lambda opened: (stamp_of(opened, [1, 2]), previous_starts(opened, ["a", "b"])),
}


@pytest.fixture
def furnished(engine: Engine) -> Engine:
    """One event with a programme, a payer and a topic."""
    item = told("hus", "a", "Dialogmöte", at("2026-03-12"), city="Malmö", parties=organised_by("Fonden"))
    with session(engine) as opened:
        save_source(opened, facts("hus", networks=("n",)))
        write_all(opened, item)
    return engine


def plans(engine: Engine, asking: Callable[[Session], Any]) -> list[tuple[str, str]]:
    """(statement, plan) of each select that a question is put in."""
    asked: list[tuple[str, Any]] = []
    is_sqlite = engine.dialect.name == "sqlite"
    with session(engine) as opened:
        listener = lambda *call: asked.append((call[2], call[3]))  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        asking(opened)
        event.remove(engine, "before_cursor_execute", listener)
        connection = opened.connection()
        if not is_sqlite:  # so small a table is read whole, unless that is forbidden
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if is_sqlite else "EXPLAIN "
        return [
            (one, "\n".join(str(row[-1]) for row in connection.exec_driver_sql(explain + one, given)))
            for one, given in asked
            if one.startswith("SELECT")
        ]


def test_moved_addresses_are_found_by_address(furnished: Engine) -> None:
    """Writing a page asks for its addresses alone, never for all that its source has told."""
    many = [told("hus", f"a{number}", "Dialogmöte", at("2026-03-12")) for number in range(400)]
    for statement, plan in plans(furnished, lambda opened: kept_keys(opened, "hus", many)):
        assert "ix_announcement_url" in plan, (statement, plan)
        assert "(source_id=?)" not in plan, (statement, plan)


@pytest.mark.parametrize("name", ASKED)
def test_no_large_table_is_read_whole(furnished: Engine, name: str) -> None:
    for statement, plan in plans(furnished, ASKED[name]):
        for table in LARGE:
            assert not any(line.strip() == f"SCAN {table}" for line in plan.splitlines()), (statement, plan)
            assert f"Seq Scan on {table} " not in plan, (statement, plan)


@pytest.mark.parametrize("name", ["three facets", "now"])
def test_facets_are_probed_one_by_one(furnished: Engine, name: str) -> None:
    """A planner that joins facets reads all events of each, where a page is full after the first few."""
    asked = plans(furnished, ASKED[name])
    probed = [plan for statement, plan in asked if "event_facet AS event_facet_1" in statement]
    assert probed
    for plan in probed:
        assert not re.search("Merge Join|Hash Join|Gather", plan), plan
        assert re.search("SubPlan|CORRELATED SCALAR SUBQUERY", plan), plan


@pytest.mark.parametrize("name", ["two facets", "city and language"])
def test_of_facets_only_the_stretch_asked_for_is_read(furnished: Engine, name: str) -> None:
    """Where two are walked side by side, the second is not walked from the first event of all on."""
    asked = plans(furnished, ASKED[name])
    read = [line for _, plan in asked for line in plan.splitlines() if re.search(r"key ?= ?[A?']|key=", line)]
    assert read
    for line in read:
        assert "position" in line, asked


def test_a_server_plans_each_question_by_itself(furnished: Engine) -> None:
    """A connection of PostgreSQL's keeps no plan for all values, makes no machine code, asks no helpers."""
    if furnished.dialect.name == "sqlite":
        return
    wanted = {"plan_cache_mode": "force_custom_plan", "jit": "off", "max_parallel_workers_per_gather": "0"}
    with furnished.connect() as connection:
        assert {name: connection.exec_driver_sql(f"SHOW {name}").scalar_one() for name in wanted} == wanted


@pytest.mark.parametrize(("name", "index"), [("lately", "ix_event_changed"), ("organisation", "event_facet")])
def test_few_events_are_not_looked_for_among_all(furnished: Engine, name: str, index: str) -> None:
    """What few events have is walked, whatever order they are shown in: not all events in that order."""
    walked = [plan for statement, plan in plans(furnished, ASKED[name]) if "ORDER BY" in statement]
    assert any(index in plan for plan in walked)
    for plan in walked:
        assert not re.search(
            "Scan (Backward )?using ix_event_position on event  .*\n *Filter|SCAN event ", plan
        ), plan
