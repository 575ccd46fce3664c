"""Processes that read pages, and what becomes of the pages when they are killed."""

from __future__ import annotations

import multiprocessing

from kalends.readers import readers
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
