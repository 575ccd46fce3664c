"""Markup made to be slow or endless is read within bounds, in whatever form it states events."""

from __future__ import annotations

import time

import pytest

from tests.telling import reading_of

START = "<time class='dt-start' property='startDate' itemprop='startDate' datetime='2026-05-05'></time>"
HOSTILE = {
    "names in names": "<div class='h-event'>" + START + "<b class='p-name p-location'>a " * 2000,
    "items in items": "<div class='h-event'>" * 2000,
    "microdata in itself": "<div itemscope itemtype='https://schema.org/Event'>" + START
    + "<b itemprop='name'>a " * 2000,
    "rdfa in itself": "<div typeof='schema:Event'>" + START + "<b property='name'>a " * 2000,
    "relations": "<div typeof='schema:Event'>" + START + "<div rel='s:location'>" * 2000,
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_nested_markup_is_read_in_time(name: str) -> None:
    began = time.process_time()
    reading = reading_of(HOSTILE[name], "text/html", "2026-03-20", timezone="Europe/Dublin")
    assert reading.error is None
    assert time.process_time() - began < 8


FEEDS = {
    "entities of entities": '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    "<rss><item><title>&b;</title></item></rss>",
    "a file's entity": '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    "<rss><item><title>&a;</title></item></rss>",
    "depth": "<rss>" + "<item>" * 50_000,
    "nothing": "<rss></rss>",
    "no end": "<rss><item><title>News</title><ite",
}  # fmt: skip


@pytest.mark.parametrize("name", FEEDS)
def test_a_hostile_feed_announces_nothing(name: str) -> None:
    reading = reading_of('<?xml version="1.0"?>' + FEEDS[name], "application/rss+xml", "2026-03-20")
    assert reading.announcements == ()
    assert "aaaa" not in reading.text
