"""How long a host is left alone between two requests, by what it answered to the first."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy import Request
from scrapy.core.downloader import Slot
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response
from scrapy.settings import Settings
from scrapy.signalmanager import SignalManager

from scrapers.failures import cause_of, failure_of
from scrapers.politeness import HostLimit, Politeness, Unanswering

URL = "https://dialog.example/moten/1"
SLOW = 0.05


class Call:
    """A call that is to come, as a reactor's."""

    cancelled = False

    def cancel(self) -> None:
        self.cancelled = True


def delay_after(status: int, condition: str = "", crawl_delay: float = 0.0, usual: float = 1.0) -> Slot:
    """The host's slot after an answer that took SLOW seconds; the next request waits already."""
    slot = Slot(1, usual, 0.0)
    waiting: Any = Call()
    slot.latercall = waiting
    engine = SimpleNamespace(downloader=SimpleNamespace(slots={"dialog.example": slot}))
    settings = Settings({"KALENDS_MAX_RETRY_AFTER": 60, "KALENDS_MAX_CRAWL_DELAY": 60})
    crawler: Any = SimpleNamespace(settings=settings, engine=engine, signals=SignalManager())
    polite = Politeness.from_crawler(crawler)
    polite.asked["dialog.example"] = crawl_delay
    meta = {"download_slot": "dialog.example", "download_latency": SLOW}
    request = Request(URL, meta=meta, headers={condition: '"a"'} if condition else {})
    polite._response_downloaded(Response(URL, status=status), request)
    assert waiting.cancelled is (slot.latercall is None)
    return slot


@pytest.mark.parametrize(
    ("status", "condition", "delay"),
    [
        (200, "", 1.0),
        (200, "If-None-Match", 1.0),
        (304, "If-None-Match", 4 * SLOW),
        (304, "If-Modified-Since", 4 * SLOW),
        (404, "If-Modified-Since", 4 * SLOW),
        # Nothing was asked that could be answered shortly: pages that are gone are made like others.
        (404, "", 1.0),
        (503, "If-None-Match", 1.0),
    ],
)
def test_an_answer_without_a_page_is_followed_soon(status: int, condition: str, delay: float) -> None:
    assert delay_after(status, condition).delay == pytest.approx(delay)


def test_a_crawl_delay_is_kept_behind_every_answer() -> None:
    assert delay_after(304, "If-None-Match", crawl_delay=5.0).delay == 5.0


def test_no_delay_stays_none() -> None:
    assert delay_after(304, "If-None-Match", usual=0.0).delay == 0.0


def asked(limit: HostLimit, number: int) -> Request:
    """A request that goes out."""
    request = Request(f"https://dialog.example/moten/{number}")
    limit.process_request(request)
    return request


def test_a_host_that_never_answers_is_not_asked_for_all_its_pages() -> None:
    crawler: Any = SimpleNamespace(settings=Settings({"KALENDS_MAX_RETRY_AFTER": 60}))
    limit = HostLimit.from_crawler(crawler)
    for number in (1, 1, 2, 3):
        limit.process_exception(asked(limit, number), DownloadTimeoutError())
    with pytest.raises(Unanswering) as refused:
        asked(limit, 4)
    assert failure_of(URL, refused.value) == (
        "timeouts",
        "dialog.example answered none of 3 requests in time; no more were sent",
    )
    assert cause_of(refused.value) == "timeout"
    # A retry of one of the three goes out, and its answer ends it.
    limit.process_response(asked(limit, 3), Response(URL))
    asked(limit, 4)
