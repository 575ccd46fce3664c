"""The model that ships: how often each step is met by tellings of one event (m) and of two (u)."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from math import log

from store.match.policy import COMPARISONS

Pattern = tuple[int, ...]
"""The number of the step of every ladder, in the order of the policy."""


@dataclass(frozen=True, slots=True)
class Weights:
    """``prior``: how probable it is that a compared pair is one event before anything is known of it.

    ``steps``: (m, u) by comparison and step; a step that is null has none. ``scored``: what patterns of steps
    come to, as far as one was met.
    """

    prior: float
    steps: dict[str, dict[str, tuple[float, float]]]
    scored: dict[Pattern, float] = field(default_factory=dict, compare=False, repr=False)

    def of(self, comparison: str, step: str) -> float:
        """What a step adds to the odds, as a natural logarithm."""
        found = self.steps.get(comparison, {}).get(step)
        return log(found[0] / found[1]) if found else 0.0


@cache
def shipped_weights() -> Weights:
    """The model in ``weights.json``; KeyError where a step of the policy has no weight."""
    told = json.loads(resources.files("store.match").joinpath("weights.json").read_text(encoding="utf-8"))
    steps = {
        one.name: {
            step.name: (told[one.name][step.name]["m"], told[one.name][step.name]["u"])
            for step in one.steps
            if not step.is_null
        }
        for one in COMPARISONS
    }
    return Weights(told["prior"], steps)
