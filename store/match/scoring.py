"""The policy with its weights as Splink's own settings.

What Splink is given are patterns of steps, as columns ``gamma_…``: a condition only says which step it is.
"""

from __future__ import annotations

from typing import Any

from store.match.comparison import ELSE, Comparison
from store.match.policy import COMPARISONS
from store.match.weights import Weights


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
