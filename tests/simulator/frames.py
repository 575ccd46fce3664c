"""What stands around the news on a real site's page: styles, scripts, menus, a footer, other cards.

Measured on pages of municipalities, universities and associations, it is nine tenths of the 50 to 100 kB
that each has. All of it depends on the site alone.
"""

from __future__ import annotations

import json
from functools import cache

_SUBJECTS = [
    *("Bygga och bo", "Skola och förskola", "Omsorg och stöd", "Trafik och resor", "Kultur och fritid"),
    *("Näringsliv", "Kommun och politik", "Miljö och klimat", "Jobba hos oss", "Forskning", "Utbildning"),
]
_PARTS = [
    *("Kontakta oss", "Blanketter", "Avgifter", "Frågor och svar", "Så fungerar det", "Tillstånd"),
    *("Lokaler", "Öppettider", "Nyheter", "Anmäl fel", "Stipendier", "Handlingar", "Styrelse", "Press"),
]
_ABOUT = """<p>Föreningen verkar för ett levande område där alla kan delta. Vi ordnar studiecirklar, odlar
tillsammans, lånar ut verktyg och samlar in synpunkter som vi lämnar vidare till kommunen och till våra
samarbetspartner. <a href="/om">Läs mer om vad vi gör</a> och hur du blir medlem hos oss.</p>"""


@cache
def head(site_id: str) -> str:
    """Metadata, styles and scripts."""
    rules = "".join(
        f".{site_id}-c{number}{{display:flex;gap:{number % 9}px;padding:{number % 31}px;border:0}}\n"
        for number in range(180)
    )
    config = {
        f"feature-{number}": {"enabled": bool(number % 2), "path": f"/x/{number}"} for number in range(150)
    }
    return (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f'<link rel="stylesheet" href="/main.css"><style>{rules}</style>'
        f"<script>window.config={json.dumps(config)}</script>"
    )


@cache
def menu(site_id: str) -> str:
    """The header: a search, a menu of two levels."""
    groups = "".join(
        f'<li class="menu__group"><button type="button" class="menu__button" aria-expanded="false">{subject}'
        f'</button><ul class="menu__list">{_links(site_id, number)}</ul></li>'
        for number, subject in enumerate(_SUBJECTS)
    )
    return (
        '<a class="skip" href="#main">Till innehållet</a><header class="header"><a href="/">Hem</a>'
        '<form role="search" action="/sok"><label for="q">Sök</label><input id="q" name="q"></form>'
        f'<nav class="menu" aria-label="Huvudmeny"><ul>{groups}</ul></nav></header>'
    )


def _links(site_id: str, group: int) -> str:
    return "".join(
        f'<li class="menu__item"><a class="menu__link {site_id}-c{number}" href="/{group}/{number}">'
        f'<span class="menu__text">{part}</span></a></li>'
        for number, part in enumerate(_PARTS)
    )


@cache
def foot(site_id: str) -> str:
    """Addresses of the site's other pages, and a question about cookies."""
    columns = "".join(
        f'<div class="footer__column"><h2>{subject}</h2><ul>{_links(site_id, 90 + number)}</ul></div>'
        for number, subject in enumerate(_SUBJECTS[:4])
    )
    return (
        f'<footer class="footer">{columns}<p>© Alla rättigheter</p></footer>'
        '<div class="cookies" role="dialog"><p>Vi använder kakor för att webbplatsen ska fungera.</p>'
        '<button type="button">Godkänn</button></div><script src="/main.js" defer></script>'
    )


def about(paragraphs: int) -> str:
    """Text about other things."""
    return _ABOUT * paragraphs
