"""An event's evidence in the order in which a page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pipeline.model import Claim
from store.explain import Evidence, Explanation
from store.history import Revision

_ORDER = (
    *("title", "start", "end", "zone", "venue", "room", "address", "postcode", "city", "country", "online"),
    *("online_url", "organisers", "co_organisers", "partners", "host", "funders", "funding", "programme"),
    *("amount", "registration_deadline", "registration_required", "registration_url", "free", "price"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """One claim in its page's words; ``number`` is its place among its announcement's claims."""

    claim: Claim
    announcement_id: str
    number: int
    url: str
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldQuotes:
    """Why a field has its value: the quotes that won, and those that lost."""

    field: str
    reason: str | None
    winners: tuple[Quote, ...]
    losers: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One change of what pages said of an event's status or time."""

    at: datetime
    url: str | None
    field: str
    old: object
    new: object


def quotes_of(found: Explanation) -> list[FieldQuotes]:
    """The evidence by field, the fields that matter most first."""
    numbers = {
        id(claim): number
        for telling in found.event.tellings
        for number, claim in enumerate(telling.announcement.claims)
    }
    fields = [
        FieldQuotes(
            field=field.field,
            reason=field.reason,
            winners=tuple(_quote(one, numbers) for one in field.winners),
            losers=tuple(_quote(one, numbers) for one in field.losers),
        )
        for field in found.fields
    ]
    return sorted(fields, key=lambda one: _ORDER.index(one.field) if one.field in _ORDER else len(_ORDER))


def _quote(evidence: Evidence, numbers: dict[int, int]) -> Quote:
    return Quote(
        claim=evidence.claim,
        announcement_id=evidence.announcement_id,
        number=numbers[id(evidence.claim)],
        url=evidence.url,
        fetched_at=evidence.fetched_at,
    )


def status_steps(found: Explanation) -> list[Step]:
    """What became of the event: first seen, its revisions, what is missing; oldest first."""
    steps = [*_seen(found), *(_step(one) for one in found.revisions)]
    return sorted(steps, key=lambda step: step.at)


def _seen(found: Explanation) -> Iterator[Step]:
    for telling in found.event.tellings:
        url = telling.announcement.url
        yield Step(telling.first_seen, url, "first_seen", None, None)
        if telling.missing_since is not None:
            yield Step(telling.missing_since, url, "missing_since", None, None)


def _step(revision: Revision) -> Step:
    return Step(revision.at, revision.url, revision.field, revision.old, revision.new)
