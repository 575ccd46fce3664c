"""Pages made to hurt a reading: one pattern over and over, as long as is asked for."""

from __future__ import annotations

from pipeline.model import Page
from tests.telling import page_of

HOSTILE = {
    "1-1-1-": ("text/plain", "1-1-1-"),
    "digits": ("text/plain", "1234567890"),
    "dots": ("text/plain", "."),
    "quotes": ("text/plain", "\"'„”"),
    "parentheses": ("text/plain", "()(("),
    "kl kl kl": ("text/plain", "kl "),
    "weak dates": ("text/plain", "1/2 "),
    "date lines": ("text/plain", "12 maj kl 18\n"),
    "dated towns": ("text/plain", "12 maj kl 18 i Lund\n"),
    "one line of dates": ("text/plain", "12 maj kl 18 "),
    "one line of ISO days": ("text/plain", "2026-05-12 "),
    "weekdays": ("text/plain", "torsdag "),
    "weekly": ("text/plain", "varje torsdag till maj kl 18\n"),
    "colons": ("text/plain", ": "),
    "brackets": ("text/markdown", "[[["),
    "hyphens": ("text/plain", "a-"),
    "ampersands": ("text/html", "&"),
    "capital words": ("text/plain", "Abc "),
    "emphasis": ("text/markdown", "*a "),
    "organisers": ("text/plain", "Arrangör:\n"),
    "givers": ("text/plain", "med stöd av Vinnova "),
    "funders": ("text/plain", "Vinnova "),
    "deadlines": ("text/plain", "Anmälan senast 12 maj\n"),
    "events as headings": ("text/markdown", "# Möte 12 maj kl 18\n"),
    "paragraphs": ("text/plain", "Möte i Lund den 12 maj kl 18.\n\n"),
    "rows": ("text/html", "<tr><td>12 maj 2026</td><td>18.00</td><td>Möte</td></tr>"),
    "cards": ("text/html", "<div><h3><a href='/e'>Möte</a></h3><p>12 maj 2026 kl 18, Lund</p></div>"),
    "definitions": ("text/html", "<dt>När</dt><dd>12 maj 2026 kl 18</dd>"),
    "links": ("text/html", "<a href='/events/1'>Möte</a>"),
    "nested lists": ("text/html", "<ul><li>a"),
    "names in a row": ("text/plain", "Arrangör: Aa och Bb, "),
    "addresses": ("text/plain", "Storgatan 4, 123 45 Malmö, "),
    "half mailboxes": ("text/plain", "a.a@a."),
    "half links": ("text/markdown", "[a](b"),
    "one line of words": ("text/plain", "mötet i staden "),
    "open tags": ("text/html", "<b><i>"),
    "json brackets": ("application/json", "[{"),
    "calendar lines": ("text/calendar", "BEGIN:VEVENT\n"),
}


ANNOUNCED = {
    "text/plain": "Dialogmöte torsdag 12 mars 2026 kl. 18.00\n",
    "text/markdown": "Dialogmöte torsdag 12 mars 2026 kl. 18.00\n",
    "text/html": "<h1>Dialogmöte</h1><p>Torsdag 12 mars 2026 kl. 18.00 i Lund</p>",
}
"""Stands ahead of the pattern, so that every field is looked for."""

NESTED = "5,000 deep"
NAMES = [*HOSTILE, NESTED]


def hostile_page(name: str, size: int) -> Page:
    """About ``size`` bytes of one pattern; NESTED: elements nested round an announcement, of its own size."""
    if name == NESTED:
        inner = "<p>Dialogmöte 12 mars 2026 kl. 18.00</p>"
        return page_of("<div>" * 5000 + inner + "</div>" * 5000, "text/html", "2026-02-01")
    media_type, pattern = HOSTILE[name]
    text = pattern * (size // len(pattern.encode()))
    return page_of(ANNOUNCED.get(media_type, "") + text, media_type, "2026-02-01")
