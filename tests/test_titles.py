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
    "days told in one sentence, and a line under each": (
        "cs", "CZ",
        "Přednáškový cyklus\n\nPřednášky budou ve středu 4. března 2026 od 17 hodin v Městské "
        "knihovně a potom "
        "11. března a 18. března.\n\nProgram\n\n4. března\nMgr. Jana Malá: Kdo staví naše náměstí\n\n"
        "11. března\nPavel Novák: Řeka uprostřed města\n\n18. března\nPavel Novák: Stromy v ulicích",
        ["Kdo staví naše náměstí", "Řeka uprostřed města", "Stromy v ulicích"],
    ),
    "a table's column of places names none": (
        "pt", "PT",
        "Rodas de Conversa sobre a Cultura\n\nA Câmara organiza rodas de conversa em março de 2026:\n\n"
        "DATA |\nBAIRRO |\nHORÁRIO |\nLOCAL |\n03/03 |\nRIBEIRA |\n14:00 |\nESCOLA |\n"
        "05/03 |\nCAMPINHOS |\n17:00 |\nSEDE |\n10/03 |\nFONTE NOVA |\n14:00 |\nBAR |",
        ["Rodas de Conversa sobre a Cultura"] * 3,
    ),
    "rows of towns, their houses in brackets": (
        "pt", "PT",
        "Sessões Públicas do Orçamento\n\n12 de março de 2026 – 21h00 - Aldeia Nova (Associação de "
        "Moradores)\n"
        "13 de março de 2026 – 21h00 - Palmela (“Os Rurais” do Lago Grande)\n"
        "16 de março de 2026 – 21h00 - Monte Alto (Associação do Alto)",
        ["Sessões Públicas do Orçamento"] * 3,
    ),
    "rows that quote their titles": (
        "no", "NO",
        "Programmet våren 2026\n\nForedragskvelder:\n5. mars – «Foreningen 100 år»\n"
        "12. mars – «Husmannsplasser»\n19. mars – «Sanger fra dalen»\n\nAlle er på biblioteket og "
        "begynner kl. 19.",
        ["Foreningen 100 år", "Husmannsplasser", "Sanger fra dalen"],
    ),
    "rows with the house ahead of a colon": (
        "fr", "FR",
        "Regards croisés\n\nQuatre événements en mars 2026 :\n"
        "Le 5 mars – 14h – Place du Marché, Brives : Exposition « Nos droits »\n"
        "Le 12 mars – 20h30 – Cinéma Le Phare, Brives : Projection « Leur pays »\n"
        "Le 19 mars – 18h – Cinéma Le Phare, Brives : Débat « Notre ville »",
        ["Exposition « Nos droits »", "Projection « Leur pays »", "Débat « Notre ville »"],
    ),
    "days that a sentence tells of and a row names": (
        "fi", "FI",
        "Luentosarja kaupungista\n\nSarja päättyy keskusteluun torstaina 19.3.2026 klo 12, "
        "lisätietoja sivulla "
        "www.kyla.example/opisto.\n\n5.3. Oma koti kullan kallis, mutta kenelle\n12.3. Hyvää elämää "
        "rannalla\n"
        "19.3. Keskustelutilaisuus: kohti parempaa rantaa",
        ["Keskustelutilaisuus: kohti parempaa rantaa", "Oma koti kullan kallis, mutta kenelle",
         "Hyvää elämää rannalla"],
    ),
    "scraps of a sentence name an event worse than its page": (
        "es", "ES",
        "Las jornadas de cooperación vuelven\n\nLas VI Jornadas Vecinales tendrán lugar los días 3 y 4 de "
        "marzo de 2026 en el Jardín Botánico.\n\nSon parte de la Bienal de Barrios, que organiza el "
        "Ayuntamiento. Será los días 5 y 6 de marzo.",
        ["Las jornadas de cooperación vuelven"] * 2,
    ),
    "a row's words name no page": (
        "sv", "SE",
        "Översiktsplan\n\n* Den som vill prata om planen kan göra det här. Alla får komma till mötena.\n\n"
        "Tisdag 3 mars: Bystugan, Dalen\n\nTorsdag 5 mars: Kulturhuset, Dalen\n\n"
        "Lördag 7 mars: Bygg-mässan, Kulturhuset, Dalen",
        ["Översiktsplan"] * 3,
    ),
    "a speaker ahead of each title": (
        "de", "DE",
        "Sommervorlesungen\n\nImmer um 10.15 Uhr im Hörsaal.\n\nMontag, 2. März 2026:\n"
        "Professor Dr. Max Muster: Wem gehört das Wasser? Wie Städte um Quellen streiten, erzählt "
        "anhand von drei "
        "Beispielen, die weit auseinander liegen und doch dasselbe zeigen, nämlich dass Regeln "
        "reden helfen.\n"
        "Dienstag, 3. März 2026:\nProfessorin Dr. Eva Muster: Grenzen der Stadt",
        ["Wem gehört das Wasser?", "Grenzen der Stadt"],
    ),
    "a speaker's line over each title": (
        "no", "NO",
        "Lokalhistoriske kvelder\n\nOnsdag 4. mars 2026.\n\nKari Nordmann:\nSkolen i bygda.\n\n"
        "Onsdag 11. mars 2026.\n\nBrynmund Haugen:\nGutteliv på 60-tallet.\n\nOnsdag 18. mars 2026.\n\n"
        "Ola Nordmann:\nNytt om krigen.",
        ["Skolen i bygda", "Gutteliv på 60-tallet", "Nytt om krigen"],
    ),
    "a quote in each day's sentence": (
        "en", "GB",
        "The college is to hold a free lecture series.\n\nIt opens on Tuesday, March 3, 2026 at "
        "6pm, when Ann "
        'Example, head of the theatre, talks about "Arts for the Future."\n\nOn Thursday, March 12 '
        'at 6pm, it is '
        'the turn of the writer Bob Example with his lecture "How We Speak."\n\nLater come the '
        'sculptor Cy Example '
        'on March 19 at 6pm, with "Keeping Faith," and Di Example on April 2 at 6pm, with "The '
        'Empire Answers."',
        ["Arts for the Future", "How We Speak", "Keeping Faith", "The Empire Answers"],
    ),
    "an invitation over each day": (
        "pl", "PL",
        "Biblioteka w Starej Wsi zaprasza na spotkanie „Raz sucho, raz mokro”.\nKiedy?\nSobota, 7 "
        "marca 2026, "
        "godz. 17:00\nGdzie?\nBiblioteka\n\nDom Kultury w Nowej Wsi zaprasza na debatę „Perła w krzakach”.\n"
        "Kiedy?\nCzwartek, 12 marca 2026, godz. 18:00\nGdzie?\nDom Kultury",
        ["Raz sucho, raz mokro", "Perła w krzakach"],
    ),
    "days in one sentence": (
        "fr", "FR",
        "Découvrir le patrimoine\n\nLieux et dates des manifestations : Salmes, le 7 mars 2026, "
        "action autour du "
        "four; Aubrac, le 14 mars 2026, les rives du Viaur; Calme, le 21 mars 2026, nuit des contes.",
        ["action autour du four", "les rives du Viaur", "nuit des contes"],
    ),
    "rows that are sentences": (
        "es", "ES",
        "Lanzamos la Semana Vecinal\n\nEl jueves 5 de marzo de 2026 a las 19h, los colectivos del barrio nos "
        "acompañan en una charla sobre ecologismo titulada \"Retos del distrito\", con tiempo para "
        "preguntas.\n\n"
        "El viernes 6 de marzo de 2026 a las 19h vuelve la \"Fiesta de los Vecinos\" de la "
        "Asociación de Mujeres, "
        "que este año celebra ya su décima edición en la plaza, con comida para quien venga.",
        ["Retos del distrito", "Fiesta de los Vecinos"],
    ),
    "a rule over each part": (
        "nl", "NL",
        "Themamaand: vrijheid\n\n-\nDichters in gesprek\nPraten over kunst\ndo 5 maart\n-\n"
        "Gaat het dorp ten onder?\nLezing van een kenner\nza 7 maart\n-\nBezoek van een schrijver\n"
        "Met een lezing\nzo 15 maart",
        ["Dichters in gesprek", "Gaat het dorp ten onder?", "Bezoek van een schrijver"],
    ),
    "rows with the hour at their end": (
        "fr", "FR",
        "Deux rendez-vous de la campagne\n\n- 6 mars 2026 : un stand au marché couvert, "
        "Grand-Place, de 9h à 13h.\n"
        "- 9 mars 2026 : le beau vide-ateliers à Houdan, rue du Lac 27, de 11h30 à 19h.",
        ["un stand au marché couvert", "le beau vide-ateliers à Houdan"],
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


OVER = [
    ("en", "GB",
     "Save the date!\n\nCitizens for Clean Rivers\n\n12 March 2026, 6pm, Town Hall",
     "Citizens for Clean Rivers"),
    ("en", "GB", "Events\nRiver voices\nThursday 12 March 2026, 18:00\nTown Hall, Leeds", "River voices"),
    ("de", "DE",
     "Termine\nFluss-Gespräche\nWie wir das Wasser teilen\nDonnerstag, 12. März 2026, 18 Uhr",
     "Fluss-Gespräche"),
    ("de", "DE",
     "Bürgerdialog zum\nneuen Klimakonzept\n12. März 2026, 18 Uhr",
     "Bürgerdialog zum neuen Klimakonzept"),
    ("pl", "PL",
     "Serdecznie zapraszamy!\n\nRzeka w mieście\n\n12 marca 2026, godz. 18.00, Ratusz",
     "Rzeka w mieście"),
    ("pl", "PL", "Zapisz datę: 12 marca 2026 – Forum Rzeczne", "Forum Rzeczne"),
    ("fr", "FR",
     "Entrée libre\n\nLa rivière à tous\n\nJeudi 12 mars 2026 à 18h, Mairie",
     "La rivière à tous"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "country", "text", "expected"), OVER)
def test_words_that_only_invite_or_head_a_list_name_no_event(
    language: str, country: str, text: str, expected: str
) -> None:
    assert titles(text, language, country) == [expected]


TOLD = [
    ("fr", "FR",
     "« Habiter autrement » est le titre de la conférence qui aura lieu le 12 mars 2026 à 18h.",
     "Habiter autrement"),
    ("it", "IT",
     "Si intitola “Di chi è il fiume?” il convegno in programma giovedì 12 marzo 2026 alle ore 18.",
     "Di chi è il fiume?"),
    ("en", "GB",
     "Join our annual lecture that looks at the river on 12 March 2026 at 6pm.",
     "Annual lecture"),
    ("de", "DE",
     "Die Gemeinde lädt am Freitag, 13. März 2026, zu einem Klimaforum ein. Von 18 bis 20 Uhr ist offen.",
     "Klimaforum"),
    ("de", "DE",
     "Mit dem Abend „Reden über den Fluss“ startet der Verein. Er findet am 12. März 2026 um 19 Uhr statt.",
     "Reden über den Fluss"),
    ("de", "DE",
     "Bei der 2. Online-Netzwerktagung vom 14.–15. März 2026 tauschten sich Vereine des internationalen "
     "Bürgerdialogs aus.", "2. Online-Netzwerktagung"),
    ("pl", "PL",
     "Miasto rozdzieli milion złotych na zieleń\n\nNabór wniosków trwa. Otwarte spotkanie informacyjne dla "
     "mieszkańców odbędzie się 12 marca 2026 o 17.00.", "Otwarte spotkanie informacyjne dla mieszkańców"),
    ("sv", "SE",
     "Tillsammans för ån\n\nVälkommen till en öppen föreläsning om ån den 12 mars 2026 kl 18.",
     "Öppen föreläsning om ån"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "country", "text", "expected"), TOLD)
def test_prose_names_an_event_by_a_quote_or_a_noun(
    language: str, country: str, text: str, expected: str
) -> None:
    assert titles(text, language, country) == [expected]


def test_the_sentence_over_a_list_of_days_names_them() -> None:
    text = (
        "Budget participatif\n\nLa ville organise des ateliers ouverts dans chaque quartier :\n"
        "Mardi 3 mars 2026 à 18h30, école Prévert\nMardi 10 mars 2026 à 18h30, école Curie\n"
        "Mardi 17 mars 2026 à 18h30, école Hugo"
    )
    assert titles(text, "fr", "FR") == ["Ateliers ouverts dans chaque quartier"] * 3
