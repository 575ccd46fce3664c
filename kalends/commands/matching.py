"""``kalends match``: which announcements of a file tell of one event."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kalends import console
from kalends.problems import Exit, Problem

if TYPE_CHECKING:
    from store.match.decide import Decision
    from store.match.record import Record


def match(
    announcements: Annotated[
        Path, typer.Option(help="Announcements, a JSON object a line with at least id and title.")
    ],
    pairs: Annotated[Path | None, typer.Option(help="Where to write every pair that was judged.")] = None,
) -> int:
    """Print which event each announcement of a file tells of, as {"id", "event"} lines; no database is used.

    Example: kalends match --announcements announcements.jsonl --pairs pairs.jsonl
    """
    from store.match import grouped, judge

    records, wrong = _records(announcements)
    judged = judge(records, every=pairs is not None)
    with ExitStack() as stack:
        if pairs is not None:
            out = stack.enter_context(pairs.open("w", encoding="utf-8"))
            out.writelines(f"{_pair_line(decision)}\n" for decision in [*judged.kept, *judged.others])
    for group in grouped(records, judged.kept):
        for key in group:
            print(json.dumps({"id": key, "event": group[0]}, ensure_ascii=False))
    for said in wrong:
        console.say(f"kalends: {said}")
    return Exit.FAILED if wrong else Exit.OK


def _records(path: Path) -> tuple[list[Record], list[str]]:
    """The file's announcements, and what is wrong with those that cannot be matched."""
    from store.match import record_of_json

    records: dict[str, Record] = {}
    wrong = []
    for number, line in _lines(path):
        try:
            told = json.loads(line)
            if not isinstance(told, dict):
                raise ValueError("no JSON object")
            record = record_of_json(told)
        except ValueError as error:
            wrong.append(f"{path}:{number}: {error}")
            continue
        if record.id in records:
            wrong.append(f"{path}:{number}: a second announcement with the id {record.id}")
            continue
        records[record.id] = record
    return list(records.values()), wrong


def _lines(path: Path) -> Iterator[tuple[int, str]]:
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield number, line
    except UnicodeDecodeError as error:
        raise Problem(f"{path}: not UTF-8 ({error.reason} at byte {error.start})") from error


def _pair_line(decision: Decision) -> str:
    pair = {
        "left": decision.left,
        "right": decision.right,
        "verdict": decision.verdict.value,
        "score": round(decision.score, 4),
        "reasons": list(decision.reasons),
    }
    return json.dumps(pair, ensure_ascii=False)
