"""Splink on DuckDB: a table of features in, compared pairs out, each with what its ladders come to."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING

from store.match.features import COLUMNS
from store.match.policy import BLOCKING_RULES, COMPARISONS, ELSE, BlockingRule, Comparison
from store.match.rules import LINKS, PARTS, VETOES, Rule
from store.match.scoring import settings
from store.match.weights import Weights, shipped_weights

if TYPE_CHECKING:
    import pyarrow
    from duckdb import DuckDBPyConnection

# Below this probability no link and no part is looked for either.
FLOOR = 0.002
_GROUPS = {"link": LINKS, "part": PARTS, "veto": VETOES}
# A link that announcements of different days share names a site or a series, and so does a page that tells of
# different days, and so do the links to it.
_PREPARE = """
CREATE TABLE said AS
    SELECT id, first_on, fineness, unnest(links) AS link, FALSE AS is_page FROM announcement
    UNION ALL SELECT id, first_on, fineness, page, TRUE FROM announcement WHERE page IS NOT NULL;
CREATE TABLE generic AS
    SELECT link FROM said WHERE fineness >= 3 GROUP BY link HAVING count(DISTINCT first_on) > 1;
CREATE TABLE telling AS
    SELECT id, list(link ORDER BY link) FILTER (NOT is_page) AS links,
        list(DISTINCT link ORDER BY link) AS named
    FROM said ANTI JOIN generic USING (link) GROUP BY id;
UPDATE announcement SET links = [] WHERE len(links) > 0;
UPDATE announcement SET links = coalesce(telling.links, []), named = telling.named
    FROM telling WHERE telling.id = announcement.id;
"""


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


class Engine:
    """The announcements of one table in a DuckDB of their own, which is gone when the block ends."""

    def __init__(
        self, told: pyarrow.Table | pyarrow.RecordBatchReader, weights: Weights | None = None
    ) -> None:
        import duckdb

        logging.getLogger("splink").setLevel(logging.ERROR)
        self._settings = settings(weights or shipped_weights())
        self._connection = duckdb.connect()
        self._connection.execute("SET preserve_insertion_order = false")
        self._connection.register("told", told)
        self._connection.execute("CREATE TABLE announcement AS SELECT *, []::VARCHAR[] AS named FROM told")
        self._connection.unregister("told")
        self._connection.execute(_PREPARE)
        self._rounds = 0

    def __enter__(self) -> Engine:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.close()

    def ids(self) -> list[str]:
        """The ids of all announcements, in order."""
        return [
            row[0] for row in self._connection.execute("SELECT id FROM announcement ORDER BY id").fetchall()
        ]

    def days(self, ids: Collection[str]) -> dict[str, date | None]:
        """The first day on which each of these may be."""
        import pyarrow

        self._connection.register(
            "asked", pyarrow.table({"id": pyarrow.array(sorted(ids), pyarrow.string())})
        )
        found = self._connection.execute("SELECT id, first_on FROM announcement SEMI JOIN asked USING (id)")
        return dict(found.fetchall())

    def compared(self, least: float = 0.0) -> Iterator[Compared]:
        """The pairs that the blocking rules bring together and one of which ``is_asked``, in order of ids.

        Those that are less probable than ``least`` are left out, unless a link or a part speaks for them.
        """
        rules = " UNION ".join(map(_pairs_of, BLOCKING_RULES))
        return self._scored(f"SELECT '0' AS match_key, * FROM ({rules})", least)  # noqa: S608

    def among(self, pairs: Collection[tuple[str, str]]) -> Iterator[Compared]:
        """These very pairs, each with the lesser id first, whatever brings them together."""
        import pyarrow

        lefts, rights = zip(*sorted(pairs), strict=True)
        self._connection.register("wanted", pyarrow.table({"one": lefts, "other": rights}))
        return self._scored(
            "SELECT '0' AS match_key, one AS join_key_l, other AS join_key_r FROM wanted", 0.0
        )

    def _scored(self, blocked: str, least: float) -> Iterator[Compared]:
        from splink import DuckDBAPI, Linker

        self._rounds += 1
        name = f"blocked_{self._rounds}"
        self._connection.execute(f"CREATE TABLE {name} AS {blocked}")
        if not self._connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall():  # noqa: S608
            return
        database = DuckDBAPI(self._connection)
        linker = Linker(database.register("announcement"), self._settings, "ERROR", validate_settings=False)
        linker.table_management.register_blocked_pairs_for_predict(database.register(name))
        predicted = linker.inference.predict(threshold_match_probability=FLOOR).physical_name
        yield from _pairs(self._connection, predicted, least)


def _pairs_of(rule: BlockingRule) -> str:
    """SQL: the pairs of one blocking rule as Splink reads a table of them."""
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
