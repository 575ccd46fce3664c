"""What stands between the names of a row and is none of them: a town, an aside, what one acts through."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.extract.name_spans import NameSpans
from pipeline.extract.name_words import CLOSERS, NameWords
from pipeline.extract.named import Name
from pipeline.gazetteer import nominative_town

_LONGEST_ASIDE = 24
"""What commas say of a name within a row has at most so many tokens."""
_LONGEST_BRACKET = 14
"""What a bracket adds to a name has at most so many tokens."""
_CLOSING_QUOTES = frozenset("".join(CLOSERS.values()))
_LONGEST_CHANNEL = 6
"""What an organisation acts through has at most so many small words ahead of its name."""

Begins = Callable[[int, int], bool]
"""Tells whether a name may begin at a token ahead of an offset."""


def past_asides(of: NameWords, spans: NameSpans, i: int, stop: int, begins: Begins) -> int:
    """Return the token behind all that is said of the name that ends ahead of token ``i``.

    ``stop`` is an offset; ``i`` itself where nothing is said of it, or where no further name follows.
    """
    behind = _past_aside(of, _past_seat(of, of.past_parenthesis(i), stop), stop, begins)
    return _past_channel(of, spans, behind, stop, begins)


def _past_seat(of: NameWords, i: int, stop: int) -> int:
    """Return the comma or joint behind the town at token ``i`` that a name in a row is from; else ``i``.

    "Klub seniorů *z Lipníku* a Dům služeb".
    """
    own = of.sheet.known.own
    seated = of.word(i, stop) in own.phrases["hails_from"] and i + 1 < len(of) and of.letter(i + 1)
    goes_on = of.word(i + 2, stop) == "," or i + 2 in of.joins
    if not seated or not goes_on:
        return i
    town = nominative_town(of.span(i + 1, i + 1), own, of.sheet.country)
    closing = i + 2 in of.joins and of.letter(of.joins[i + 2] + 1)  # a village that no gazetteer knows
    return i + 2 if town is not None or closing else i


def _past_aside(of: NameWords, i: int, stop: int, begins: Begins) -> int:
    """Return the comma that closes an aside at the comma ``i``, ahead of a joint; else ``i``.

    "Klub Orła, działający przy parafii, oraz Fundacja Most": a relative or a participle opens it.
    """
    opens = i + 1 in of.stops or i + 1 in of.relatives
    if of.word(i, stop) != "," or of.word(i + 1, stop) == "." or not opens:
        return i
    for k in range(i + 2, min(i + _LONGEST_ASIDE, len(of))):
        if of.starts[k] >= stop or "\n" in of.gap(k):
            break
        if of.words[k] == "," and k + 1 in of.joins and begins(of.joins[k + 1] + 1, stop):
            return k
    return i


def _past_channel(of: NameWords, spans: NameSpans, i: int, stop: int, begins: Begins) -> int:
    """Return the comma behind what an organisation acts through: "the City through its Youth Office, …".

    ``i`` where nothing of the kind stands there, or where no comma leads on to another name.
    """
    channel = i + (of.word(i, stop) == ",")
    if channel not in of.channels:
        return i
    k = of.channels[channel] + 1
    for begin in range(k, min(k + _LONGEST_CHANNEL, len(of))):
        if of.starts[begin] >= stop or "\n" in of.gap(begin):
            break
        if of.words[begin] == ",":
            return begin
        if begins(begin, stop):
            return _comma_behind(of, spans, begin, stop) or i
    return i


def _comma_behind(of: NameWords, spans: NameSpans, i: int, stop: int) -> int | None:
    """Return the comma right behind the name at token ``i``, a joint and one more name passed over."""
    for _ in range(2):
        read = spans.at(i, stop) if i < len(of) else None
        i = of.past_parenthesis(read[1] + 1) if read is not None else len(of)
        if i not in of.joins:
            break
        i = of.joins[i] + 1
    return i if of.word(i, stop) == "," else None


def leads_again(of: NameWords, i: int, lead: str) -> bool:
    """Tell whether a preposition of place at token ``i`` leads on a row whose first name ``lead`` led."""
    return of.words[i] == lead or of.words[i] in of.articles or i in of.agents


def before_aside(of: NameWords, k: int) -> int:
    """Return the token ahead of the bracket or quotation mark that closes at token ``k``, else ``k``."""
    if of.words[k] == ")":
        opening = next((n for n in range(k, max(0, k - _LONGEST_BRACKET), -1) if of.words[n] == "("), k)
        return max(0, opening - 1)
    return k - 1 if k and of.words[k] in _CLOSING_QUOTES else k


def is_beside(of: NameWords, name: Name, k: int) -> bool:
    """Tell whether nothing but a bracket stands between a name and the token ``k``."""
    behind = of.past_parenthesis(of.tokens.at(name.end))
    return behind == k
