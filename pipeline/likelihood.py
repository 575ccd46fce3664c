"""How likely each language is for a text, by all its n-grams at once, with langdetect's profiles."""

from __future__ import annotations

from collections.abc import Iterator
from math import log
from typing import NamedTuple

from langdetect import DetectorFactory
from langdetect.detector import Detector
from langdetect.utils.ngram import NGram

_SMOOTHING = Detector.ALPHA_DEFAULT / Detector.BASE_FREQ
"""Added to the share of each n-gram in a language, as langdetect does: none is impossible."""
_LONGEST = 3
"""Letters of the longest n-gram that the profiles tell of."""
_REMEMBERED = 8192
"""Words whose likelihoods are kept at hand, a kilobyte each; beyond them memory begins anew."""


class Likeliest(NamedTuple):
    """The likeliest language; the logarithm of how much likelier it is than the next, whole and by n-gram."""

    language: str
    lead: float
    lead_by_ngram: float


class Likelihoods:
    """Weighs texts with the profiles of a factory; a word is weighed once."""

    def __init__(self, factory: DetectorFactory) -> None:
        self._languages: list[str] = factory.langlist
        self._shares: dict[str, list[float]] = factory.word_lang_prob_map
        self._rows: dict[str, tuple[float, ...]] = {}
        self._words: dict[str, tuple[float, ...]] = {}
        self._plain = _Plain()

    def likeliest(self, text: str) -> Likeliest | None:
        """Return what the n-grams of ``text`` say together; None where the profiles know none of them."""
        weighed = [w for w in map(self._weighed, text.translate(self._plain).split()) if w]
        if not weighed:
            return None
        count, *whole = map(sum, zip(*weighed, strict=True))
        (first, language), (second, _) = sorted(zip(whole, self._languages, strict=True), reverse=True)[:2]
        return Likeliest(language, first - second, (first - second) / count)

    def _weighed(self, word: str) -> tuple[float, ...]:
        """Return how many n-grams of a word are known, and the logarithm of each language's likelihood.

        Nothing where none is known.
        """
        known = self._words.get(word)
        if known is None:
            rows = [self._row(gram) for gram in _ngrams(word) if gram in self._shares]
            known = (len(rows), *map(sum, zip(*rows, strict=True))) if rows else ()
            if len(self._words) >= _REMEMBERED:
                self._words.clear()
            self._words[word] = known
        return known

    def _row(self, gram: str) -> tuple[float, ...]:
        row = self._rows.get(gram)
        if row is None:
            row = self._rows[gram] = tuple(log(_SMOOTHING + share) for share in self._shares[gram])
        return row


def _ngrams(word: str) -> Iterator[str]:
    """Yield the n-grams that end at a word's letters, but for capitals behind capitals, and at its end."""
    padded = f" {word} "
    for i in range(1, len(padded)):
        if not (padded[i].isupper() and padded[i - 1].isupper()):
            for n in range(1 if i <= len(word) else 2, min(i + 1, _LONGEST) + 1):
                yield padded[i + 1 - n : i + 1]


class _Plain(dict[int, str]):
    """Letters as the profiles have them, by code point; a blank for marks and figures. Filled as asked."""

    def __missing__(self, code: int) -> str:
        plain: str = NGram.normalize(chr(code))
        self[code] = plain
        return plain
