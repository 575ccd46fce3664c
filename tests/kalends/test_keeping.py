"""``kalends archive prune``, ``db backup``, ``db restore`` and ``sources`` as an operator types them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import yaml

from kalends import cli
from kalends.settings import load_settings
from pipeline.model import Publisher, Signs, SourceFacts, Vitals
from pipeline.model import Run as StoredRun
from store import tables
from store.runs import record_run
from store.session import open_store, session, upgrade
from store.write import save_source

NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=500)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that needs the crawl "kept" of the source "hus", whose last run was refused."""
    folder = tmp_path_factory.mktemp("keeping")
    (folder / "sources").mkdir()
    declared = {
        "id": "hus",
        "publisher": {"name": "Grannhuset"},
        "country": "SE",
        "languages": ["sv"],
        "timezone": "Europe/Stockholm",
        "kind": "html",
        "urls": ["https://hus.example/"],
    }
    (folder / "sources" / "hus.yml").write_text(yaml.safe_dump(declared), encoding="utf-8")
    engine = open_store(f"sqlite:///{folder / 'kalends.db'}")
    upgrade(engine)
    url = "https://hus.example/mote"
    vitals = Vitals(told=0, signs=Signs(statuses={"403": 2}))
    with session(engine, write=True) as opened:
        save_source(opened, SourceFacts(id="hus", publisher=Publisher(name="Grannhuset")))
        opened.add(
            tables.Visit(
                source_id="hus",
                url=url,
                final_url=url,
                role="detail",
                sha256="",
                archived_in="kept",
                fetched_at=LONG_AGO,
                facts={},
            )
        )
        record_run(
            opened,
            StoredRun(
                id="x-hus", source_id="hus", started=LONG_AGO, ended=NOW, outcome="failed", vitals=vitals
            ),
        )
    engine.dispose()
    return folder


def archived(folder: Path, crawl: str, at: datetime) -> Path:
    path = folder / "archive" / "hus" / f"{at:%Y%m%dT%H%M%SZ}-{crawl}.warc.gz"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"raw")
    return path


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """A command of this process: its exit code and what it printed and said."""
    monkeypatch.chdir(folder)
    monkeypatch.setattr("kalends.catalogue.SHIPPED", folder / "sources")
    for name, value in {"DATABASE": "sqlite:///kalends.db", "ARCHIVE": "archive", "SOURCES": ""}.items():
        monkeypatch.setenv(f"KALENDS_{name}", value)
    load_settings.cache_clear()

    def command(*arguments: str) -> tuple[int, str, str]:
        code = cli.run(list(arguments))
        told = capsys.readouterr()
        return code, told.out, told.err

    yield command
    load_settings.cache_clear()


def test_old_files_go_but_none_that_evidence_needs(folder: Path, run: Run) -> None:
    kept, old = archived(folder, "kept", LONG_AGO), archived(folder, "old", LONG_AGO)
    young = archived(folder, "young", NOW)
    code, told, said = run("archive", "prune", "--dry-run")
    assert (code, told.splitlines()) == (0, [str(old.relative_to(folder))])
    assert said == "kalends: 1 files, 0.0 MB would be removed; 1 older ones are still needed\n"
    assert old.exists()
    run("archive", "prune")
    assert [path.exists() for path in (kept, old, young)] == [True, False, True]
    run("archive", "prune", "--needed")
    assert [path.exists() for path in (kept, young)] == [False, True]


def test_a_database_is_backed_up_and_put_back_only_where_it_is_meant(run: Run) -> None:
    assert run("db", "backup", "backup.db")[0] == 0
    code, _, said = run("db", "restore", "backup.db")
    assert (code, said) == (4, "kalends: kalends.db is there; --replace puts the backup in its place\n")
    code, told, _ = run("db", "restore", "backup.db", "--replace")
    assert (code, told) == (0, "kalends.db is restored; what stood there is kalends.db.before-restore-1\n")
    code, _, said = run("db", "backup", "backup.db")
    assert (code, said) == (1, "kalends: backup.db: is there already; name a new file\n")


def test_health_is_told_and_a_pause_needs_no_deploy(run: Run) -> None:
    code, told, _ = run("sources", "health", "hus", "--json")
    found = json.loads(told)
    assert (code, found["state"], found["vitals"]["signs"]["statuses"]) == (3, "refused", {"403": 2})
    assert found["why"] == ["no listing could be read: 2 of 2 addresses answer 403: the site refuses us"]
    assert run("sources", "pause", "hus", "--why", "asked to")[:2] == (0, "hus is paused\n")
    code, told, _ = run("sources", "health", "hus")
    assert (code, told.splitlines()[1].split("\t")[1], told.rstrip().rpartition("\t")[2]) == (
        0,
        "paused",
        "asked to",
    )
    assert run("sources", "resume", "hus")[1] == "hus is refreshed again\n"
    code, _, said = run("sources", "health", "--state", "sad")
    assert (code, said.partition(";")[0]) == (2, "kalends: --state sad: no such state")


@pytest.mark.parametrize("option", ["--why", "--by"])
def test_a_merge_without_a_reason_or_a_name_is_refused(run: Run, option: str) -> None:
    code, _, told = run("merge", "3f2a9c1b7d", "77b0c4e2aa", "--why", "twice", option, "  ")
    assert code == 2
    assert option in told
