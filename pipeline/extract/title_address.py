"""What a page's address says of its title: the words of its last part, and the phrase they make."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from urllib.parse import unquote

from pipeline.extract.drafts import Draft
from pipeline.extract.links import split_url
from pipeline.extract.title_phrases import Title
from pipeline.gazetteer import fold
from pipeline.sheet import Sheet
from pipeline.words import Vocabulary

_WORD = re.compile(r"[^\W\d_]{3,}")
_TOKEN = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[-_/+.&=?,\s]+")
_QUERY = re.compile(r"[^\W_]+(?:[-+_][^\W_]+){2,}")
"""What an address asks for by a title: three words or more with hyphens between."""
_NO_SLUG = frozenset({"html", "php", "aspx", "index", "page", "artid"})
_TWO_LETTERS = (("oe", "o"), ("ae", "a"), ("ue", "u"), ("aa", "a"))
"""How addresses spell letters that a fold takes the marks off: "buergertag" is "bürgertag"."""
_LONG_WORD = 9
"""A word of so many letters may be a title by itself: "Vereinstag"."""
_SITE_WORDS = ("listing", "news", "chrome")
_MOST_TEXT = 6000
"""An address' words are looked for so far into the text."""
_MANY, _SHARE = 7, 0.34
"""Of an address of so many words a title has such a share."""
_ENOUGH, _TOLD = 3, 0.6
"""A title is made of an address' words where there are so many, and such a share is the text's too."""


def slug_words(url: str) -> set[str]:
    """Return the words of the last part of an address that has any to speak of, folded."""
    words = {fold(word) for word in _WORD.findall(" ".join(_pieces(url)))}
    return {one for word in words for one in _spellings(word)} - _NO_SLUG


def overlap(text: str, slug: set[str]) -> float:
    """Return from 0 to 1 how far the words of ``text`` are those of the address; few words count less."""
    words = [fold(word) for word in _WORD.findall(text)]
    if not words or not slug:
        return 0.0
    hits = sum(word in slug or any(_alike(word, other) for other in slug) for word in words)
    share = min(1.0, hits / (_SHARE * len(slug))) if len(slug) >= _MANY else 1.0
    if hits > 1 or len(words) == 1:
        return share * min(1.0, 0.4 + len(set(words)) / 5) * hits / len(words)
    return share * hits / (2 * len(words))


def address_title(sheet: Sheet, lead: Draft | None) -> Title | None:
    """Return the phrase of the text that the address repeats; else what its own words say, as the text does.

    None where the address is no title: too few words, or words that the text does not know.
    """
    pieces = _without_days(sheet, [piece for piece in _pieces(sheet.page.url) if fold(piece) not in _NO_SLUG])
    if not pieces:
        return None
    tokens = [(fold(found.group()), *found.span()) for found in _TOKEN.finditer(sheet.text[:_MOST_TEXT])]
    slug = [set(_spellings(fold(piece))) for piece in pieces]
    told = sheet.sentence(lead.lead.mention.start) if lead is not None else (0, 0)
    repeated = _repeated(sheet, slug, tokens, told)
    respelt = _respelt(sheet, pieces, tokens)
    short = repeated is not None and respelt is not None and 2 * len(repeated.text) < len(respelt.text)
    return respelt if short else repeated or respelt


def _pieces(url: str) -> list[str]:
    """Return the words and numbers of an address' last telling part, in order."""
    address = split_url(url)
    asked = _QUERY.search(unquote(address.query)[:300])
    parts = [part for part in unquote(address.path)[-300:].split("/") if part]
    wordy = next((part for part in reversed(parts) if sum(c.isalpha() for c in part) > 8), "")
    if asked is not None and wordy.count("-") < 1:
        wordy = asked.group()
    path = wordy or "/".join(parts[-2:])
    return [piece for piece in _BREAK.split(path) if piece]


def _without_days(sheet: Sheet, pieces: list[str]) -> list[str]:
    """Return an address' words without days, figures and small words at its ends: "fair-friday-20-march"."""
    own = sheet.known.own.phrases
    small = {*own["day_before"], *own["at"], *own["article"]}
    days = _folded_days(sheet.known)
    names = [piece.isalpha() and fold(piece) not in days for piece in pieces]
    first = next((i for i, named in enumerate(names) if named), len(pieces))
    last = next((i for i in reversed(range(first, len(pieces))) if names[i]), first - 1)
    while last > first and pieces[last].lower() in small:
        last -= 1
    return pieces[first : last + 1]


@cache
def _folded_days(known: Vocabulary) -> frozenset[str]:
    return frozenset(fold(word) for word in (*known.months, *known.weekdays))


def _spellings(word: str) -> Iterator[str]:
    """Yield a word of an address as it is, and as it would be folded from letters with marks."""
    yield word
    short = word
    for two, one in _TWO_LETTERS:
        short = short.replace(two, one)
    if short != word:
        yield short


def _alike(word: str, other: str) -> bool:
    """Tell whether two different words are one but for their endings."""
    return len(word) > 4 and len(other) > 3 and word.startswith(other[:6]) and other.startswith(word[:6])


def _repeated(
    sheet: Sheet, slug: list[set[str]], tokens: list[tuple[str, int, int]], told: tuple[int, int]
) -> Title | None:
    """Return the first phrase of the text that is the whole address, or its telling beginning.

    ``told``: the sentence that tells the day; fewer words of the address are enough there.
    """
    best: tuple[int, int, int] | None = None
    for i in range(len(tokens)):
        n = 0
        while n < len(slug) and i + n < len(tokens) and tokens[i + n][0] in slug[n]:
            n += 1
        if n and (best is None or n > best[0]):
            best = n, tokens[i][1], tokens[i + n - 1][2]
    if best is None:
        return None
    n, start, end = best
    text = sheet.text[start:end]
    if "\n" in text:
        return None
    whole = n == len(slug) and (n > 1 or (len(text) >= _LONG_WORD and text[:1].isupper()))
    enough = n * 2 >= len(slug) - 1 or told[0] <= start < told[1]
    begun = n > 2 and enough and text[:1].isupper()
    named = n > 1 and text[:1].isupper() and sheet.marks.has(start, end, "event")
    if not (whole or begun or named) or (n == 1 and sheet.marks.has(start, end, *_SITE_WORDS)):
        return None
    return Title(text[:1].upper() + text[1:], start, end, "address", 0.55)


def _respelt(sheet: Sheet, pieces: list[str], tokens: list[tuple[str, int, int]]) -> Title | None:
    """Return the address' words in order, each written as the text writes it."""
    if len(pieces) < _ENOUGH:
        return None
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for word, start, end in tokens:
        written[word][sheet.text[start:end]] += 1
    asked = ((one for one in _spellings(fold(piece)) if one in written) for piece in pieces)
    known = (next(ones, None) for ones in asked)
    spelt = [written[one].most_common(1)[0][0] if one is not None else None for one in known]
    told = sum(word is not None for word in spelt)
    if told < _TOLD * len(pieces):
        return None
    words = [word or piece for word, piece in zip(spelt, pieces, strict=True)]
    text = " ".join(words)
    return Title(text[:1].upper() + text[1:], None, None, "address", 0.45)
