"""Choices among candidates, by weights that were learned: each candidate is told by named features.

A ranking is linear: a candidate's points are its features' values times their weights, summed, and its share
is what the softmax of all points gives it. The weights are data, ``pipeline/weights/<name>.yml``, estimated
from labelled pages by pairwise logistic regression (Herbrich, Graepel and Obermayer, "Large margin rank
boundaries for ordinal regression", 2000); ``docs/decisions.md`` says from which.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import exp
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent / "weights"
Features = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Ranking:
    """Weights by feature; a feature without one counts nothing."""

    weights: Mapping[str, float]

    def points(self, features: Features) -> float:
        """Return how much speaks for a candidate, in log-odds against another one of its page."""
        return sum(self.weights.get(name, 0.0) * value for name, value in features.items())

    def shares(self, candidates: Iterable[Features]) -> list[float]:
        """Return each candidate's share, from 0 to 1 and 1 together, in the order given."""
        return shares_of([self.points(features) for features in candidates])


def shares_of(points: Sequence[float]) -> list[float]:
    """Return the softmax of points: shares from 0 to 1, and 1 together."""
    highest = max(points, default=0.0)
    odds = [exp(one - highest) for one in points]
    whole = sum(odds)
    return [one / whole for one in odds]


@cache
def ranking(name: str) -> Ranking:
    """Return the ranking that ships as ``pipeline/weights/<name>.yml``.

    Raises ``ValueError`` naming the file where it holds anything but numbers.
    """
    path = FOLDER / f"{name}.yml"
    told = yaml.safe_load(path.read_text(encoding="utf-8"))
    if not isinstance(told, dict) or not all(isinstance(value, int | float) for value in told.values()):
        raise ValueError(f"{path}: feature: number, a line each")
    return Ranking({str(key): float(value) for key, value in told.items()})


def likeliest(shares: Sequence[float]) -> int:
    """Return the index of the largest share, the first of equal ones."""
    return max(range(len(shares)), key=lambda i: (shares[i], -i))
