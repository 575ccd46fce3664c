"""By which policy a store's announcements were judged: another one judges all of them anew."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib import resources

from sqlmodel import Session, col, select

from store import tables
from store.known import known_organisations
from store.match import blocks, inside, measures, parts, policy, rules, verdicts

# Rises when ``store.match.features`` says other things of the same announcement.
FEATURES_VERSION = 12
_DATA = ("weights.json", "concepts.txt", "common.txt", "counted.txt")


@cache
def policy_digest() -> str:
    """A digest of all that keys and verdicts depend on, beside the announcements."""
    tables_of_policy = (
        blocks.BLOCKING_RULES,
        measures.MEASURES,
        measures.signs(),
        measures.TELLING,
        policy.COMPARISONS,
    )
    tables_of_rules = (
        rules.LINKS,
        inside.STAGES,
        parts.PARTS,
        rules.VETOES,
        verdicts.SCORE,
        verdicts.verdict(),
        verdicts.KEEPS_APART,
        verdicts.KEEPS_APART_ANYHOW,
    )
    said = repr((FEATURES_VERSION, tables_of_policy, tables_of_rules, known_organisations()))
    told = sha256(said.encode())
    for name in _DATA:
        told.update(resources.files("store.match").joinpath(name).read_bytes())
    return told.hexdigest()[:20]


def is_judged_by_this(session: Session, at: datetime) -> bool:
    """Whether the stored judgements are of this policy; where not, they are said to be so from ``at`` on.

    The caller judges everything anew then, in the same transaction.
    """
    table = tables.MatchPolicy
    newest = session.exec(select(table).order_by(col(table.id).desc()).limit(1)).first()
    if newest is not None and newest.digest == policy_digest():
        return True
    session.add(table(digest=policy_digest(), since=at))
    session.flush()
    return False
