"""Which announcements tell of one event: pairs as examples, with the verdict that a reader would give."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from match_makers import decided, tell

from pipeline.model import Verdict
from store.match import grouped, judge, judge_records, record_of_json
from store.match.cluster import Edge, clusters
from store.match.decide import Decision

FIVE = "2026-03-12T17:00"
KRAKOW = {"city": "Kraków", "country": "PL"}
CRACOW = {"city": "Cracow", "country": "PL"}
CITY = {"organisers": ["Malmö stad"]}

SAME = {
    "the same words at the same hour": (
        tell("Guidad visning av slottet", FIVE, "a"),
        tell("Guidad visning av slottet!", FIVE, "b"),
    ),
    "two languages that share a name": (
        tell("Medborgardialog om Pildammsparkens framtid", FIVE, "a"),
        tell("Citizens' dialogue on the future of Pildammsparken", FIVE, "b", "en"),
    ),
    "two languages that share only meanings, and an organiser": (
        tell("Medborgardialog om cykelbanor", FIVE, "a", **CITY),
        tell("Citizen dialogue on cycle lanes", FIVE, "b", "en", **CITY),
    ),
    "the city under another name": (
        tell("Warsztaty: miasto przyjazne seniorom", FIVE, "a", "pl", organisers=["Fundacja Most"], **KRAKOW),
        tell(
            "Workshop: a city friendly to seniors", FIVE, "b", "en", organisers=["Most Foundation"], **CRACOW
        ),
    ),
    "the same days of a festival": (
        tell("Festival för lokal demokrati", "2026-05-12", "a", end="2026-05-14"),
        tell("Festiwal Demokracji Lokalnej w Malmö", "2026-05-12", "b", "pl", end="2026-05-14"),
    ),
    "an hour is missing, which is not disagreement": (
        tell("Hackathon för öppna data", FIVE, "a", organisers=["Kodklubben"]),
        tell("Open data hackathon", "2026-03-12", "b", "en", organisers=["Kodklubben"]),
    ),
    "doors open half an hour before": (
        tell("Konsert för klimatet på torget", "2026-03-12T17:30", "a", venue="Möllevångstorget"),
        tell("Konsert för klimatet på torget", "2026-03-12T18:00", "b", venue="Möllevångstorget"),
    ),
    "an organiser is the other's partner": (
        tell("Nätverksträff: Demokrati i förorten", FIVE, "a", organisers=["Nätverket Idébruk"]),
        tell(
            "Demokrati i förorten", FIVE, "b", organisers=["Torgets Vänner"], partners=["Nätverket Idébruk"]
        ),
    ),
    "an acronym that the other spells out": (
        tell("Sommet mondial du PDC", "2026-05-12", "a", "fr", end="2026-05-14", city="Lyon", country="FR"),
        tell(
            "Partnership for Digital Commons summit",
            "2026-05-12",
            "b",
            "en",
            end="2026-05-14",
            city="Lyon",
            country="FR",
        ),
    ),
    "both send to one page": (
        tell("Vårmöte", FIVE, "a", links=["https://www.evenemang.example/7/?utm_source=a"]),
        tell("Spring meeting", FIVE, "b", "en", links=["http://evenemang.example/7#top"]),
    ),
    "one sends to the other's page": (
        tell("Vårmöte", FIVE, "a", url="https://a.example/events/7"),
        tell("Spring meeting", FIVE, "b", "en", links=["https://a.example/events/7/"]),
    ),
    "a day of an untold year, which disagrees with none": (
        tell("Medborgarforum om Pildammsparkens framtid", "0000-03-12", "a", **CITY),
        tell("Medborgarforum om Pildammsparkens framtid", FIVE, "b", **CITY),
    ),
    "the publisher's own translations": (
        tell("Årsmöte", FIVE, "a", translation_key="annual"),
        tell("Annual meeting", FIVE, "a", "en", translation_key="annual"),
    ),
}


DIFFERENT = {
    "a title that many have, and nothing else in common": (
        tell("Årsmöte", FIVE, "a"),
        tell("Årsmöte", FIVE, "b"),
    ),
    "two associations' annual meetings": (
        tell("Årsmöte i Hyresgästföreningen Lindängen", FIVE, "a"),
        tell("Årsmöte i Naturskyddsföreningen", FIVE, "b"),
    ),
    "plans that differ in their number alone": (
        tell("Samråd om detaljplan 5412", FIVE, "a", venue="Stadshuset"),
        tell("Samråd om detaljplan 5413", FIVE, "b", venue="Stadshuset"),
    ),
    "another day of a series": (
        tell("Språkcafé i parken", FIVE, "a", **CITY),
        tell("Språkcafé i parken", "2026-03-19T17:00", "b", **CITY),
    ),
    "another hour of the same day": (
        tell("Guidad visning av slottet", "2026-03-12T10:00", "a", venue="Slottet"),
        tell("Guidad visning av slottet", "2026-03-12T14:00", "b", venue="Slottet"),
    ),
    "another city at the same hour": (
        tell("Klimatdagen på torget", FIVE, "a"),
        tell("Klimatdagen på torget", FIVE, "b", city="Lund"),
    ),
    "another country on the same night": (
        tell("Forskarnatten", "2026-09-25", "a"),
        tell("Researchers’ Night is back", "2026-09-25", "b", "en", city=None, country="FI"),
    ),
    "another library at the same hour": (
        tell("Språkcafé", FIVE, "a", venue="Bokens hus", **CITY),
        tell("Språkcafé", FIVE, "b", venue="Lindängens bibliotek", **CITY),
    ),
    "another edition": (
        tell("V Kongres Sąsiadów", "2026-05", "a", "pl", **KRAKOW),
        tell("VI Kongres Sąsiadów", "2026-05", "b", "pl", **KRAKOW),
    ),
    "words that every event has": (
        tell("Öppet hus", "2026-03-12", "a", organisers=["Teatern"]),
        tell("Öppet hus", "2026-03-12", "b", organisers=["Brandkåren"]),
    ),
    "two languages that share nothing but the hour": (
        tell("Medborgardialog om cykelbanor", FIVE, "a", **CITY),
        tell("Lecture: whales and their songs", FIVE, "b", "en", organisers=["The University"]),
    ),
    "two pages of one source": (
        tell("Bokcirkel för alla i stan", FIVE, "a", url="https://a.example/1"),
        tell("Bokcirkel för alla i stan", "2026-03-12", "a", url="https://a.example/2"),
    ),
    "the same time and venue say not what it is": (
        tell("Medlemsmöte", FIVE, "a", venue="Folkets hus"),
        tell("Yoga", FIVE, "b", "en", venue="Folkets hus"),
    ),
    "translations in another year": (
        tell("Årsmöte", FIVE, "a", translation_key="annual"),
        tell("Annual meeting", "2027-03-12T17:00", "a", "en", translation_key="annual"),
    ),
}


WHOLE = tell("Festival för lokal demokrati", "2026-05-12", "a", end="2026-05-14")
PARTS = {
    "inside its days and named after it": tell(
        "Invigning av Festival för lokal demokrati", "2026-05-12T10:00", "b", end="2026-05-12T11:00"
    ),
    "by its own words": tell("Mingel", "2026-05-13", "b", super_event="Festival för lokal demokrati"),
}


@pytest.fixture(scope="module")
def decisions() -> dict[str, Decision | None]:
    return decided(SAME | DIFFERENT | {name: (WHOLE, part) for name, part in PARTS.items()})


@pytest.mark.parametrize("name", SAME)
def test_one_event(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.SAME, decision
    assert decision.reasons


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_events(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is None or decision.verdict in (Verdict.DIFFERENT, Verdict.UNSURE), decision


@pytest.mark.parametrize("name", PARTS)
def test_a_part_is_not_the_whole(decisions: dict[str, Decision | None], name: str) -> None:
    decision = decisions[name]
    assert decision is not None
    assert decision.verdict is Verdict.PART_OF
    assert decision.reasons[0].startswith(f"“{PARTS[name].title}” is a part of “{WHOLE.title}”")


def test_a_decision_is_the_same_whichever_comes_first(decisions: dict[str, Decision | None]) -> None:
    turned = decided({name: (right, left) for name, (left, right) in (SAME | DIFFERENT).items()})
    for name, other in turned.items():
        decision = decisions[name]
        assert (decision is None) is (other is None), name
        if decision and other:
            assert (decision.verdict, decision.score) == (other.verdict, other.score), name


def test_a_veto_keeps_apart_what_two_merges_would_join() -> None:
    swedish, other_page = DIFFERENT["two pages of one source"]
    english = tell("Book circle: Bokcirkel för alla i stan", FIVE, "b", "en")
    decisions = judge_records([swedish, other_page, english])
    verdicts = sorted(item.verdict for item in decisions)
    assert verdicts == [Verdict.DIFFERENT, Verdict.SAME, Verdict.SAME]
    edges = [Edge.of(item.left, item.right, item.verdict, item.score, by_person=False) for item in decisions]
    joined = clusters([swedish.id, other_page.id, english.id], edges)
    assert not any({swedish.id, other_page.id} <= set(group) for group in joined)


def test_days_that_a_third_explains_explain_no_other_edition() -> None:
    where = {"city": "Kraków", "country": "PL"}
    fifth = tell("V Forum Sąsiadów i Podwórek", "2026-09-08", "a", "pl", end="2026-09-16", **where)
    plain = tell("Forum Sąsiadów i Podwórek", "2026-09-14", "b", "pl", end="2026-09-16", **where)
    sixth = tell("VI Forum Sąsiadów i Podwórek", "2026-09-14", "c", "pl", end="2026-09-16", **where)
    groups = grouped(judge([fifth, plain, sixth]))
    assert max(map(len, groups)) > 1
    assert not any({fifth.id, sixth.id} <= set(group) for group in groups)


def test_a_link_that_other_days_share_names_no_event() -> None:
    nav = {"links": ["https://a.example/events/calendar"]}
    monday, friday = tell("Yoga", "2026-03-09", "b", "en", **nav), tell("Öppet hus", "2026-03-13", "a", **nav)
    assert judge_records([monday, tell("Bokcirkel", "2026-03-09", "a", **nav)])[0].verdict is Verdict.SAME
    assert judge_records([monday, tell("Bokcirkel", "2026-03-09", "a", **nav), friday]) == []


def test_a_link_to_a_page_of_many_days_names_no_event() -> None:
    page = "https://a.example/events/all"
    monday, friday = (
        tell(title, day, "a", url=page) for title, day in (("Yoga", "2026-03-09"), ("Bio", "2026-03-13"))
    )
    other = tell("Open house", "2026-03-09", "b", "en", links=[page])
    assert judge_records([monday, other])[0].verdict is Verdict.SAME
    assert judge_records([monday, friday, other]) == []


BROKEN = [
    ({"id": "x1"}, "x1"),
    ({"id": "x2", "title": "T", "start": "soon, very soon"}, "x2"),
    ({"id": "x4", "title": "T", "start": "2026-13"}, "x4"),
    ({"id": "x5", "title": "T", "start": "soon"}, "x5"),
    ({"id": "x3", "title": "T", "start": "2026-03-12T10:00", "timezone": "Mars/Olympus"}, "x3"),
    ({"id": "x6", "title": "T", "start": "2026-03-12T10:00", "timezone": "America"}, "x6"),
    ({"id": "x7", "title": "T", "start": "0001-01-01T00:00", "timezone": "Europe/Stockholm"}, "x7"),
    ({"id": "x8", "title": "T", "end": "9999-12-31T23:59-05:00"}, "x8"),
    ({"title": "T"}, "None"),
]


@pytest.mark.parametrize(("line", "named"), BROKEN)
def test_a_line_that_is_no_announcement_is_named(line: dict[str, object], named: str) -> None:
    with pytest.raises(ValueError, match=named):
        record_of_json(line)


def test_a_time_is_told_with_a_blank_as_well() -> None:
    stated = ("2026-03-12T18:30", "2026-03-12 18:30")
    assert len({tell("Dialogmöte", start).start_at for start in stated}) == 1
    assert tell("Dialogmöte", stated[1]).start_at is not None


def test_a_day_of_an_untold_year_is_weak_evidence_for_and_against() -> None:
    title, starts = "Dialog om cykelbanor", ("0000-03-13", None, "0000-03-12", "2026-03-12")
    english = tell("Citizens on bicycle lanes", FIVE, "b", "en")
    told = decided({str(start): (tell(title, start, "a"), english) for start in starts})
    scores = [one.score if one else 0.0 for one in told.values()]
    assert scores == sorted(set(scores))


NODES = "abcdef"
edge_lists = st.lists(
    st.tuples(
        st.sampled_from(NODES),
        st.sampled_from(NODES),
        st.sampled_from(list(Verdict)),
        st.sampled_from([0.6, 0.85, 0.99]),
        st.booleans(),
    ).filter(lambda edge: edge[0] != edge[1]),
    max_size=12,
)


@given(edge_lists, st.randoms(use_true_random=False))
def test_clusters_are_the_same_whatever_the_order_of_judgements(edges: list[Any], random: Any) -> None:
    made = [
        Edge.of(left, right, verdict, score, by_person=person)
        for left, right, verdict, score, person in edges
    ]
    shuffled = list(made)
    random.shuffle(shuffled)
    assert clusters(NODES, made) == clusters(reversed(NODES), shuffled)


@given(edge_lists)
def test_no_cluster_holds_what_a_person_said_is_different(edges: list[Any]) -> None:
    made = [
        Edge.of(left, right, verdict, score, by_person=person)
        for left, right, verdict, score, person in edges
    ]
    groups = clusters(NODES, made)
    assert sorted(key for group in groups for key in group) == list(NODES)
    by_pair: dict[tuple[str, str], Edge] = {}
    for edge in sorted(made):
        by_pair.setdefault((edge.left, edge.right), edge)
    apart = [pair for pair, edge in by_pair.items() if edge.verdict is Verdict.DIFFERENT and edge.by_person]
    assert not any(set(pair) <= set(group) for pair in apart for group in groups)
