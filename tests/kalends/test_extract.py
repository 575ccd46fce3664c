"""``kalends extract``: one line a document, whatever the document; and the shape of that line."""

from __future__ import annotations

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kalends import readers
from kalends.documents import documents_of_files, documents_of_manifest, media_type_of, moment
from kalends.extract import extractions
from kalends.outputs.extraction import extraction_event, extraction_line
from pipeline.model import (
    Announcement,
    Claim,
    Funding,
    Page,
    Party,
    Place,
    Precision,
    Price,
    Reading,
    Registration,
    Role,
    SourceFacts,
    When,
)
from tests.kalends.running import kalends

GOOD_PAGE = """<!doctype html><html lang="sv"><body><main><h1>Grannforum</h1>
<p>När: 12 mars 2026 kl. 18.00</p><p>Var: Bryggan, Malmö</p></main></body></html>"""

BAD_INPUT = [
    ("empty.html", b"", "is empty"),
    ("blank.txt", b" \n\t ", "is empty"),
    ("photo.jpg", b"\xff\xd8\xff\xe0 photo", "is a JPEG picture"),
    ("report.pdf", b"%PDF-1.7 report", "is a PDF"),
    ("program.html", b"<p>\x00\x01\x02", "is binary (a NUL byte at offset 3)"),
]


@pytest.fixture(scope="module")
def bad_run(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """One run over all bad input, each before a good page, and a file that is not there."""
    folder = tmp_path_factory.mktemp("bad")
    for name, body, _ in BAD_INPUT:
        (folder / name).write_bytes(body)
        (folder / f"{name}.good.html").write_text(GOOD_PAGE, encoding="utf-8")
    names = [part for name, _, _ in BAD_INPUT for part in (name, f"{name}.good.html")]
    return kalends("extract", *names, "nowhere.html", folder=folder, workers="0")


@pytest.mark.parametrize(("name", "body", "said"), BAD_INPUT, ids=[name for name, _, _ in BAD_INPUT])
def test_what_is_no_page_is_named_and_does_not_stop_the_rest(
    bad_run: subprocess.CompletedProcess[str], name: str, body: bytes, said: str
) -> None:
    lines = {line["id"]: line for line in map(json.loads, bad_run.stdout.splitlines())}
    assert bad_run.returncode == 1
    assert lines[name]["events"] == []
    assert lines[name]["error"].startswith(f"{name}: {said}")
    assert f"kalends: {name}: {said}" in bad_run.stderr
    assert "Traceback" not in bad_run.stderr
    assert [event["title"] for event in lines[f"{name}.good.html"]["events"]] == ["Grannforum"]
    assert "error" not in lines[f"{name}.good.html"]


def test_a_file_that_is_not_there_is_named(bad_run: subprocess.CompletedProcess[str]) -> None:
    assert json.loads(bad_run.stdout.splitlines()[-1]) == {
        "id": "nowhere.html",
        "url": None,
        "language": None,
        "events": [],
        "error": "nowhere.html: No such file or directory",
    }
    assert "kalends: nowhere.html: No such file or directory\n" in bad_run.stderr


def test_what_cannot_be_read_names_the_file_and_the_line_in_it(tmp_path: Path) -> None:
    broken = tmp_path / "broken.md"
    broken.write_text('---\ntitle: "x\n---\nHej\n', encoding="utf-8")
    with readers.readers(workers=0, timeout=1) as read:
        ((line, reading),) = extractions(documents_of_files([str(broken)]), read)
    assert re.match(rf"{re.escape(str(broken))}: line \d+: broken front matter", reading.error or "")
    assert json.loads(line)["error"] == reading.error


BROKEN_LINES = [
    ('{"id": "cut", "file": ', "manifest.jsonl:1: not JSON"),
    ("[]", "manifest.jsonl:1: not a JSON object"),
    ('{"id": "x"}', 'manifest.jsonl:1: "file" is missing'),
    ('{"id": "x", "file": "nowhere.html"}', "manifest.jsonl:1: nowhere.html: No such file"),
    ('{"file": "good.html", "fetched_at": "yesterday"}', 'manifest.jsonl:1: "fetched_at"'),
    ('{"file": "good.html", "timezone": "Europe/Nowhere"}', 'manifest.jsonl:1: "timezone"'),
    ('{"file": "good.html", "timezone": "../../etc"}', 'manifest.jsonl:1: "timezone"'),
]


@pytest.mark.parametrize(("line", "said"), BROKEN_LINES, ids=[line for line, _ in BROKEN_LINES])
def test_a_broken_manifest_line_is_named_by_its_number(tmp_path: Path, line: str, said: str) -> None:
    (tmp_path / "good.html").write_text(GOOD_PAGE, encoding="utf-8")
    manifest = tmp_path / "manifest.jsonl"
    manifest.write_text(f'{line}\n\n{{"id": "good", "file": "good.html", "url": null}}\n', encoding="utf-8")
    broken, good = documents_of_manifest(manifest)
    assert broken.page is None
    assert said in (broken.error or "")
    assert good.id == "good"
    assert good.page is not None


def test_a_manifest_line_gives_the_page_its_time_and_its_source_facts(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Hej", encoding="utf-8")
    entry = {"id": "a", "file": "a.txt", "url": "https://example.org/a", "media_type": "text/html"}
    entry |= {
        "fetched_at": "2026-03-01T12:00:00Z",
        "timezone": "Europe/Stockholm",
        "country": "se",
        "language": "sv",
    }
    manifest = tmp_path / "m.jsonl"
    manifest.write_text(json.dumps(entry), encoding="utf-8")
    (document,) = documents_of_manifest(manifest)
    assert document.page == Page(
        source_id="",
        url="https://example.org/a",
        fetched_at=datetime(2026, 3, 1, 12, tzinfo=UTC),
        body=b"Hej",
        media_type="text/html",
    )
    assert document.facts == SourceFacts(languages=("sv",), country="SE", timezone="Europe/Stockholm")


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("a.html", b"", "text/html"),
        ("a.HTM", b"", "text/html"),
        ("a.md", b"", "text/markdown"),
        ("a.ics", b"", "text/calendar"),
        ("a", b"BEGIN:VCALENDAR", "text/calendar"),
        ("a", b"\xef\xbb\xbf---\ntitle: x", "text/markdown"),
        ("a", b"  <!doctype html>", "text/html"),
        ("a", b'{"@type": "Event"}', "application/json"),
        ("a", b"Welcome", "text/plain"),
    ],
)
def test_media_type_is_of_the_name_then_of_the_beginning(name: str, body: bytes, media_type: str) -> None:
    assert media_type_of(Path(name), body) == media_type


@pytest.mark.parametrize("text", ["2026-03-01T12:00", "soon", 5])
def test_a_moment_without_a_zone_is_none(text: object) -> None:
    with pytest.raises(ValueError, match="write it as"):
        moment(text)


def _dies(job: readers.Job) -> Reading:
    return os._exit(3) if b"die" in job[0].body else Reading(url=job[0].url)


def _raises(job: readers.Job) -> Reading:
    if b"die" in job[0].body:
        raise KeyError("odd")
    return Reading(url=job[0].url)


def _hangs(job: readers.Job) -> Reading:
    if b"die" in job[0].body:
        time.sleep(60)
    return Reading(url=job[0].url)


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (_dies, "the reader died with exit code 3"),
        (_hangs, "not read within 1 seconds"),
        (_raises, "a bug in the reading: KeyError: 'odd'"),
    ],
)
def test_a_page_that_breaks_its_reader_costs_that_page_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reader: Callable[[readers.Job], Reading], said: str
) -> None:
    names = []
    for number in range(6):
        path = tmp_path / f"{number}.txt"
        path.write_text("die" if number == 2 else "live", encoding="utf-8")
        names.append(str(path))
    monkeypatch.setattr(readers, "read_job", reader)
    with readers.readers(workers=2, timeout=1) as read:
        lines = [json.loads(line) for line, _ in extractions(documents_of_files(names), read)]
    assert [line["id"] for line in lines] == names
    assert [number for number, line in enumerate(lines) if "error" in line] == [2]
    assert said in lines[2]["error"]


FULL = Announcement(
    id="1",
    source_id="s",
    url="https://example.org/1",
    key="1",
    title="Forum",
    when=When(
        start=datetime(2026, 2, 12, 12, tzinfo=UTC),
        zone="Europe/Stockholm",
        precision=Precision.MINUTE,
        inferred=("year",),
    ),
    place=Place(venue="Bryggan", city="Malmö", country="SE", online=True),
    parties=(
        Party(name="A", role=Role.ORGANISER),
        Party(name="B", role=Role.CO_ORGANISER),
        Party(name="C", role=Role.PARTNER),
        Party(name="D", role=Role.MEDIA_PARTNER),
        Party(name="E", role=Role.HOST),
        Party(name="F", role=Role.PUBLISHER),
    ),
    funding=(
        Funding(funder="G", programme="P", mechanism="M", amount=5.0, currency="SEK", covers="project"),
    ),
    registration=Registration(deadline=datetime(2026, 2, 5, tzinfo=UTC).date(), required=True),
    price=Price(free=True),
    languages=("sv",),
    series="Forum series",
    sub_events=(Announcement(id="2", source_id="s", url="u", key="1#1", title="Lunch", primary=False),),
    same_as=("https://example.org/en/1",),
    topics=("dialogue",),
    claims=(
        Claim(
            field="title",
            value="Forum",
            raw="Forum",
            quote="Forum",
            span=(0, 5),
            method="heading",
            score=0.9,
            settled=True,
        ),
        Claim(field="title", value="Site", raw="Site", quote="Site", span=(9, 13), method="title", score=0.2),
        Claim(
            field="topics", value="x", raw="x", quote="x", span=None, method="words", score=0.5, settled=True
        ),
        Claim(
            field="topics", value="y", raw="y", quote="y", span=None, method="words", score=0.4, settled=True
        ),
    ),
)


def test_an_event_has_every_key_of_the_contract_in_its_order() -> None:
    event = extraction_event(FULL)
    evidence = event.pop("evidence")
    assert list(event.items()) == [
        ("primary", True),
        ("title", "Forum"),
        ("summary", None),
        ("start", "2026-02-12T12:00:00+00:00"),
        ("end", None),
        ("timezone", "Europe/Stockholm"),
        ("precision", "minute"),
        ("inferred", ["year"]),
        ("venue", "Bryggan"),
        ("room", None),
        ("address", None),
        ("postcode", None),
        ("city", "Malmö"),
        ("country", "SE"),
        ("online", True),
        ("online_url", None),
        ("organisers", ["A"]),
        ("co_organisers", ["B"]),
        ("partners", ["C"]),
        ("media_partners", ["D"]),
        ("hosts", ["E"]),
        (
            "funders",
            [
                {
                    "name": "G",
                    "programme": "P",
                    "mechanism": "M",
                    "amount": 5.0,
                    "currency": "SEK",
                    "covers": "project",
                }
            ],
        ),
        ("registration_url", None),
        ("registration_deadline", "2026-02-05"),
        ("registration_required", True),
        ("mailbox", None),
        ("capacity", None),
        ("free", True),
        ("price", None),
        ("reduced_price", None),
        ("currency", None),
        ("status", "scheduled"),
        ("languages", ["sv"]),
        ("interpretation", []),
        ("audience", None),
        ("accessibility", []),
        ("series", "Forum series"),
        ("sub_events", [extraction_event(FULL.sub_events[0])]),
        ("same_as", ["https://example.org/en/1"]),
        ("topics", ["dialogue"]),
    ]
    assert evidence["title"] == {
        "quote": "Forum",
        "span": [0, 5],
        "method": "heading",
        "score": 0.9,
        "raw": "Forum",
    }
    assert list(evidence) == ["title", "topics", "topics[1]"]


def test_the_primary_event_comes_first_and_an_error_only_where_there_is_one() -> None:
    reading = Reading(url="u", language="sv", announcements=(FULL.sub_events[0], FULL))
    line = json.loads(extraction_line("7", "u", reading))
    assert [event["title"] for event in line["events"]] == ["Forum", "Lunch"]
    assert list(line) == ["id", "url", "language", "events"]
    cut = json.loads(extraction_line("7", "u", Reading(url="u", error="u: cut off")))
    assert cut == {"id": "7", "url": "u", "language": None, "events": [], "error": "u: cut off"}
