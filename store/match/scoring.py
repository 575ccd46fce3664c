"""The policy with its weights as Splink's own settings."""

from __future__ import annotations

from typing import Any

from store.match.policy import COMPARISONS, Comparison
from store.match.weights import Weights


def settings(weights: Weights) -> dict[str, Any]:
    """Splink's settings: ladders with m and u; which pairs are compared is not for Splink to say."""
    return {
        "link_type": "dedupe_only",
        "unique_id_column_name": "id",
        "probability_two_random_records_match": weights.prior,
        # Splink's own rules treat both sides alike; ours want one side only to lack something (see _blocked).
        "blocking_rules_to_generate_predictions": ["l.id = r.id"],
        "comparisons": [_comparison(one, weights) for one in COMPARISONS],
        "retain_matching_columns": False,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(one: Comparison, weights: Weights) -> dict[str, Any]:
    levels = []
    for step in one.steps:
        level: dict[str, Any] = {"sql_condition": step.condition, "label_for_charts": step.name}
        if step.is_null:
            level["is_null_level"] = True
        else:
            level["m_probability"], level["u_probability"] = weights.steps[one.name][step.name]
        levels.append(level)
    return {"output_column_name": one.name, "comparison_levels": levels}
