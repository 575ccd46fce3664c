"""The claims of one announcement: all that the page states of a field; the winner is marked."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

from pipeline.model import Claim, Role, Yearless, iso, rung_of
from pipeline.sheet import Sheet

ROLE_FIELDS = {
    Role.ORGANISER: "organisers",
    Role.CO_ORGANISER: "co_organisers",
    Role.PARTNER: "partners",
    Role.MEDIA_PARTNER: "media_partners",
    Role.HOST: "hosts",
}
"""The claims' field of each role."""
_MANY = frozenset(
    {*ROLE_FIELDS.values(), "funders", "languages", "interpretation", "accessibility", "topics"}
)
"""Fields of several values: every one that is settled counts."""


class Evidence(Protocol):
    """Where in the text something was read (None: not in it), how, and how surely."""

    @property
    def start(self) -> int | None: ...
    @property
    def end(self) -> int | None: ...
    @property
    def method(self) -> str: ...
    @property
    def score(self) -> float: ...


@dataclass(slots=True)
class Ledger:
    """Collects an announcement's claims; those added as settled contend for their field."""

    sheet: Sheet
    claims: list[Claim] = field(default_factory=list)

    def add(
        self,
        name: str,
        value: object,
        start: int | None,
        end: int | None,
        method: str,
        score: float,
        *,
        settled: bool = True,
        raw: str | None = None,
    ) -> None:
        """Note what the page states; ``start`` None: its words are not in the text."""
        quote, span = raw if raw is not None else str(value), None
        if start is not None and end is not None and 0 <= start < end <= len(self.sheet.text):
            quote, span = self.sheet.text[start:end], (start, end)
        self.claims.append(
            Claim(
                field=name,
                value=_plain(value),
                raw=raw if raw is not None else quote,
                quote=quote,
                span=span,
                method=method,
                score=round(min(max(score, 0.05), 0.99), 2),
                language=self.sheet.known.language,
                settled=settled,
            )
        )

    def note(self, name: str, value: object, found: Evidence, *, settled: bool = True) -> None:
        """Note what the page states where ``found`` says, as surely as that says."""
        self.add(name, value, found.start, found.end, found.method, found.score, settled=settled)

    def sealed(self) -> tuple[Claim, ...]:
        """Return the claims, one winner a field: of those marked settled, the most trusted."""
        best: dict[str, int] = {}
        for i, claim in enumerate(self.claims):
            if claim.settled and claim.field not in _MANY:
                kept = best.get(claim.field)
                if kept is None or _rank(claim) > _rank(self.claims[kept]):
                    best[claim.field] = i
        lost = (i for i, c in enumerate(self.claims) if c.settled and best.get(c.field, i) != i)
        claims = list(self.claims)
        for i in lost:
            claims[i] = replace(claims[i], settled=False)
        return tuple(claims)


def _rank(claim: Claim) -> tuple[int, float]:
    return rung_of(claim.method), claim.score


def _plain(value: object) -> object:
    return iso(value) if isinstance(value, (date, Yearless)) else value
