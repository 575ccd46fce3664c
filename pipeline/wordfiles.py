"""The words files: ``words/<lang>.yml`` as typed vocabularies, months and weekdays added from CLDR.

A phrase is matched word by word, in any case. A word ending in ``*`` may go on ("konferenc*"), one that
begins with ``*`` may be the end of a compound ("*möte"). A capital in the list of organisations tells a name
of its own ("Vinnova"), which is never a common noun. Adding a language is adding its file; no code
knows a language.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from babel import Locale
from babel.core import UnknownLocaleError

FOLDER = Path(__file__).parent / "words"

_PHRASE_KEYS = """
    clock clock_after clock_sure am pm range_from range_to between day_join day_before month_join year_after
    today tomorrow yesterday next_time last_time every every_other month_part day_number
    half_after half_before noon
    label_when label_date label_time label_deadline
    label_published label_programme label_where label_city
    label_organiser label_co_organiser label_partner
    label_media_partner label_funder label_host label_title
    label_audience label_capacity
    label_end label_registration label_price label_contact label_online label_language label_theme
    deadline before_day published period doors pause
    since next_event event common_event happens happened invites planned
    past_edition this_year not_event update_of series theme
    at at_house at_article at_town town_in town_noun town_house saint accommodates dweller region
    venue venue_in room street_before street_after thoroughfare
    floor online hybrid
    street_particle street_common not_venue private_home transport
    organiser behind_organiser organised_by task task_of tends
    organises co_organises co_organiser partner jointly among_others
    with_partner behind_partner collaborates on_board us joint_work media_partner
    funder giver funded_by money_noun flows support behind_funder funds backs gives possible
    voice signature belongs possessive we agent organised_end perfect funded_end neuter feminine masculine
    project projects ministry question side_thing supplied_by
    grant received funded_adjective grant_offer adjective definite article
    abbreviation thanks host hosted_by patron copula verb
    relative
    name_link name_word name_adjective name_join name_stop name_feast such_as channel
    hails_from works_at person_particle organisation not_organisation small_name legal_form
    person_title speaker role programme mechanism money covers_event covers_project covers_organisation
    free free_beside free_thing admission paid concession fee charged pays
    register registration_required no_registration seats limited
    unit_day unit_week unit_year before_event negation time_lead operator of_site lead genitive verb_ending
    audience audience_who audience_group interpreted simultaneous
    access_wheelchair access_loop access_sign access_captions access_easy
    cancelled postponed moved new_date formerly instead moved_online moved_venue conditional thousand million
    chrome papers listing news
    topic_participation topic_democracy topic_planning topic_environment topic_culture topic_education
    topic_inclusion topic_youth topic_seniors topic_technology topic_health topic_volunteering
    topic_international
"""
PHRASE_KEYS = frozenset(_PHRASE_KEYS.split())
"""Every key that holds a list of phrases."""

_OTHER_KEYS = """
    language date_order zone head house_number months weekdays lemma endings agreement city_endings
    town_endings capital_nouns subject_first shared_nouns
    languages currencies small_numbers ordinals hour_words
"""
OTHER_KEYS = frozenset(_OTHER_KEYS.split())
"""Keys of other shapes: texts, and maps."""

# The names that dateparser's data file a language's months and weekdays under.
_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class WordsError(ValueError):
    """A words file with a mistake; the message names file, key and what is allowed."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """One language's vocabulary, ready for matching.

    ``months`` and ``weekdays`` map every known form to 1..12 and 0..6 (Monday is 0). ``lemma`` maps inflected
    words to the nominative, ``endings`` lists (inflected, nominative) endings of names, longest first;
    ``agreement`` says which endings ("a|b") an adjective behind a noun with an ending has ("": any, none);
    ``head`` says which word of a name bends, the "first" (with what agrees) or the "last". ``ordinals``
    maps a weekday's place in its month to 1..4, the last to -1; ``hour_words`` what names an hour beside
    ``small_numbers``. ``town_endings`` are those of genitives and adjectives made of towns ("Berliner");
    ``capital_nouns``: every noun has a capital. ``subject_first``: no subject stands behind its verb.
    ``shared_nouns`` maps plurals that names in a row share to the singular of each ("A and B councils").
    """

    language: str
    phrases: Mapping[str, tuple[str, ...]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    date_order: str = "DMY"
    zone: str | None = None
    head: str = "first"
    house_number: str = "behind"
    lemma: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[tuple[str, str], ...] = ()
    agreement: tuple[tuple[str, str], ...] = ()
    city_endings: tuple[tuple[str, str], ...] = ()
    town_endings: tuple[tuple[str, str], ...] = ()
    capital_nouns: bool = False
    subject_first: bool = False
    shared_nouns: Mapping[str, str] = field(default_factory=dict)
    languages: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    small_numbers: Mapping[str, int] = field(default_factory=dict)
    ordinals: Mapping[str, int] = field(default_factory=dict)
    hour_words: Mapping[str, int] = field(default_factory=dict)


@cache
def known_languages() -> tuple[str, ...]:
    """Return the languages that have a file, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def load_words(language: str) -> Words:
    """Return a language's vocabulary; raises WordsError on a mistake in its file, KeyError without one."""
    path = FOLDER / f"{language}.yml"
    if language not in known_languages():
        raise KeyError(language)
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_loader())  # noqa: S506 (texts, lists, maps only)
    return parse_words(data, path.name, language)


def _loader() -> type[yaml.BaseLoader]:
    """Return a loader that knows texts only: "no" is a word here, never a truth value."""
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse_words(data: object, name: str, language: str) -> Words:
    """Return the vocabulary that a words file's data gives; raises WordsError naming file and key."""
    if not isinstance(data, dict):
        raise WordsError(f"{name}: not a mapping of keys")
    _check_keys(data, name, language)
    months, weekdays = _calendar_names(language)
    months.update({str(k).lower(): int(v) for k, v in (data.get("months") or {}).items()})
    weekdays.update({str(k).lower(): int(v) for k, v in (data.get("weekdays") or {}).items()})
    return Words(
        language=language,
        phrases={key: tuple(data.get(key) or ()) for key in PHRASE_KEYS},
        months=months,
        weekdays=weekdays,
        date_order=data.get("date_order", "DMY"),
        zone=data.get("zone"),
        head=data.get("head", "first"),
        house_number=data.get("house_number", "behind"),
        lemma=dict(data.get("lemma") or {}),
        endings=_longest_first(data.get("endings")),
        agreement=_longest_first(data.get("agreement")),
        city_endings=_longest_first(data.get("city_endings")),
        town_endings=_longest_first(data.get("town_endings")),
        capital_nouns=data.get("capital_nouns") == "yes",
        subject_first=data.get("subject_first") == "yes",
        shared_nouns=dict(data.get("shared_nouns") or {}),
        languages=dict(data.get("languages") or {}),
        currencies={str(k): str(v) for k, v in (data.get("currencies") or {}).items()},
        small_numbers=_numbers(data.get("small_numbers")),
        ordinals=_numbers(data.get("ordinals")),
        hour_words=_numbers(data.get("hour_words")),
    )


def _check_keys(data: Mapping[str, object], name: str, language: str) -> None:
    allowed = PHRASE_KEYS | OTHER_KEYS
    for key, value in data.items():
        if key not in allowed:
            raise WordsError(f"{name}: unknown key {key!r}; allowed are {', '.join(sorted(allowed))}")
        if key in PHRASE_KEYS and not _is_phrases(value):
            raise WordsError(f"{name}: {key} must be a list of phrases (quote yes, no, on, off)")
    if data.get("language") != language:
        raise WordsError(f"{name}: language must be {language!r}, as the file is named")


def _is_phrases(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)


def _numbers(table: Mapping[str, object] | None) -> dict[str, int]:
    return {str(word): int(str(number)) for word, number in (table or {}).items()}


def _longest_first(pairs: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((pairs or {}).items(), key=lambda pair: (-len(pair[0]), pair[0])))


def _calendar_names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return month and weekday names of dateparser's locale data and of CLDR, all cases and abbreviations.

    The first to name a form decides.
    """
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    for target, number, form in (*_dateparser_names(language), *_cldr_names(language)):
        word = form.lower().strip(". ")
        if len(word) > 1 and word.isalpha():
            (months if target == "months" else weekdays).setdefault(word, number)
    return months, weekdays


@cache
def months_anywhere() -> Mapping[str, int]:
    """Return what CLDR calls the months behind a day's number, in every language that has a file.

    Names of three letters are too often other words.
    """
    locales = (Locale.parse(language) for language in known_languages())
    names = (pair for locale in locales for pair in locale.months["format"]["wide"].items())
    return {form.lower(): number for number, form in names if len(form) > len("may")}


def _dateparser_names(language: str) -> Iterator[tuple[str, int, str]]:
    """Yield "months" or "weekdays", a number and a form of its name; nothing for a language without data."""
    try:
        info = importlib.import_module(f"dateparser.data.date_translation_data.{language}").info
    except ImportError:
        return
    for target, names, base in (("months", _MONTHS, 1), ("weekdays", _WEEKDAYS, 0)):
        for number, name in enumerate(names, base):
            for form in info.get(name, ()):
                yield target, number, form


def _cldr_names(language: str) -> Iterator[tuple[str, int, str]]:
    """Yield what CLDR (by Babel) calls months and weekdays, like :func:`_dateparser_names`."""
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, form in locale.months[context][width].items():
                yield "months", number, form
            for number, form in locale.days[context][width].items():
                yield "weekdays", number, form
