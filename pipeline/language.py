"""Which language a page is written in: its declaration where the prose agrees, else what langdetect finds."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from langdetect import DetectorFactory, LangDetectException
from langdetect.detector_factory import PROFILES_DIRECTORY

from pipeline.likelihood import Likelihoods
from pipeline.model import SourceFacts
from pipeline.text import Document

SAMPLE = 1500
"""Characters of prose that decide; more costs time and changes nothing."""
SURE = 0.9
"""The probability at which prose outweighs a declaration."""
_LINES, _LINE, _LEAST, _MUCH = 10, 250, 80, 0.5
"""Of so many long lines, cut to so many characters, half are in a language that the page is in."""
_GLANCE, _GLANCES = 450, 3
"""Characters and trials of the first look; where that is sure (nearly always), a second is spared."""
_ENOUGH, _UNDOUBTED, _DOUBTING = 10.0, 0.05, 0.2
"""Leads of the likeliest language, in whole and by n-gram (see ``Likeliest``), at which langdetect need not
be asked, which would say the same at ten times the cost: where it is the declared one or none is declared,
and against what is declared.
"""
_FIRST = 200
"""Characters that are looked at before; four pages of five are as clear as against a declaration."""
_SHORT = 160
"""A declaration stands where the prose has fewer characters."""
_LATIN = (
    *("ca", "cs", "cy", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "it", "lt", "lv", "nl", "no"),
    *("pl", "pt", "ro", "sk", "sl", "sq", "sv", "tr"),
)
"""Languages of Europe in Latin script: half of all that langdetect tells apart, so half the work."""
_MACRO = {"nb": "no", "nn": "no"}
_LONG = re.compile(r"https?://\S+|\S+@\S+|[^\w\s]+|\d+")
_MARKS = re.compile(r"https?://\S+|[^\w\s]+|\d+")


@cache
def _detector_factory(latin: bool) -> DetectorFactory:
    """Return langdetect's profiles, loaded once, with a fixed seed: the same text gives the same language."""
    factory = DetectorFactory()
    if latin:
        folder = Path(PROFILES_DIRECTORY)
        factory.load_json_profile([(folder / code).read_text(encoding="utf-8") for code in _LATIN])
    else:
        factory.load_profile(PROFILES_DIRECTORY)
    factory.set_seed(0)
    return factory


@cache
def _likelihoods() -> Likelihoods:
    return Likelihoods(_detector_factory(True))


def page_language(document: Document, facts: SourceFacts) -> str | None:
    """Return the ISO 639-1 code of the page's prose; None for a page without words and declarations.

    What the prose is in counts more than what the head declares: templates are often declared wrong, and
    event files carry one language's front matter over another's text. A short text leaves it to the
    declaration.
    """
    sample = _sample(document)
    declared = _code(document.language) or (facts.languages[0] if len(facts.languages) == 1 else None)
    if declared is not None and len(sample) < _SHORT:
        return declared
    detected = detect(sample, declared)
    if detected is None:
        return declared or (facts.languages[0] if facts.languages else None)
    code, probability = detected
    doubted = declared is not None and code != declared
    if doubted and (probability < SURE or _tells_much(document, declared)):
        return declared
    if facts.languages and code not in facts.languages and len(sample) < 300:
        return declared or facts.languages[0]
    return code


def _tells_much(document: Document, declared: str | None) -> bool:
    """Tell whether much of a page is in the declared language; a notice in another may be its longest."""
    lines = sorted((b.text for b in document.blocks if b.region == "main"), key=len, reverse=True)
    words = [" ".join(_LONG.sub(" ", line[:_LINE]).split()) for line in lines[:_LINES] if len(line) > _LEAST]
    told = [(len(one), found[0]) for one in words if (found := _probable(one, True, _GLANCES)) is not None]
    return sum(n for n, code in told if code == declared) >= _MUCH * sum(n for n, _ in told) > 0


def _sample(document: Document) -> str:
    """Return running prose, the longest blocks first: labels, names and menus say little of a language."""
    blocks = sorted((b for b in document.blocks if b.region == "main"), key=lambda b: -len(b.text))
    out, length = [], 0
    for block in blocks:
        told = block.text[:SAMPLE]
        # Each word might be the beginning of an address.
        words = " ".join((_LONG if "@" in told else _MARKS).sub(" ", told).split())
        out.append(words)
        length += len(words)
        if length > SAMPLE:
            break
    return " ".join(out)[:SAMPLE]


def detect(text: str, declared: str | None = None) -> tuple[str, float] | None:
    """Return language and probability as langdetect sees them, seeded; None where there is nothing to see.

    A clear case is sure at once; where the language is ``declared``, less is clear enough.
    """
    letters = "".join(filter(str.isalpha, text[:400]))
    if len(letters) < 12:
        return None
    latin = letters.isascii() or sum(c < "\u0250" for c in letters) * 2 > len(letters)
    if latin and (clear := _clear(text[:_GLANCE], declared)) is not None:
        return clear, 1.0
    found = _probable(text[:_GLANCE], latin, _GLANCES) if latin else None
    if found is None or found[1] < SURE:
        found = _probable(text, False) or found
    return found


def _clear(text: str, declared: str | None) -> str | None:
    found = _likelihoods().likeliest(text[:_FIRST])
    if found is None or found.lead < _ENOUGH or found.lead_by_ngram < _DOUBTING:
        found = _likelihoods().likeliest(text)
    if found is None or found.lead < _ENOUGH:
        return None
    code = _MACRO.get(found.language, found.language)
    least = _UNDOUBTED if declared in (None, code) else _DOUBTING
    return code if found.lead_by_ngram >= least else None


def _probable(text: str, latin: bool, trials: int | None = None) -> tuple[str, float] | None:
    detector = _detector_factory(latin).create()
    detector.n_trial = trials or detector.n_trial
    detector.append(text)
    try:
        found = detector.get_probabilities()
    except LangDetectException:
        return None
    return (_MACRO.get(found[0].lang, found[0].lang), found[0].prob) if found else None


def _code(declared: str | None) -> str | None:
    if not declared:
        return None
    code = declared.strip().lower().replace("_", "-").split("-")[0]
    code = _MACRO.get(code, code)
    return code if len(code) == 2 and code.isalpha() else None
