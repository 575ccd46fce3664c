"""Why an event is as it is: its tellings, the judgements that join them, each field's winner and losers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from pipeline.model import Claim, Event, Judgement, Verdict
from store import tables
from store.conflicts import Conflict, conflicts_of
from store.events import load_events
from store.history import Revision, revisions_of
from store.match.links import link_key
from store.reads import among, read_among, read_listed, read_values
from store.rows import storable
from store.settle import FIELDS

SHORTEST_PREFIX = 6
_WHOLE = sql_select(col(tables.Event.id)).where(col(tables.Event.id) == bindparam("key"))


class NoSuchEvent(LookupError):
    """No event, or more than one, is known by this; the message is one line that says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim with the page that makes it."""

    claim: Claim
    announcement_id: str
    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldEvidence:
    """One field of an event: whose value it has and why, the winning claims and those that lost.

    A field that is settled over tellings has a ``reason``; for others (parties, funding) every page's own
    settled claims are winners.
    """

    field: str
    reason: str | None
    winners: tuple[Evidence, ...]
    losers: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that is known about one event; ``redirected_from`` is the merged event's id that was asked for."""

    event: Event
    judgements: tuple[Judgement, ...]
    fields: tuple[FieldEvidence, ...]
    revisions: tuple[Revision, ...]
    conflicts: tuple[Conflict, ...] = ()
    redirected_from: str | None = None


def explain_event(session: Session, asked: str) -> Explanation:
    """The explanation of an event by its id, an unambiguous beginning of it (six digits or more), the id of
    an event merged into it or of one of its announcements, or the URL of one of its tellings. Raises
    :class:`NoSuchEvent`.
    """
    event_id, old_id = _event_id(session, storable(asked.strip()))
    event = load_events(session, [event_id], claims=True)[0]
    ids = [telling.announcement.id for telling in event.tellings]
    return Explanation(
        event=event,
        judgements=tuple(_judgements(session, ids)),
        fields=tuple(_fields(session, event)),
        revisions=tuple(revisions_of(session, ids)),
        conflicts=tuple(conflicts_of(event.tellings)),
        redirected_from=old_id,
    )


def find_event(session: Session, asked: str) -> str:
    """The id of the event that :func:`explain_event` would explain. Raises :class:`NoSuchEvent`."""
    return _event_id(session, storable(asked.strip()))[0]


def _event_id(session: Session, asked: str) -> tuple[str, str | None]:
    if "/" in asked or "." in asked:
        return _by_url(session, asked), None
    if len(asked) < SHORTEST_PREFIX:
        raise NoSuchEvent(
            f"{asked!r} is too short: give six digits of an event's id or more, or a page's URL"
        )
    prefix = asked.lower()
    event, redirect = tables.Event, tables.EventRedirect
    # A whole id needs no search through beginnings.
    if read_values(session, _WHOLE, key=prefix):
        return prefix, None
    found = session.exec(
        select(event.id).where(col(event.id).startswith(prefix, autoescape=True)).limit(9)
    ).all()
    if len(found) == 1:
        return found[0], None
    if found:
        raise NoSuchEvent(f"{asked!r} is the beginning of several events: {', '.join(found)}")
    old = session.exec(select(redirect).where(col(redirect.old_id).startswith(prefix, autoescape=True))).all()
    if len({row.event_id for row in old}) == 1:
        return old[0].event_id, old[0].old_id
    told = tables.Announcement
    here = select(told.event_id).where(col(told.id).startswith(prefix, autoescape=True))
    events = set(session.exec(here.where(col(told.event_id).is_not(None)).limit(9)))
    if len(events) == 1:
        return str(events.pop()), None
    raise NoSuchEvent(f"no event {asked!r}; `kalends query` lists them with their ids")


def _by_url(session: Session, url: str) -> str:
    told, page, link = tables.Announcement, tables.Page, tables.AnnouncementLink
    on_page = select(page.id).where(col(page.url) == url)
    linked = select(link.announcement_id).where(col(link.url) == url)
    here = (col(told.url) == url) | col(told.page_id).in_(on_page) | col(told.id).in_(linked)
    bare = link_key(url)
    if bare is not None:
        here |= col(told.url_key) == bare
    rows = session.exec(select(told).where(here, col(told.event_id).is_not(None))).all()
    best = sorted(rows, key=lambda row: (row.url != url, not row.is_primary, row.id))
    if not best:
        raise NoSuchEvent(f"no event is told at {url}")
    return str(best[0].event_id)


def _judgements(session: Session, ids: Sequence[str]) -> Iterator[Judgement]:
    for row in read_among(session, _touching, ids):
        yield Judgement(
            left=row.left_id,
            right=row.right_id,
            verdict=Verdict(row.verdict),
            score=row.score,
            reasons=tuple(row.reasons),
            by=row.by,
            at=row.at,
            withdrawn_at=row.withdrawn_at,
            id=row.id,
        )


@cache
def _touching(dialect: str) -> Select[Any]:
    known = tables.Judgement.__table__.c  # type: ignore[attr-defined]
    touching = among(known.left_id, dialect) | among(known.right_id, dialect)
    return sql_select(*known).where(touching).order_by(known.at, known.id)


def _fields(session: Session, event: Event) -> Iterator[FieldEvidence]:
    chosen = {row.field: row for row in read_listed(session, tables.EventField, "event_id", [event.id])}
    group_of = {
        claim: field.name for field in reversed(FIELDS) if field.name in chosen for claim in field.claims
    }
    by_field: dict[str, list[Evidence]] = {}
    for evidence in _evidence(session, event):
        by_field.setdefault(evidence.claim.field, []).append(evidence)
    for name, claims in by_field.items():
        winner = chosen.get(group_of.get(name, name))
        wins = [
            item
            for item in claims
            if item.claim.settled and (winner is None or item.announcement_id == winner.announcement_id)
        ]
        yield FieldEvidence(
            field=name,
            reason=winner.reason if winner else None,
            winners=tuple(wins),
            losers=tuple(item for item in claims if item not in wins),
        )


def _evidence(session: Session, event: Event) -> Iterator[Evidence]:
    ids = [telling.announcement.id for telling in event.tellings]
    pages = {key: (url, fetched_at) for key, url, fetched_at in read_among(session, _paged, ids)}
    for telling in event.tellings:
        key = telling.announcement.id
        for claim in telling.announcement.claims:
            yield Evidence(claim=claim, announcement_id=key, url=pages[key][0], fetched_at=pages[key][1])


@cache
def _paged(dialect: str) -> Select[Any]:
    told = tables.Announcement.__table__.c  # type: ignore[attr-defined]
    page = tables.Page.__table__.c  # type: ignore[attr-defined]
    here = (told.page_id == page.id) & among(told.id, dialect)
    return sql_select(told.id, page.url, page.fetched_at).where(here)
