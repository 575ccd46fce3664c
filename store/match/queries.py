"""SQL of the engine: which pairs are compared, on which steps and under which rules each of them stands."""

from __future__ import annotations

from store.match.blocks import BLOCKING_RULES, keys_of
from store.match.comparison import ELSE, Comparison
from store.match.features import COLUMNS
from store.match.inside import STAGES
from store.match.measures import FILLS, MEASURES, TELLING, signs
from store.match.parts import MAY_BE_PART, PARTS
from store.match.policy import COMPARISONS
from store.match.rules import LINKS, VETOES
from store.match.verdicts import KEEPS_APART, KEEPS_APART_ANYHOW, SCORE

GROUPS = {"link": LINKS, "part": PARTS, "veto": VETOES}
_MAY_HOLD = {"part": "may_be_part"}
GAMMAS = ", ".join(f"gamma_{one.name}" for one in COMPARISONS)
_SIGN = ("id", "signs", "fills", "acronyms", "initials")
# A link that announcements of different days share names a site or a series, and so does a page that tells of
# different days, and so do the links to it.
PREPARE = f"""
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
CREATE TABLE sign AS SELECT id, {signs()} AS signs, {FILLS} AS fills, acronyms, initials FROM announcement;
"""  # noqa: S608
# Every pair once, the lesser id first.
BLOCKED = f"""
    WITH tight AS ({keys_of(BLOCKING_RULES, is_wide=False)}),
        wide AS ({keys_of(BLOCKING_RULES, is_wide=True)}),
        asked AS (SELECT id FROM announcement WHERE is_asked),
        vague AS (SELECT * FROM wide SEMI JOIN (SELECT id FROM announcement WHERE is_vague) USING (id)),
        pair AS (
            SELECT one.id AS id_l, other.id AS id_r
            FROM tight AS one JOIN tight AS other ON one.key = other.key AND one.id < other.id
            UNION ALL
            SELECT least(one.id, other.id), greatest(one.id, other.id)
            FROM vague AS one JOIN wide AS other ON one.key = other.key AND one.id <> other.id
        )
    SELECT DISTINCT id_l, id_r FROM pair
    WHERE id_l IN (SELECT id FROM asked) OR id_r IN (SELECT id FROM asked)
"""  # noqa: S608


def told_of(pairs: str) -> str:
    """SQL: the announcements that a table of pairs (id_l, id_r) speaks of."""
    ids = f"SELECT id_l AS id FROM {pairs} UNION ALL SELECT id_r FROM {pairs}"  # noqa: S608
    return f"SELECT * FROM announcement SEMI JOIN ({ids}) USING (id)"  # noqa: S608


def climbed(pairs: str, announcements: str, *, explained: bool) -> str:
    """SQL: the pairs of a table (id_l, id_r) with the step of every ladder and the first rule of every group
    that holds; ``explained`` with what the reasons are made of. A table of ``announcements`` has both sides.
    """
    measures = ", ".join(f"{counted} AS {name}" for name, counted in MEASURES.items())
    ladders = ", ".join(f"{_ladder(one)} AS gamma_{one.name}" for one in COMPARISONS)
    laid = "".join(
        f", laid_{number} AS ("  # noqa: S608
        f"SELECT *, {', '.join(f'{_of_parts(said)} AS {name}' for name, said in stage.items())}"
        f" FROM {f'laid_{number - 1}' if number > 1 else 'climbed'})"
        for number, stage in enumerate(STAGES, start=1)
    )
    rules = ", ".join(f"{_first(name)} AS {name}_rule" for name in GROUPS)
    return f"""
        WITH pair AS (
            SELECT * FROM {pairs}
            JOIN (SELECT {_side("l", *COLUMNS, "named")} FROM {announcements}) USING (id_l)
            JOIN (SELECT {_side("r", *COLUMNS, "named")} FROM {announcements}) USING (id_r)
        ), measured AS (
            SELECT *, {measures}, {MAY_BE_PART} AS may_be_part FROM pair
        ), climbed AS (
            SELECT *, {ladders} FROM measured
        ){laid}, ruled AS (
            SELECT *, {rules} FROM laid_{len(STAGES)}
        )
        SELECT id_l, id_r, {GAMMAS}, {_RULES}{_WHY if explained else ""} FROM ruled
    """  # noqa: S608


def judged(climbed: str, scored: str, verdict: str, least: float, *, explained: bool) -> str:
    """SQL: the pairs of a table of :func:`climbed` with what their patterns come to, in order of ids."""
    why = f", steps, shared, {_RULES}, {_COMPARED}" if explained else ""
    return f"""
        SELECT id_l, id_r, {verdict} AS verdict, {SCORE} AS score,
            {KEEPS_APART} AS keeps_apart, {KEEPS_APART_ANYHOW} AS anyhow{why}
        FROM {climbed} JOIN {scored} USING ({GAMMAS})
        WHERE match_probability >= {least} OR link_rule >= 0 OR part_rule >= 0
        ORDER BY id_l, id_r
    """  # noqa: S608


def _of_parts(said: str) -> str:
    """SQL: what only rules for parts ask, of the pairs of which one can hold."""
    return f"CASE WHEN may_be_part THEN {said} END"


def _side(side: str, *columns: str) -> str:
    """SQL: columns of an announcement, as those of one side of a pair."""
    return ", ".join(f"{name} AS {name}_{side}" for name in columns)


def _ladder(one: Comparison) -> str:
    """SQL: the number of the step on which a pair stands: the last one is 0."""
    cases = " ".join(
        f"WHEN {step.condition} THEN {len(one.steps) - 1 - place}"
        for place, step in enumerate(one.steps)
        if step.condition != ELSE
    )
    return f"CASE {cases} ELSE 0 END"


def _first(group: str) -> str:
    """SQL: the number of the first rule of a group that holds, -1 where none does."""
    cases = " ".join(f"WHEN {rule.condition} THEN {number}" for number, rule in enumerate(GROUPS[group]))
    return f"CASE WHEN NOT {_MAY_HOLD.get(group, 'TRUE')} THEN -1 {cases} ELSE -1 END"


def _compared(group: str) -> str:
    cases = " ".join(
        f"WHEN {group}_rule = {number}"
        f" THEN [CAST({rule.compared}_l AS VARCHAR), CAST({rule.compared}_r AS VARCHAR)]"
        for number, rule in enumerate(GROUPS[group])
    )
    return f"CASE {cases} END AS {group}_compared"


_COMPARED = ", ".join(f"{name}_compared" for name in GROUPS)
_RULES = ", ".join(f"{name}_rule" for name in GROUPS)
# What the reasons are made of.
_WHY = (
    f", [{GAMMAS}] AS steps, [{', '.join(one.shared for one in COMPARISONS)}] AS shared"
    f", {', '.join(map(_compared, GROUPS))}"
)
# Of the pairs that are blocked, those that share something that says what they are.
TELLING_PAIRS = f"""
    SELECT id_l, id_r FROM ({BLOCKED})
    JOIN (SELECT {_side("l", *_SIGN)} FROM sign) USING (id_l)
    JOIN (SELECT {_side("r", *_SIGN)} FROM sign) USING (id_r)
    WHERE {TELLING}
"""  # noqa: S608
