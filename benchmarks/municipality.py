"""A municipality's site of announcements, each page as heavy as the median of real ones.

Of 246 saved pages of public bodies the median has 54 kB, 450 to 610 elements, 70 to 110 links, 4 to 12 kB of
scripts and 3 to 4 kB of text; so has a page here, most of it menus, frames and a footer around one event.
"""

from __future__ import annotations

from tests.scrapers.site import Answer

_LISTED = 100
"""Announcements on a page of the list."""
_SECTIONS = ("bygga", "skola", "omsorg", "trafik", "kultur", "fritid", "politik", "arbete")
_TOPICS = ("avgifter", "ansökan", "kontakt", "blanketter", "nyheter", "karta", "tillstånd", "regler")
_TEXT = "Vi går igenom förslaget, svarar på frågor och samlar in synpunkter från alla som bor i området. " * 8
_SCRIPT = "window.dataLayer=window.dataLayer||[];function gtag(){dataLayer.push(arguments)};" * 100
_STYLE = ".meny__rad{display:flex;align-items:center}.meny__lank:hover{text-decoration:none}" * 45
_ICON = (
    '<span class="ikon ikon--pil ikon--liten" data-kalla="/bilder/ikoner/samling.svg#pil" aria-hidden="true">'
    "</span>"
)
_FRAME = (
    '<div class="layout layout--rad layout--utan-marginal"><div class="kolumn kolumn-8 kolumn--tom" '
    'data-del="{0}" data-sida="12.5a0b3c"><p class="brodtext brodtext--tom"></p></div></div>'
)


def _menu() -> str:
    link = '<li class="meny__rad meny__rad--niva2"><a class="meny__lank" href="/{0}/{1}">{1}</a>{2}</li>'
    out = [
        f'<li class="meny__rad"><a class="meny__lank" href="/{one}">{one.capitalize()}</a><ul>'
        + "".join(link.format(one, topic, _ICON) for topic in _TOPICS)
        + "</ul></li>"
        for one in _SECTIONS
    ]
    return f'<nav aria-label="Huvudmeny"><ul class="meny">{"".join(out)}</ul></nav>'


_HEAD = (
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{0} - Lunds kommun'
    '</title><meta property="og:site_name" content="Lunds kommun">'
    + "".join(f'<link rel="stylesheet" href="/stil/{n}.css" media="all">' for n in range(8))
    + f"<style>{_STYLE}</style><script>{_SCRIPT}</script></head>".replace("{", "{{").replace("}", "}}")
)
_FOOT = (
    "<footer><h2>Lunds kommun</h2><ul>"
    + "".join(f'<li><a class="fot__lank" href="/om/{n}">Om oss {n}</a></li>' for n in range(12))
    + "</ul></footer>"
)
_FRAMES = "".join(_FRAME.format(n) for n in range(100))


def _page(title: str, main: str) -> str:
    """A whole page: its head, menu and path, what it is about, empty frames, and its footer."""
    path = '<nav aria-label="Du är här"><a href="/">Start</a> / <a href="/moten">Möten</a></nav>'
    body = f"<body><header>{_menu()}</header>{path}<main><h1>{title}</h1>{main}{_FRAMES}</main>{_FOOT}</body>"
    return f'<!doctype html><html lang="sv">{_HEAD.format(title)}{body}</html>'


def build(pages: int) -> dict[str, Answer | str | list[Answer]]:
    """Return so many announcements' pages and the lists that lead to them, by path."""
    days = [f"2027-{1 + n % 12:02}-{1 + n % 28:02}" for n in range(pages)]
    card = (
        '<article><h2><a href="/moten/{0}">Dialogmöte nummer {0} om parken</a></h2><time>{1}</time></article>'
    )
    out: dict[str, Answer | str | list[Answer]] = {}
    for first in range(0, pages, _LISTED):
        cards = "".join(card.format(n, days[n]) for n in range(first, min(first + _LISTED, pages)))
        number = first // _LISTED + 1
        more = f'<a rel="next" href="/moten?page={number + 1}">Nästa</a>' if first + _LISTED < pages else ""
        out["/moten" if not first else f"/moten?page={number}"] = _page("Möten", cards + more)
    for n, day in enumerate(days):
        facts = (
            f"<dl><dt>När</dt><dd>{day} kl. 18.00–20.00</dd>"
            f"<dt>Var</dt><dd>Stadshuset, Torget {n + 1}, Lund</dd></dl>"
        )
        prose = "".join(f"<p>{_TEXT}</p>" for _ in range(4))
        out[f"/moten/{n}"] = _page(f"Dialogmöte nummer {n} om parken", facts + prose)
    return out
