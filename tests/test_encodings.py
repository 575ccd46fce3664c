"""Bytes into text: what is declared, what is true, and what is no text at all."""

from __future__ import annotations

import pytest

from pipeline.read import read_page
from pipeline.text import UnreadableError, decode
from tests.telling import page_of, reading_of, told

SWEDISH = "Dialogmöte på Öland den 12 mars 2026 kl. 18.00–20.00 i Församlingshemmet"
POLISH = "Żółć: spotkanie mieszkańców 12 marca 2026 r. o godz. 18.00 w świetlicy, łąka i źródło"

ENCODINGS = [
    ("UTF-8", POLISH, "utf-8", None),
    ("UTF-8, said", POLISH, "utf-8", "utf-8"),
    ("UTF-8 with a mark", POLISH, "utf-8-sig", None),
    ("UTF-16 with a mark", POLISH, "utf-16", None),
    ("Windows Polish, said", POLISH, "cp1250", "windows-1250"),
    ("ISO Polish, said", POLISH, "iso-8859-2", "iso-8859-2"),
    ("Windows Swedish, said", SWEDISH, "cp1252", "windows-1252"),
    ("Windows Swedish, unsaid", SWEDISH, "cp1252", None),
    ("UTF-8 with a mark, said to be something else", POLISH, "utf-8-sig", "iso-8859-1"),
    ("Windows Swedish, said to be UTF-8", SWEDISH, "cp1252", "utf-8"),
    ("UTF-8, said to be ASCII", SWEDISH, "utf-8", "us-ascii"),
    ("UTF-8, said to be nothing that exists", SWEDISH, "utf-8", "utf-88"),
]
ROWS = [row[1:] for row in ENCODINGS]


def headers(charset: str | None) -> dict[str, str]:
    return {"Content-Type": "text/html" + (f"; charset={charset}" if charset else "")}


@pytest.mark.parametrize(("text", "encoding", "said"), ROWS, ids=[row[0] for row in ENCODINGS])
def test_text_comes_out_of_its_bytes(text: str, encoding: str, said: str | None) -> None:
    page = page_of(text.encode(encoding), "text/plain", headers=headers(said))
    assert decode(page)[0] == text


@pytest.mark.parametrize("charset", ["windows-1250", "iso-8859-2"])
@pytest.mark.parametrize(
    "tag",
    [
        '<meta charset="{}">',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
    ],
)
def test_a_page_declares_its_own_charset(charset: str, tag: str) -> None:
    body = f"<html><head>{tag.format(charset)}</head><body><p>{POLISH}</p></body></html>".encode(charset)
    assert POLISH in read_page(page_of(body, "text/html")).text


def test_a_lying_charset_is_told_to_the_operator() -> None:
    page = page_of(SWEDISH.encode("cp1252"), "text/html", headers=headers("utf-8"))
    assert any("'utf-8' is wrong" in issue for issue in read_page(page).issues)


def test_a_lying_charset_costs_no_event() -> None:
    page = page_of(SWEDISH.encode("cp1252"), "text/html", headers=headers("utf-8"))
    assert [told(one)["start"] for one in read_page(page).announcements] == ["2026-03-12 18:00"]


NO_TEXT = [
    ("nothing", b"", "is empty"),
    ("white space", b" \n\t\r\n ", "is empty"),
    ("a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01", "binary data from byte"),
    ("a zip", b"PK\x03\x04\x14\x00\x00\x00\x08\x00", "binary data from byte"),
    ("control characters", bytes(range(1, 9)) * 40, "control characters"),
]


@pytest.mark.parametrize(("body", "said"), [n[1:] for n in NO_TEXT], ids=[n[0] for n in NO_TEXT])
def test_what_is_no_text_is_named(body: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        decode(page_of(body))
    reading = reading_of(body, url="https://example.org/broken")
    assert reading.announcements == ()
    assert said in (reading.error or "")
    assert (reading.error or "").startswith("https://example.org/broken: ")


TRUNCATED = [
    ("in a tag", "<html><body><p>Möte 12 mars 2026 kl. 18.00</p><div class="),
    ("in a paragraph", "<html><body><h1>Möte</h1><p>Vi ses 12 mars 2026 kl. 18.00 på bibl"),
    ("in a table", "<table><tr><th>Datum</th><td>12 mars 2026</td></tr><tr><th>Tid</th><td>18.00"),
    ("in a comment", "<p>Möte 12 mars 2026 kl. 18.00</p><!-- slut"),
    ("in a script", "<p>Möte 12 mars 2026 kl. 18.00</p><script>var a = '"),
]


@pytest.mark.parametrize("markup", [t[1] for t in TRUNCATED], ids=[t[0] for t in TRUNCATED])
def test_a_page_cut_off_is_read_up_to_there(markup: str) -> None:
    reading = reading_of(markup, "text/html", languages=("sv",), timezone="Europe/Stockholm")
    assert [told(one)["start"] for one in reading.announcements] == ["2026-03-12 18:00"]


def test_a_character_cut_in_two_costs_one_character() -> None:
    body = ("Möte 12 mars 2026 kl. 18.00 på Ö".encode())[:-1]
    assert decode(page_of(body))[0].startswith("Möte 12 mars 2026 kl. 18.00 på ")
