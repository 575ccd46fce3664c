"""What all stages of one refresh share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex

from sqlalchemy import Engine
from sqlmodel import Session

from kalends.refresh.guard import Hold
from kalends.refresh.telling import Tell, tell_nobody
from kalends.settings import Settings
from scrapers.clock import Clock, utc_now
from store.session import session


def refresh_id_at(moment: datetime) -> str:
    """A new refresh's id: when it began, and three random bytes."""
    return f"{moment:%Y%m%dT%H%M%SZ}-{token_hex(3)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One refresh's means: the database it holds, its id, its clock, who is told, what a person accepted."""

    settings: Settings
    engine: Engine
    hold: Hold
    refresh_id: str
    tell: Tell = tell_nobody
    clock: Clock = utc_now
    accept: bool = False

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """A transaction that is ours to make: LeaseLost where another process has taken over."""
        with session(self.engine, write=True) as opened:
            self.hold.check(opened)
            yield opened

    def say(self, event: str, **facts: object) -> None:
        """Tell of an event of this refresh."""
        told: Mapping[str, object] = {"run": self.refresh_id, "at": self.clock().isoformat(), **facts}
        self.tell(event, told)
