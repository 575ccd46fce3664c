"""Splink scores patterns: the step of every ladder on which a pair stands, as columns ``gamma_…``.

A condition only says which step it is.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from store.match.comparison import ELSE, Comparison
from store.match.policy import COMPARISONS
from store.match.weights import Pattern, Weights

if TYPE_CHECKING:
    import pyarrow


def scored(patterns: Sequence[Pattern], weights: Weights) -> pyarrow.Table:
    """The patterns with ``match_probability``; Splink is asked once a process for each of them."""
    unknown = [pattern for pattern in patterns if pattern not in weights.scored]
    if unknown:
        weights.scored.update(zip(unknown, _probabilities(unknown, weights), strict=True))
    return _table(patterns).append_column("match_probability", [[weights.scored[one] for one in patterns]])


def _table(patterns: Sequence[Pattern]) -> pyarrow.Table:
    import pyarrow

    names = [f"gamma_{one.name}" for one in COMPARISONS]
    return pyarrow.table(dict(zip(names, zip(*patterns, strict=True), strict=True)))


def _probabilities(patterns: Sequence[Pattern], weights: Weights) -> list[float]:
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
