"""Settled fields: of several tellings of one event, whose value stands, field by field, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from pipeline.model import DATA_RUNG, Announcement, Funding, Party, Precision, Role, Status
from store.fold import fold, organisation_key
from store.rows import Row, told_row

_ORGANISING = (Role.ORGANISER, Role.CO_ORGANISER)
_FINENESS = {Precision.MINUTE: 2, Precision.DAY: 1, Precision.MONTH: 0}
_WITHOUT_YEAR = -1
_UNSCORED = 0.5
_UNKNOWN_RUNG = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One telling as settling sees it; ``evidence`` is (rung of the ladder, score) of its settled claims, by
    the claims' field names.
    """

    announcement: Announcement
    publisher: str
    venue_id: int | None
    is_missing: bool
    last_changed: datetime
    evidence: Mapping[str, tuple[int, float]]


@dataclass(frozen=True, slots=True)
class Field:
    """Columns that stand or fall together; the first one tells whether the field is stated at all."""

    name: str
    columns: tuple[str, ...]
    claims: tuple[str, ...]
    unstated: object = None


_WHEN = (
    "start_text",
    "start_at",
    "end_at",
    "start_on",
    "until_on",
    "end_text",
    "zone",
    "precision",
    "all_day",
    "inferred",
    "rrule",
)
_PLACED = ("venue", "room", "address", "postcode")
FIELDS: tuple[Field, ...] = (
    Field("title", ("title", "language"), ("title",)),
    Field("summary", ("summary",), ("summary",)),
    Field("when", _WHEN, ("start", "end", "timezone", "precision", "rrule")),
    Field("venue", ("venue", "room", "address", "postcode", "lat", "lon", "venue_id"), _PLACED),
    Field("address", ("address", "postcode"), ("address", "postcode")),
    Field("city", ("city", "city_key", "country"), ("city", "country")),
    Field("online", ("online", "online_url"), ("online", "online_url"), False),
    Field("status", ("status",), ("status",), Status.SCHEDULED.value),
    Field("registration_url", ("registration_url",), ("registration_url",)),
    Field("registration_mailbox", ("registration_mailbox",), ("registration_mailbox",)),
    Field("registration_required", ("registration_required",), ("registration_required",)),
    Field("capacity", ("capacity",), ("capacity",)),
    Field(
        "registration_deadline",
        ("deadline_text", "deadline_at", "deadline_on"),
        ("registration_deadline", "deadline"),
    ),
    Field("free", ("free",), ("free",)),
    Field("price", ("price", "currency", "price_text"), ("price", "currency")),
    Field("languages", ("languages",), ("languages",), []),
    Field("series", ("series",), ("series",)),
    Field("super_event", ("super_event",), ("super_event",)),
)


@dataclass(frozen=True, slots=True)
class Winner:
    """The announcement whose value an event's field has, and why it is that one."""

    field: str
    announcement_id: str
    reason: str


def settled(candidates: Sequence[Candidate]) -> tuple[Row, list[Winner]]:
    """The columns of an event and the winner of every field that any telling states.

    A telling that is still there goes before one that is missing, then the organiser's own site, then what
    stands higher on the ladder of evidence (structured data over a label, a label over prose), then the
    higher claim score, then the newer; of times the finer goes first. The order of ``candidates`` is of no
    consequence. At least one candidate is needed.
    """
    hosts = _organisers(candidates)
    rows = {item.announcement.id: _row(item) for item in candidates}
    columns = _row(min(candidates, key=lambda item: item.announcement.id))
    winners = []
    for field in FIELDS:
        stating = [
            item for item in candidates if rows[item.announcement.id][field.columns[0]] != field.unstated
        ]
        if not stating or (field.name == "address" and columns["venue"]):
            # An address beside another telling's venue would be a place that nobody told of.
            continue
        ranked = sorted(stating, key=lambda item: _rank(item, field, hosts), reverse=True)
        best = ranked[0]
        columns |= {name: rows[best.announcement.id][name] for name in field.columns}
        winners.append(Winner(field.name, best.announcement.id, _reason(ranked, field, hosts)))
    return columns, winners


def _row(item: Candidate) -> Row:
    return told_row(item.announcement) | {"venue_id": item.venue_id}


def _organisers(candidates: Sequence[Candidate]) -> set[str]:
    return {
        organisation_key(party.name)
        for item in candidates
        for party in item.announcement.parties
        if party.role in _ORGANISING and not party.inferred
    }


class _Rank(NamedTuple):
    """What is looked at, one after the other; of each the greater wins."""

    is_there: bool
    fineness: int
    is_own: bool
    rung: int
    score: float
    last_changed: datetime
    id: str


def _rank(item: Candidate, field: Field, hosts: set[str]) -> _Rank:
    when = item.announcement.when
    fineness = 0
    if field.name == "when":
        fineness = _FINENESS[when.precision] if when is not None else _WITHOUT_YEAR
    found = [item.evidence[name] for name in field.claims if name in item.evidence]
    rung, score = max(found, default=(_UNKNOWN_RUNG, _UNSCORED))
    is_own = organisation_key(item.publisher) in hosts
    return _Rank(not item.is_missing, fineness, is_own, rung, score, item.last_changed, item.announcement.id)


def _reason(ranked: Sequence[Candidate], field: Field, hosts: set[str]) -> str:
    if len(ranked) == 1:
        return "only one says it"
    best, second = (_rank(item, field, hosts) for item in ranked[:2])
    reasons = {
        "still announced": best.is_there != second.is_there,
        "more exact": best.fineness != second.fineness,
        "the organiser's own site": best.is_own != second.is_own,
        "structured data": best.rung > second.rung and best.rung >= DATA_RUNG,
        "the better evidence": (best.rung, best.score) != (second.rung, second.score),
        "newer": best.last_changed != second.last_changed,
    }
    return next((reason for reason, holds in reasons.items() if holds), "as good as any")


def merged_parties(told: Iterable[Party]) -> tuple[Party, ...]:
    """The parties of all tellings, given telling after telling: each name once in a role, in its first words.

    A partner that another telling calls an organiser is an organiser; an organiser that was only inferred
    gives way to any that was stated.
    """
    parties: dict[tuple[str, Role], Party] = {}
    for party in told:
        parties.setdefault((organisation_key(party.name), party.role), party)
    organisers = {key for key, role in parties if role in _ORGANISING}
    is_stated = any(party.role in _ORGANISING and not party.inferred for party in parties.values())
    return tuple(
        party
        for (key, role), party in parties.items()
        if not (role is Role.PARTNER and key in organisers)
        and not (role in _ORGANISING and party.inferred and is_stated)
    )


def merged_funding(tellings: Sequence[Announcement]) -> tuple[Funding, ...]:
    """Who pays as all tellings say it; of one funder and programme the telling with an amount stands."""
    found: dict[tuple[str, str], Funding] = {}
    for money in (money for telling in tellings for money in telling.funding):
        key = (organisation_key(money.funder or ""), fold(money.programme or ""))
        if key not in found or (found[key].amount is None and money.amount is not None):
            found[key] = money
    return tuple(found.values())
