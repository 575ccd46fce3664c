"""What a person sees: tables and progress on a terminal, plain tab-separated lines in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TextIO
from unicodedata import category

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

HARMLESS_FORMATS = "\u200c\u200d\u00ad"  # joiners and the soft hyphen, which some scripts need


def clean(text: str) -> str:
    """``text`` on one line, without what could steer a terminal or end a feed: control, format and surrogate
    characters, and those that Unicode says are none.
    """
    if text.isprintable():
        return " ".join(text.split())
    return " ".join("".join(map(_shown, text)).split())


def _shown(character: str) -> str:
    if character in "\t\r\n":
        return " "
    is_none = ord(character) & 0xFFFE == 0xFFFE or "\ufdd0" <= character <= "\ufdef"
    is_hidden = category(character) in ("Cc", "Cf", "Cs") and character not in HARMLESS_FORMATS
    return "" if is_none or is_hidden else character


def say(line: str) -> None:
    """Write one line for a person to stderr."""
    print(clean(line), file=sys.stderr)


def show_table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write ``rows`` to stdout, see :func:`write_table_to`."""
    write_table_to(sys.stdout, title, columns, rows)


def write_table_to(out: TextIO, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write ``rows``: a table with its title on a terminal, else a header and a line a row, tabs between."""
    texts = [[clean("" if cell is None else str(cell)) for cell in row] for row in rows]
    if not out.isatty():
        for row in (list(columns), *texts):
            print("\t".join(row), file=out)
        return
    console = Console(file=out)
    table = Table(title=escape(title), title_justify="left", title_style="bold", box=SIMPLE_HEAD)
    for number, column in enumerate(columns):
        longest = max((len(row[number]) for row in texts), default=0)
        table.add_column(column, overflow="fold", no_wrap=longest <= console.width // 5)
    for row in texts:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)


def show_section(title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """One table of several, see :func:`write_section_to`, on stdout."""
    write_section_to(sys.stdout, title, columns, rows)


def write_section_to(
    out: TextIO, title: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
) -> None:
    """Write a table of several: under its title, in a pipe after ``#``; without rows the title alone."""
    if not out.isatty() or not rows:
        show_heading(title, out)
    else:
        print(file=out)
    if rows:
        write_table_to(out, title, columns, rows)


def show_heading(text: str, out: TextIO | None = None) -> None:
    """Print a heading (to stdout by default), bold on a terminal, after a ``#`` in a pipe."""
    out = out or sys.stdout
    if out.isatty():
        Console(file=out).print(f"\n[bold]{escape(clean(text))}[/bold]")
    else:
        print(f"\n# {clean(text)}", file=out)


@contextmanager
def progress_bar(what: str, total: int | None) -> Iterator[Progress]:
    """A progress bar on stderr while the block runs; nothing at all where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    quiet = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet) as bar:
        bar.add_task(what, total=total)
        yield bar


def hush_stdout() -> None:
    """Point stdout nowhere, so that a reader who left early (``| head``) costs no traceback at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
