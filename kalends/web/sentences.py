"""Sentences that the matching and the health of sources say in English, for gettext to translate.

They are kept as they were said, filled in; here each is found again by its pattern. What is none of them (an
error of a site, in its own words) stays as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from gettext import NullTranslations

from kalends.web.labels import N_

SENTENCES = (
    N_("one links to the other"),
    N_("both link to %(shared)s"),
    N_("the same day, one of an untold year"),
    N_("other days of the year, one of an untold year"),
    N_("both start at the same minute"),
    N_("the same days"),
    N_("the same two days"),
    N_("the same days but for the first"),
    N_("the same day, other hours"),
    N_("the same day, hours near"),
    N_("the same day"),
    N_("one within the days of the other"),
    N_("the same last day"),
    N_("the same month"),
    N_("the same year"),
    N_("other days"),
    N_("the same address"),
    N_("the same venue"),
    N_("other venues"),
    N_("the same city, venues of other names"),
    N_("the same city"),
    N_("both online"),
    N_("other cities"),
    N_("the same title"),
    N_("the same title, which many have"),
    N_("titles share nothing"),
    N_("titles mean other things"),
    N_("titles share %(shared)s alone"),
    N_("titles share %(shared)s"),
    N_("texts share %(shared)s"),
    N_("the same organiser"),
    N_("the organiser of one takes part in the other"),
    N_("the same partner"),
    N_("the same funder"),
    N_("other organisers"),
    N_("one is of a kind that is held within such as the other"),
    N_("each title names something of its own"),
    N_("titles name the same edition or year"),
    N_("who organises one is named by the other's title"),
    N_("other tellings of it say so, too"),
    N_("the publisher's translations of each other: %(l)s"),
    N_("the same days of another month: %(l)s, %(r)s"),
    N_("the same days of another year: %(l)s, %(r)s"),
    N_("moved: %(l)s, %(r)s"),
    N_("other days: %(l)s, %(r)s"),
    N_("other cities: %(l)s, %(r)s"),
    N_("other countries: %(l)s, %(r)s"),
    N_("one opens, one closes: %(l)s, %(r)s"),
    N_("other editions: %(l)s, %(r)s"),
    N_("titles name other years: %(l)s, %(r)s"),
    N_("other numbers: %(l)s, %(r)s"),
    N_("titles differ in what they are about: %(l)s, %(r)s"),
    N_("other organisers of what many hold: %(l)s, %(r)s"),
    N_("two announcements of one source: %(l)s"),
    N_("“%(l)s” is a part of “%(r)s”: it says so"),
    N_("“%(l)s” is a part of “%(r)s”: it stands in its programme"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days and naming it"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days, and its text speaks of such a whole"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days and under its title"),
    N_("“%(l)s” is a part of “%(r)s”: one thing within it"),
    N_("“%(l)s” is a part of “%(r)s”: its text names it"),
    N_("“%(l)s” is a part of “%(r)s”: an item beside the whole"),
    N_("“%(l)s” is a part of “%(r)s”: what one house does of it"),
    N_("“%(l)s” is a part of “%(r)s”: in its month, and its text speaks of such a whole"),
    N_("“%(l)s” is a part of “%(r)s”: who tells of it is called after it"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days, and one body takes part in both"),
    N_("“%(l)s” is a part of “%(r)s”: it begins or ends it"),
    N_("“%(l)s” is a part of “%(r)s”: a day in its months or its year"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days, and said to be beside something"),
    N_("“%(l)s” is a part of “%(r)s”: in its days, and its text speaks of such a whole"),
    N_("“%(l)s” is a part of “%(r)s”: what one body does of it"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days, and about the same"),
    N_("“%(l)s” is a part of “%(r)s”: one of many events in its days"),
    N_("“%(l)s” is a part of “%(r)s”: some of its days, beside all else"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days, at another house"),
    N_("“%(l)s” is a part of “%(r)s”: inside its days, at its house"),
    N_("“%(l)s” is a part of “%(r)s”: in its month, and an item beside the whole"),
    N_("“%(l)s” is a part of “%(r)s”: in its month, and a ceremony beside the whole"),
    N_("nothing could be fetched: %(rest)s"),
    N_("it ended before anything was asked"),
    N_("no listing could be read: %(rest)s"),
    N_("%(count)s of %(all)s addresses did not answer in time"),
    N_("%(count)s of %(all)s addresses have a certificate that is not valid"),
    N_("%(count)s of %(all)s addresses have a host name that is not known"),
    N_("%(count)s of %(all)s addresses could not be connected to, or the connection broke"),
    N_("%(count)s of %(all)s addresses redirect to another site"),
    N_("%(count)s of %(all)s addresses lead to an address that is not public"),
    N_("%(count)s of %(all)s addresses are larger than KALENDS_MAX_BYTES allows"),
    N_("%(count)s of %(all)s addresses could not be kept: the archive is full or cannot be written to"),
    N_("%(count)s of %(all)s addresses could not be fetched"),
    N_("%(count)s of %(all)s addresses are forbidden by robots.txt"),
    N_("%(count)s of %(all)s addresses are reserved by their publisher (TDM reservation, noai or noindex)"),
    N_("%(count)s of %(all)s addresses answer 401: they want a login"),
    N_("%(count)s of %(all)s addresses answer 403: the site refuses us"),
    N_("%(count)s of %(all)s addresses answer 429: the site finds us too many"),
    N_("%(count)s of %(all)s addresses answer 451: withheld for legal reasons"),
    N_("%(count)s of %(all)s addresses answer %(cause)s"),
    N_("the run was refused"),
    N_("%(count)s of %(all)s fetched pages are a login page now"),
    N_('%(count)s of %(all)s fetched pages say "not found" though they answer 200'),
    N_("%(count)s of %(all)s fetched pages end in the middle"),
    N_("%(count)s of %(all)s pages are one and the same page"),
    N_("%(count)s of %(all)s pages redirect to the home page or to the list"),
    N_("the listing still tells of nothing"),
    N_("the listing tells of nothing, where 1 announcement was still to come"),
    N_("the listing tells of nothing, where %(count)s announcements were still to come"),
    N_("selectors.links has never matched anything"),
    N_("nothing was ever read from it, since %(day)s"),
    N_("only %(count)s of %(all)s coming announcements are listed any more"),
    N_("%(name)s is filled in %(count)s of %(all)s announcements, where %(usual)s is usual"),
    N_("%(count)s of %(all)s clock times are midnight"),
    N_("%(count)s of %(all)s announcements are on one day"),
    N_("%(count)s of %(all)s announcements begin %(minutes)s minutes later than before, since %(day)s"),
    N_("%(count)s of %(all)s announcements begin %(minutes)s minutes earlier than before, since %(day)s"),
    N_("the language is %(now)s now (%(count)s of %(all)s announcements), where %(usual)s is usual"),
    N_("the zone is %(now)s now (%(count)s of %(all)s announcements), where %(usual)s is usual"),
    N_("pages have %(now)s bytes, where %(usual)s are usual"),
)
"""Those with more words of their own stand before those that would take them for something filled in."""

_LONGEST = 1000
_REST = "rest"
"""What is filled in here is a sentence itself."""


def translated(text: str, translations: NullTranslations) -> str:
    """The sentence in another language, what is filled in as it was; ``text`` where it is none of ours."""
    for pattern in SENTENCES if len(text) <= _LONGEST else ():
        filled = _filled(pattern, text)
        if filled is not None:
            if _REST in filled:
                filled = {**filled, _REST: translated(filled[_REST], translations)}
            return translations.gettext(pattern) % filled
    return text


def _filled(pattern: str, text: str) -> Mapping[str, str] | None:
    """What ``text`` fills into the pattern, each as short as can be; None where it is another sentence."""
    begin, *parts = _parts(pattern)
    if not text.startswith(begin[1]):
        return None
    found, at = {}, len(begin[1])
    for number, (name, words) in enumerate(parts):
        is_last = number == len(parts) - 1
        end = len(text) - len(words) if is_last and text.endswith(words) else text.find(words, at + 1)
        if end <= at or (is_last and end + len(words) != len(text)):
            return None
        found[name], at = text[at:end], end + len(words)
    return found if at == len(text) else None


def _parts(pattern: str) -> Iterator[tuple[str, str]]:
    """("", the words before the first thing to fill in), then each thing and the words behind it."""
    begin, *others = pattern.split("%(")
    yield "", begin
    for part in others:
        name, _, words = part.partition(")s")
        yield name, words
