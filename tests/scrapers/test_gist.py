"""What of a page counts from one crawl to the next, and what every answer carries anew."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scrapers.gist import gist_of

HTML, CALENDAR, RSS = "text/html", "text/calendar", "application/rss+xml"

ALIKE = [
    (
        HTML,
        "<p>Möte</p><!-- rendered 03:00:01 in 0.31 s -->",
        "<p>Möte</p><!-- rendered 03:00:07 in 0.28 s -->",
    ),
    (HTML, '<script nonce="a1b2">x()</script><p>Möte', '<script nonce="c3d4">x()</script><p>Möte'),
    (HTML, "<script>var now=1</script><p>Möte", "<script>var now=2</script><p>Möte"),
    (
        HTML,
        '<style nonce=a>p{}</style ><p data-ts="17:01">Möte',
        '<style nonce=b>p{}</style ><p data-ts="17:02">Möte',
    ),
    (
        HTML,
        '<form><input type="hidden" name="form_build_id" value="form-9a"><input name=q>',
        '<form><input type="hidden" name="form_build_id" value="form-77"><input name=q>',
    ),
    (HTML, '<meta name="csrf-token" content="xyz"><p>Möte', '<meta name="csrf-token" content="abc"><p>Möte'),
    (
        HTML,
        '<div class="view view-dom-id-0123456789abcdef01234567">Möte</div>',
        '<div class="view view-dom-id-89abcdef0123456789abcdef">Möte</div>',
    ),
    (
        HTML,
        '<a href="/m?id=7&amp;PHPSESSID=abcdef0123456789">Möte',
        '<a href="/m?id=7&amp;PHPSESSID=99ffee0123456789">Möte',
    ),
    (HTML, '<a href="/m;jsessionid=ABCDEF012345.n1">Möte', '<a href="/m;jsessionid=FFCDEF012345.n2">Möte'),
    (HTML, '<a href="/cdn-cgi/l/email-protection#01ab">x', '<a href="/cdn-cgi/l/email-protection#ff99">x'),
    (
        HTML,
        '<link rel="stylesheet" href="/s.css?v=17"><p>Möte',
        '<link rel="stylesheet" href="/s.css?v=18"><p>Möte',
    ),
    (
        CALENDAR,
        "BEGIN:VEVENT\r\nDTSTAMP:20260301T030001Z\r\nDTSTART:20260401T180000Z\r\n",
        "BEGIN:VEVENT\r\nDTSTAMP:20260302T030001Z\r\nDTSTART:20260401T180000Z\r\n",
    ),
    (
        RSS,
        "<channel><lastBuildDate>Mon, 2 Mar</lastBuildDate><item><pubDate>1 Mar</pubDate></item></channel>",
        "<channel><lastBuildDate>Tue, 3 Mar</lastBuildDate><item><pubDate>1 Mar</pubDate></item></channel>",
    ),
]
OTHER = [
    (HTML, "<p>Möte den 3 april</p>", "<p>Möte den 4 april</p>"),
    (
        HTML,
        '<script type="application/ld+json">{"startDate":1}</script>',
        '<script type="application/ld+json">{"startDate":2}</script>',
    ),
    (HTML, '<a href="/m/1">Möte</a>', '<a href="/m/2">Möte</a>'),
    (HTML, '<a href="/m/0123456789abcdef01">Möte</a>', '<a href="/m/0123456789abcdef02">Möte</a>'),
    (HTML, '<time datetime="2026-04-03T18:00">', '<time datetime="2026-04-03T19:00">'),
    (
        HTML,
        '<meta itemprop="startDate" content="2026-04-03">',
        '<meta itemprop="startDate" content="2026-04">',
    ),
    (HTML, "<!-- a <p>Möte 1</p>", "<!-- a <p>Möte 2</p>"),
    (HTML, "<script>x", "<script>y"),
    (CALENDAR, "DTSTAMP:1\r\nDTSTART:20260401T180000Z\r\n", "DTSTAMP:1\r\nDTSTART:20260402T180000Z\r\n"),
    (RSS, "<channel><item><pubDate>1 Mar</pubDate></item>", "<channel><item><pubDate>2 Mar</pubDate></item>"),
    ("application/json", '{"nonce": 1}', '{"nonce": 2}'),
]


@pytest.mark.parametrize(("kind", "one", "other"), ALIKE)
def test_what_every_answer_carries_anew_does_not_count(kind: str, one: str, other: str) -> None:
    assert gist_of(one.encode(), kind) == gist_of(other.encode(), kind)


@pytest.mark.parametrize(("kind", "one", "other"), OTHER)
def test_what_a_reading_looks_at_counts(kind: str, one: str, other: str) -> None:
    assert gist_of(one.encode(), kind) != gist_of(other.encode(), kind)


@given(
    st.lists(st.sampled_from(["<!--", "-->", "<script", "</script>", "<input ", " data-a='", '"', ">", "ö"]))
)
def test_any_page_has_a_gist(parts: list[str]) -> None:
    assert len(gist_of("".join(parts).encode(), HTML)) == 64
