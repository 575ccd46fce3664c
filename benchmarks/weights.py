"""``python -m benchmarks.weights FOLDER …``: weights for matching, fitted to judged pairs, on stdout.

A FOLDER holds ``announcements.jsonl`` as ``kalends match`` reads them ("group": the event that one tells of,
none where it is alone) and may hold pairs that were judged; all pairs that the blocking rules bring together
teach, unless a veto, a part or a link decides them. What a step adds to the odds, ln(m / u), is fitted by
logistic regression, drawn to what ships with the strength of ``STRENGTH`` pairs: few pairs do not overturn
it, and what none of them shows (a link that both share) stays as it is.

Labelled folders hold the hard pairs, a town's calendar mostly easy ones: what two events share that have only
their day and their town in common is learned from announcements that were put into another's town and day.

With several folders stderr tells what each comes to under weights that the others alone have taught: pairwise
precision and recall. Hold the result against other pairs before it becomes ``store/match/weights.json``.
"""

from __future__ import annotations

import json
import random
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from math import exp, log
from pathlib import Path

from store.match import Record, grouped, judge_table, record_of_json
from store.match.engine import Engine
from store.match.features import features_of
from store.match.frame import table_of
from store.match.policy import COMPARISONS
from store.match.weights import Weights, shipped_weights

STRENGTH = 2.0
MOVED, WEIGHT_OF_MOVED = 1_000, 0.02
ROUNDS = 1_000
Step = tuple[str, str]
Examples = dict[tuple[bool, tuple[Step, ...]], float]
"""(Is one event, the steps on which it stands) of pairs, with their weight."""
LEARNED = [(one.name, step.name) for one in COMPARISONS for step in one.steps if not step.is_null]


def records_of(folder: Path) -> tuple[list[Record], dict[str, str]]:
    """The announcements of a folder, and the event that each tells of."""
    lines = [
        json.loads(line) for line in (folder / "announcements.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    return list(map(record_of_json, lines)), {line["id"]: line.get("group") or line["id"] for line in lines}


def examples(
    records: Sequence[Record], event: dict[str, str], weight: float, of: set[tuple[str, str]] | None = None
) -> Examples:
    """What every pair teaches, or those ``of`` a set, that the sum decides."""
    told: defaultdict[tuple[bool, tuple[Step, ...]], float] = defaultdict(float)
    with Engine(table_of(map(features_of, records)), as_weights(0.5, {})) as engine:
        # Nothing is that improbable, but what shares nothing that could say that it is one is left out.
        for pair in engine.compared(1e-12):
            if of is not None and (pair.left, pair.right) not in of:
                continue
            if pair.link is None and pair.part is None and pair.veto is None:
                steps = [
                    (one.name, one.step(number).name)
                    for one, number in zip(COMPARISONS, pair.steps, strict=True)
                ]
                told[event[pair.left] == event[pair.right], tuple(steps)] += weight
    return told


def moved(records: Sequence[Record], event: dict[str, str]) -> list[tuple[Record, Record]]:
    """Pairs that tell of two events, the second of each put into the town and the day of the first."""
    chance = random.Random(0)  # noqa: S311
    pairs: list[tuple[Record, Record]] = []
    placed = [one for one in records if one.city and one.stated]
    while len(pairs) < MOVED:
        one, other = chance.sample(placed, 2)
        if event[one.id] != event[other.id]:
            number = len(pairs)
            left, right = (_alone(item, f"{number}{side}") for item, side in ((one, "a"), (other, "b")))
            pairs.append((left, _at(right, left)))
    return pairs


def _alone(record: Record, key: str) -> Record:
    return record._replace(id=key, source=key, page=None, links=frozenset(), translation_key=None)


def _at(record: Record, place: Record) -> Record:
    """A record at the place and in the time of another, as exactly as it tells its own."""
    there = record._replace(city=place.city, country=place.country, online=place.online)
    if record.start_on and place.start_on:
        later = place.start_on - record.start_on
        return there._replace(
            start_on=place.start_on,
            end_on=record.end_on and record.end_on + later,
            start_at=record.start_at and record.start_at + later,
            stated=place.stated,
        )
    stated = str(place.stated)[: min(len(str(record.stated)), len("2026-05"))]
    return there._replace(start_on=None, end_on=None, start_at=None, stated=stated)


def taught(folder: Path) -> Examples:
    """What a folder teaches: its own pairs, and its announcements moved to each other's place."""
    records, event = records_of(folder)
    told = examples(records, event, 1.0)
    pairs = moved(records, event)
    both = [record for pair in pairs for record in pair]
    alone = {record.id: record.id for record in both}
    others = examples(both, alone, WEIGHT_OF_MOVED, {(one.id, other.id) for one, other in pairs})
    return all_of((told, others))


def fitted(told: Examples) -> Weights:
    """The weights that these examples teach."""
    shipped = shipped_weights()
    start = {step: shipped.of(*step) for step in LEARNED}
    weights, bias = dict(start), log(shipped.prior / (1 - shipped.prior))
    counts: defaultdict[Step, float] = defaultdict(float)
    for (_, steps), weight in told.items():
        for step in steps:
            counts[step] += weight
    # No step moves further at once than if all the steps of a pair moved with it.
    width = (len(COMPARISONS) + 1) / 4
    pace = {step: 1 / (STRENGTH + counts[step] * width) for step in weights}
    pace_of_bias = 1 / (width * sum(told.values()))
    for _ in range(ROUNDS):
        slope = {step: STRENGTH * (start[step] - weight) for step, weight in weights.items()}
        slope_of_bias = 0.0
        for (is_same, steps), weight in told.items():
            counted = [step for step in steps if step in slope]
            odds = exp(bias + sum(weights[step] for step in counted))
            off = weight * (is_same - odds / (1 + odds))
            slope_of_bias += off
            for step in counted:
                slope[step] += off
        bias += pace_of_bias * slope_of_bias
        weights = {step: weight + pace[step] * slope[step] for step, weight in weights.items()}
    return as_weights(1 / (1 + exp(-bias)), weights)


def as_weights(prior: float, weights: dict[Step, float]) -> Weights:
    """A model of these log-odds. Only the ratio of m and u counts; the larger one is a half."""
    steps: dict[str, dict[str, tuple[float, float]]] = {}
    for comparison, step in LEARNED:
        log = weights.get((comparison, step), 0.0)
        m, u = (round(min(0.5, 0.5 * exp(one)), 6) for one in (log, -log))
        steps.setdefault(comparison, {})[step] = (m, u)
    return Weights(round(prior, 6), steps)


def held(folder: Path, weights: Weights) -> tuple[float, float]:
    """Pairwise (precision, recall) of a folder's clusters under these weights."""
    records, event = records_of(folder)
    groups = grouped(judge_table(table_of(map(features_of, records)), weights=weights))
    found = {pair for group in groups for pair in combinations(sorted(group), 2)}
    wanted = {pair for pair in combinations(sorted(event), 2) if event[pair[0]] == event[pair[1]]}
    return len(found & wanted) / max(1, len(found)), len(found & wanted) / max(1, len(wanted))


def as_json(weights: Weights) -> dict[str, object]:
    """The model as ``weights.json`` has it."""
    steps = {
        comparison: {step: {"m": m, "u": u} for step, (m, u) in each.items()}
        for comparison, each in weights.steps.items()
    }
    return {"prior": weights.prior, **steps}


def all_of(told: Iterable[Examples]) -> Examples:
    """These together."""
    together: defaultdict[tuple[bool, tuple[Step, ...]], float] = defaultdict(float)
    for one in told:
        for example, weight in one.items():
            together[example] += weight
    return together


def main() -> None:
    """Fit to the folders that the command line names."""
    folders = list(map(Path, sys.argv[1:]))
    told = {folder: taught(folder) for folder in folders}
    for folder in folders if len(folders) > 1 else ():
        others = all_of(one for other, one in told.items() if other != folder)
        precision, recall = held(folder, fitted(others))
        print(f"{folder}\t{precision:.3f}\t{recall:.3f}", file=sys.stderr)
    json.dump(as_json(fitted(all_of(told.values()))), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
