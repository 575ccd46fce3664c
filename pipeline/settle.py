"""Claims into announcements: structured data over labels over prose; the winner is named, the losers stay."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from pipeline.model import Claim, Funding, Party, Place, Price, Registration, Role, iso
from pipeline.sheet import Sheet

LADDER = {"front matter": 4, "json-ld": 4, "icalendar": 4, "microdata": 4, "label": 3, "header": 2, "heading": 2, "record": 2}
"""Trust by method; prose is 1. Within a step the score decides."""


@dataclass(slots=True)
class Ledger:
    """Collects an announcement's claims; the first claim of a field that settles it is marked."""

    sheet: Sheet
    claims: list[Claim] = field(default_factory=list)

    def add(self, name: str, value: object, start: int | None, end: int | None, method: str, score: float, *,
            settled: bool = True, raw: str | None = None) -> None:
        """Note what the page states; ``start`` None: the words are not in the text (a header, a field's value)."""
        quote, span = raw or "", None
        if start is not None and end is not None and 0 <= start < end <= len(self.sheet.text):
            quote, span = self.sheet.text[start:end], (start, end)
        self.claims.append(Claim(field=name, value=_plain(value), raw=raw if raw is not None else quote, quote=quote, span=span,
                                 method=method, score=round(min(max(score, 0.05), 0.99), 2), language=self.sheet.known.language, settled=settled))

    def sealed(self) -> tuple[Claim, ...]:
        """Return the claims, one winner a field: of those marked settled, the most trusted."""
        best: dict[str, int] = {}
        many = {"organisers", "co_organisers", "partners", "media_partners", "hosts", "funders"}
        for i, claim in enumerate(self.claims):
            if claim.settled and claim.field not in many:
                kept = best.get(claim.field)
                if kept is None or _rank(claim) > _rank(self.claims[kept]):
                    best[claim.field] = i
        return tuple(c if c.field in many else replace(c, settled=best.get(c.field) == i) for i, c in enumerate(self.claims))


def _rank(claim: Claim) -> tuple[int, float]:
    return LADDER.get(claim.method, 1), claim.score


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return iso(value)
    return value


ROLE_FIELDS = {Role.ORGANISER: "organisers", Role.CO_ORGANISER: "co_organisers", Role.PARTNER: "partners",
               Role.MEDIA_PARTNER: "media_partners", Role.HOST: "hosts"}


def merged_place(first: Place | None, second: Place) -> Place:
    """Return ``first`` with what it leaves out taken from ``second``."""
    if first is None:
        return second
    values = {f: getattr(first, f) if getattr(first, f) not in (None, False) else getattr(second, f) for f in Place.__dataclass_fields__}
    return Place(**values)


def merged_parties(first: Iterable[Party], second: Iterable[Party], same: object) -> tuple[Party, ...]:
    """Return ``first`` and those of ``second`` that it does not name; ``same`` compares two names."""
    out = list(first)
    for party in second:
        if not any(callable(same) and same(party.name, other.name) for other in out):
            out.append(party)
    return tuple(out)


def registration(url: str | None, deadline: datetime | date | None, required: bool | None, mailbox: str | None, capacity: int | None) -> Registration:
    """Return how to take part; a link or a deadline to register tells that one must, unless the page says otherwise."""
    implied = True if required is None and (deadline is not None or url is not None) else required
    return Registration(url=url, deadline=deadline, required=implied, mailbox=mailbox, capacity=capacity)


def price(free: bool | None, stated: tuple[float, str, str] | None) -> Price:
    """Return the price; a stated sum of zero is free."""
    if stated is not None:
        amount, currency, words = stated
        return Price(free=free if free is not None else amount == 0, amount=amount, currency=currency, text=words[:120])
    return Price(free=free)


def funding_name(funding: Funding) -> str:
    """Return what a funding is called: its giver, else its programme."""
    return funding.funder or funding.programme or ""
