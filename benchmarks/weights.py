"""``python -m benchmarks.weights FOLDER``: weights for matching, fitted to judged pairs, on stdout.

FOLDER holds ``announcements.jsonl`` as ``kalends match`` reads them and ``pairs.jsonl``, a judgement a line:
{"left", "right", "label": "same" | "different" | "part_of"}. What a step adds to the odds, ln(m / u), is
fitted by logistic regression, drawn to what ships with the strength of ``SHRINKAGE`` pairs, so that few pairs
do not overturn it. What weighs nothing stays so, and pairs that a veto, a part or a link decides teach
nothing. Hold the result against other pairs before it becomes ``store/match/weights.json``.
"""

from __future__ import annotations

import json
import sys
from math import exp
from pathlib import Path

from store.match import record_of_json
from store.match.engine import Engine
from store.match.features import features_of
from store.match.frame import table_of
from store.match.policy import COMPARISONS
from store.match.weights import shipped_weights

SHRINKAGE = 10.0
ROUNDS = 2_000
RATE = 0.02
Step = tuple[str, str]
Example = tuple[bool, list[Step]]


def examples(folder: Path) -> list[Example]:
    """(is one event, the steps on which it stands) of every judged pair that the sum decides."""
    lines = (folder / "announcements.jsonl").read_text(encoding="utf-8").splitlines()
    table = table_of(features_of(record_of_json(json.loads(line))) for line in lines)
    judged = map(json.loads, (folder / "pairs.jsonl").read_text(encoding="utf-8").splitlines())
    is_same = {tuple(sorted((one["left"], one["right"]))): one["label"] == "same" for one in judged}
    with Engine(table) as engine:
        return [
            (
                is_same[pair.left, pair.right],
                [
                    (one.name, one.step(number).name)
                    for one, number in zip(COMPARISONS, pair.steps, strict=True)
                ],
            )
            for pair in engine.among(is_same)
            if pair.link is None and pair.part is None and pair.veto is None
        ]


def fitted(told: list[Example]) -> tuple[float, dict[Step, float]]:
    """The prior as shipped and the log-odds of every step."""
    shipped = shipped_weights()
    start = {
        (one.name, step.name): shipped.of(one.name, step.name)
        for one in COMPARISONS
        for step in one.steps
        if not step.is_null
    }
    weights = dict(start)
    odds = shipped.prior / (1 - shipped.prior)
    for _ in range(ROUNDS):
        slope = {step: SHRINKAGE * (start[step] - weight) for step, weight in weights.items()}
        for is_same, steps in told:
            counted = [step for step in steps if start.get(step)]
            probability = 1 / (1 + exp(-sum(weights[step] for step in counted)) / odds)
            for step in counted:
                slope[step] += is_same - probability
        weights = {step: weight + RATE * slope[step] for step, weight in weights.items()}
    return shipped.prior, weights


def as_model(prior: float, weights: dict[Step, float]) -> dict[str, object]:
    """The model as ``weights.json`` has it. Only the ratio of m and u counts; the larger one is a half."""
    model: dict[str, object] = {"prior": prior}
    for one in COMPARISONS:
        named = {step.name: weights[one.name, step.name] for step in one.steps if not step.is_null}
        model[one.name] = {
            name: {"m": round(min(0.5, 0.5 * exp(log)), 6), "u": round(min(0.5, 0.5 * exp(-log)), 6)}
            for name, log in named.items()
        }
    return model


if __name__ == "__main__":
    json.dump(as_model(*fitted(examples(Path(sys.argv[1])))), sys.stdout, indent=1)
