"""Invented sites, each with a manner or a trouble of its own: paths and what they answer."""

from __future__ import annotations

from tests.scrapers.site import Answer

Answers = dict[str, Answer | str | list[Answer]]

CARD = '<article><h2><a href="{0}">Möte på {0} om parken</a></h2><time>2026-02-12</time></article>'


def listing(*paths: str, more: str = "") -> str:
    cards = "".join(CARD.format(path) for path in paths)
    return f'<body><nav><a href="/om-huset">Huset</a></nav><main><h1>Kalender</h1>{cards}{more}</main></body>'


def neighbours(root: str) -> Answers:
    """A well-behaved site, but for some pages that are gone and some that never were announcements."""
    second = '<a rel="next" href="/kalender?sida=2">Nästa sida</a>'
    return {
        "/robots.txt": Answer("User-agent: *\nDisallow: /kalender/stangt\n", kind="text/plain"),
        "/kalender": listing(
            "/kalender/dialog", "/kalender/borta", "/kalender/stangt", "/kalender/slut", more=second
        ),
        "/kalender?sida=2": listing(
            "/kalender/flyttad", "/kalender/bild", "/kalender/trasig", "/kalender/hem"
        ),
        "/kalender/hem": Answer(status=302, headers={"Location": "/kalender"}),
        "/kalender/dialog": Answer("<title>Dialog  om\nparken</title><p>12 februari 2026</p>", zipped=True),
        "/kalender/slut": Answer("gone", 410),
        "/kalender/flyttad": Answer(status=301, headers={"Location": "/kalender/ny-plats"}),
        "/kalender/ny-plats": "<h1>Flyttad</h1><p>13 februari 2026</p>",
        "/kalender/bild": Answer(b"\x89PNG\r\n\x1a\n\x00\x00", kind="image/png"),
        "/kalender/trasig": [
            Answer("try later", 503, headers={"Retry-After": "1"}),
            Answer("<p>14 mars 2026</p>"),
        ],
        "/sluten/": listing("/kalender/stangt/ett"),
        "/tom": "<html><body><main><h1>Kalender</h1><p>Inget på gång just nu.</p></main></body></html>",
        "/ensam": "<main><h1>Grannfest</h1><p>Lördag 7 februari 2026 kl. 14:00</p></main>",
        "/fel": Answer("broken", 500),
        "/trog": Answer("late", wait=6.0),
        "/bort": Answer(status=302, headers={"Location": "http://169.254.169.254/latest/"}),
        "/kalendrar": '<main><a href="/feed/alla.ics">Prenumerera</a><a href="webcal://elsewhere.example/x.ics">x</a></main>',
        "/feed/alla.ics": Answer("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", kind="text/plain"),
        "/repos/hus/contents/_events": Answer(
            f'[{{"type": "file", "path": "_events/fest.md", "download_url": "{root}/raw/fest.md"}},'
            f'{{"type": "file", "path": "_events/README.md", "download_url": "{root}/raw/README.md"}},'
            f'{{"type": "dir", "path": "_events/2026", "url": "{root}/repos/hus/contents/_events/2026"}}]',
            kind="application/json",
        ),
        "/repos/hus/contents/_events/2026": Answer(
            f'[{{"type": "file", "path": "_events/2026/vinter.md", "download_url": "{root}/raw/vinter.md"}}]',
            kind="application/json",
        ),
        "/raw/fest.md": Answer("---\ntitle: Fest\n---\nVälkomna!\n", kind="text/plain; charset=utf-8"),
        "/raw/vinter.md": Answer("---\ntitle: Vinter\n---\nVälkomna!\n", kind="text/plain; charset=utf-8"),
    }


def sick_site(root: str) -> Answers:
    """Pages that cannot be had, each for a reason of its own, and one that can."""
    return {
        "/moten": listing("/moten/stor", "/moten/bomb", "/moten/kodad", "/moten/rund", "/moten/bra"),
        "/moten/stor": "x" * 200_000,
        "/moten/bomb": Answer("x" * 1_000_000, zipped=True),
        "/moten/kodad": Answer(b"\x0b\x02\x80hej\x03", headers={"Content-Encoding": "br"}),
        "/moten/rund": Answer(status=302, headers={"Location": "/moten/rund"}),
        "/moten/bra": "<p>1 mars 2026</p>",
    }


def slow_site(root: str) -> Answers:
    return {
        "/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.4\n", kind="text/plain"),
        "/moten": listing("/moten/ett", "/moten/tva"),
        "/moten/ett": "<p>1 mars 2026</p>",
        "/moten/tva": "<p>2 mars 2026</p>",
    }


def long_site(root: str) -> Answers:
    """More to read, at a slower pace, than a time budget of a second allows."""
    paths = [f"/moten/{number}" for number in range(8)]
    robots = {"/robots.txt": Answer("User-agent: *\nCrawl-delay: 0.5\n", kind="text/plain")}
    return {**robots, "/moten": listing(*paths), **dict.fromkeys(paths, "<p>1 mars 2026</p>")}


def closed_site(root: str) -> Answers:
    return {
        "/robots.txt": Answer("User-agent: Kalends\nDisallow: /\n", kind="text/plain"),
        "/": listing("/a", "/b"),
    }


def tired_site(root: str) -> Answers:
    return {
        "/robots.txt": Answer("User-agent: *\nCrawl-delay: 86400\n", kind="text/plain"),
        "/": listing("/a", "/b"),
    }


def broken_site(root: str) -> Answers:
    return {"/robots.txt": Answer("broken", 500), "/": listing("/a", "/b")}
