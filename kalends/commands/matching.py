"""``kalends match``: which announcements of a file tell of one event."""

from __future__ import annotations

import gc
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem
from kalends.settings import load_settings

if TYPE_CHECKING:
    from store.match.decide import Decision
    from store.match.pairs import Judged


def match(
    announcements: Annotated[
        Path | None, typer.Option(help="Announcements, a JSON object a line with at least id and title.")
    ] = None,
    pairs: Annotated[Path | None, typer.Option(help="Where to write every pair that was judged.")] = None,
) -> int:
    """Match what is stored and not matched yet; of a FILE's announcements, print which event each tells of.

    Lines are {"id", "event"}; no database is used for a file.

    Example: kalends match --announcements announcements.jsonl --pairs pairs.jsonl
    """
    if announcements is None:
        return _match_stored()
    from store.match import grouped, inherited_parts

    gc.disable()  # see kalends.announced: nothing here is circular, and the process ends with the command
    wrong: list[str] = []
    judged = _with_reasons(announcements, wrong) if pairs else _judged(announcements, wrong)
    _check_ids(announcements, judged.ids)
    groups = grouped(judged)
    if pairs is not None:
        decisions = {(one.left, one.right): one for one in (*judged.kept, *judged.others)}
        decisions |= inherited_parts(groups, decisions)
        with pairs.open("w", encoding="utf-8") as out:
            out.writelines(f"{_pair_line(decision)}\n" for decision in decisions.values())
    sys.stdout.writelines(_event_lines(groups))
    for said in wrong:
        console.say(f"kalends: {said}")
    return Exit.FAILED if wrong else Exit.OK


def _match_stored() -> int:
    """The matching stage of a refresh, alone."""
    from kalends.commands.refreshing import guarded
    from kalends.refresh.stages import match_alone
    from kalends.resources import writable_store

    settings = load_settings()
    with guarded():
        done = match_alone(settings, writable_store(settings))
    print(f"{done.resolved.events} events: {done.resolved.new} new, {done.resolved.changed} changed")
    return Exit.OK


def _judged(path: Path, wrong: list[str]) -> Judged:
    from kalends.announced import features_of_file
    from store.match import judge_table

    workers = load_settings().workers
    told = features_of_file(path, workers, lambda number, said: wrong.append(f"{path}:{number}: {said}"))
    return judge_table(told)


def _with_reasons(path: Path, wrong: list[str]) -> Judged:
    """As :func:`_judged`, with every pair and its reasons: for that the announcements stay in memory."""
    from kalends.announced import records_of_file
    from store.match import judge

    records = records_of_file(path, lambda number, said: wrong.append(f"{path}:{number}: {said}"))
    _check_ids(path, [record.id for record in records])
    return judge(records, every=True)


def _check_ids(path: Path, ids: list[str]) -> None:
    """Problem where two announcements have one id."""
    if len(set(ids)) < len(ids):
        twice = next(key for key, count in Counter(ids).items() if count > 1)
        raise Problem(f"{path}: two announcements have the id {twice}")


def _event_lines(groups: Iterable[list[str]]) -> Iterator[str]:
    quoted = json.JSONEncoder(ensure_ascii=False).encode
    for first, *others in groups:
        event = quoted(first)
        yield f'{{"id": {event}, "event": {event}}}\n'
        for key in others:
            yield f'{{"id": {quoted(key)}, "event": {event}}}\n'


def _pair_line(decision: Decision) -> str:
    pair = {
        "left": decision.left,
        "right": decision.right,
        "verdict": decision.verdict.value,
        "score": round(decision.score, 4),
        "reasons": list(decision.reasons),
    }
    return json.dumps(pair, ensure_ascii=False)
