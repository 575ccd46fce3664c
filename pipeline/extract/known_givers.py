"""Givers and programmes known by name: ``funders.yml``, matched against a sheet in one pass."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from pipeline.extract.named import Name
from pipeline.lexicon import Lexicon
from pipeline.sheet import Sheet

FILE = Path(__file__).parent.parent / "funders.yml"
KINDS = ("givers", "programmes")
_ANY = "all"


@dataclass(frozen=True, slots=True)
class KnownGiver:
    """A known name and where the page writes it; ``programme``: it is a programme's, not a giver's."""

    name: Name
    programme: bool


@cache
def known_funders(language: str) -> tuple[Lexicon, Mapping[str, str]]:
    """Return the names that pages in a language write, keyed by kind and phrase, and each key's full name."""
    table = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    full: dict[str, str] = {}
    phrases: list[tuple[str, str]] = []
    for kind in KINDS:
        for group in (_ANY, language):
            for phrase, name in (table[kind].get(group) or {}).items():
                key = f"{kind}:{phrase}"
                full[key] = name or ""
                phrases.append((key, phrase))
    return Lexicon(phrases), full


def find_known_givers(sheet: Sheet) -> list[KnownGiver]:
    """Return the known givers and programmes that the page names, the longest at each place, in order."""
    lexicon, full = known_funders(sheet.known.language)
    found: list[KnownGiver] = []
    for key, start, end in _longest(sheet, lexicon):
        written = " ".join(sheet.text[start:end].split())
        name = full[key] or written
        found.append(KnownGiver(Name(name, start, end), key.startswith("programmes:")))
    return found


def _longest(sheet: Sheet, lexicon: Lexicon) -> Iterator[tuple[str, int, int]]:
    """Yield key, start and end of the hits that begin with a capital, none within another."""
    hits = sorted(lexicon.find(sheet.marks.tokens), key=lambda hit: (hit.start, -hit.end))
    last = -1
    for hit in hits:
        if hit.start >= last and sheet.text[hit.start].isupper():
            last = hit.end
            yield hit.key, hit.start, hit.end
