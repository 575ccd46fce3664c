"""The policy of matching as a table: what each step of a comparison says of a pair.

A comparison is a ladder: the first step whose condition holds counts. Conditions are SQL (DuckDB's, as Splink
runs it) over the columns of :class:`store.match.features.Features`, ``_l`` and ``_r``. What a step weighs
stands in ``weights.json`` (see ``store.match.weights``); what one side does not say weighs nothing. Which
pairs are compared stands in ``store.match.blocks``, what no sum can say in ``store.match.rules``.
"""

from __future__ import annotations

from store.match.agreement import CONTRAST, EDITION, HOST, KINDS, MEANINGS, NAMES, SAID, TOLD, WHOLES, WITHIN
from store.match.comparison import ELSE, Comparison, Step
from store.match.measures import IS_OF_TOWN, IS_OTHER_MATTER, SPELLED_OUT, any_of, both

_DATED = "fineness_l >= 3 AND fineness_r >= 3"
_UNDATED = "(fineness_l = 0 OR fineness_r = 0)"
_SAME_FIRST = f"({_DATED} AND first_on_l = first_on_r)"
_OVERLAP = "(first_on_l <= last_on_r AND first_on_r <= last_on_l)"
_ONE_DAY = "(first_on_l = last_on_l AND first_on_r = last_on_r)"
# What lasts days has more than one house.
_LASTING = "coalesce(last_on_l > first_on_l AND last_on_r > first_on_r, FALSE)"
_MINUTES_APART = "abs(start_minute_l - start_minute_r)"
_MONTHS = "fineness_l >= 2 AND fineness_r >= 2"
_AN_HOUR = "(fineness_l = 4 OR fineness_r = 4)"
_SAME_LANGUAGE = "(lang_l = lang_r)"
# In German, nouns are written as names are.
_PLAIN = "lang_l <> 'de' AND lang_r <> 'de'"
_SHARED = "(1.2 * shared_names + 0.8 * shared_meanings + 0.4 * shared_kinds + 1.6 * spelled)"
_ANYTHING = "(shared_names + shared_meanings + shared_kinds + spelled > 0)"
_KNOWN = "(len(meanings_l) + len(kinds_l) >= 2 AND len(meanings_r) + len(kinds_r) >= 2)"
_TELLING = "(shared_names + shared_meanings + spelled)"
_MEANINGS_ALONE = "lang_l <> lang_r AND shared_meanings > 0 AND shared_names + spelled = 0"
_COVER = f"({_SHARED} / greatest(0.4, least(weight_l, weight_r)))"

LINK = Comparison(
    "link",
    (
        Step(
            "page",
            "source_l <> source_r AND (list_contains(links_l, page_r) OR list_contains(links_r, page_l))",
            "one links to the other",
        ),
        Step("shared", any_of("links", "links"), "both link to {shared}"),
        Step("none", ELSE),
    ),
    both("links"),
)
TIME = Comparison(
    "time",
    (
        Step(
            "undated",
            f"{_UNDATED} AND (month_day_l IS NULL OR month_day_r IS NULL)",
            is_null=True,
        ),
        Step(
            "day, no year", f"{_UNDATED} AND month_day_l = month_day_r", "the same day, one of an untold year"
        ),
        Step("other, no year", _UNDATED, "other days of the year, one of an untold year"),
        Step("minute", f"{_SAME_FIRST} AND start_minute_l = start_minute_r", "both start at the same minute"),
        Step(
            "days", f"{_SAME_FIRST} AND last_on_l = last_on_r AND last_on_l > first_on_l + 1", "the same days"
        ),
        Step(
            "two days",
            f"{_SAME_FIRST} AND last_on_l = last_on_r AND last_on_l > first_on_l",
            "the same two days",
        ),
        # Whoever counts the eve in, or a day of arrival, tells of the same days.
        Step(
            "days but one",
            f"{_DATED} AND {_LASTING} AND last_on_l = last_on_r AND abs(first_on_l - first_on_r) = 1",
            "the same days but for the first",
        ),
        Step("hours", f"{_SAME_FIRST} AND {_ONE_DAY} AND {_MINUTES_APART} > 30", "the same day, other hours"),
        Step("near", f"{_SAME_FIRST} AND {_MINUTES_APART} >= 0", "the same day, hours near"),
        Step("day", _SAME_FIRST, "the same day"),
        Step("inside", f"{_DATED} AND {_OVERLAP}", "one within the days of the other"),
        Step(
            "last day",
            "least(fineness_l, fineness_r) = 2 AND has_end_l AND has_end_r AND last_on_l = last_on_r",
            "the same last day",
        ),
        # What tells its hour is hardly what another telling knows by its month alone.
        Step("hour in a month", f"{_MONTHS} AND {_OVERLAP} AND {_AN_HOUR}", "the same month"),
        Step("month", f"{_MONTHS} AND {_OVERLAP}", "the same month"),
        Step("hour in a year", f"{_OVERLAP} AND {_AN_HOUR}", "the same year"),
        Step("year", _OVERLAP, "the same year"),
        Step("other", ELSE, "other days"),
    ),
)
PLACE = Comparison(
    "place",
    (
        Step(
            "unknown",
            "NOT is_same_address AND NOT is_same_venue AND NOT coalesce(is_same_city, FALSE)"
            " AND NOT (online_l AND online_r)"
            " AND (city_l IS NULL OR city_r IS NULL OR online_l OR online_r)",
            is_null=True,
        ),
        Step("address", "is_same_address", "the same address"),
        Step("venue", "is_same_venue", "the same venue"),
        Step(
            "other venue",
            f"is_same_city AND len(venue_keys_l) > 0 AND len(venue_keys_r) > 0 AND {_SAME_LANGUAGE}"
            f" AND NOT {_LASTING} AND NOT has_like_venue AND NOT list_contains({both('kinds')}, '!night')",
            "other venues",
        ),
        Step(
            "like venue",
            f"is_same_city AND len(venue_keys_l) > 0 AND len(venue_keys_r) > 0 AND {_SAME_LANGUAGE}",
            "the same city, venues of other names",
        ),
        Step("city", "is_same_city", "the same city"),
        Step("online", "online_l AND online_r", "both online"),
        Step("other", ELSE, "other cities"),
    ),
)
TITLE = Comparison(
    "title",
    (
        Step("same", "is_same_title AND weight_l >= 2", "the same title"),
        Step("same, short", f"is_same_title AND {_TELLING} > 0", "the same title"),
        Step("same, plain", "is_same_title", "the same title, which many have"),
        # Most pairs end here, before anything is counted.
        Step("unlike", f"NOT {_ANYTHING} AND {_SAME_LANGUAGE}", "titles share nothing"),
        # Two languages, and the dictionary knows words of both: to find nothing in common says something.
        Step("other meanings", f"NOT {_ANYTHING} AND {_KNOWN}", "titles mean other things"),
        Step("none", f"NOT {_ANYTHING}"),
        # "Language café at …", "Språkcafé på …": one matter, another house.
        # "Migration and rights", "film evening on migration": one of two matters.
        Step(
            "meanings, other names",
            f"{_MEANINGS_ALONE} AND is_contrast AND {_PLAIN}",
            "titles share {shared}, but no name",
        ),
        Step(
            "meaning, other meanings",
            f"{_MEANINGS_ALONE} AND {IS_OTHER_MATTER} AND shared_meanings = 1",
            "titles share {shared}, but mean other things",
        ),
        Step("long", f"{_TELLING} > 0 AND {_SHARED} >= 3.2 AND {_COVER} >= 0.8", "titles share {shared}"),
        Step("whole", f"{_TELLING} > 0 AND {_SHARED} >= 2 AND {_COVER} >= 0.85", "titles share {shared}"),
        Step("most", f"{_TELLING} > 0 AND {_SHARED} >= 2 AND {_COVER} >= 0.6", "titles share {shared}"),
        Step("much", f"{_TELLING} > 0 AND {_SHARED} >= 1.6 AND {_COVER} >= 0.4", "titles share {shared}"),
        Step("short", f"{_TELLING} > 0 AND {_SHARED} >= 0.8 AND {_COVER} >= 0.6", "titles share {shared}"),
        Step("some", f"{_TELLING} > 0 AND {_SHARED} >= 1.2 AND {_COVER} >= 0.25", "titles share {shared}"),
        Step("little", f"{_TELLING} > 0", "titles share {shared}"),
        # "Citizens' dialogue in …", "Medborgardialog i …": another place, plan or house.
        Step(
            "kinds, other names",
            f"is_contrast AND lang_l <> lang_r AND {_PLAIN}",
            "titles share {shared}, but no name",
        ),
        Step(
            "kinds, other meanings",
            "lang_l <> lang_r AND len(meanings_l) > 0 AND len(meanings_r) > 0",
            "titles share {shared}, but mean other things",
        ),
        Step("all kinds", f"{_SHARED} >= 1.2 AND {_COVER} >= 0.75", "titles share {shared}"),
        Step("kinds", f"{_SHARED} >= 0.8 AND {_COVER} >= 0.6", "titles share {shared}"),
        Step(
            "kinds, same days",
            "first_on_l = first_on_r AND last_on_l = last_on_r AND last_on_l > first_on_l + 1"
            " AND shared_kinds > 1",
            "titles share {shared}",
        ),
        # Two associations' annual meetings: what tells them apart is all that they do not share.
        Step(
            "kinds, unlike",
            f"{_SAME_LANGUAGE} AND len(names_l) + len(meanings_l) > 0 AND len(names_r) + len(meanings_r) > 0",
            "titles share {shared} alone",
        ),
        Step("some kinds", "shared_kinds > 2", "titles share {shared}"),
        # "World congress against …", "Congrès mondial contre …"
        Step(
            "kinds of a whole",
            f"shared_kinds > 1 AND list_has_any({both('kinds')}, {WHOLES})",
            "titles share {shared}",
        ),
        Step("kind", ELSE, "titles share {shared}"),
    ),
    f"flatten([{both('names')}, {both('meanings')}, {both('kinds')}, {SPELLED_OUT}])",
)
PARTIES = Comparison(
    "parties",
    (
        Step("own", "source_l = source_r"),
        # A town holds many events.
        Step("town", f"(has_same_organiser OR has_mixed_party) AND {IS_OF_TOWN}", "the same organiser"),
        Step("organisers", "has_same_organiser", "the same organiser"),
        Step(
            "mixed",
            "has_mixed_party",
            "the organiser of one takes part in the other",
        ),
        Step("others", any_of("others", "others"), "the same partner"),
        Step(
            "payer",
            f"{any_of('funders', 'funders')} OR {any_of('organisers', 'funders')}"
            f" OR {any_of('funders', 'organisers')}",
            "the same funder",
        ),
        Step(
            "unlike",
            f"len(organisers_l) > 0 AND len(organisers_r) > 0 AND {_SAME_LANGUAGE}",
            "other organisers",
        ),
        Step("unlike names", "len(organisers_l) > 0 AND len(organisers_r) > 0"),
        Step("untold", "len(organisers_l) = 0 AND len(organisers_r) = 0"),
        Step("none", ELSE),
    ),
)
TEXT = Comparison(
    "text",
    (
        Step("much", "shared_text >= 4", "texts share {shared}"),
        Step("some", "shared_text >= 2", "texts share {shared}"),
        Step("little", "shared_text >= 1"),
        Step("none", ELSE),
    ),
    both("text_terms"),
)
COMPARISONS = (
    *(LINK, TIME, PLACE, TITLE, PARTIES, TEXT),
    *(NAMES, MEANINGS, KINDS, SAID, CONTRAST, EDITION, TOLD, HOST, WITHIN),
)
