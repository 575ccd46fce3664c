"""Cutting a text into tokens, and finding phrases in it."""

from __future__ import annotations

import pytest

from pipeline.lexicon import Lexicon
from pipeline.tokens import MOST_TOKENS, cut

TEXTS = (
    "",
    "\n\n",
    "Möte den 12.3.2027, kl 18–20\nMöte den 12.3.2027, kl 18–20\n\n i lördags’ x_y",
    "İzmir 5m² ΣΑΣ\nMöte den 12.3.2027, kl 18–20",
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_token_is_what_the_text_has_there_whatever_was_cut_before(text: str) -> None:
    tokens = cut(text)
    said = [text[a:b] for a, b in zip(tokens.starts, tokens.ends, strict=True)]
    assert [one.lower().replace("’", "'") for one in said] == tokens.words
    assert "".join(said) == "".join(text.split())


def test_words_are_found_where_they_stand() -> None:
    tokens = cut("a b\na c b")
    assert tokens.places == {"a": [0, 2], "b": [1, 4], "c": [3]}
    assert tokens.among({"b", "a", "d"}) == [0, 1, 2, 4]


def test_a_text_is_cut_no_further_than_its_most_tokens() -> None:
    tokens = cut("a\n" * (MOST_TOKENS - 1) + "b c d")
    assert (len(tokens), tokens.words[-1], tokens.ends[-1]) == (MOST_TOKENS, "b", 2 * MOST_TOKENS - 1)


def test_phrases_by_key_are_those_found() -> None:
    lexicon = Lexicon([("x", "a"), ("x", "a b"), ("y", "b"), ("y", "a* c"), ("z", "*b")])
    tokens = cut("a b a c ab\nb a b")
    phrases = lexicon.phrases(tokens)
    by_key = [hit for key in phrases.keys_found() for hit in phrases.hits(key)]
    assert sorted(by_key) == sorted(lexicon.find(tokens))
    assert all(phrases.firsts(hit.key) >= {hit.first} for hit in by_key)
