"""The catalogue: what a mistake says, what stands beside it, and that all that we ship is well."""

from __future__ import annotations

import os
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from scrapers.catalog import SHIPPED, catalog_folders, load_catalog, read_source
from scrapers.kinds import KINDS

GOOD = """\
id: lindangen
publisher:
  name: Lindängens grannförening
  type: ngo
  url: https://lindangen.example/
  identifiers: {wikidata: Q1}
networks: [Grannskap]
country: SE
city: Malmö
languages: [sv]
timezone: Europe/Stockholm
kind: html
urls:
  - https://lindangen.example/kalender
selectors: {links: article a}
lookups: {rooms: {A1: Stora salen}}
refresh: 6h
assertions: {min: 1, max: 40, fill: {start: 0.9}}
terms: CC BY 4.0
note: Seen by hand.
status: active
"""

# What is changed in the good file, and what is said of it.
MISTAKES = [
    (
        "kind: html",
        "kind: html\nurl: https://x.example",
        "url: unknown key; allowed: id, publisher, networks, country",
    ),
    ("  type: ngo", "  typ: ngo", "publisher.typ: unknown key; allowed: name, type, url, identifiers"),
    ("{links: article a}", "{link: a}", "selectors.link: unknown key; allowed: links, next"),
    ("{links: article a}", "{links: 'a[['}", "selectors.links: 'a[[' is no CSS selector"),
    ("{min: 1, max: 40", "{minimum: 1", "assertions.minimum: unknown key; allowed: min, max, fill"),
    ("start: 0.9", "start: 90", "assertions.fill.start: must be less than or equal to 1"),
    ("min: 1", "min: few", "assertions.min: must be a whole number, not 'few'"),
    ("  type: ngo", "  type: club", "publisher.type: must be 'agency', 'civic-tech'"),
    ("  name: Lindängens grannförening\n", "", "publisher.name: is missing"),
    ("timezone: Europe/Stockholm\n", "", "timezone: is missing"),
    ("Europe/Stockholm", "Europe/Malmo", "timezone: 'Europe/Malmo' is no time zone; allowed: an IANA name"),
    ("Europe/Stockholm", "../../etc/passwd", "timezone: '../../etc/passwd' is no time zone"),
    ("country: SE", "country: Sweden", "country: 'Sweden' is no country; allowed: two capital letters"),
    ("country: SE", "country: XQ", "country: 'XQ' is no country"),
    ("languages: [sv]", "languages: [swe]", "languages.0: 'swe' is no language; allowed: two small letters"),
    ("languages: [sv]", "languages: sv", "languages: must be a list, not 'sv'"),
    ("city: Malmö", "city: 5", "city: must be text (in quotes where YAML reads it as something else), not 5"),
    ("kind: html", "kind: gopher", "kind: 'gopher' is no kind; allowed: decidim, discourse, "),
    (
        "https://lindangen.example/kalender",
        "ftp://x.example/",
        "urls.0: 'ftp://x.example/' is no address; allowed: an http://",
    ),
    (
        "https://lindangen.example/kalender",
        "https://me:pw@x.example/",
        "urls.0: a URL must not carry a user name",
    ),
    ("urls:\n  - https://lindangen.example/kalender", "urls: []", "urls: tuple should have at least 1 item"),
    ("refresh: 6h", "refresh: daily", "refresh: 'daily' is no interval; allowed: a number with m, h, d or w"),
    ("status: active", "status: dead", "status: must be 'active', 'unverified' or 'paused'"),
    ("id: lindangen", "id: other", "id: 'other' is not the file's name; allowed: 'lindangen'"),
    ("id: lindangen", "id: Lindängen", "id: string should match pattern"),
    ("kind: html", "kind: html\nkind: ical", "kind: stands twice, again on line 13"),
    ("  type: ngo", "  type: ngo\n  type: ngo", "type: stands twice, again on line 5"),
    ("networks: [Grannskap]", "networks: [Grannskap", "is no YAML: line 8, column 8"),
    (GOOD, "- a list", "must hold key: value lines"),
    (GOOD, "", "must hold key: value lines"),
    (GOOD, "note: !!python/object/apply:os.system [true]", "is no YAML: line 1"),
]


def written(folder: Path, text: str, name: str = "lindangen.yml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_good_source_is_read_whole(tmp_path: Path) -> None:
    source, mistakes = read_source(written(tmp_path, GOOD))
    assert source is not None and mistakes == []
    assert (source.urls, source.interval) == (("https://lindangen.example/kalender",), timedelta(hours=6))
    facts = source.facts
    assert (facts.id, facts.country, facts.city, facts.timezone) == (
        "lindangen",
        "SE",
        "Malmö",
        "Europe/Stockholm",
    )
    assert facts.publisher is not None and facts.publisher.identifiers == {"wikidata": "Q1"}


def test_norway_is_a_country_and_norwegian_a_language(tmp_path: Path) -> None:
    text = GOOD.replace("country: SE", "country: NO").replace("languages: [sv]", "languages: [no, nn]")
    source, _ = read_source(written(tmp_path, text))
    assert source is not None
    assert (source.country, source.languages) == ("NO", ("no", "nn"))


@pytest.mark.parametrize(
    ("old", "new", "said"), MISTAKES, ids=[said.partition(";")[0] for _, _, said in MISTAKES]
)
def test_a_mistake_names_file_key_and_what_is_allowed(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in GOOD
    path = written(tmp_path, GOOD.replace(old, new))
    source, mistakes = read_source(path)
    assert source is None
    assert str(mistakes[0]).startswith(f"{path}: {said}"), str(mistakes[0])
    assert "\n" not in str(mistakes[0])


def test_all_mistakes_of_a_file_are_told(tmp_path: Path) -> None:
    path = written(
        tmp_path, GOOD.replace("country: SE", "country: XQ").replace("refresh: 6h", "refresh: daily")
    )
    assert [mistake.key for mistake in read_source(path)[1]] == ["country", "refresh"]


def test_a_refused_item_does_not_make_its_list_too_short(tmp_path: Path) -> None:
    path = written(tmp_path, GOOD.replace("https://lindangen.example/kalender", "file:///etc/passwd"))
    assert [mistake.key for mistake in read_source(path)[1]] == ["urls.0"]


def test_a_mistake_is_told_in_one_short_line(tmp_path: Path) -> None:
    levels = [f"{new}: &{new} [{', '.join(['*' + old] * 9)}]" for old, new in pairwise("abcdefg")]
    bomb = "\n".join(["a: &a [x, x, x]", *levels, "city: *g"])
    mistakes = read_source(written(tmp_path, f"{GOOD.replace('city: Malmö', '')}\n{bomb}"))[1]
    assert "city" in [mistake.key for mistake in mistakes]
    assert max(len(mistake.message) for mistake in mistakes) < 400


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "lindangen.yml"
    path.write_bytes(b"id: lind\xe4ngen")
    assert str(read_source(path)[1][0]) == f"{path}: is no UTF-8 text: byte 8"


def test_good_sources_load_beside_broken_ones(tmp_path: Path) -> None:
    written(tmp_path / "se", GOOD)
    broken = written(tmp_path / "se", GOOD.replace("kind: html", "kind: gopher"), "annat.yml")
    catalog = load_catalog([tmp_path])
    assert list(catalog) == ["lindangen"]
    assert [(error.file, error.key) for error in catalog.errors] == [(broken, "kind")]
    assert catalog.files["lindangen"] == tmp_path / "se" / "lindangen.yml"


def test_of_two_sources_with_one_id_the_first_stands(tmp_path: Path) -> None:
    first = written(tmp_path / "a", GOOD)
    second = written(tmp_path / "b", GOOD.replace("Malmö", "Lund"))
    catalog = load_catalog([tmp_path / "a", tmp_path / "b"])
    assert catalog["lindangen"].city == "Malmö"
    assert (
        str(catalog.errors[0]) == f"{second}: id: 'lindangen' is taken by {first}; allowed: an id of its own"
    )


def test_folders_are_the_shipped_one_and_the_users(tmp_path: Path) -> None:
    named = os.pathsep.join([str(tmp_path), "", "~/mine"])
    assert catalog_folders({"KALENDS_SOURCES": named}) == (SHIPPED, tmp_path, Path.home() / "mine")
    assert catalog_folders({}) == (SHIPPED,)


def test_a_folder_without_sources_is_told(tmp_path: Path) -> None:
    errors = load_catalog([tmp_path, tmp_path / "missing"]).errors
    assert [error.message for error in errors] == [
        "holds no .yml file",
        "is no folder; correct KALENDS_SOURCES",
    ]


SHIPPED_CATALOG = load_catalog([SHIPPED])
SEEDS = ["civictech-se", "evenea", "krakow-pl", "mau-se", "seniornet-malmo", "warszawa-um"]


def test_what_we_ship_is_well_and_wide() -> None:
    assert SHIPPED_CATALOG.errors == ()
    sources = SHIPPED_CATALOG.values()
    assert set(SEEDS) <= set(SHIPPED_CATALOG)
    assert len(sources) >= 31
    assert len({source.country for source in sources}) >= 8
    assert {"university", "municipality", "ngo", "network"} <= {source.publisher.type for source in sources}
    assert {"html", "ical", "frontmatter", "wordpress"} <= {source.kind for source in sources} <= set(KINDS)


@pytest.mark.parametrize("source_id", list(SHIPPED_CATALOG))
def test_a_shipped_source_stands_in_its_countrys_folder(source_id: str) -> None:
    source = SHIPPED_CATALOG[source_id]
    assert SHIPPED_CATALOG.files[source_id].parent.name == source.country.lower()
    assert all(KINDS[source.kind].entry(url).url.startswith("http") for url in source.urls)


def test_a_file_that_nests_without_end_is_one_mistake(tmp_path: Path) -> None:
    (tmp_path / "deep.yml").write_text("a: " + "[" * 200_000 + "]" * 200_000)
    source, [mistake] = read_source(tmp_path / "deep.yml")
    assert source is None
    assert "is no YAML" in str(mistake)
