"""Names of organisations in running text: which make a subject, which surely are organisations'."""

from __future__ import annotations

from pipeline.extract.name_cases import follows_capital, leads_back, ties_person
from pipeline.extract.name_judged import NameJudge
from pipeline.extract.name_marks import owns_within
from pipeline.extract.name_rows import BULLETS, MOST_BETWEEN
from pipeline.extract.name_spans import LONGEST_NAME
from pipeline.extract.name_words import CLOSERS
from pipeline.extract.named import Name

_LONGEST_APPOSITION = 30
"""So many tokens may stand between a subject and its verb: small words, or an aside between commas."""
_LONGEST_LEAD = 10
"""A name has at most so many tokens ahead of the one by which it is found."""


class NameReader(NameJudge):
    """Reads names in one sheet; built once a page."""

    def before(self, offset: int, floor: int, headed: bool = False) -> list[Name]:
        """Return the names that make a subject: from ``floor`` on, up to the verb at ``offset``.

        ``headed``: a noun in small letters may begin them.
        """
        of = self._of
        i = of.tokens.at(floor)
        while i < len(of) and of.words[i] in BULLETS:
            i += 1
        i = self._past_own(i, offset)
        if of.word(i, offset) in of.articles and i + 1 in of.nouns and not of.capital(i + 1):
            i, headed = i + 1, True  # "De *afdeling Milieu en Verkeer* nodigt uit"
        articled = self._with_article(i, offset)
        if articled is not None:
            return [articled]
        if i >= len(of) or (i in of.stops and not (headed and i in of.nouns)):
            return []
        if of.joins.get(i, i) > i or (i < len(of) and of.words[i] in of.adding):
            return []  # "Juntamente com A, B organiza", "Con la Fundación Alcor, el Ayuntamiento organiza"
        if i in of.places and i not in of.nouns and of.words[i] not in of.articles:
            return []  # "W związku z konsultacjami Urząd Miasta zaprasza"
        if not (of.capital(i) or of.words[i] in CLOSERS or (headed and i in of.nouns)):
            return []
        names = self._without_apposition(self._listed(i, offset), offset)
        if len(names) == 1 and of.is_bare_noun(names[0].text) and i + 1 in of.links:
            names = self._whole(i, offset) or names  # "Foreningen for et levende Lund inviterer"
        if names and self.all_likely(names) and self._reaches(names, offset):
            return names
        if names and self._is_told(names[0], offset):
            return names[:1]
        return self._whole(i, offset)

    def _with_article(self, i: int, offset: int) -> Name | None:
        """Return the name that an article and an adjective begin: "Den norske Rettskomité inviterer"."""
        of, noun = self._of, i + 2
        if noun >= len(of) or of.words[i] not in of.articles or not of.letter(i) or noun not in of.nouns:
            return None
        verb = i + 1 in of.copulas or i + 1 in of.verbs or i + 1 in of.stops
        if verb or of.capital(i + 1) or not of.words[i + 1].isalpha() or not of.letter(noun):
            return None
        read = self._spans.at(noun, offset)
        name = self._maker.made(noun, read[1]) if read is not None else None
        if read is None or name is None or self._sheet.known.own.capital_nouns:
            return None
        whole = Name(of.span(i, read[1]), of.starts[i], name.end)
        return whole if self._reaches([whole], offset) else None

    def _past_own(self, i: int, offset: int) -> int:
        """Return where the name begins behind "our association", ``i`` where nothing of ours begins."""
        of, k = self._of, i
        k += of.word(k, offset) in of.articles
        if of.word(k, offset) not in of.ours or k + 1 not in of.nouns:
            return i
        k += 1
        while k in of.nouns and not of.letter(k):
            k += 1
        k += of.word(k, offset) == ","
        k += of.word(k, offset) in of.articles
        return k if of.letter(k) or of.word(k, offset) in CLOSERS else i

    def _without_apposition(self, names: list[Name], offset: int) -> list[Name]:
        """Return the first of two names between commas: "Volunet, Federation of Volunteers, invites"."""
        of = self._of
        if len(names) == 2 and of.text[names[0].end : names[1].start].strip() == ",":
            behind = of.tokens.at(names[1].end)
            if of.word(behind, offset) == ",":
                return names[:1]
        return names

    def _is_told(self, name: Name, offset: int) -> bool:
        """Tell a name of which an aside says what it is: "Juvente, the country's youth club, invites"."""
        of = self._of
        k, verb = of.tokens.at(name.end), of.tokens.at(offset)
        aside = (
            of.word(k, offset) == "," and of.words[verb - 1] == "," and 1 < verb - k <= _LONGEST_APPOSITION
        )
        said = any(i in of.nouns and not of.capital(i) for i in range(k + 1, verb - 1))
        return aside and said and of.letter(of.tokens.at(name.start))

    def _reaches(self, names: list[Name], offset: int) -> bool:
        """Tell whether little, or an aside between commas, stands between names and a verb at ``offset``."""
        of = self._of
        verb, k = of.tokens.at(offset), of.past_parenthesis(of.tokens.at(names[-1].end))
        aside = verb - k <= _LONGEST_APPOSITION and of.words[k] == "," and of.words[verb - 1] == ","
        return verb - k <= MOST_BETWEEN or aside

    def _whole(self, i: int, offset: int) -> list[Name]:
        """Return a subject that begins with an organisation's noun and goes on in small words to its verb.

        "Úrad splnomocnenca vlády pre rozvoj spoločnosti pozýva": what stands between can be but its name.
        """
        of, verb = self._of, self._of.tokens.at(offset)
        if of.words[i] in of.articles:
            i = max(i + 1, of.past_article(i))  # "La Société d'histoire et d'archéologie de Spa invite"
        tied = (k for k in range(i + 1, verb) if not (of.words[k] in of.articles and k - 1 in of.links))
        end = next((k for k in tied if k in of.stops), verb)
        inner = range(i + 1, end)
        owning = not self._sheet.known.own.lemma and of.words[i].endswith(tuple(of.owning))
        owned = owning and end == verb and verb - 1 in of.nouns  # "Länets sju samordningsförbund"
        headed = (i in of.nouns or owned) and of.capital(i) and 1 < end - i <= LONGEST_NAME
        if not headed or verb - end > MOST_BETWEEN:
            return []
        plain = all(of.words[k].isalpha() or of.words[k] in "-'" for k in inner)
        several = any(k in of.joins and self._begins_other(of.joins[k] + 1) for k in inner)
        if not plain or several or any("\n" in of.gap(k) or of.starts[k] in of.dates for k in inner):
            return []
        name = self._maker.made(i, end - 1)
        return [name] if name is not None else []

    def _begins_other(self, k: int) -> bool:
        """Tell whether another name begins at token ``k``, behind a joint: a noun, or an article."""
        return k in self._of.nouns or (k < len(self._of) and self._of.words[k] in self._of.articles)

    def subject(self, floor: int, stop: int) -> list[Name]:
        """Return the organisations that a sentence begins with, where it goes on to say what they do."""
        of = self._of
        i = of.tokens.at(floor)
        while i < len(of) and of.words[i] in BULLETS:
            i += 1
        if i >= len(of) or of.starts[i] >= stop or not (of.capital(i) or i in of.nouns) or i in of.places:
            return []
        if i in of.stopping and of.ends[of.stopping[i]] <= stop:
            return []  # "due to the Y2K bug"
        names = self._listed(i, stop)
        if not names or not all(self.is_organisation(name) for name in names):
            return []
        k = of.past_parenthesis(of.tokens.at(names[-1].end))
        if of.word(k, stop) == ",":
            k = next((i + 1 for i in range(k + 1, k + _LONGEST_APPOSITION) if of.word(i, stop) == ","), k)
        told = of.word(k, stop)
        says = told == ":" or (told.isalpha() and not of.capital(k) and k not in of.links)
        return names if says else []

    def around(self, i: int) -> Name | None:
        """Return the name that token ``i`` stands in: capitals, links and nouns about it on one line."""
        of, first = self._of, i
        while first > 0 and i - first < _LONGEST_LEAD and "\n" not in of.gap(first):
            before = first - 1
            if owns_within(of, before):
                first = before - 1 - (of.words[before] == "s")
                continue
            marked = of.words[before] == "-" or before in of.links or before in of.nouns
            marked = marked or leads_back(of, before)
            if follows_capital(of, before):
                first = before - 1 - (not of.letter(before - 1))
                break
            if (not marked and not of.capital(before)) or ties_person(of, before):
                break
            first = before
        verbal = (of.signs, of.verbs, of.copulas, of.titles, *([of.stops] if of.cased else []))
        while first < i and (first not in of.nouns or first in of.titles):
            if of.capital(first) and not any(first in kind for kind in verbal):
                break
            first += 1
        if first == i and self._ends_sentence(i):
            return None
        for start in range(first, i + 1):
            read = self._spans.at(start, len(of.text)) if of.begins(start) or start in of.nouns else None
            if read is not None and read[1] >= i:
                return self._maker.made(*read)
        return None

    def _ends_sentence(self, i: int) -> bool:
        """Tell a small noun right before a sentence's full stop: no name without a capital begins there."""
        of = self._of
        if i + 2 >= len(of) or of.words[i + 1] != "." or not of.gap(i + 2) or i not in of.nouns:
            return False
        telling = i in of.smalls or i in of.links or i in of.joins or of.words[i] in of.shortened
        return not telling and not of.capital(i)
