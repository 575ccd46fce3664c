"""Splink on DuckDB: a table of features in, compared pairs out, each with what its ladders come to."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Verdict
from store.match.blocks import BLOCKING_RULES, keys_of
from store.match.features import COLUMNS
from store.match.policy import COMPARISONS, ELSE, FUNCTIONS, TELLING, Comparison
from store.match.rules import LINKS, PARTS, VETOES, Rule
from store.match.scoring import settings
from store.match.verdicts import KEEPS_APART, SCORE, verdict
from store.match.weights import Weights, shipped_weights

if TYPE_CHECKING:
    import pyarrow

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


class Compared(NamedTuple):
    """One pair, ``left`` < ``right``, its verdict and score, and whether it keeps a cluster apart.

    Where reasons are asked for: the step of every ladder with what it shares, and the first rule of each
    group that holds with the two values that it compares.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    keeps_apart: bool
    steps: tuple[int, ...] = ()
    shared: tuple[tuple[str, ...], ...] = ()
    link: tuple[Rule, str, str] | None = None
    part: tuple[Rule, str, str] | None = None
    veto: tuple[Rule, str, str] | None = None


class Engine:
    """The announcements of one table in a DuckDB of their own, which is gone when the block ends."""

    def __init__(
        self, told: pyarrow.Table | pyarrow.RecordBatchReader, weights: Weights | None = None
    ) -> None:
        import duckdb

        logging.getLogger("splink").setLevel(logging.ERROR)
        self._weights = weights or shipped_weights()
        self._connection = duckdb.connect()
        self._connection.execute(FUNCTIONS)
        # DuckDB would draw on stdout, where the answers go.
        self._connection.execute("SET enable_progress_bar = false")
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

    def compared(self, least: float = 0.0, *, explained: bool = True) -> Iterator[Compared]:
        """The pairs that the blocking rules bring together and one of which ``is_asked``, in order of ids.

        Those that are less probable than ``least`` are left out, unless a link or a part speaks for them; so
        are, before anything is scored, those that share nothing that could say that they are one.
        """
        return self._scored(_TELLING if least else _BLOCKED, FLOOR, least, explained)

    def among(self, pairs: Collection[tuple[str, str]], *, explained: bool = True) -> Iterator[Compared]:
        """These very pairs, each with the lesser id first, whatever brings them together."""
        import pyarrow

        lefts, rights = zip(*sorted(pairs), strict=True)
        self._connection.register("wanted", pyarrow.table({"one": lefts, "other": rights}))
        blocked = "SELECT '0' AS match_key, one AS join_key_l, other AS join_key_r FROM wanted"
        return self._scored(blocked, None, 0.0, explained)

    def _scored(self, blocked: str, floor: float | None, least: float, explained: bool) -> Iterator[Compared]:
        from splink import DuckDBAPI, Linker

        self._rounds += 1
        name = f"blocked_{self._rounds}"
        self._connection.execute(f"CREATE TABLE {name} AS {blocked}")
        if not self._connection.execute(f"SELECT 1 FROM {name} LIMIT 1").fetchall():  # noqa: S608
            return
        database = DuckDBAPI(self._connection)
        model = settings(self._weights)
        linker = Linker(database.register("announcement"), model, "ERROR", validate_settings=False)
        linker.table_management.register_blocked_pairs_for_predict(database.register(name))
        predicted = linker.inference.predict(threshold_match_probability=floor).physical_name
        cursor = self._connection.execute(_judged(predicted, verdict(self._weights), least, explained))
        while rows := cursor.fetchmany(10_000):
            yield from map(_explained if explained else _plain, rows)


def _plain(row: tuple[Any, ...]) -> Compared:
    return Compared(row[0], row[1], Verdict(row[2]), row[3], row[4])


def _explained(row: tuple[Any, ...]) -> Compared:
    found = [
        None if number < 0 else (rules[number], values[0], values[1])
        for rules, number, values in zip(_GROUPS.values(), row[7:10], row[10:13], strict=True)
    ]
    return _plain(row)._replace(
        steps=tuple(row[5]), shared=tuple(map(tuple, row[6])), link=found[0], part=found[1], veto=found[2]
    )


def _judged(predicted: str, verdict: str, least: float, explained: bool) -> str:
    """SQL: the rows of pairs that Splink scored, in order of ids."""
    # Splink keeps its ladders only with every column beside them; over millions of pairs that is too much.
    ladders = ", ".join(f"{_ladder(one)} AS gamma_{one.name}" for one in COMPARISONS)
    groups = ", ".join(f"{_first(rules)} AS {name}_rule" for name, rules in _GROUPS.items())
    return f"""
        WITH pair AS (
            SELECT match_probability, l.*, r.*
            FROM (SELECT id_l AS one, id_r AS other, match_probability FROM {predicted})
            JOIN (SELECT {_named("l")} FROM announcement) AS l ON id_l = one
            JOIN (SELECT {_named("r")} FROM announcement) AS r ON id_r = other
        ), climbed AS (
            SELECT *, {ladders} FROM pair
        ), judged AS (
            SELECT *, {groups} FROM climbed
        )
        SELECT id_l, id_r, {verdict} AS verdict, {SCORE} AS score,
            {KEEPS_APART} AS keeps_apart{_WHY if explained else ""}
        FROM judged WHERE match_probability >= {least} OR link_rule >= 0 OR part_rule >= 0
        ORDER BY id_l, id_r
    """  # noqa: S608


def _named(side: str) -> str:
    """SQL: all columns of an announcement, as those of one side of a pair."""
    return ", ".join(f"{name} AS {name}_{side}" for name in (*COLUMNS, "named"))


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


# What the reasons are made of.
_WHY = (
    f", [{', '.join(f'gamma_{one.name}' for one in COMPARISONS)}]"
    f", [{', '.join(one.shared for one in COMPARISONS)}]"
    f", {', '.join(f'{group}_rule' for group in _GROUPS)}, {', '.join(map(_compared, _GROUPS))}"
)
# Every pair once, as Splink reads a table of them.
_BLOCKED = f"""
    WITH tight AS ({keys_of(BLOCKING_RULES, is_wide=False)}),
        wide AS ({keys_of(BLOCKING_RULES, is_wide=True)}),
        asked AS (SELECT id FROM announcement WHERE is_asked),
        vague AS (SELECT * FROM wide SEMI JOIN (SELECT id FROM announcement WHERE is_vague) USING (id)),
        pair AS (
            SELECT one.id AS join_key_l, other.id AS join_key_r
            FROM tight AS one JOIN tight AS other ON one.key = other.key AND one.id < other.id
            UNION ALL
            SELECT least(one.id, other.id), greatest(one.id, other.id)
            FROM vague AS one JOIN wide AS other ON one.key = other.key AND one.id <> other.id
        )
    SELECT DISTINCT '0' AS match_key, join_key_l, join_key_r FROM pair
    WHERE join_key_l IN (SELECT id FROM asked) OR join_key_r IN (SELECT id FROM asked)
"""  # noqa: S608
_TELLING = f"""
    SELECT match_key, join_key_l, join_key_r FROM ({_BLOCKED})
    JOIN (SELECT {_named("l")} FROM announcement) AS l ON id_l = join_key_l
    JOIN (SELECT {_named("r")} FROM announcement) AS r ON id_r = join_key_r
    WHERE {TELLING}
"""  # noqa: S608
