"""Which announcements tell of one event: blocks of candidates, comparisons with reasons, decisions.

In the store that is ``store.match.stored``. It stands apart: a database's libraries take longer to load than
all else here, and a file's announcements are matched, in several processes, without.
"""

from store.match.inherited import inherited_parts
from store.match.lines import record_of_json
from store.match.pairs import grouped, judge, judge_records, judge_table
from store.match.record import Record

__all__ = [
    "Record",
    "grouped",
    "inherited_parts",
    "judge",
    "judge_records",
    "judge_table",
    "record_of_json",
]
