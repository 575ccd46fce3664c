"""Reasons and findings, kept in English, are told in the visitor's language."""

from __future__ import annotations

import re

import pytest

from kalends.health.answers import _CAUSES
from kalends.web.labels import LABELS
from kalends.web.languages import words_of
from kalends.web.sentences import SENTENCES, translated
from scrapers.report import COUNTS
from store.match.parts import PARTS
from store.match.policy import COMPARISONS
from store.match.rules import LINKS, VETOES
from store.write import WriteCounts

REASONS = [
    *(step.reason.format(shared="river/rzeka") for one in COMPARISONS for step in one.steps if step.reason),
    *(rule.reason.format(l="A, b", r="C: 100 %") for rule in (*LINKS, *PARTS, *VETOES)),
]
FINDINGS = [
    "other tellings of it say so, too",
    *(f"3 of 5 addresses {words}" for _, words in _CAUSES.values()),
    "no listing could be read: 3 of 5 addresses are forbidden by robots.txt",
    "nothing could be fetched: it ended before anything was asked",
    "3 of 4 fetched pages end in the middle",
    "the listing tells of nothing, where 12 announcements were still to come",
    "start is filled in 10% of 20 announcements, where 95% is usual",
    "12 of 14 announcements begin 60 minutes earlier than before, since 2026-03-01",
    "the language is sv now (3 of 4 announcements), where pl is usual",
]


@pytest.mark.parametrize("language", ["sv", "pl"])
def test_every_sentence_is_translated(language: str) -> None:
    """What is filled in stands in the translation as it was."""
    words = words_of(language)
    for sentence in (*REASONS, *FINDINGS):
        said = translated(sentence, words)
        assert said != sentence
        assert sorted(re.findall(r"\d+", said)) == sorted(re.findall(r"\d+", sentence))
    assert "A, b" in translated(REASONS[-1], words)


def test_english_and_others_words_stay() -> None:
    """English is what was kept, word for word; what a site said is no sentence of ours."""
    english, swedish = words_of("en"), words_of("sv")
    assert [translated(sentence, english) for sentence in (*REASONS, *FINDINGS)] == [*REASONS, *FINDINGS]
    for text in ("", "the same days ago", "titles share ", "%(rest)s", "%s %d", "x" * 5000):
        assert translated(text, swedish) == text


def test_no_sentence_hides_behind_a_wider_one() -> None:
    """A sentence as its own pattern has it is found by that pattern, not by one before it."""
    for number, pattern in enumerate(SENTENCES):
        filled = re.sub(r"%\(\w+\)s", "7", pattern)
        before = [one for one in SENTENCES[:number] if re.fullmatch(_as_regex(one), filled)]
        assert before == [], pattern


def _as_regex(pattern: str) -> str:
    return "(.+)".join(re.escape(part) for part in re.split(r"%\(\w+\)s", pattern))


def test_every_count_has_words() -> None:
    assert set(COUNTS) | set(WriteCounts().as_counts()) <= set(LABELS["count"])
