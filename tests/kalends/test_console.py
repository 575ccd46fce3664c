"""What is printed: inert in a terminal, plain in a pipe."""

from __future__ import annotations

import io

import pytest

from kalends.console import clean, write_table_to
from kalends.outputs.csv import inert


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Grannforum på Möllan", "Grannforum på Möllan"),
        ("red \x1b[31malert", "red [31malert"),
        ("title\x1b]0;owned\x07", "title]0;owned"),
        ("two\nlines\tand tabs", "two lines and tabs"),
        ("right\u202eto left", "rightto left"),
        ("zero\u200bwidth", "zerowidth"),
        ("half a pair \ud800", "half a pair"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("bell\x9b31m", "bell31m"),
        ("none \ufdd0\ufffe\uffff\U0001ffff", "none"),
    ],
)
def test_a_page_cannot_steer_the_terminal(text: str, shown: str) -> None:
    assert clean(text) == shown


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Forum", "Forum"),
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+46 40", "'+46 40"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "'=1+1"),
        ("\r=1+1", "'=1+1"),
        ("1-2", "1-2"),
    ],
)
def test_a_spreadsheet_runs_nothing(cell: str, written: str) -> None:
    assert inert(cell) == written


def test_a_pipe_gets_a_line_a_row_however_long() -> None:
    out = io.StringIO()
    write_table_to(out, "2 rows", ("id", "title"), [("1", "x" * 300), (None, "[bold]y[/bold]\nz")])
    assert out.getvalue() == f"id\ttitle\n1\t{'x' * 300}\n\t[bold]y[/bold] z\n"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_table_and_markup_in_a_page_stays_text() -> None:
    out = Terminal()
    write_table_to(out, "1 row", ("id", "title"), [("1", "[red]x[/red]")])
    assert "[red]x[/red]" in out.getvalue()
    assert "1 row" in out.getvalue()
