"""What one event's several sources come to: a place, parties, givers, a registration and a price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date

from pipeline.extract.party import same_name
from pipeline.model import Funding, Party, Place, Price, Registration, Yearless


def merged_place(first: Place, second: Place) -> Place:
    """Return ``first`` with what it leaves out taken from ``second``."""
    left_out = [f.name for f in fields(Place) if getattr(first, f.name) in (None, False)]
    return replace(first, **{name: getattr(second, name) for name in left_out})


def merged_parties(first: Iterable[Party], second: Iterable[Party]) -> list[Party]:
    """Return ``first`` and those of ``second`` that it does not name."""
    out = list(first)
    for party in second:
        if not any(same_name(party.name, other.name) for other in out):
            out.append(party)
    return out


def merged_funding(first: Sequence[Funding], second: Iterable[Funding]) -> tuple[Funding, ...]:
    """Return ``first`` and those of ``second`` whose giver it does not name."""
    known = [funding_name(funding) for funding in first]
    further = (f for f in second if not any(same_name(funding_name(f), name) for name in known))
    return (*first, *further)


def registration(
    url: str | None = None,
    deadline: date | Yearless | None = None,
    required: bool | None = None,
    mailbox: str | None = None,
    capacity: int | None = None,
) -> Registration:
    """Return how to take part; a link or a deadline tells that one must register."""
    implied = True if required is None and (deadline is not None or url is not None) else required
    return Registration(url=url, deadline=deadline, required=implied, mailbox=mailbox, capacity=capacity)


def price(free: bool | None, stated: tuple[float, str, str] | None) -> Price:
    """Return the price; ``stated`` is amount, currency and words; a stated sum of zero is free."""
    if stated is None:
        return Price(free=free)
    amount, currency, words = stated
    free = amount == 0 if free is None else free
    return Price(free=free, amount=amount, currency=currency, text=words[:120])


def funding_name(funding: Funding) -> str:
    """Return what a funding is called: its giver, else its programme."""
    return funding.funder or funding.programme or ""
