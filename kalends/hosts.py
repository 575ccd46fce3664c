"""The hosts of a refresh, with what the store knows of them from earlier ones."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import Engine

from kalends import console
from scrapers.hosts import Hosts, HostUse
from store import tables
from store.hosts import host_uses, record_host_uses
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

    def keep(uses: Mapping[str, HostUse]) -> None:
        try:
            with session(engine, write=True) as opened:
                record_host_uses(opened, [_row(host, use) for host, use in uses.items()])
        except StoreError as error:
            console.say(f"kalends: requests to {', '.join(uses)} are not counted yet: {error}")

    return Hosts(uses, most, keep)


def _row(host: str, use: HostUse) -> tables.HostUse:
    return tables.HostUse(
        host=host,
        day=use.day,
        requests=use.requests,
        hold_until=use.hold_until,
        hold_why=use.hold_why or None,
    )
