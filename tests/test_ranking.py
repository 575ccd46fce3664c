"""Choices by learned weights: shares, the files that ship, and what is wrong in one."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from pipeline import ranking as room
from pipeline.ranking import Ranking, likeliest, ranking

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


_FAMILIES = (
    *("holds ", "found as ", "sentence: ", "before: ", "behind: ", "found: ", "holds: ", "ahead: "),
    *("form: ", "region: ", "block: ", "reason: ", "page: "),
    *("told: ", "told in a record: "),
)
"""What features' names begin with that are made of a key of the words files or of a way of finding."""


@pytest.mark.parametrize("name", NAMES)
def test_a_weight_that_no_feature_has_is_a_misspelt_one(name: str) -> None:
    paths = (Path(room.__file__).parent / "extract").glob("*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in sorted(paths))
    for feature in yaml.safe_load((room.FOLDER / f"{name}.yml").read_text(encoding="utf-8")):
        family = next((one for one in _FAMILIES if feature.startswith(one)), "")
        assert f'"{feature}"' in source or f'"{feature.removeprefix(family)}"' in source, feature
