"""Phrases that an aside parts: "in collaborazione *tra gli altri* con", "organised *this year* by"."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lexicon import Hit, Lexicon, Phrases
from pipeline.tokens import Tokens

ASIDES = ("among_others", "jointly", "this_year")
"""Keys of what may stand within a phrase and says nothing of who does what."""
_PARTED = frozenset(
    {"organised_by", "organises", "with_partner", "collaborates", "funded_by", "support", "hosted_by"}
)
_MOST = 200
"""So many asides of a page are looked at."""
_REACH = 5
"""A phrase has at most so many words on either side of its aside."""


def asides(tokens: Tokens, phrases: Phrases) -> dict[int, int]:
    """Return first and last token of each aside, its commas counted: ", *among others*,"."""
    found: dict[int, int] = {}
    told = (hit for key in ASIDES for hit in phrases.hits(key) if not _is_other(tokens, hit))
    hits = sorted(told, key=lambda hit: (hit.first, -hit.last))
    begun: int | None = None
    for hit in hits[:_MOST]:
        if begun is not None and hit.first <= found[begun] + 1:
            found[begun] = max(found[begun], hit.last)  # "anche quest'anno"
        else:
            begun = hit.first
            found[begun] = hit.last
    return dict(_with_commas(tokens.words, first, last) for first, last in found.items())


def _is_other(tokens: Tokens, hit: Hit) -> bool:
    """Tell a name's word, "Centrum *Spolu*", or a cue, "we współpracy", from an aside."""
    return tokens.text[hit.start].isupper() or (hit.key == "jointly" and hit.first < hit.last)


def _with_commas(words: list[str], first: int, last: int) -> tuple[int, int]:
    last += words[last] != "." and words[last + 1 : last + 2] == ["."] and len(words[last]) == 1  # "u. a."
    between = first > 0 and words[first - 1] == "," and words[last + 1 : last + 2] == [","]
    return (first - 1, last + 1) if between else (first, last)


def parted(lexicon: Lexicon, tokens: Tokens, told: dict[int, int]) -> Iterator[Hit]:
    """Yield the phrases that the asides ``told`` part, with the aside."""
    for first, last in told.items():
        begin = max(0, first - _REACH)
        words = [*tokens.words[begin:first], *tokens.words[last + 1 : last + 1 + _REACH]]
        seam = first - begin
        for i in range(seam):
            for key, n in lexicon.lengths(words, i).items():
                if key in _PARTED and i + n > seam:
                    end = last + i + n - seam
                    yield Hit(key, tokens.starts[begin + i], tokens.ends[end], begin + i, end)
