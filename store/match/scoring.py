"""Splink scores patterns: the step of every ladder on which a pair stands, as columns ``gamma_…``.

A condition only says which step it is.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from math import log2
from typing import TYPE_CHECKING, Any

from store.match.comparison import ELSE, Comparison
from store.match.policy import COMPARISONS
from store.match.weights import Pattern, Weights

if TYPE_CHECKING:
    import pyarrow

_FEW = 1_000


def scored(patterns: Sequence[Pattern], weights: Weights) -> pyarrow.Table:
    """The patterns with ``match_probability``, found once a process for each; of many, by Splink."""
    unknown = [pattern for pattern in patterns if pattern not in weights.scored]
    if unknown:
        ask = few_probabilities if len(unknown) <= _FEW else splink_probabilities
        weights.scored.update(zip(unknown, ask(unknown, weights), strict=True))
    return _table(patterns).append_column("match_probability", [[weights.scored[one] for one in patterns]])


def _table(patterns: Sequence[Pattern]) -> pyarrow.Table:
    import pyarrow

    names = [f"gamma_{one.name}" for one in COMPARISONS]
    return pyarrow.table(dict(zip(names, zip(*patterns, strict=True), strict=True)))


def few_probabilities(patterns: Sequence[Pattern], weights: Weights) -> list[float]:
    """What Splink makes of patterns, to the last bit: its own sum of match weights, in its order.

    To load Splink and have it plan takes longer than all else that matches a few hundred announcements.
    """
    prior = log2(weights.prior / (1 - weights.prior))
    ladders = [_match_weights(one, weights) for one in COMPARISONS]
    found = []
    for pattern in patterns:
        weight = prior
        for ladder, number in zip(ladders, pattern, strict=True):
            weight += ladder[number]
        odds = 2.0 ** -abs(weight)
        found.append(1.0 / (1.0 + odds) if weight >= 0 else odds / (1.0 + odds))
    return found


def _match_weights(one: Comparison, weights: Weights) -> list[float]:
    """What each step of a ladder adds, as a binary logarithm, by its number; a step that is null nothing."""
    added = []
    for step in reversed(one.steps):
        m, u = (1.0, 1.0) if step.is_null else weights.steps[one.name][step.name]
        added.append(log2(m / u))
    return added


def splink_probabilities(patterns: Sequence[Pattern], weights: Weights) -> list[float]:
    """The patterns' probabilities, of however many, as Splink finds them on DuckDB."""
    import duckdb
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    with duckdb.connect() as connection:
        # DuckDB would draw on stdout, where the answers go.
        connection.execute("SET enable_progress_bar = false")
        connection.register("told", _table(patterns).append_column("id", [range(len(patterns))]))
        connection.execute("CREATE TABLE pattern AS SELECT * FROM told")
        # Each is compared with itself.
        connection.execute(
            "CREATE TABLE pair AS SELECT '0' AS match_key, id AS join_key_l, id AS join_key_r FROM pattern"
        )
        database = DuckDBAPI(connection)
        linker = Linker(database.register("pattern"), settings(weights), "ERROR", validate_settings=False)
        linker.table_management.register_blocked_pairs_for_predict(database.register("pair"))
        predicted = linker.inference.predict().physical_name
        found = connection.execute(f"SELECT match_probability FROM {predicted} ORDER BY id_l")  # noqa: S608
        return [probability for (probability,) in found.fetchall()]


def settings(weights: Weights) -> dict[str, Any]:
    """Splink's settings: ladders with m and u; which pairs are compared is not for Splink to say."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": weights.prior,
        # Each pattern is compared with itself.
        "blocking_rules_to_generate_predictions": ["l.id = r.id"],
        "comparisons": [_comparison(one, weights) for one in COMPARISONS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(one: Comparison, weights: Weights) -> dict[str, Any]:
    levels = []
    for place, step in enumerate(one.steps):
        number = len(one.steps) - 1 - place
        condition = ELSE if step.condition == ELSE else f"gamma_{one.name}_l = {number}"
        level: dict[str, Any] = {"sql_condition": condition, "label_for_charts": step.name}
        if step.is_null:
            level["is_null_level"] = True
        else:
            level["m_probability"], level["u_probability"] = weights.steps[one.name][step.name]
        levels.append(level)
    return {"output_column_name": one.name, "comparison_levels": levels}
