"""The hosts of a refresh, with what the store knows of them from earlier ones."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Engine

from kalends import console
from scrapers.hosts import Hosts, HostUse
from store.hosts import host_uses, record_host_use
from store.session import StoreError, session


def stored_hosts(engine: Engine, most: int, at: datetime) -> Hosts:
    """Hosts that may have ``most`` requests a day; what is learnt of them is kept in the store as it happens.

    A store that is locked for long costs no crawl: the use is then kept at the next block of requests.
    """
    today = at.astimezone(UTC).date()
    with session(engine) as opened:
        uses = {
            row.host: HostUse(
                day=row.day, requests=row.requests, hold_until=row.hold_until, hold_why=row.hold_why or ""
            )
            for row in host_uses(opened, today, at)
        }

    def keep(host: str, use: HostUse) -> None:
        try:
            with session(engine, write=True) as opened:
                record_host_use(opened, host, use.day, use.requests, use.hold_until, use.hold_why)
        except StoreError as error:
            console.say(f"kalends: requests to {host} are not counted yet: {error}")

    return Hosts(uses, most, keep)
