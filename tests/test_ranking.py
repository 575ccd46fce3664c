"""Choices by learned weights: shares, the files that ship, and what is wrong in one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ranking as room
from pipeline.extract.title_candidates import candidates
from pipeline.extract.title_features import title_features
from pipeline.extract.when import find_drafts
from pipeline.model import SourceFacts
from pipeline.ranking import Ranking, likeliest, ranking
from pipeline.read import laid_out
from pipeline.text import read_document
from tests.telling import page_of

NAMES = sorted(path.stem for path in room.FOLDER.glob("*.yml"))
FEATURES = st.dictionaries(st.sampled_from(["a", "b", "c", "unknown"]), st.floats(-50, 50))


def test_the_better_told_candidate_has_the_larger_share() -> None:
    shares = Ranking({"told": 2.0, "far": -1.0}).shares(
        [{"told": 1.0}, {"far": 1.0}, {"told": 1.0, "far": 1.0}]
    )
    assert sorted(shares, reverse=True) == [shares[0], shares[2], shares[1]]
    assert likeliest(shares) == 0


@given(st.lists(FEATURES, min_size=1, max_size=9))
def test_shares_are_shares_whatever_the_features(told: list[dict[str, float]]) -> None:
    shares = Ranking({"a": 20.0, "b": -3.0, "c": 0.5}).shares(told)
    assert all(0 <= share <= 1 for share in shares)
    assert sum(shares) == pytest.approx(1)
    assert 0 <= likeliest(shares) < len(told)


def test_of_equal_candidates_the_first_is_taken() -> None:
    assert likeliest(Ranking({}).shares([{}, {}, {}])) == 0


def test_a_weight_that_is_no_number_is_named_with_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "broken.yml").write_text("length: long\n", encoding="utf-8")
    monkeypatch.setattr(room, "FOLDER", tmp_path)
    with pytest.raises(ValueError, match=r"broken\.yml"):
        ranking("broken")


TEXT = (
    "River news\n\nLocal climate forum: who owns the river?\n\nWelcome to the climate forum on 12 March 2026 "
    "at 18:00 in Town Hall, called “Who owns the river?”. CANCELLED: nothing yet!\nTitle: Local climate forum"
)


_FAMILIES = {
    *(
        ("holds", key)
        for key in ("organisation", "programme", "venue", "at", "invites", "we", "news", "chrome")
    ),
    *(("holds", key) for key in ("listing", "happens", "organises", "copula", "person_title", "series")),
    ("holds", "cancelled"),
    ("found", "as"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_weight_that_no_feature_has_is_a_misspelt_one(name: str) -> None:
    page = page_of(TEXT, fetched="2026-02-01", url="https://example.org/news/local-climate-forum")
    document = read_document(page)
    sheet, _ = laid_out(page, document, SourceFacts(id="example", languages=("en",), country="GB"))
    drafts, _ = find_drafts(sheet, None)
    told = title_features(sheet, drafts[0], candidates(sheet, drafts[0]))
    source = (Path(room.__file__).parent / "extract" / "title_features.py").read_text(encoding="utf-8")
    known = {feature for features in told for feature in features}
    weights = yaml.safe_load((room.FOLDER / f"{name}.yml").read_text(encoding="utf-8"))
    for feature in weights:
        kind, _, value = feature.partition(" ")
        assert feature in known or f'"{feature}"' in source or (kind, value.split()[0]) in _FAMILIES, feature
