"""The archive: what was written comes back, and damage costs no more than what it hit."""

from __future__ import annotations

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from scrapers.archive import ArchivedPage, read_archive
from scrapers.archive_writer import ArchiveWriter

NOISE = bytes(number * number % 251 for number in range(2000))
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
HTML = [("Content-Type", "text/html; charset=utf-8"), ("X-Kind", "one"), ("X-Kind", "two")]


def write(
    folder: Path,
    pages: list[tuple[str, int, bytes]],
    *,
    source: str = "lindangen",
    run: str = "run1",
    start: datetime = NOON,
    role: str = "detail",
) -> Path:
    """One run's file; each page a second after the one before."""
    writer = ArchiveWriter(folder, source, run, start)
    for number, (url, status, body) in enumerate(pages, 1):
        at = start + timedelta(seconds=number)
        writer.write(url, status, HTML, body, fetched_at=at, role=role)
    writer.close(NOON)
    return writer.path


def bodies(pages: list[ArchivedPage]) -> list[bytes]:
    return [archived.page.body for archived in pages]


def test_a_page_comes_back_as_it_was_fetched(tmp_path: Path) -> None:
    path = write(tmp_path, [("https://lindangen.example/fest?a=1", 200, "<p>Välkomna</p>".encode())])
    assert path.relative_to(tmp_path).as_posix() == "lindangen/20260115T120000Z-run1.warc.gz"
    (archived,) = read_archive(tmp_path)
    page = archived.page
    assert (archived.role, archived.run_id) == ("detail", "run1")
    assert (page.source_id, page.url, page.status) == ("lindangen", "https://lindangen.example/fest?a=1", 200)
    assert page.fetched_at == NOON + timedelta(seconds=1)
    assert page.body.decode() == "<p>Välkomna</p>"
    assert page.media_type == "text/html"
    assert page.headers == {"Content-Type": "text/html; charset=utf-8", "X-Kind": "one, two"}


@pytest.mark.parametrize(("coding", "encode"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_coded_bodies_are_kept_coded_and_read_decoded(tmp_path: Path, coding: str, encode: object) -> None:
    assert callable(encode)
    writer = ArchiveWriter(tmp_path, "lindangen", "run1", NOON)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    writer.write("https://x.se/", 200, headers, encode(b"<p>hej</p>" * 50), fetched_at=NOON, role="detail")
    writer.close(NOON)
    (archived,) = read_archive(tmp_path)
    assert archived.page.body == b"<p>hej</p>" * 50
    assert archived.page.headers["Content-Encoding"] == coding


def test_robots_files_and_redirects_are_no_pages(tmp_path: Path) -> None:
    write(tmp_path, [("https://x.se/robots.txt", 200, b"")], role="service", run="a")
    write(tmp_path, [("https://x.se/old", 301, b"")], role="redirect", run="b")
    assert list(read_archive(tmp_path)) == []


def test_pages_come_in_the_order_of_fetching_across_sources_and_runs(tmp_path: Path) -> None:
    write(tmp_path, [("https://b.se/", 200, b"2")], source="b", start=NOON + timedelta(hours=1))
    write(tmp_path, [("https://a.se/", 200, b"1")], source="a")
    write(tmp_path, [("https://a.se/", 200, b"3")], source="a", run="run2", start=NOON + timedelta(hours=2))
    assert bodies(list(read_archive(tmp_path))) == [b"1", b"2", b"3"]
    assert bodies(list(read_archive(tmp_path, "a"))) == [b"1", b"3"]
    assert bodies(list(read_archive(tmp_path, "a", "run2"))) == [b"3"]
    assert bodies(list(read_archive(tmp_path, run_id="run1"))) == [b"1", b"2"]
    assert list(read_archive(tmp_path, "nobody")) == []
    assert list(read_archive(tmp_path / "nowhere")) == []


def test_latest_is_the_newest_answer_that_lasts(tmp_path: Path) -> None:
    write(
        tmp_path,
        [("https://a.se/1", 200, b"old"), ("https://a.se/2", 200, b"was"), ("https://a.se/3", 200, b"well")],
    )
    later = [
        ("https://a.se/1", 200, b"new"),
        ("https://a.se/2", 410, b"gone"),
        ("https://a.se/3", 500, b"oops"),
    ]
    write(tmp_path, later, run="run2", start=NOON + timedelta(days=1))
    assert bodies(list(read_archive(tmp_path, latest=True))) == [b"well", b"new", b"gone"]


def test_a_role_can_be_corrected_after_reading(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "lindangen", "run1", NOON)
    writer.write("https://x.se/", 200, HTML, b"<p>1 maj</p>", fetched_at=NOON, role="listing")
    writer.write("https://x.se/2", 200, HTML, b"<p>2 maj</p>", fetched_at=NOON, role="listing")
    writer.correct_role("https://x.se/", "detail", NOON)
    writer.close(NOON)
    assert {page.page.url: page.role for page in read_archive(tmp_path)} == {
        "https://x.se/": "detail",
        "https://x.se/2": "listing",
    }


def test_a_run_without_an_answer_leaves_no_file(tmp_path: Path) -> None:
    assert not write(tmp_path, []).exists()
    assert list((tmp_path / "lindangen").iterdir()) == []


def test_others_on_the_machine_cannot_read_whole_pages(tmp_path: Path) -> None:
    path = write(tmp_path, [("https://a.se/1", 200, b"Ring Lisa")])
    assert path.parent.stat().st_mode & 0o077 == 0


def test_what_a_killed_run_left_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, [("https://a.se/1", 200, b"one"), ("https://a.se/2", 200, b"two")])
    part = path.with_name(path.name + ".part")
    path.replace(part)
    assert bodies(list(read_archive(tmp_path))) == [b"one", b"two"]


def test_a_run_that_is_not_closed_is_read_and_told(tmp_path: Path) -> None:
    writer = ArchiveWriter(tmp_path, "lindangen", "run1", NOON)
    writer.write("https://a.se/1", 200, HTML, b"one", fetched_at=NOON, role="detail")
    warnings: list[str] = []
    assert bodies(list(read_archive(tmp_path, warn=warnings.append))) == [b"one"]
    assert "its run was broken off" in warnings[0]


@pytest.mark.parametrize("cut", [400, 700, 900])
def test_a_truncated_file_is_read_as_far_as_it_goes(tmp_path: Path, cut: int) -> None:
    path = write(tmp_path, [("https://a.se/1", 200, b"one"), ("https://a.se/2", 200, NOISE)])
    path.write_bytes(path.read_bytes()[:-cut])
    warnings: list[str] = []
    assert bodies(list(read_archive(tmp_path, warn=warnings.append))) == [b"one"]
    assert len(warnings) == 1
    assert warnings[0].startswith(f"{path}: damaged after 2 records (")


@pytest.mark.parametrize(
    "garbage", [b"not a WARC at all", b"\x1f\x8b\x08\x00broken gzip", gzip.compress(b"text", mtime=0)]
)
def test_a_corrupt_file_is_told_once_and_costs_no_other(tmp_path: Path, garbage: bytes) -> None:
    good = write(tmp_path, [("https://a.se/1", 200, b"one")])
    corrupt = good.with_name("20260101T000000Z-bad.warc.gz")
    corrupt.write_bytes(garbage)
    warnings: list[str] = []
    assert bodies(list(read_archive(tmp_path, latest=True, warn=warnings.append))) == [b"one"]
    assert len(warnings) == 1 and str(corrupt) in warnings[0]


def test_a_changed_byte_is_found(tmp_path: Path) -> None:
    path = write(tmp_path, [("https://a.se/1", 200, b"one"), ("https://a.se/2", 200, b"two")])
    plain = gzip.decompress(path.read_bytes()).replace(b"two", b"2wo")
    path.write_bytes(gzip.compress(plain))
    warnings: list[str] = []
    list(read_archive(tmp_path, warn=warnings.append))
    assert len(warnings) == 1 and str(path) in warnings[0]


def test_a_page_that_unpacks_without_end_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scrapers.archive._LARGEST", 100_000)
    writer = ArchiveWriter(tmp_path, "lindangen", "run1", NOON)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", "gzip")]
    writer.write(
        "https://x.se/bomb", 200, headers, gzip.compress(bytes(10**7)), fetched_at=NOON, role="detail"
    )
    writer.write("https://x.se/page", 200, HTML, b"one", fetched_at=NOON, role="detail")
    writer.close(NOON)
    warnings: list[str] = []
    assert bodies(list(read_archive(tmp_path, warn=warnings.append))) == [b"one"]
    assert len(warnings) == 1 and "https://x.se/bomb unpacks to more than 100000 bytes" in warnings[0]


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip"])
def test_a_page_whose_coding_is_broken_costs_no_other(tmp_path: Path, coding: str) -> None:
    writer = ArchiveWriter(tmp_path, "lindangen", "run1", NOON)
    headers = [("Content-Type", "text/html"), ("Content-Encoding", coding)]
    broken = gzip.compress(NOISE)[:-40]
    writer.write("https://x.se/broken", 200, headers, broken, fetched_at=NOON, role="detail")
    writer.write("https://x.se/page", 200, HTML, b"one", fetched_at=NOON, role="detail")
    writer.close(NOON)
    warnings: list[str] = []
    found = {page.page.url: page.page.body for page in read_archive(tmp_path, warn=warnings.append)}
    assert found["https://x.se/page"] == b"one"
    told = "https://x.se/broken says it is coded as 'br' and cannot be unpacked"
    assert all(told in warning for warning in warnings)
    assert len(warnings) == (coding == "br")
