"""What titles, names and links say whatever their language and spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.fold import fold, folded_words
from store.match.links import link_key
from store.match.names import name_keys
from store.match.terms import initials_of_longer, pieces_of, root_of, terms_of
from store.match.titles import edition_of

LINKS = [
    ("https://www.a.example/e/7/?utm_source=x&fbclid=1#top", "a.example/e/7"),
    ("http://a.example/e?id=7&aff=3&b=2", "a.example/e?b=2&id=7"),
    ("a.example/e/7", "a.example/e/7"),
    ("http://127.0.0.1:8000/e/7", "127.0.0.1:8000/e/7"),
    ("https://a.example/", None),
    ("https://a.example/sv", None),
    ("mailto:info@a.example", None),
    ("https://[broken/e", None),
    ("nonsense", None),
]


@pytest.mark.parametrize(("url", "key"), LINKS)
def test_links_in_one_form(url: str, key: str | None) -> None:
    assert link_key(url) == key


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [("kommission", "commission", True), ("nätverket", "natverk", True), ("park", "parade", False)],
)
def test_words_of_one_root(left: str, right: str, expected: bool) -> None:
    assert (root_of(fold(left)) == root_of(fold(right))) is expected


MEANINGS = [
    ("Medborgardialog om cykelbanor", "Citizen dialogue on cycle lanes"),
    ("Grannarnas fest", "Święto sąsiadów"),
    ("Frivillighet i Norge", "Volunteering in Norway"),
    ("Klimatriksdag", "Climate parliament"),
    ("Zukunft der Demokratie", "L'avenir de la démocratie"),
    ("Rundt bordet om atomvåpen", "A treaty on nuclear weapons"),
    ("Odzbrojení v Evropě", "Aseistariisunta"),
    ("Wohin mit dem Regenwasser?", "Hvor skal overvannet?"),
    ("Mostra del llop", "Susien vuosi"),
    ("Grób nieznanego żołnierza", "Le soldat inconnu"),
]
# A word's beginning stands in another word, or a word of one language in another.
NO_MEANINGS = [
    ("President", "Residents"),
    ("Cittadinanza", "Stadt"),
    ("Österreich", "Ostmässa"),
    ("Information", "Formation"),
    ("Gemeinsam", "Einsam"),
    ("Adventure", "Advent"),
    ("Slavík", "Slavery"),
]


@pytest.mark.parametrize(("left", "right"), MEANINGS)
def test_meanings_that_two_languages_share(left: str, right: str) -> None:
    one, other = terms_of(left), terms_of(right)
    assert {*one.meanings, *one.kinds} & {*other.meanings, *other.kinds}


@pytest.mark.parametrize(("left", "right"), NO_MEANINGS)
def test_words_that_only_look_alike_share_no_meaning(left: str, right: str) -> None:
    one, other = terms_of(left), terms_of(right)
    assert not {*one.meanings, *one.kinds} & {*other.meanings, *other.kinds}


def test_common_words_and_years_are_no_names() -> None:
    terms = terms_of("Välkommen till ESOF2020 i september")
    assert (terms.names, terms.numbers) == (("esof",), ("2020",))


ORGANISATIONS = [
    ("Miasto Kraków", "Urząd Miasta Krakowa", True),
    ("Ville de Grenoble", "City of Grenoble", True),
    ("Malmö universitet", "Malmö University", True),
    ("Institutt for samfunnsforskning (ISF)", "ISF", True),
    ("Fundacja Jaskółka", "Jaskółka Foundation", True),
    ("Europejskie Centrum Solidarności", "European Solidarity Centre", True),
    ("Malmö stad", "Lunds universitet", False),
    ("Föreningen Pildamm", "Föreningen Rosengård", False),
    ("Ministerstwo Kultury", "Ministerstwo Zdrowia", False),
]


@pytest.mark.parametrize(("left", "right", "expected"), ORGANISATIONS)
def test_one_organisation_under_two_names(left: str, right: str, expected: bool) -> None:
    assert bool(name_keys(left) & name_keys(right)) is expected


EDITIONS = [
    ("21ème conférence", 21),
    ("The 11th forum", 11),
    ("XIV Kongres", 14),
    ("5. Dialogtag", 5),
    ("Forum 2026", None),
    ("30. rocznica porozumienia", None),
    ("V Kongres Sąsiadów", 5),
    # "In Brno", "and": a word of one letter; a day of the month.
    ("V Brně začíná den památek", None),
    ("Warsztaty I spacer", None),
    ("Tag der Vereine: Eröffnung am 11. September", None),
    ("Talkoot 5. toukokuuta", None),
]


@pytest.mark.parametrize(("title", "edition"), EDITIONS)
def test_editions(title: str, edition: int | None) -> None:
    assert edition_of(title) == edition


def test_an_acronym_is_spelled_out_without_small_words() -> None:
    assert "pdc" in initials_of_longer(folded_words("Partnership for Digital Commons summit"))
    assert "ogp" in initials_of_longer(folded_words("The Open Government Partnership"))


# Marks, letters that fold to two, ligatures, digits of other scripts, and what parts words.
ODD = "A\u030a \u0301\u00b4-\u00df\u0130\u01c5\ufb01\u00bd\u0663\u00aa\u03a3"


@given(st.text(max_size=40) | st.text(ODD, max_size=12))
def test_what_is_folded_piece_by_piece_has_the_words_of_the_whole(text: str) -> None:
    assert [word for piece in pieces_of(text) for word in piece.words] == folded_words(text)
