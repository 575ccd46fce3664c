"""Pages that answer 200 and are none; and real pages that look a little like it."""

from __future__ import annotations

import pytest

from scrapers.faults import CUT, LOGIN, NOT_FOUND, page_fault

BODY = "<body><main><h1>{h1}</h1><div>{text}</div></main></body></html>"
PASSWORD = '<form><input name="p" type="password"></form>'
ASKED = "https://hus.example/kalender/mote"


def page(title: str = "Möte om parken", h1: str = "Möte om parken", text: str = "Den 3 mars kl. 18") -> str:
    return f"<!doctype html><html><head><title>{title}</title></head>" + BODY.format(h1=h1, text=text)


@pytest.mark.parametrize(
    ("html", "url", "fault"),
    [
        (page(), ASKED, None),
        (page(title="Sidan hittades inte – Grannhuset"), ASKED, NOT_FOUND),
        (page(title="Grannhuset", h1="Seite nicht gefunden"), ASKED, NOT_FOUND),
        (page(title="404 | Dom Sąsiedzki"), ASKED, NOT_FOUND),
        (page(title="Lost and not found: an exhibition", h1="Lost and not found"), ASKED, None),
        (page(title="Samling i sal 404"), ASKED, None),
        (page(title="Logga in | Grannhuset", text=PASSWORD), ASKED, LOGIN),
        (page(title="Grannhuset", h1="", text=PASSWORD), "https://hus.example/sso/login?next=1", LOGIN),
        # A login box in the header of every page, and a guide to logging in.
        (page(text=PASSWORD), ASKED, None),
        (page(title="Logga in | Grannhuset"), ASKED, None),
        (page()[:-60], ASKED, CUT),
        (page().replace("</main></body></html>", ""), ASKED, CUT),
        (page()[:-20] + '<a href="/nas', ASKED, CUT),
        (page()[:60], ASKED, CUT),
        ("<!doctype html><title>Möte</title><script>var a = 1", ASKED, CUT),
        # What HTML allows to leave out, as minifiers do.
        (page().replace("</body></html>", ""), ASKED, None),
        ("<p>a fragment, no document", ASKED, None),
    ],
)
def test_faults(html: str, url: str, fault: str | None) -> None:
    assert page_fault(html.encode(), "text/html", ASKED, url) == fault


@pytest.mark.parametrize(
    ("text", "kind", "is_cut"),
    [
        ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text/calendar", False),
        ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMM", "text/calendar", True),
        ("Not found", "text/calendar", False),
        ('[{"id": 1}]', "application/json", False),
        ('[{"id": 1}, {"i', "application/json", True),
        ('[{"id": [1]', "application/json", True),
        ("oops", "application/json", False),
        ('<?xml version="1.0"?><rss><channel></channel></rss>\n', "application/rss+xml", False),
        ('<?xml version="1.0"?><!-- made --><feed xmlns="x"><entry>', "application/atom+xml", True),
        ("<urlset/>", "application/xml", False),
    ],
)
def test_files_that_do_not_come_to_their_end(text: str, kind: str, is_cut: bool) -> None:
    assert page_fault(text.encode(), kind, ASKED, ASKED) == (CUT if is_cut else None)


def test_only_html_has_such_faults() -> None:
    assert page_fault(b"<title>404</title>", "application/xml", ASKED, ASKED) is None
