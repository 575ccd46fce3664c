"""The settings: read from the environment, and a bad one named in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kalends.problems import Exit, Problem
from kalends.settings import Settings, load_settings


@pytest.fixture(autouse=True)
def fresh_settings() -> None:
    load_settings.cache_clear()


BAD = [
    ("KALENDS_DATABASE", "nonsense", "KALENDS_DATABASE: not a database URL"),
    ("KALENDS_SOURCES", "/nowhere", "KALENDS_SOURCES=/nowhere: there is no folder /nowhere"),
    ("KALENDS_DOWNLOAD_DELAY", "-1", "KALENDS_DOWNLOAD_DELAY=-1: Input should be greater than or equal to 0"),
    ("KALENDS_DOWNLOAD_DELAY", "soon", "KALENDS_DOWNLOAD_DELAY=soon: Input should be a valid number"),
    ("KALENDS_WORKERS", "1000", "KALENDS_WORKERS=1000: Input should be less than or equal to 64"),
    ("KALENDS_MAX_PAGES", "0", "KALENDS_MAX_PAGES=0: Input should be greater than or equal to 1"),
    ("KALENDS_CONTACT", "a\nb", "must be one printable line"),
]


@pytest.mark.parametrize(("name", "value", "said"), BAD, ids=[f"{name}={value!r}" for name, value, _ in BAD])
def test_a_bad_value_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(Problem, match="KALENDS_") as raised:
        load_settings()
    assert said in str(raised.value)
    assert raised.value.code is Exit.USAGE


def test_a_bad_database_url_does_not_show_its_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALENDS_DATABASE", "postgresql//user:hunter2@host/db")
    with pytest.raises(Problem) as raised:
        load_settings()
    assert "hunter2" not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        ("127.0.0.1", ("127.0.0.1",)),
        ("127.0.0.1, Intranet.Example:8080", ("127.0.0.1", "intranet.example:8080")),
        ("a b", ("a", "b")),
        ("", ()),
    ],
)
def test_hosts_are_written_with_commas_between(
    monkeypatch: pytest.MonkeyPatch, text: str, hosts: tuple[str, ...]
) -> None:
    monkeypatch.setenv("KALENDS_ALLOWED_PRIVATE_HOSTS", text)
    assert load_settings().allowed_private_hosts == hosts


def test_folders_are_written_as_in_path(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("KALENDS_SOURCES", f"{tmp_path / 'a'}:{tmp_path / 'b'}")
    assert load_settings().sources == (tmp_path / "a", tmp_path / "b")


def test_crawls_started_by_scrapy_read_the_same_settings() -> None:
    from scrapers.limits import CrawlSettings

    ours, theirs = Settings(), CrawlSettings()
    shared = set(Settings.model_fields) & set(CrawlSettings.__dataclass_fields__)
    differing = {
        name
        for name in shared - {"allowed_private_hosts", "honour"}
        if getattr(ours, name) != getattr(theirs, name)
    }
    assert len(shared) >= 8
    assert differing == set()
    assert set(ours.honour) == theirs.honour
