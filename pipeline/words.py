"""What a language's announcements are worded with: ``words/<lang>.yml``, plus months and weekdays from CLDR.

A phrase is matched word by word, in any case. A word ending in ``*`` may go on ("konferenc*"), one beginning
with ``*`` may be the end of a compound ("*möte"). Adding a language is adding its file; no code knows a language.
"""

from __future__ import annotations

import importlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from babel import Locale
from babel.core import UnknownLocaleError

from pipeline.tokens import Tokens, cut

FOLDER = Path(__file__).parent / "words"

PHRASE_KEYS = frozenset("""
    clock clock_after am pm range_from range_to day_join day_before month_join year_after today tomorrow next_time
    every month_part day_number ordinal
    label_when label_date label_time label_deadline label_published label_programme label_where label_city
    label_organiser label_co_organiser label_partner label_media_partner label_funder label_host label_title
    label_end label_registration label_price label_contact label_online label_language label_theme
    deadline before_day published period doors pause since next_event event happens happened invites planned
    past_edition not_event update_of series theme
    at venue room street_before street_after floor online hybrid not_venue
    organiser organised_by organises co_organiser partner with_partner media_partner funder funded_by funds grant article abbreviation thanks
    host hosted_by patron copula name_link name_join name_stop organisation legal_form person_title speaker role
    programme mechanism money covers_event covers_project covers_organisation
    free paid register registration_required no_registration seats
    cancelled postponed moved_online thousand million
    chrome topic_participation topic_democracy topic_planning topic_environment topic_culture topic_education
    topic_inclusion topic_youth topic_seniors topic_technology topic_health topic_volunteering topic_international
""".split())
"""Every key that holds a list of phrases."""

LONGEST = 30
"""No stem of a phrase's word is longer."""

OTHER_KEYS = frozenset({"language", "date_order", "zone", "months", "weekdays", "lemma", "endings", "city_endings",
                        "languages", "currencies", "small_numbers"})
"""Keys of other shapes: texts, and maps."""


class WordsError(ValueError):
    """A words file with a mistake; the message names file, key and what is allowed."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's vocabulary, ready for matching.

    ``months`` and ``weekdays`` map every known form to 1..12 and 0..6 (Monday is 0). ``lemma`` maps inflected
    words to the nominative, ``endings`` lists (inflected, nominative) endings of names, longest first.
    """

    language: str
    phrases: Mapping[str, tuple[str, ...]]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    date_order: str = "DMY"
    zone: str | None = None
    lemma: Mapping[str, str] = field(default_factory=dict)
    endings: tuple[tuple[str, str], ...] = ()
    city_endings: tuple[tuple[str, str], ...] = ()
    languages: Mapping[str, str] = field(default_factory=dict)
    currencies: Mapping[str, str] = field(default_factory=dict)
    small_numbers: Mapping[str, int] = field(default_factory=dict)


@cache
def known_languages() -> tuple[str, ...]:
    """Return the languages that have a file, in order."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.yml")))


@cache
def load_words(language: str) -> Words:
    """Return a language's vocabulary; raises WordsError on a mistake in its file, KeyError where there is none."""
    path = FOLDER / f"{language}.yml"
    if language not in known_languages():
        raise KeyError(language)
    return parse_words(yaml.load(path.read_text(encoding="utf-8"), Loader=_loader()), path.name, language)  # noqa: S506


def _loader() -> type[yaml.BaseLoader]:
    """A loader that knows texts only: "no" is a word here, never a truth value."""
    return getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def parse_words(data: object, name: str, language: str) -> Words:
    """Return the vocabulary that a words file's data gives; raises WordsError naming file and key."""
    if not isinstance(data, dict):
        raise WordsError(f"{name}: not a mapping of keys")
    for key, value in data.items():
        if key not in PHRASE_KEYS | OTHER_KEYS:
            raise WordsError(f"{name}: unknown key {key!r}; allowed are {', '.join(sorted(PHRASE_KEYS | OTHER_KEYS))}")
        if key in PHRASE_KEYS and not (isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value)):
            raise WordsError(f"{name}: {key} must be a list of phrases (quote yes, no, on, off)")
    if data.get("language") != language:
        raise WordsError(f"{name}: language must be {language!r}, as the file is named")
    months, weekdays = _calendar_names(language)
    months.update({str(k).lower(): int(v) for k, v in (data.get("months") or {}).items()})
    weekdays.update({str(k).lower(): int(v) for k, v in (data.get("weekdays") or {}).items()})
    return Words(
        language, {key: tuple(data.get(key) or ()) for key in PHRASE_KEYS}, months, weekdays,
        data.get("date_order", "DMY"), data.get("zone"), dict(data.get("lemma") or {}),
        _longest_first(data.get("endings")), _longest_first(data.get("city_endings")), dict(data.get("languages") or {}),
        {str(k): str(v) for k, v in (data.get("currencies") or {}).items()},
        {str(k): int(v) for k, v in (data.get("small_numbers") or {}).items()},
    )


def _longest_first(pairs: Mapping[str, str] | None) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(((k, v) for k, v in (pairs or {}).items()), key=lambda pair: (-len(pair[0]), pair[0])))


def _calendar_names(language: str) -> tuple[dict[str, int], dict[str, int]]:
    """Return month and weekday names of CLDR (Babel) and of dateparser's locale data, all cases and abbreviations."""
    months: dict[str, int] = {}
    weekdays: dict[str, int] = {}
    try:
        info = importlib.import_module(f"dateparser.data.date_translation_data.{language}").info
    except ImportError:
        info = {}
    english_months = "january february march april may june july august september october november december".split()
    english_days = "monday tuesday wednesday thursday friday saturday sunday".split()
    for target, names, base in ((months, english_months, 1), (weekdays, english_days, 0)):
        for i, name in enumerate(names):
            for form in info.get(name, ()):
                _name(target, form, i + base)
    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return months, weekdays
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for number, form in locale.months[context][width].items():
                _name(months, form, number)
            for number, form in locale.days[context][width].items():
                _name(weekdays, form, number)
    return months, weekdays


def _name(target: dict[str, int], form: str, number: int) -> None:
    word = form.lower().strip(". ")
    if len(word) > 1 and word.isalpha():
        target.setdefault(word, number)


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found: its key and the span it covers, in characters and in tokens."""

    key: str
    start: int
    end: int
    first: int
    last: int


class Lexicon:
    """The phrases of one or two languages, matched against a text in one pass."""

    def __init__(self, vocabularies: Iterable[tuple[Words, frozenset[str]]]) -> None:
        self._exact: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._starts: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._ends: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._parts: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        self._seen: dict[str, tuple[tuple[str, tuple[str, ...]], ...]] = {}
        for words, keys in vocabularies:
            for key in sorted(keys):
                for phrase in words.phrases[key]:
                    self._add(key, phrase)

    def _add(self, key: str, phrase: str) -> None:
        parts = tuple(_phrase_words(phrase))
        head = parts[0]
        table = self._parts if head[0] == "*" and head[-1] == "*" else self._ends if head[0] == "*" else (
            self._starts if head[-1] == "*" else self._exact)
        table[head.strip("*")].append((key, parts))

    def _candidates(self, word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        known = self._seen.get(word)
        if known is None:
            found = list(self._exact.get(word, ()))
            for n in range(1, min(len(word), LONGEST) + 1):
                found.extend(self._starts.get(word[:n], ()))
                found.extend(self._ends.get(word[-n:], ()))
            found.extend(entry for part, entries in self._parts.items() if part in word for entry in entries)
            known = self._seen[word] = tuple(found)
            if len(self._seen) > 50_000:
                self._seen = {word: known}
        return known

    def find(self, tokens: Tokens) -> Iterator[Hit]:
        """Yield every phrase found, in the text's order; of one key at one place the longest."""
        words = tokens.words
        for i, word in enumerate(words):
            best: dict[str, int] = {}
            for key, parts in self._candidates(word):
                if len(parts) == 1 or _follows(words, i, parts):
                    best[key] = max(best.get(key, 0), len(parts))
            for key, n in best.items():
                yield Hit(key, tokens.starts[i], tokens.ends[i + n - 1], i, i + n - 1)


def _phrase_words(phrase: str) -> Iterator[str]:
    """Yield a phrase's words as the tokens would be cut, stars kept on the word that they stand at."""
    for piece in phrase.lower().split():
        lead, tail = piece.startswith("*"), piece.endswith("*") and len(piece) > 1
        inner = cut(piece.strip("*")).words
        for n, word in enumerate(inner):
            yield ("*" if lead and n == 0 else "") + word + ("*" if tail and n == len(inner) - 1 else "")


def _follows(words: list[str], i: int, parts: tuple[str, ...]) -> bool:
    if i + len(parts) > len(words):
        return False
    for word, part in zip(words[i + 1: i + len(parts)], parts[1:], strict=True):
        stem = part.strip("*")
        if part == word:
            continue
        if part[-1] == "*" and part[0] == "*" and stem in word:
            continue
        if part[-1] == "*" and word.startswith(stem) or part[0] == "*" and word.endswith(stem):
            continue
        return False
    return True


_ENGLISH_BESIDE = frozenset(
    key for key in PHRASE_KEYS
    if key.startswith("label_") or key in {
        "deadline", "published", "organised_by", "with_partner", "funded_by", "cancelled", "postponed", "free", "online",
        "registration_required", "street_after", "happens", "range_to"}
)
"""What is read in English beside a page's own language: labels and set phrases, not small words."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What one page is read with: its own language's words, and English labels beside them."""

    language: str
    own: Words
    lexicon: Lexicon
    months: Mapping[str, int]
    weekdays: Mapping[str, int]


@cache
def vocabulary(language: str) -> Vocabulary:
    """Return what a page in ``language`` is read with; an unknown language is read with English words."""
    own = load_words(language if language in known_languages() else "en")
    english = load_words("en")
    if own is english:
        return Vocabulary(language, own, Lexicon([(own, PHRASE_KEYS)]), own.months, own.weekdays)
    lexicon = Lexicon([(own, PHRASE_KEYS), (english, _ENGLISH_BESIDE)])
    months = {k: v for k, v in english.months.items() if len(k) > 3 or k not in own.months}
    return Vocabulary(language, own, lexicon, {**months, **own.months}, {**english.weekdays, **_plain_weekdays(own)})


def _plain_weekdays(words: Words) -> dict[str, int]:
    """Return the weekdays' forms without those that are everyday words too, such as German "die" and "so"."""
    keys = ("article", "name_link", "name_stop", "name_join", "at", "day_before", "copula", "clock", "range_to", "month_join")
    small = {phrase for key in keys for phrase in words.phrases[key]}
    return {form: number for form, number in words.weekdays.items() if len(form) > 3 or form not in small}


class Marks:
    """A text with its tokens and every phrase found in it, by key."""

    def __init__(self, text: str, known: Vocabulary) -> None:
        self.text = text
        self.known = known
        self.tokens = cut(text)
        self._hits: dict[str, list[Hit]] = defaultdict(list)
        for hit in known.lexicon.find(self.tokens):
            self._hits[hit.key].append(hit)
        self._starts = {key: [hit.start for hit in hits] for key, hits in self._hits.items()}

    def all(self, *keys: str) -> list[Hit]:
        """Return every hit of these keys in the text's order."""
        if len(keys) == 1:
            return self._hits.get(keys[0], [])
        return sorted((hit for key in keys for hit in self._hits.get(key, ())), key=lambda hit: (hit.start, -hit.end))

    def within(self, start: int, end: int, *keys: str) -> list[Hit]:
        """Return the hits of these keys that lie wholly in ``text[start:end]``, in order."""
        found = []
        for key in keys:
            starts = self._starts.get(key)
            if starts:
                hits = self._hits[key]
                i = bisect_left(starts, start)
                while i < len(hits) and starts[i] < end:
                    if hits[i].end <= end:
                        found.append(hits[i])
                    i += 1
        return found if len(keys) == 1 else sorted(found, key=lambda hit: (hit.start, -hit.end))

    def has(self, start: int, end: int, *keys: str) -> bool:
        """Tell whether any of these keys occurs in ``text[start:end]``."""
        for key in keys:
            starts = self._starts.get(key)
            if starts:
                hits = self._hits[key]
                i = bisect_left(starts, start)
                while i < len(hits) and starts[i] < end:
                    if hits[i].end <= end:
                        return True
                    i += 1
        return False

    def first_tokens(self, key: str) -> dict[int, Hit]:
        """Return the hits of a key by the index of their first token."""
        return {hit.first: hit for hit in self._hits.get(key, ())}
