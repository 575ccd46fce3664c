"""``kalends match``: announcements of a file to events, alone or in processes of its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.announcements import announcements
from kalends import announced
from kalends.cli import run
from kalends.problems import Exit

MALMO = {"city": "Malmö", "country": "SE", "timezone": "Europe/Stockholm"}
TOLD: list[dict[str, Any]] = [
    {
        "id": "a",
        "source": "s",
        "lang": "sv",
        "title": "Dialog om Pildammsparken",
        "start": "2026-03-12T17:00",
    },
    {"id": "b", "source": "t", "lang": "en", "title": "Dialogue: Pildammsparken", "start": "2026-03-12"},
    {"id": "c", "source": "t", "lang": "sv", "title": "Yoga för alla", "start": "2026-03-12T17:00"},
]


def written(folder: Path, lines: list[Any]) -> str:
    path = folder / "announcements.jsonl"
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines))
    return str(path)


def events(text: str) -> dict[str, str]:
    lines = [json.loads(line) for line in text.splitlines()]
    return {line["id"]: line["event"] for line in lines}


def test_tellings_of_one_event_have_its_id(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs = tmp_path / "pairs.jsonl"
    path = written(tmp_path, [line | MALMO for line in TOLD])
    assert run(["match", "--announcements", path, "--pairs", str(pairs)]) == Exit.OK
    assert events(capsys.readouterr().out) == {"a": "a", "b": "a", "c": "c"}
    judged = {(one["left"], one["right"]): one for one in map(json.loads, pairs.read_text().splitlines())}
    assert judged["a", "b"]["verdict"] == "same"
    assert any("pildammsparken" in reason for reason in judged["a", "b"]["reasons"])
    assert judged["a", "c"]["verdict"] == "different"


@pytest.mark.parametrize("pairs", [False, True])
def test_lines_that_are_no_announcements_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pairs: bool
) -> None:
    path = written(tmp_path, ["\ufeff" + json.dumps(TOLD[0] | MALMO), "[]", "{", {"id": "x"}])
    with Path(path).open("ab") as more_lines:
        more_lines.write(b'\n{"id": "y", "title": "Caf\xe9"}\n')
    more = ["--pairs", str(tmp_path / "pairs.jsonl")] if pairs else []
    assert run(["match", "--announcements", path, *more]) == Exit.FAILED
    said = capsys.readouterr()
    assert events(said.out) == {"a": "a"}
    assert [f":{number}: " in said.err for number in range(1, 7)] == [False, True, True, True, False, True]


@pytest.mark.parametrize("pairs", [False, True])
def test_an_id_that_two_have_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pairs: bool
) -> None:
    path = written(tmp_path, [TOLD[0], TOLD[0]])
    more = ["--pairs", str(tmp_path / "pairs.jsonl")] if pairs else []
    assert run(["match", "--announcements", path, *more]) == Exit.FAILED
    assert "the id a" in capsys.readouterr().err


def test_a_file_without_announcements_gives_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["match", "--announcements", written(tmp_path, [])]) == Exit.OK
    assert capsys.readouterr().out == ""


def test_a_long_file_is_read_in_processes_to_the_same_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path, list(announcements(60)))
    monkeypatch.setenv("KALENDS_WORKERS", "2")
    assert run(["match", "--announcements", path]) == Exit.OK
    alone = capsys.readouterr().out
    monkeypatch.setattr(announced, "_BATCH", 2_000)
    assert run(["match", "--announcements", path]) == Exit.OK
    assert capsys.readouterr().out == alone
    assert len(set(events(alone).values())) < 60
