"""A lease is one process's at a time, and nobody's for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from store.lease import LeaseLost, LeaseTaken, check_lease, release_lease, renew_lease, take_lease
from store.session import session
from tests.store.store_makers import NOW

MINUTE = timedelta(minutes=1)


def take(engine: Engine, holder: str, minutes: float = 0, *, dead: str = "", until: float = 1.5) -> None:
    """``holder`` takes the lease so many minutes after NOW, for so many from then on."""
    now = NOW + minutes * MINUTE
    with session(engine, write=True) as opened:
        take_lease(opened, "refresh", holder, now + until * MINUTE, now, lambda one: one == dead)


def test_it_is_held_by_one_at_a_time_and_given_back(engine: Engine) -> None:
    take(engine, "one")
    with pytest.raises(LeaseTaken, match="one is at it; if it died, wait 30 seconds"):
        take(engine, "two", 1)
    with session(engine, write=True) as opened:
        release_lease(opened, "refresh", "two")
        check_lease(opened, "refresh", "one")
        release_lease(opened, "refresh", "one")
    take(engine, "two", 1)


@pytest.mark.parametrize(
    ("minutes", "dead", "until"),
    [(1.5, "", 1.5), (0.1, "one", 1.5), (0.1, "", 60 * 24 * 3650)],
    ids=["ran out", "its process is no more", "its clock was ten years ahead"],
)
def test_a_stale_one_is_taken_over_and_its_holder_writes_no_more(
    engine: Engine, minutes: float, dead: str, until: float
) -> None:
    take(engine, "one", until=until)
    take(engine, "two", minutes, dead=dead)
    with pytest.raises(LeaseLost), session(engine, write=True) as opened:
        renew_lease(opened, "refresh", "one", NOW + 9 * MINUTE)


def test_one_that_is_renewed_lasts(engine: Engine) -> None:
    take(engine, "one")
    with session(engine, write=True) as opened:
        renew_lease(opened, "refresh", "one", NOW + 3 * MINUTE)
    with pytest.raises(LeaseTaken):
        take(engine, "two", 2)
