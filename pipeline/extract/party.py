"""An organisation found in a role, and when two spellings name one organisation."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from pipeline.extract.named import Name
from pipeline.gazetteer import fold
from pipeline.model import Role

WEAK = frozenset({"voice", "signature", "owner", "actor", "leader", "site"})
"""Methods by which an organiser is read where no words of organising name one."""


@dataclass(frozen=True, slots=True)
class PartyFound:
    """An organisation in a role, where the page says so, how it was read, and how surely.

    ``inferred``: the page says who publishes it, not who does what for the event.
    """

    name: Name
    role: Role
    method: str
    score: float
    inferred: bool = False

    @property
    def start(self) -> int:
        return self.name.start

    @property
    def end(self) -> int:
        return self.name.end


def same_name(a: str, b: str) -> bool:
    """Tell whether two spellings name one organisation: but for case and accents, or one within the other."""
    left, right = fold(a), fold(b)
    if left == right or fuzz.ratio(left, right) >= 92:
        return True
    short, long = sorted((left, right), key=len)
    return len(short) >= 5 and len(short.split()) >= 2 and fuzz.partial_ratio(short, long) >= 97
