"""``kalends now``, ``query`` and ``explain`` on a small store."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from kalends.cli import run
from kalends.problems import Exit, Problem
from kalends.resources import plain_problems
from kalends.settings import load_settings
from pipeline.model import (
    Announcement,
    Claim,
    Funding,
    Page,
    Party,
    Place,
    Precision,
    Publisher,
    Reading,
    Registration,
    Role,
    SourceFacts,
    Status,
    When,
    announcement_id,
)
from store.match.stored import match_announcements
from store.resolve import resolve_events
from store.runs import end_run, start_run
from store.session import open_store, session, upgrade
from store.write import save_source, write_reading
from tests.kalends.running import ROOT

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
MALMO = SourceFacts(
    id="malmo", publisher=Publisher(name="Malmö Forum"), networks=("north",), country="SE", languages=("sv",)
)
KRAKOW = SourceFacts(
    id="krakow",
    publisher=Publisher(name="Fundacja Most"),
    networks=("south",),
    country="PL",
    languages=("pl",),
)


def claimed(field: str, value: object, quote: str) -> Claim:
    return Claim(
        field=field, value=value, raw=quote, quote=quote, span=None, method="label", score=0.9, settled=True
    )


def told(facts: SourceFacts, key: str, title: str, start: datetime | date, **more: object) -> Announcement:
    precision = Precision.MINUTE if isinstance(start, datetime) else Precision.DAY
    fields: dict[str, object] = {
        "when": When(start=start, precision=precision, zone="UTC"),
        "place": Place(city="Malmö" if facts is MALMO else "Kraków", country=facts.country),
        "parties": (Party(name=facts.publisher.name if facts.publisher else "", role=Role.ORGANISER),),
        "language": facts.languages[0],
        "languages": facts.languages,
        "claims": (claimed("title", title, title), claimed("start", start.isoformat(), "När: den dagen")),
    }
    url = f"https://{facts.id}.example/{key}"
    return Announcement(
        id=announcement_id(facts.id, url),
        source_id=facts.id,
        url=url,
        key=url,
        title=title,
        **{**fields, **more},  # type: ignore[arg-type]
    )


TOLD = [
    (MALMO, told(MALMO, "idag", "Öppet hus", datetime(2026, 3, 2, 11, tzinfo=UTC))),
    (
        MALMO,
        told(
            MALMO,
            "cykel",
            "Forum om cykling",
            datetime(2026, 3, 9, 18, tzinfo=UTC),
            registration=Registration(deadline=date(2026, 3, 5)),
            funding=(Funding(funder="Stiftelsen Torget", amount=1000.0, currency="SEK"),),
            topics=("mobility",),
        ),
    ),
    (MALMO, told(MALMO, "formel", "=2+5", date(2026, 3, 10), status=Status.CANCELLED)),
    (KRAKOW, told(KRAKOW, "park", "Spacer po \x1b[31mparku", date(2026, 5, 3))),
]


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    url = f"sqlite:///{tmp_path_factory.mktemp('store') / 'test.db'}"
    engine = open_store(url)
    upgrade(engine)
    with session(engine) as opened:
        for facts in (MALMO, KRAKOW):
            save_source(opened, facts)
            started = start_run(opened, facts.id, f"run-{facts.id}", NOW)
            for _, announcement in (item for item in TOLD if item[0] is facts):
                page = Page(
                    source_id=facts.id, url=announcement.url, fetched_at=NOW, body=announcement.title.encode()
                )
                write_reading(
                    opened, started, page, Reading(url=announcement.url, announcements=(announcement,))
                )
            end_run(opened, started, NOW)
        match_announcements(opened, None, NOW)
        resolve_events(opened, None, NOW)
    return url


@pytest.fixture(autouse=True)
def settings(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("KALENDS_DATABASE", database)
    load_settings.cache_clear()
    yield
    load_settings.cache_clear()


QUERIES = [
    ("", {"Öppet hus", "Forum om cykling", "=2+5", "Spacer po [31mparku"}),
    ("cykling", {"Forum om cykling"}),
    ("CYKL", {"Forum om cykling"}),
    ("--city Malmo", {"Öppet hus", "Forum om cykling", "=2+5"}),
    ("--country pl", {"Spacer po [31mparku"}),
    ("--network south", {"Spacer po [31mparku"}),
    ("--language pl", {"Spacer po [31mparku"}),
    ("--from 2026-03-09 --to 2026-03-10", {"Forum om cykling", "=2+5"}),
    ("--organiser most", {"Spacer po [31mparku"}),
    ("--funder torget", {"Forum om cykling"}),
    ("--topic mobility", {"Forum om cykling"}),
    ("--status cancelled", {"=2+5"}),
    ("--source krakow", {"Spacer po [31mparku"}),
    ("--online", set()),
    ("--country PL --on-site", {"Spacer po [31mparku"}),
    ("--free", set()),
    ("--changed-since 2030-01-01T00:00:00Z", set()),
    ("--limit 1", {"Öppet hus"}),
    ("nothing-of-this-kind", set()),
]


@pytest.mark.parametrize(("options", "titles"), QUERIES, ids=[options or "all" for options, _ in QUERIES])
def test_query_finds(capsys: pytest.CaptureFixture[str], options: str, titles: set[str]) -> None:
    assert run(["query", *options.split(), "--format", "jsonl"]) == Exit.OK
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {event["title"] for event in found} == titles


def test_json_is_one_array_of_the_same_events(capsys: pytest.CaptureFixture[str]) -> None:
    run(["query", "--format", "jsonl"])
    lines = capsys.readouterr().out.splitlines()
    run(["query", "--format", "json"])
    assert json.loads(capsys.readouterr().out) == [json.loads(line) for line in lines]


def test_csv_has_a_row_an_event_and_runs_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    run(["query", "--country", "SE", "--format", "csv"])
    out = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(out)))
    assert [row["title"] for row in rows] == ["Öppet hus", "Forum om cykling", "'=2+5"]
    assert rows[1]["funders"] == "Stiftelsen Torget"
    assert rows[1]["registration_deadline"] == "2026-03-05"
    assert out.startswith('"id","start",')


def test_a_table_in_a_pipe_is_plain(capsys: pytest.CaptureFixture[str]) -> None:
    run(["query", "--country", "PL"])
    header, row = capsys.readouterr().out.splitlines()
    assert header.split("\t")[:4] == ["id", "when", "title", "city"]
    assert row.split("\t")[1:5] == ["2026-05-03", "Spacer po [31mparku", "Kraków", "scheduled"]


def test_now_has_three_parts(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["now", "--at", "2026-03-02T12:00:00Z"]) == Exit.OK
    parts = capsys.readouterr().out.split("# ")[1:]
    assert [part.splitlines()[0] for part in parts] == [
        "Going on: 1",
        "In the next 14 days: 2",
        "Deadlines that close: 1",
    ]
    assert "Öppet hus" in parts[0]
    assert "=2+5\tMalmö\tcancelled" in parts[1]
    assert "2026-03-05" in parts[2]


def test_now_can_be_narrowed(capsys: pytest.CaptureFixture[str]) -> None:
    run(["now", "--at", "2026-03-02T12:00:00Z", "--network", "south"])
    assert "Going on: 0" in capsys.readouterr().out


def test_explain_shows_who_tells_and_in_which_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "https://malmo.example/cykel"]) == Exit.OK
    out = capsys.readouterr().out
    assert out.startswith("Forum om cykling | 2026-03-09 18:00 | Malmö | scheduled\n")
    assert "malmo (Malmö Forum)\tsv\tForum om cykling\thttps://malmo.example/cykel" in out
    assert "start\t2026-03-09T18:00:00+00:00\tNär: den dagen\tlabel\t0.90\t[1]" in out


WRONG = [
    (["query", "--from", "yesterday"], 2, "--from yesterday: write the day as 2026-02-12"),
    (["query", "--format", "xml"], 2, "--format xml: choose table, json, jsonl, csv"),
    (["query", "--status", "lost"], 2, "lost"),
    (["query", "--limit", "0"], 2, "--limit"),
    (["now", "--at", "2026-03-02T12:00"], 2, "--at: '2026-03-02T12:00' has no zone"),
    (
        ["query", "--from", "2027-05-01", "--to", "2027-01-01"],
        2,
        "--from 2027-05-01 is after --to 2027-01-01",
    ),
    (["query", "--country", "sweden"], 2, "--country sweden: write the code of two letters"),
    (["explain", "ffffffffff"], 1, "no event 'ffffffffff'"),
    (["explain"], 2, "EVENT"),
    (["quary"], 2, "quary"),
    (["query", "--citty", "x"], 2, "--citty"),
    (["extract"], 2, "nothing to read"),
    (["extract", "a", "--manifest", "m"], 2, "one of them"),
    (["extract", "--manifest", "nowhere.jsonl"], 1, "nowhere.jsonl: No such file or directory"),
    (["sources", "new", "ftp://example.org"], 2, "ftp://example.org is no http"),
    (["sources", "show", "nobody"], 2, "there is no source nobody"),
]


@pytest.mark.parametrize(("arguments", "code", "said"), WRONG, ids=[" ".join(a) for a, _, _ in WRONG])
def test_an_error_is_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    assert run(arguments) == code
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("kalends: ")
    assert said in captured.err
    assert captured.err.count("\n") == 1


def test_debug_shows_the_traceback() -> None:
    with pytest.raises(Problem):
        run(["--debug", "query", "--from", "yesterday"])
    with pytest.raises(Problem):
        run(["query", "--from", "yesterday", "--debug"])


def test_a_database_of_a_newer_version_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KALENDS_DATABASE", f"sqlite:///{tmp_path / 'newer.db'}")
    load_settings.cache_clear()
    assert run(["db", "upgrade"]) == Exit.OK
    with sqlite3.connect(tmp_path / "newer.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = 'from-the-future'")
    capsys.readouterr()
    assert run(["query"]) == Exit.REFUSED
    assert "newer version" in capsys.readouterr().err


def test_a_locked_database_is_busy(tmp_path: Path) -> None:
    engine = open_store(f"sqlite:///{tmp_path / 'locked.db'}", busy_timeout=0.1)
    upgrade(engine)
    with sqlite3.connect(tmp_path / "locked.db") as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Problem, match="locked") as raised, plain_problems(), session(engine) as opened:
            save_source(opened, MALMO)
    assert raised.value.code is Exit.BUSY


def test_a_database_that_was_never_set_up_says_what_to_do(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KALENDS_DATABASE", f"sqlite:///{tmp_path / 'new.db'}")
    load_settings.cache_clear()
    assert run(["now"]) == Exit.FAILED
    assert "kalends db upgrade" in capsys.readouterr().err


def test_a_reader_that_leaves_early_costs_no_traceback(database: str) -> None:
    command = f"{sys.executable} -m kalends sources list | true; exit ${{PIPESTATUS[0]}}"
    done = subprocess.run(  # noqa: S603 (our own command)
        ["/bin/bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "KALENDS_DATABASE": database},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
