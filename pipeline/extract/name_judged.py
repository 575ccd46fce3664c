"""Whether a name in running text is an organisation's: by what it says itself, by its place, by the page."""

from __future__ import annotations

from functools import cached_property

from pipeline.extract.links import split_url
from pipeline.extract.name_rows import NameRows
from pipeline.extract.named import Name
from pipeline.extract.persons import given_names
from pipeline.gazetteer import fold, nominative_town

_SHORTEST_LONE = 4


class NameJudge(NameRows):
    """Tells the names of one sheet that are organisations'; built once a page."""

    def is_organisation(self, name: Name) -> bool:
        """Tell whether a name says itself what it names: by a noun, a legal form or an acronym."""
        of = self._of
        inner = range(of.tokens.at(name.start), of.tokens.at(name.end))
        if any(of.is_month(k) for k in inner) or inner.start in of.titles:
            return False
        if any(k in of.nouns and k not in of.events for k in inner):
            return True
        behind = of.tokens.at(name.end)
        told = of.past_parenthesis(behind) > behind and of.shouted(behind + 1)
        return told or any(len(of.words[k]) > 2 and of.words[k].isalpha() and of.shouted(k) for k in inner)

    def _dated(self, name: Name) -> bool:
        """Tell words that name a weekday, "Last Saturday", from an organisation."""
        of, weekdays = self._of, self._sheet.known.weekdays
        inner = range(of.tokens.at(name.start), of.tokens.at(name.end))
        return of.nouns.isdisjoint(inner) and any(of.words[k] in weekdays for k in inner)

    def is_listed(self, name: Name) -> bool:
        """Tell a proper name from a common noun by its place: a capital inside an enumeration."""
        of, first = self._of, self._of.tokens.at(name.start)
        inside = first > 0 and (of.words[first - 1] == "," or first - 1 in of.joined)
        return inside and of.letter(first) and not self._sheet.known.own.capital_nouns

    def likely(self, name: Name) -> bool:
        """Tell an organisation from a word that only begins a sentence."""
        of = self._of
        inner = {k for k in range(of.tokens.at(name.start), of.tokens.at(name.end)) if of.words[k].isalpha()}
        nouns = not of.nouns.isdisjoint(inner)
        if any(of.is_month(k) for k in inner) or self._dated(name):
            return False
        if not nouns and not of.events.isdisjoint(inner):
            return False
        hung = " -" in name.text  # "Hyvä kylä -verkosto"
        numbered = " " in name.text and name.text[-1].isdigit()  # "Atelier 54"
        return (
            nouns
            or (hung or numbered)
            or any(c.isupper() for c in name.text[1:])
            or self.recurs(name)
            or self._inner(name)
        )

    def recurs(self, name: Name) -> bool:
        """Tell a single word that the page uses again as a name, within sentences or in its address."""
        if not self._is_lone_name(name):
            return False
        told = name.text.lower()
        return (told in self._lone and not self._sheet.known.own.capital_nouns) or fold(told) in self._host

    def _inner(self, name: Name) -> bool:
        """Tell a single word that begins no sentence, behind a comma or a day: "On 3 May Lumina hosts"."""
        ahead = self._of.tokens.at(name.start) - 1
        lone = self._is_lone_name(name) and not self._sheet.known.own.capital_nouns
        opens = name.start <= self._sheet.sentence(name.start)[0] + 1
        return lone and not opens and (self._of.words[ahead] == "," or self._of.words[ahead].isdigit())

    def _is_lone_name(self, name: Name) -> bool:
        """Tell a single word that may be a name: no town, no given name, none that the page has small."""
        told = name.text.lower()
        if (
            " " in told
            or len(told) < _SHORTEST_LONE
            or told in given_names()
            or told in self._sheet.small_words
        ):
            return False
        return nominative_town(name.text, self._sheet.known.own, self._sheet.country) is None

    @cached_property
    def _host(self) -> frozenset[str]:
        """The words of the site's host, its ending left out."""
        labels = split_url(self._sheet.page.url).netloc.lower().split(".")[:-1]
        return frozenset(fold(word) for label in labels for word in (label, *label.split("-")))

    @cached_property
    def _lone(self) -> frozenset[str]:
        """The words that stand with a capital between two small ones."""
        of = self._of
        inner = range(1, len(of) - 1)
        return frozenset(
            of.words[i]
            for i in inner
            if of.letter(i)
            and of.words[i - 1].isalpha()
            and not of.capital(i - 1)
            and not of.capital(i + 1)
            and i not in of.events
        )

    def all_likely(self, names: list[Name]) -> bool:
        """Tell whether names in a row are organisations': one that surely is vouches for the others."""
        told = [self.likely(name) for name in names]
        if any(self._dated(name) for name in names):
            return False
        vouched = told[0] or any(self.is_organisation(name) for name in names)
        return all(ok or (vouched and name.text[0].isupper()) for ok, name in zip(told, names, strict=True))
