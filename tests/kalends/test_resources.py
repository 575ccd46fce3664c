"""What commands open, and what they say where it cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest

from kalends.catalogue import chosen
from kalends.problems import Exit, Problem
from kalends.resources import check_folders
from kalends.settings import Settings
from scrapers.catalog import load_catalog


def test_a_source_whose_file_was_refused_is_not_called_unknown(tmp_path: Path) -> None:
    (tmp_path / "hus.yml").write_text("id: hus\nkind: [", encoding="utf-8")
    catalog = load_catalog([tmp_path])
    with pytest.raises(Problem, match=r"hus cannot be used: .*hus\.yml: is no YAML") as problem:
        chosen(catalog, ["hus"])
    assert problem.value.code == Exit.USAGE
    with pytest.raises(Problem, match="there is no source torg"):
        chosen(catalog, ["torg"])


@pytest.mark.parametrize("name", ["archive", "publish"])
def test_a_folder_that_cannot_be_written_to_is_named_before_a_site_is_asked(
    tmp_path: Path, name: str
) -> None:
    settings = Settings(archive=tmp_path / "archive")
    check_folders(settings)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(Problem, match=rf"KALENDS_{name.upper()}=.*file/in: cannot be written to \(Not a dir"):
        check_folders(settings.model_copy(update={name: tmp_path / "file" / "in"}))
