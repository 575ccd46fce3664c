"""Splink on DuckDB: features in, compared pairs out, each with its ladders and what they come to."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Any, get_type_hints

from store.match.features import COLUMNS, Features
from store.match.policy import BLOCKING_RULES, COMPARISONS, ELSE, BlockingRule, Comparison
from store.match.rules import LINKS, PARTS, VETOES, Rule
from store.match.weights import Weights, shipped_weights

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

# Below this probability no link and no part is looked for either.
FLOOR = 0.002
_GROUPS = {"link": LINKS, "part": PARTS, "veto": VETOES}


@dataclass(frozen=True, slots=True)
class Compared:
    """One pair, ``left`` < ``right``: its probability of being one event, the step of every ladder with what
    it shares, and the first rule of each group that holds with the two values that it compares.
    """

    left: str
    right: str
    probability: float
    steps: tuple[int, ...]
    shared: tuple[tuple[str, ...], ...]
    link: tuple[Rule, str, str] | None
    part: tuple[Rule, str, str] | None
    veto: tuple[Rule, str, str] | None


def table_of(features: Iterable[Features]) -> pyarrow.Table:
    """The features as an Arrow table."""
    import pyarrow

    text, flag = pyarrow.string(), pyarrow.bool_()
    types = {
        str: text,
        str | None: text,
        int: pyarrow.int32(),
        int | None: pyarrow.int32(),
        float: pyarrow.float32(),
        bool: flag,
        date | None: pyarrow.date32(),
        tuple[str, ...]: pyarrow.list_(text),
    }
    hints = get_type_hints(Features)
    columns: list[list[object]] = [[] for _ in COLUMNS]
    for one in features:
        for column, name in zip(columns, COLUMNS, strict=True):
            column.append(getattr(one, name))
    schema = pyarrow.schema([(item.name, types[hints[item.name]]) for item in fields(Features)])
    return pyarrow.table(columns, schema=schema)


def settings(weights: Weights) -> dict[str, Any]:
    """The policy with its weights as Splink's own settings."""
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


def compared(
    features: Iterable[Features], least: float = 0.0, weights: Weights | None = None
) -> Iterator[Compared]:
    """The pairs that the blocking rules bring together and one of which ``is_asked``, in order of ids.

    Those that are less probable than ``least`` are left out, unless a link or a part speaks for them.
    """
    import duckdb
    from splink import DuckDBAPI, Linker

    logging.getLogger("splink").setLevel(logging.ERROR)
    table = table_of(features)
    if table.num_rows < 2:
        return
    with duckdb.connect() as connection:
        connection.register("announcement_table", table)
        connection.execute("CREATE TABLE announcement AS SELECT * FROM announcement_table")
        database = DuckDBAPI(connection)
        linker = Linker(
            database.register("announcement"),
            settings(weights or shipped_weights()),
            "ERROR",
            validate_settings=False,
        )
        connection.execute(f"CREATE TABLE blocked AS {_blocked()}")
        linker.table_management.register_blocked_pairs_for_predict(database.register("blocked"))
        predicted = linker.inference.predict(threshold_match_probability=FLOOR).physical_name
        yield from _pairs(connection, predicted, least)


def _blocked() -> str:
    """SQL: every pair that a blocking rule brings together, once, as Splink reads such a table."""
    return f"SELECT '0' AS match_key, * FROM ({' UNION '.join(map(_pairs_of, BLOCKING_RULES))})"  # noqa: S608


def _pairs_of(rule: BlockingRule) -> str:
    key = f"SELECT id, is_asked, unnest({rule.column}) AS block FROM announcement"  # noqa: S608
    # Where both sides are of one kind each pair is met twice; where one lacks something it is not.
    once = "one.id < other.id" if rule.condition == "TRUE" else "one.id <> other.id"
    return f"""
        SELECT least(one.id, other.id) AS join_key_l, greatest(one.id, other.id) AS join_key_r
        FROM ({key} WHERE {rule.condition}) AS one JOIN ({key}) AS other
        ON one.block = other.block AND {once} AND (one.is_asked OR other.is_asked)
    """  # noqa: S608


def _pairs(connection: DuckDBPyConnection, predicted: str, least: float) -> Iterator[Compared]:
    # Splink keeps its ladders only with every column beside them; over millions of pairs that is too much.
    ladders = ", ".join(f"{_ladder(one)} AS gamma_{one.name}" for one in COMPARISONS)
    steps = ", ".join(f"gamma_{one.name}" for one in COMPARISONS)
    shared = ", ".join(one.shared for one in COMPARISONS)
    groups = ", ".join(f"{_first(rules)} AS {name}_rule" for name, rules in _GROUPS.items())
    left, right = (", ".join(f"{name} AS {name}_{side}" for name in COLUMNS) for side in "lr")
    query = f"""
        WITH pair AS (
            SELECT match_probability, l.*, r.*
            FROM (SELECT id_l AS one, id_r AS other, match_probability FROM {predicted})
            JOIN (SELECT {left} FROM announcement) AS l ON id_l = one
            JOIN (SELECT {right} FROM announcement) AS r ON id_r = other
        ), climbed AS (
            SELECT *, {ladders} FROM pair
        ), judged AS (
            SELECT *, {groups} FROM climbed
        )
        SELECT id_l, id_r, match_probability, [{steps}], [{shared}], link_rule, part_rule, veto_rule,
            {_compared("link")}, {_compared("part")}, {_compared("veto")}
        FROM judged WHERE match_probability >= {least} OR link_rule >= 0 OR part_rule >= 0
        ORDER BY id_l, id_r
    """  # noqa: S608
    cursor = connection.execute(query)
    while rows := cursor.fetchmany(10_000):
        for row in rows:
            found = [
                None if number < 0 else (rules[number], values[0], values[1])
                for rules, number, values in zip(_GROUPS.values(), row[5:8], row[8:11], strict=True)
            ]
            yield Compared(row[0], row[1], row[2], tuple(row[3]), tuple(map(tuple, row[4])), *found)


def _ladder(one: Comparison) -> str:
    """SQL: the number of the step on which a pair stands, as Splink counts them: the last one is 0."""
    cases = " ".join(
        f"WHEN {step.condition} THEN {len(one.steps) - 1 - place}"
        for place, step in enumerate(one.steps)
        if step.condition != ELSE
    )
    return f"CASE {cases} ELSE 0 END"


def _first(rules: Sequence[Rule]) -> str:
    """SQL: the number of the first rule that holds, -1 where none does."""
    cases = " ".join(f"WHEN {rule.condition} THEN {number}" for number, rule in enumerate(rules))
    return f"CASE {cases} ELSE -1 END"


def _compared(group: str) -> str:
    cases = " ".join(
        f"WHEN {group}_rule = {number}"
        f" THEN [CAST({rule.compared}_l AS VARCHAR), CAST({rule.compared}_r AS VARCHAR)]"
        for number, rule in enumerate(_GROUPS[group])
    )
    return f"CASE {cases} END"
