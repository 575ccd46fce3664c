"""What rows of a list and days of a sentence are called: by quotes, by turns, by what they begin with."""

from __future__ import annotations

import pytest

from tests.test_titles import titles

ROWS = {
    "names and days by turns in one sentence": (
        "de", "DE",
        "Förderprogramm „Mitmachen“ unterstützt das Miteinander\n\nZwei Termine helfen beim Antrag: Ein "
        "Runder Tisch für Vereinsideen findet am 3. März 2026 von 17 bis 19 Uhr statt, ein Workshop zur "
        "Antragstellung am 10. März 2026 von 17 bis 19 Uhr.",
        ["Runder Tisch für Vereinsideen", "Workshop zur Antragstellung"],
    ),
    "a question that breaks off, and a sentence behind it": (
        "es", "ES",
        "Un taller de radios viejas\n\nWhat? Espera, si yo ya sé soldar y con eso me sobra …\n\n"
        "DÓNDE Y CUÁNDO\n\nEl 30 de marzo de 2026 a las 19:00, en la sala de vecinos.",
        ["Un taller de radios viejas"],
    ),
    "as many quotes behind the days": (
        "pt", "PT",
        "Semana da Juventude\n\nO Espaço Jovem recebe, nos dias 3 e 10 de março de 2026, respetivamente, os "
        "eventos “Tempo de Partilha” e “Oficina de Ideias”.",
        ["Tempo de Partilha", "Oficina de Ideias"],
    ),
    "rows that quotes begin, over an editor's line end": (
        "it", "IT",
        "Inverno in biblioteca\n\nEcco i prossimi incontri, sempre alle 17:\n"
        "1 marzo 2026 “Marta, una donna”, Ugo Neri in dialogo con Ada Bianchi. Artista: Ivo\nRossi;\n"
        "8 marzo 2026 “La valle verde. La riserva naturale sopra la\ncittà”, Ugo Neri dialoga;\n"
        "15 marzo 2026 “Il treno fermo”, Ada Bianchi in dialogo con Ugo Neri.",
        ["Marta, una donna", "La valle verde. La riserva naturale sopra la città", "Il treno fermo"],
    ),
    "a row's first sentence": (
        "da", "DK",
        "Efterårets aktiviteter i Lokalhistorisk Forening:\n"
        "3. marts 2026 kl. 14: Kulturhistorisk vandring i Mølleby. Mødested er torvet. Gratis.\n"
        "10. marts 2026 kl. 10-13: Arkivets dag. Udstillingen om byens teater holder åbent, foreningen viser "
        "film fra egnen hele dagen, og biblioteket har bogsalg og værksted. Fri entré.",
        ["Kulturhistorisk vandring i Mølleby", "Arkivets dag"],
    ),
    "a heading right over each day, text under it": (
        "fr", "FR",
        "Conférences et projections\n\nLe bien commun et nous\n\nMardi 3 mars 2026, 20h\n\nFilm, puis un "
        "débat avec une élue sur les terrains vides autour de la gare et ce qu'on en fait.\n\n"
        "Le quartier et la ville de demain\n\nMardi 10 mars 2026, 20h30\n\nFilm, suivi d'un échange avec "
        "les habitants sur leurs chemins de tous les jours.",
        ["Le bien commun et nous", "Le quartier et la ville de demain"],
    ),
    "kinds with a colon under each day": (
        "de", "DE",
        "Geschichtsverein Programm\nUnser Schwerpunkt: Umbruchzeiten\n\nMontag, 2. März 2026, 19:00 Uhr\n\n"
        "Vortrag: Die Mühle am Bach. Müller, Bauern und Bürger\n\nEin Abend über die Mühle.\n\n"
        "keine Anmeldung erforderlich\n\nMittwoch, 11. März 2026, 20:00 Uhr\n\n"
        "Vortrag: Anna Muster – Lehrerin und Stadträtin\n\nSie kam 1912 in die Stadt.",
        ["Vortrag: Die Mühle am Bach. Müller, Bauern und Bürger",
         "Vortrag: Anna Muster – Lehrerin und Stadträtin"],
    ),
    "rows that begin with a town and say who leads there": (
        "no", "NO",
        "Innspillsmøte til dialogkonferansen\n\nDet blir møter flere steder i landet:\n\n"
        "Torsdag 5. mars 2026 – Gjøvik. Kari Nordmann er ansvarlig\n"
        "Lørdag 7. mars 2026 – Oslo. Ola Nordmann er ansvarlig\n"
        "Mandag 9. mars 2026 – Stavanger – Kari Hansen er ansvarlig",
        ["Innspillsmøte til dialogkonferansen"] * 3,
    ),
    "rows of one day that say whose they are": (
        "sv", "SE",
        "På söndag är det Öppna gårdars dag\n\nDå håller föreningarna öppet. Här är några av dem som öppnar "
        "söndagen den 8 mars 2026:\n\n"
        "Ekeby hembygdsförening. Gården kl 14-17. Äldre fordon visas, servering och lotterier.\n\n"
        "Dalby hembygdsförening. Storstugan kl 12-16. Spelmän underhåller. Servering.\n\n"
        "Norra Sjöbygdens hembygdsförening. Gården kl 15. Aktiviteter för barn. Kaffeservering.",
        [f"På söndag är det Öppna gårdars dag – {name} hembygdsförening"
         for name in ("Ekeby", "Dalby", "Norra Sjöbygdens")],
    ),
    "words ahead of a dash and a day": (
        "sk", "SK",
        "Spolu v obci\n\nČasový plán projektu:\n\n  • Fašiangová veselica – 7.3. 2026\n"
        "  • Majáles – 14.3. 2026\n  • Deň rodiny – 21.3. 2026",
        ["Fašiangová veselica", "Majáles", "Deň rodiny"],
    ),
    "rows of a day, a name and a house": (
        "nl", "NL",
        "Programma najaar 2026\n\ndi 6 oktober, 20 uur – Loslaten kun je leren – Dorpshuis, Kerkweg 3\n"
        "do 15 oktober, 19.30 uur – Ruilbeurs – Parochiezaal\n"
        "za 24 oktober, 11 uur – Dag van de Appel 2026 – Bibliotheek Lindhoven",
        ["Loslaten kun je leren", "Ruilbeurs", "Dag van de Appel 2026"],
    ),
    "rows of villages under the name of the event": (
        "nl", "NL",
        "Bewonersavond over de nieuwe dijk\n\ndi 6 oktober 2026, 20 uur – Lindhoven – Dorpshuis\n"
        "do 15 oktober 2026, 20 uur – Eksterdam – Parochiezaal\n"
        "za 24 oktober 2026, 11 uur – Bosweer – Bibliotheek",
        ["Bewonersavond over de nieuwe dijk"] * 3,
    ),
    "an hour, a name and a house under each day": (
        "sv", "SE",
        "Höstens program 2026\n\nTisdag 6 oktober\n18.00 Trädgårdens historia, Klockargården\n\n"
        "Torsdag 15 oktober\n19.00 Bokcirkel om havet, Sockenstugan\n\n"
        "Lördag 24 oktober\n11.00 Skördefest, Klockargården",
        ["Trädgårdens historia", "Bokcirkel om havet", "Skördefest"],
    ),
    "facts that say what is on under a headline": (
        "de", "DE",
        "Lindenau will es wissen\n\nWas: Gärten für alle\nWann: Dienstag, 6. Oktober 2026, 19 Uhr\n"
        "Wo: Pfarrheim, Kirchweg 3",
        ["Gärten für alle"],
    ),
    "a name behind an invitation, under a headline": (
        "sv", "SE",
        "Byn visar vad den kan\n\nVälkommen till Lyktornas natt torsdagen den 19 mars 2026 klockan 18 i "
        "Folkets hus.\n\nKaffe finns.",
        ["Lyktornas natt"],
    ),
    "a name behind a verb of happening, under a headline": (
        "it", "IT",
        "Sala piena in paese\n\nGiovedì 19 marzo 2026 si svolgerà la Notte dei Lampioni alla Casa del "
        "Popolo.\n\nCi sarà il caffè.",
        ["Notte dei Lampioni"],
    ),
    "a town behind a verb of happening names none": (
        "it", "IT",
        "Imparare a progettare insieme\n\nGiovedì 19 marzo 2026 si svolgerà a Pontesecco dal mattino.\n\n"
        "Ci sarà il caffè.",
        ["Imparare a progettare insieme"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ROWS)
def test_a_row_or_a_day_is_called_by_its_own_words(name: str) -> None:
    language, country, text, expected = ROWS[name]
    assert titles(text, language, country) == expected
