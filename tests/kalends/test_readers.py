"""Processes that read pages, and what becomes of the pages when they are killed."""

from __future__ import annotations

import multiprocessing
from dataclasses import replace

import pytest

from kalends.readers import Crew, readers
from pipeline.model import Page


def page(number: int) -> Page:
    body = (
        f"<title>Samtal {number}</title><h1>Samtal {number}</h1><p>12 mars 2027 kl. 18.00, Lund</p>".encode()
    )
    url = f"https://hus.example/{number}"
    return Page(source_id="hus", url=url, fetched_at=None, body=body, media_type="text/html")


def test_readers_that_are_killed_between_pages_are_replaced() -> None:
    with readers(1, timeout=60) as read:
        list(read([(page(0), None)]))
        for child in multiprocessing.active_children():
            child.kill()
            child.join()
        found = list(read((page(number), None) for number in range(1, 4)))
    assert [reading.error for reading in found] == [None] * 3
    assert [reading.announcements[0].title for reading in found] == ["Samtal 1", "Samtal 2", "Samtal 3"]


def test_pages_that_were_begun_are_not_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = replace(page(2), body=page(3).body, sha256="")
    with readers(1, timeout=60) as read:
        for number in range(3):
            read.begin((page(number), None))
        sent: list[str] = []
        scheduled = read._scheduled  # type: ignore[attr-defined]
        monkeypatch.setattr(read, "_scheduled", lambda job: sent.append(job[0].url) or scheduled(job))
        found = list(read([(page(0), None), (page(1), None), (changed, None)]))
    assert [reading.announcements[0].title for reading in found] == ["Samtal 0", "Samtal 1", "Samtal 3"]
    assert sent == ["https://hus.example/2"]


def test_in_one_process_pages_are_read_when_they_are_called_for() -> None:
    with readers(0, timeout=60) as read:
        assert type(read) is Crew
        read.begin((page(0), None))
        assert [reading.announcements[0].title for reading in read([(page(1), None)])] == ["Samtal 1"]
