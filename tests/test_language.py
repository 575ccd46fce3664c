"""Which language a page is read in: what its prose is in, else what is declared."""

from __future__ import annotations

import pytest

from pipeline.language import detect, page_language
from pipeline.model import SourceFacts
from pipeline.text import read_document
from tests.telling import page_of

PROSE = {
    "sv": "Hur ska stadsparken se ut om tio år? Kom och berätta vad du saknar, vad som ska vara kvar "
    "och vad du själv vill göra där. Mötet börjar med en genomgång och sedan sitter vi i grupper.",
    "pl": "Jak mają wyglądać bulwary nad rzeką? Zapraszamy mieszkańców na otwarte spotkanie, podczas "
    "którego porozmawiamy o projekcie, wysłuchamy uwag i zastanowimy się nad kolejnymi krokami. "
    "Wnioski ze spotkania opublikujemy na naszej stronie.",
    "en": "Come and look at the draft plan for the riverside, ask the planners and tell us what is missing. "
    "After a short introduction we will sit in small groups and write down what everybody thinks.",
    "de": "Wie soll der Marktplatz künftig genutzt werden? Die Planerinnen stellen drei Entwürfe vor, danach "
    "wird an kleinen Tischen diskutiert, und alle Hinweise werden aufgeschrieben und veröffentlicht.",
    "fr": "Comment imaginez-vous la place du marché dans dix ans ? Venez découvrir les esquisses, poser vos "
    "questions et dire ce qui manque. Après une courte présentation, nous travaillerons par groupes.",
}


def language_of(body: str, declared: str = "", languages: tuple[str, ...] = ()) -> str | None:
    page = page_of(f'<html lang="{declared}"><body><p>{body}</p></body></html>', "text/html")
    return page_language(read_document(page), SourceFacts(id="example", languages=languages))


@pytest.mark.parametrize("code", sorted(PROSE))
def test_prose_says_its_language(code: str) -> None:
    assert language_of(PROSE[code]) == code


@pytest.mark.parametrize("declared", ["en", "en-US", "sv-SE", "", "x", "zz-ZZ", "svenska"])
def test_prose_outranks_a_wrong_declaration(declared: str) -> None:
    assert language_of(PROSE["pl"], declared) == "pl"


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        ("sv", "sv"),
        ("sv-SE", "sv"),
        ("SV_se", "sv"),
        ("nb-NO", "no"),
        ("nn", "no"),
        ("pl", "pl"),
    ],
)
def test_a_short_text_is_read_as_declared(declared: str, expected: str) -> None:
    assert language_of("12 mars 2026", declared) == expected


def test_a_source_of_one_language_speaks_for_a_page_without_words() -> None:
    assert language_of("12.03.2026 18:00", languages=("de",)) == "de"


def test_a_page_without_words_and_declarations_has_none() -> None:
    assert language_of("12.03.2026 18:00") is None


@pytest.mark.parametrize("code", sorted(PROSE))
def test_detection_is_the_same_every_time(code: str) -> None:
    assert len({detect(PROSE[code]) for _ in range(5)}) == 1
