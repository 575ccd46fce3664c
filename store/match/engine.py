"""The policy on DuckDB: a table of features in, compared pairs out, each with what its ladders come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple

from pipeline.model import Verdict
from store.match.queries import BLOCKED, GAMMAS, GROUPS, PREPARE, TELLING_PAIRS, climbed, judged, told_of
from store.match.rules import Rule
from store.match.scoring import scored
from store.match.verdicts import verdict
from store.match.weights import Weights, shipped_weights

if TYPE_CHECKING:
    import pyarrow

_FEW, _MANY_TIMES = 10_000, 10
_VERDICTS = {verdict.value: verdict for verdict in Verdict}


class Compared(NamedTuple):
    """One pair, ``left`` < ``right``, its verdict and score, and whether it keeps a cluster apart;
    ``anyhow``: though other days of the two are explained.

    Where reasons are asked for: the step of every ladder with what it shares, and the first rule of each
    group that holds with the two values that it compares.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    keeps_apart: bool
    anyhow: bool
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

        self._weights = weights or shipped_weights()
        self._connection = duckdb.connect()
        # DuckDB would draw on stdout, where the answers go.
        self._connection.execute("SET enable_progress_bar = false")
        self._connection.execute("SET preserve_insertion_order = false")
        # Each list of steps would be a join of its own, of all columns.
        self._connection.execute("SET disabled_optimizers = 'in_clause'")
        self._connection.register("told", told)
        self._connection.execute("CREATE TABLE announcement AS SELECT *, []::VARCHAR[] AS named FROM told")
        self._connection.unregister("told")
        self._connection.execute(PREPARE)
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

    def days(self, ids: Collection[str]) -> dict[str, tuple[date | None, bool]]:
        """(The first day on which it may be, whether it tells that day) of each of these."""
        import pyarrow

        self._connection.register(
            "asked", pyarrow.table({"id": pyarrow.array(sorted(ids), pyarrow.string())})
        )
        found = self._connection.execute(
            "SELECT id, first_on, fineness >= 3 FROM announcement SEMI JOIN asked USING (id)"
        )
        return {key: (day, is_told) for key, day, is_told in found.fetchall()}

    def compared(self, least: float = 0.0, *, explained: bool = True) -> Iterator[Compared]:
        """The pairs that the blocking rules bring together and one of which ``is_asked``, in order of ids.

        Those that are less probable than ``least`` are left out, unless a link or a part speaks for them; so
        are, before anything is scored, those that share nothing that could say that they are one.
        """
        return self._scored(TELLING_PAIRS if least else BLOCKED, least, explained)

    def among(self, pairs: Collection[tuple[str, str]], *, explained: bool = True) -> Iterator[Compared]:
        """These very pairs, each with the lesser id first, whatever brings them together."""
        import pyarrow

        lefts, rights = zip(*sorted(pairs), strict=True)
        self._connection.register("wanted", pyarrow.table({"one": lefts, "other": rights}))
        return self._scored("SELECT one AS id_l, other AS id_r FROM wanted", 0.0, explained)

    def _scored(self, pairs: str, least: float, explained: bool) -> Iterator[Compared]:
        self._rounds += 1
        blocked, name = f"blocked_{self._rounds}", f"climbed_{self._rounds}"
        self._connection.execute(f"CREATE TABLE {blocked} AS {pairs}")
        count = self._count(blocked)
        if not count:
            return
        announcements, all_of_them = "announcement", self._count("announcement")
        if count * _MANY_TIMES < all_of_them:
            announcements, all_of_them = f"told_{self._rounds}", 2 * count
            self._connection.execute(f"CREATE TABLE {announcements} AS {told_of(blocked)}")
        # To rewrite a query as long as this one takes longer than to run it as it is, unless it is on many;
        # as it is, it carries all columns of all announcements along.
        few = max(count, all_of_them) < _FEW
        self._connection.execute(f"PRAGMA {'disable' if few else 'enable'}_optimizer")
        query = climbed(blocked, announcements, explained=explained)
        self._connection.execute(f"CREATE TABLE {name} AS {query}")
        self._connection.execute("PRAGMA enable_optimizer")
        patterns = self._patterns(name)
        cursor = self._connection.execute(judged(name, patterns, verdict(), least, explained=explained))
        while rows := cursor.fetchmany(10_000):
            yield from map(_explained if explained else _plain, rows)

    def _count(self, table: str) -> int:
        [(count,)] = self._connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608
        return int(count)

    def _patterns(self, climbed: str) -> str:
        """The name of a table of all patterns of steps that occur, with the probability of each.

        Pairs that stand on the same steps are equally probable, so each pattern is scored once.
        """
        found = self._connection.execute(f"SELECT DISTINCT {GAMMAS} FROM {climbed}").fetchall()  # noqa: S608
        name = f"scored_{self._rounds}"
        # A table, whose size the planner knows: of a view it does not know that it is the smaller one.
        self._connection.register("patterns", scored(found, self._weights))
        self._connection.execute(f"CREATE TABLE {name} AS SELECT * FROM patterns")  # noqa: S608
        self._connection.unregister("patterns")
        return name


def _plain(row: tuple[Any, ...]) -> Compared:
    return Compared(row[0], row[1], _VERDICTS[row[2]], row[3], row[4], row[5])


def _explained(row: tuple[Any, ...]) -> Compared:
    found = [
        None if number < 0 else (rules[number], values[0], values[1])
        for rules, number, values in zip(GROUPS.values(), row[8:11], row[11:14], strict=True)
    ]
    return _plain(row)._replace(
        steps=tuple(row[6]), shared=tuple(map(tuple, row[7])), link=found[0], part=found[1], veto=found[2]
    )
