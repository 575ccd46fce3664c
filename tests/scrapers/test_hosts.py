"""Hosts are asked no more than they may be, across crawls, runs and crashes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from scrapers.hosts import Hosts, HostUse, host_of

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOST = "hus.example"


def asked(hosts: Hosts, times: int, at: datetime = NOON) -> int:
    """How many of so many requests are let out."""
    let_out = 0
    for _ in range(times):
        if hosts.refusal(HOST, at) is None:
            hosts.count(HOST, at)
            let_out += 1
    return let_out


def test_a_host_gets_so_many_requests_a_day_and_others_theirs() -> None:
    hosts = Hosts(most=40)
    assert asked(hosts, 100) == 40
    assert hosts.refusal(HOST, NOON) == "hus.example had its 40 requests of today (KALENDS_MAX_HOST_REQUESTS)"
    assert hosts.refusal("lab.example", NOON) is None
    assert asked(hosts, 100, NOON + 12 * HOUR) == 40


@pytest.mark.parametrize("killed", [False, True])
def test_the_next_run_asks_only_what_is_left_even_after_a_kill(killed: bool) -> None:
    kept: dict[str, HostUse] = {}
    first = Hosts(most=40, keep=kept.update)
    assert asked(first, 30) == 30
    if not killed:
        first.settle()
        assert kept[HOST] == HostUse(day=date(2026, 3, 2), requests=30)
    second = Hosts(kept, most=40, keep=kept.update)
    assert asked(second, 100) <= 10
    assert Hosts({HOST: HostUse(day=date(2026, 3, 1), requests=40)}, most=40).refusal(HOST, NOON) is None


def test_keeping_costs_no_transaction_a_request() -> None:
    kept: list[HostUse] = []
    hosts = Hosts(most=1000, keep=lambda uses: kept.extend(uses.values()))
    asked(hosts, 100)
    assert len(kept) == 4
    hosts.settle()
    hosts.settle()
    assert [use.requests for use in kept] == [25, 50, 75, 100]


def test_a_host_that_wants_a_pause_gets_it_in_later_runs_too() -> None:
    kept: dict[str, HostUse] = {}
    Hosts(keep=kept.update).hold(HOST, NOON + HOUR, "answered 429", NOON)
    later = Hosts(kept)
    assert later.refusal(HOST, NOON + HOUR / 2) == (
        "hus.example answered 429: it is left alone until 2026-03-02 13:00 UTC"
    )
    later.hold(HOST, NOON + HOUR / 2, "answered 503", NOON)
    assert later.refusal(HOST, NOON + HOUR - timedelta(seconds=1)) is not None
    assert later.refusal(HOST, NOON + HOUR) is None


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://Hus.example/a", "hus.example"),
        ("https://hus.example.:443/", "hus.example"),
        ("http://hus.example:443/", "hus.example:443"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
    ],
)
def test_hosts_are_named_by_their_port_where_it_is_not_the_usual(url: str, host: str) -> None:
    assert host_of(url) == host
