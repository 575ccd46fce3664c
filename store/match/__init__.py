"""Which announcements tell of one event: blocks of candidates, comparisons with reasons, judgements."""

from store.match.inherited import inherited_parts
from store.match.judge import MatchCounts, grouped, judge_by_person, match_announcements
from store.match.lines import record_of_json
from store.match.pairs import judge, judge_records, judge_table
from store.match.record import Record

__all__ = [
    "MatchCounts",
    "Record",
    "grouped",
    "inherited_parts",
    "judge",
    "judge_by_person",
    "judge_records",
    "judge_table",
    "match_announcements",
    "record_of_json",
]
