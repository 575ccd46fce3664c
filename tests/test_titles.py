"""What an event is called where no heading says it: by address, by the part's first line, by words."""

from __future__ import annotations

import pytest

from tests.telling import reading_of


def titles(text: str, language: str, country: str, url: str | None = None) -> list[str]:
    reading = reading_of(text, fetched="2026-02-01", url=url, languages=(language,), country=country)
    return [one.title for one in reading.announcements]


SERIES = {
    "labels under a line": (
        "pl", "PL",
        "Program jesienny\n\nZapraszamy na wykłady otwarte Klubu Seniora.\n\n"
        "Jak słuchać miasta?\nOpowieść o hałasie i ciszy w naszych dzielnicach.\n"
        "Data: środa 4 marca 2026\nGodzina: 17.00\nMiejsce: Biblioteka Publiczna\n\n"
        "Rzeki w cieniu betonu\nWykład o tym, dokąd płynie woda spod naszych ulic.\n"
        "Data: środa 11 marca 2026\nGodzina: 17.00\nMiejsce: Biblioteka Publiczna",
        ["Jak słuchać miasta?", "Rzeki w cieniu betonu"],
    ),
    "lines under a day": (
        "de", "DE",
        "Unser Frühjahrsprogramm\n\nDienstag, 3. März 2026, 19 Uhr\nWem gehört die Stadt?\n"
        "Ein Abend über Bodenpolitik mit Gästen aus drei Gemeinden.\n\n"
        "Dienstag, 10. März 2026, 19 Uhr\nGärten für alle\nWir sprechen darüber, wer sie pflegt.",
        ["Wem gehört die Stadt?", "Gärten für alle"],
    ),
    "the first part opens the page": (
        "sv", "SE",
        "Vårens kalender\n\n3 mars kl 18\nSamtal om torgets framtid\n\n10 mars kl 18\nÅrsmöte\n\n"
        "17 mars kl 18\nCykelverkstad för nybörjare",
        ["Samtal om torgets framtid", "Årsmöte", "Cykelverkstad för nybörjare"],
    ),
    "a place under each day names none": (
        "en", "GB",
        "Open meetings this spring\n\nTuesday 3 March 2026, 7pm\nVillage Hall, Mill Lane\n\n"
        "Tuesday 10 March 2026, 7pm\nCommunity Centre, High Street",
        ["Open meetings this spring"] * 2,
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SERIES)
def test_the_line_that_opens_a_part_names_its_event(name: str) -> None:
    language, country, text, expected = SERIES[name]
    assert titles(text, language, country) == expected


ADDRESSED = [
    (
        "da", "DK", "https://byliv.example/broer-mellem-generationer/",
        "Aldrig har vi haft så lidt tid til hinanden. Hvordan bygger vi broer mellem generationer?\n"
        "Kom og vær med.\nTID: 12. marts 2026 kl. 19-21\nSTED: Sognegården",
        "Broer mellem generationer",
    ),
    (
        "de", "DE", "https://rathaus.example/aktuelles/4711-buergertag-260312",
        "Viele Vereine stellen sich am 12. März 2026 um 18 Uhr im Rathaus vor. Der Bürgertag ist neu.",
        "Bürgertag",
    ),
    (
        "fi", "FI", "https://kyla.example/kylan-yhteinen-kevatilta",
        "Tule mukaan!\nTorstaina 12.3.2026 klo 18 on kylän yhteinen kevätilta, jossa soppaa riittää.",
        "Kylän yhteinen kevätilta",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "country", "url", "text", "expected"), ADDRESSED)
def test_the_address_says_which_words_of_the_text_are_the_title(
    language: str, country: str, url: str, text: str, expected: str
) -> None:
    assert titles(text, language, country, url)[:1] == [expected]


HEADS = [
    ("fi", "FI", "T E R V E T U L O A !\n"
     "Kylän yhteinen suunnitteluilta\nTiistaina 3.3.2026 klo 18", "suunnitteluilta"),
    ("es", "ES", "LUGAR\nPatio de la Casa Grande\nFECHA\n3 de marzo de 2026\n"
     "Os esperamos en el primer Encuentro de Huertos Vecinales.", "Encuentro de Huertos Vecinales"),
    ("sv", "SE", "INSTÄLLT Från idé till handling\n\nKonferensen den 3 mars 2026 ställs in.",
     "Från idé till handling"),
    ("pt", "PT", "3 mar 2026\n17:30\nClube Recreativo\n\nAssembleia Aberta de Moradores\n\n"
     "A assembleia destina-se a ouvir quem vive no bairro.", "Assembleia Aberta de Moradores"),
    ("no", "NO", "Torsdag 5. mars 2026\nKl. 17:00 - 18:30\nDialogkafé med tema: Elva vår - avlyst\n"
     "Vi snakker om elva.", "Dialogkafé med tema: Elva vår"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "country", "text", "expected"), HEADS)
def test_what_stands_at_the_head_and_is_no_title_is_passed_over(
    language: str, country: str, text: str, expected: str
) -> None:
    assert expected in titles(text, language, country)[0]
