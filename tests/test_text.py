"""Pages into blocks: kinds, labels, regions, links, and offsets that point into the text."""

from __future__ import annotations

import pytest

from pipeline.text import MAX_BYTES, Block, Document, decode, read_document
from tests.telling import page_of


def document_of(body: str, media_type: str = "text/html") -> Document:
    return read_document(page_of(body, media_type, url="https://example.org/kalender/x"))


def shown(block: Block) -> tuple[str, str]:
    """A block as (kind, text); a pair as (its label, text)."""
    return (block.label if block.kind == "pair" else block.kind, block.text)


HTML = [
    (
        "a heading and a paragraph",
        "<h1>Möte</h1><p>Vi ses.</p>",
        [("heading", "Möte"), ("paragraph", "Vi ses.")],
    ),
    ("white space", "<p> Vi \n  ses\u00a0här </p>", [("paragraph", "Vi ses här")]),
    ("no tag of a body", "<title>Möte</title><main><p>Vi ses.</p></main>", [("paragraph", "Vi ses.")]),
    ("a list", "<ul><li>ett</li><li>två</li></ul>", [("item", "ett"), ("item", "två")]),
    ("terms", "<dl><dt>När</dt><dd>12 mars</dd></dl>", [("label", "När"), ("När", "12 mars")]),
    (
        "a table of labels",
        "<table><tr><th>Var</th><td>Rådhuset</td></tr></table>",
        [("label", "Var"), ("Var", "Rådhuset")],
    ),
    ("a pair in one line", "<p>Plats: Rådhuset</p>", [("Plats", "Rådhuset")]),
    ("a bold label", "<p><strong>Plats:</strong> Rådhuset</p>", [("Plats", "Rådhuset")]),
    (
        "lines of one paragraph",
        "<p>När: 12 mars<br>Var: Rådhuset</p>",
        [("När", "12 mars"), ("Var", "Rådhuset")],
    ),
    (
        "a picture's words",
        '<p>Se</p><img src="a.png" alt="Karta till Rådhuset">',
        [("paragraph", "Se"), ("alt", "Karta till Rådhuset")],
    ),
    (
        "what is not shown",
        "<p>ja</p><script>x()</script><style>p{}</style><p hidden>nej</p>"
        '<p style="display: none">nej</p><template>nej</template><!-- nej -->',
        [("paragraph", "ja")],
    ),
    ("a web address is no label", "<p>https://example.org/a</p>", [("paragraph", "https://example.org/a")]),
    ("an hour is no label", "<p>Kl. 18:00</p>", [("paragraph", "Kl. 18:00")]),
    (
        "unclosed tags",
        "<p>ett<p>två<ul><li>tre",
        [("paragraph", "ett"), ("paragraph", "två"), ("item", "tre")],
    ),
]

LINES = [
    (
        "a heading line",
        "Grannforum\n\nVi ses på torget den 12 mars.",
        [("heading", "Grannforum"), ("paragraph", "Vi ses på torget den 12 mars.")],
    ),
    ("pairs", "När: 12 mars\nVar: Rådhuset", [("När", "12 mars"), ("Var", "Rådhuset")]),
    (
        "a label alone",
        "Arrangör:\nLindåkra kommun.",
        [("label", "Arrangör:"), ("paragraph", "Lindåkra kommun.")],
    ),
    (
        "bullets",
        "- ett\n• två\n1. Tre\n2) fyra",
        [("item", "ett"), ("item", "två"), ("item", "Tre"), ("item", "fyra")],
    ),
    (
        "a day is no list's number",
        "1. maj är vi lediga\n8. September, 17.30 Uhr",
        [("paragraph", "1. maj är vi lediga"), ("paragraph", "8. September, 17.30 Uhr")],
    ),
    (
        "a date before a colon is no label",
        "Tisdag 3 oktober: möte.",
        [("paragraph", "Tisdag 3 oktober: möte.")],
    ),
]

MARKDOWN = [
    ("a heading", "# Möte\n\nVi ses.", [("heading", "Möte"), ("paragraph", "Vi ses.")]),
    ("emphasis", "Vi ses **12 mars** på _torget_.", [("paragraph", "Vi ses 12 mars på torget .")]),
    ("front matter is no text", "---\ntitle: Möte\n---\nVi ses.", [("paragraph", "Vi ses.")]),
    ("a link's words", "[Anmäl dig](https://example.org/a) nu.", [("paragraph", "Anmäl dig nu.")]),
]


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in HTML], ids=[c[0] for c in HTML])
def test_html_becomes_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    assert [shown(block) for block in document_of(body).blocks] == expected


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in LINES], ids=[c[0] for c in LINES])
def test_plain_text_becomes_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    assert [shown(block) for block in document_of(body, "text/plain").blocks] == expected


@pytest.mark.parametrize(("body", "expected"), [c[1:] for c in MARKDOWN], ids=[c[0] for c in MARKDOWN])
def test_markdown_becomes_blocks(body: str, expected: list[tuple[str, str]]) -> None:
    """Marks are blanked, so that offsets stay the file's own; blanks do not count here."""
    found = map(shown, document_of(body, "text/markdown").blocks)
    assert [(kind, " ".join(text.split())) for kind, text in found] == expected


@pytest.mark.parametrize(
    ("body", "region"),
    [
        ("<nav><p>Meny</p></nav>", "nav"),
        ('<div class="main-menu"><p>Meny</p></div>', "nav"),
        ("<footer><p>Slut</p></footer>", "footer"),
        ('<div id="cookie-banner"><p>Kakor</p></div>', "footer"),
        ("<aside><p>Mer</p></aside>", "aside"),
        ('<div class="sidebar"><p>Mer</p></div>', "aside"),
        ("<main><p>Möte</p></main>", "main"),
        ("<article><header><p>Möte</p></header></article>", "main"),
    ],
)
def test_a_block_knows_its_region(body: str, region: str) -> None:
    assert [block.region for block in document_of(body).blocks] == [region]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (HTML[3][1] + HTML[5][1] + HTML[7][1] + HTML[8][1], "text/html"),
        ("\n".join(case[1] for case in LINES), "text/plain"),
        ("\n\n".join(case[1] for case in MARKDOWN), "text/markdown"),
    ],
)
def test_blocks_lie_in_the_text_in_order(body: str, media_type: str) -> None:
    document = document_of(body, media_type)
    starts = [block.start for block in document.blocks]
    assert starts == sorted(starts)
    for block in document.blocks:
        written = document.text[block.start : block.end]
        assert len(written) == len(block.text)
        assert media_type == "text/markdown" or written == block.text
        assert document.block_at(block.start) == block


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/anmalan", "https://example.org/anmalan"),
        ("anmalan", "https://example.org/kalender/anmalan"),
        ("//other.example/a", "https://other.example/a"),
        ("https://other.example/a?b=c", "https://other.example/a?b=c"),
        ("mailto:info@example.org", "mailto:info@example.org"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_a_link_is_absolute_or_none(href: str, expected: str | None) -> None:
    document = document_of(f'<p>Hit: <a href="{href}">anmäl dig</a></p>')
    found = [(link.href, document.text[link.start : link.end]) for link in document.links]
    assert found == ([(expected, "anmäl dig")] if expected else [])


def test_links_are_resolved_by_the_pages_base() -> None:
    document = document_of('<head><base href="https://base.example/b/"></head><p><a href="a">hit</a></p>')
    assert [link.href for link in document.links] == ["https://base.example/b/a"]


def test_a_head_is_read() -> None:
    document = document_of(
        '<html lang="sv-SE"><head><title> Möte \n om  parken</title><meta property="og:Title" content="Möte">'
        '<link rel="canonical" href="https://example.org/m"></head><body><p>x</p></body></html>'
    )
    assert (document.title, document.language) == ("Möte om parken", "sv-SE")
    assert (document.meta["og:title"], document.meta["canonical"]) == ("Möte", "https://example.org/m")


def test_broken_front_matter_is_named_and_its_body_read() -> None:
    document = document_of("---\ntitle: [Möte\n---\nVi ses på torget.", "text/markdown")
    assert any("broken front matter" in issue for issue in document.issues)
    assert [block.text for block in document.blocks] == ["Vi ses på torget."]


def test_a_document_is_read_up_to_its_bound() -> None:
    text, issues = decode(page_of(b"a" * (MAX_BYTES + 10)))
    assert len(text) == MAX_BYTES
    assert issues == (f"only the first {MAX_BYTES} bytes were read",)
