"""Givers and programmes known by name: ``funders.yml``, matched against a sheet in one pass."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from typing import Any

import yaml

from pipeline.extract.named import Name
from pipeline.lexicon import Lexicon
from pipeline.sheet import Sheet

FILE = Path(__file__).parent.parent / "funders.yml"
KINDS = ("givers", "programmes", "others")
_ANY = "all"
_MANY_WORDS = 4
_SIDE = r"[^\W\d_]{2,30}(?: [^\W\d_]{2,30})?"
_SIDES = re.compile(rf"({_SIDE})(?:[-–/]| [-–/] | -)({_SIDE})")
_STRAND = re.compile(r"[ -][IVX]{1,4}(?:[- ]?[ABC])?(?![\w'’])")
_YEARS = re.compile(r",? \d{4} ?[-–] ?\d{4}(?!\d)")
_NOT_PAYING = ("operator", "patron", "with_partner", "organised_by", "hosted_by")
_ANOTHERS = 5
"""Another role's cue stands so few characters ahead of the name that it is for: an article between."""


@dataclass(frozen=True, slots=True)
class KnownGiver:
    """A known name and where the page writes it; ``programme``: it is a programme's, not a giver's."""

    name: Name
    programme: bool


@cache
def funders_table() -> Mapping[str, Any]:
    """Return ``funders.yml`` as it stands, parsed once a process."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    table: Mapping[str, Any] = yaml.load(FILE.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 (it is safe)
    return table


@cache
def known_funders(language: str) -> tuple[Lexicon, Mapping[str, str]]:
    """Return the names that pages in a language write, keyed by kind and phrase, and each key's full name."""
    table = funders_table()
    full: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    for kind in KINDS:
        for group in (_ANY, language):
            for phrase, name in (table[kind].get(group) or {}).items():
                key = f"{kind}:{phrase}"
                full[key] = name or ""
                phrases.append((key, phrase))
                if "-" in phrase:  # pages leave the hyphen out as well
                    phrases.append((key, phrase.replace("-", " ")))
    return Lexicon(phrases), full


def find_known_givers(sheet: Sheet) -> list[KnownGiver]:
    """Return the known givers and programmes that the page names, the longest at each place, in order.

    Whom the page says to run a programme, to be its patron or to help is none.
    """
    lexicon, full = known_funders(sheet.known.language)
    found, another = list[KnownGiver](), 0
    for key, start, end in _longest(sheet, lexicon, full):
        programme, name = key.startswith("programmes:"), full[key]
        if key.startswith("others:"):
            continue
        in_short = sheet.text[another:start] == " ("
        if not programme and (_is_anothers(sheet, start) or in_short):
            another = end
            continue
        if programme and not name:
            end = _end_of_strand(sheet.text, end)
        name = name or " ".join(sheet.text[start:end].split())
        found.append(KnownGiver(Name(name, start, end), programme))
    return found


def _is_anothers(sheet: Sheet, start: int) -> bool:
    """Tell a name right behind the words for another role: "managed by X"."""
    floor = sheet.sentence(start)[0]
    return any(sheet.before(start, key, _ANOTHERS, floor) is not None for key in _NOT_PAYING)


def _end_of_strand(text: str, end: int) -> int:
    """Return where a programme's strand, sides and years end: "Interreg V-A Alfa – Beta 2014-2020"."""
    strand = _STRAND.match(text, end)
    end = strand.end() if strand else end
    sides = _SIDES.match(text, end + 1) if text[end : end + 1] in (" ", "-") else None
    if sides and sides.group(1).istitle() and sides.group(2)[0].isupper():
        last = sides.group(2)
        end = sides.end() - (0 if last.istitle() else len(last) - last.find(" "))
    years = _YEARS.match(text, end)
    return years.end() if years else end


def _longest(sheet: Sheet, lexicon: Lexicon, full: Mapping[str, str]) -> Iterator[tuple[str, int, int]]:
    """Yield key, start and end of the hits with a capital in them or many words, none within another.

    A name that is written small, a state's budget, needs no capital.

    A name that a longer one overlaps at its end is none: "the National Lottery" in "… Lottery Fund".
    """
    found = lexicon.find(sheet.marks.tokens)
    hits = [
        hit
        for hit in sorted(found, key=lambda hit: (hit.start, -hit.end))
        if hit.last - hit.first >= _MANY_WORDS
        or full[hit.key].islower()
        or any(c.isupper() for c in sheet.text[hit.start : hit.end])
    ]
    last = -1
    for hit, behind in zip_longest(hits, hits[1:]):
        overlapped = behind is not None and behind.start < hit.end < behind.end
        if hit.start >= last and not overlapped:
            last = hit.end
            yield hit.key, hit.start, hit.end
