"""Few patterns of steps are scored without Splink, and come to what Splink makes of them."""

from __future__ import annotations

from random import Random

from store.match.policy import COMPARISONS
from store.match.scoring import few_probabilities, splink_probabilities
from store.match.weights import shipped_weights


def test_few_patterns_come_to_what_splink_makes_of_them() -> None:
    drawn = Random(4)  # noqa: S311
    patterns = [tuple(drawn.randrange(len(one.steps)) for one in COMPARISONS) for _ in range(300)]
    weights = shipped_weights()
    assert few_probabilities(patterns, weights) == splink_probabilities(patterns, weights)
