"""The settings, each an environment variable that starts with ``KALENDS_``."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import NoDecode, SettingsConfigDict
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from kalends.operating import OperatingSettings
from kalends.problems import Exit, Problem

Paths = Annotated[tuple[Path, ...], NoDecode]
Hosts = Annotated[tuple[str, ...], NoDecode]
Accounts = Annotated[tuple[tuple[str, str], ...], NoDecode]
SHORTEST_TOKEN = 16
_SECRET = ("database", "staff", "secret")
SECRET = ("database", "alert_smtp", "alert_webhook")


class Settings(OperatingSettings):
    """Every setting with its default; seconds are seconds, folders are relative to the working folder."""

    model_config = SettingsConfigDict(env_prefix="KALENDS_", extra="ignore", frozen=True)

    database: str = Field(
        default="sqlite:///data/kalends.db", description="Where events are kept: any SQLAlchemy URL."
    )
    archive: Path = Field(
        default=Path("data/archive"), description="The folder of WARC files that keep every response."
    )
    sources: Paths = Field(
        default=(), description="Folders with sources of your own, read beside the shipped ones."
    )
    contact: str = Field(
        default="", description="An e-mail address or URL for site owners, sent in the User-Agent."
    )
    download_delay: float = Field(
        default=1.0, ge=0, le=3600, description="Seconds between two requests to one host."
    )
    timeout: float = Field(default=30.0, ge=0.1, le=3600, description="Seconds until a request is given up.")
    retries: int = Field(default=2, ge=0, le=10, description="How often a failed request is sent again.")
    max_pages: int = Field(default=500, ge=1, description="Pages that one source's crawl may fetch.")
    max_listings: int = Field(default=20, ge=1, description="Listing pages among them.")
    max_seconds: float = Field(default=1800.0, ge=1, description="Seconds that one source's crawl may take.")
    max_run_seconds: float = Field(
        default=0.0, ge=0, description="Seconds after which a refresh begins no further source; 0: no bound."
    )
    max_run_pages: int = Field(
        default=0, ge=0, description="Pages after which a refresh begins no further source; 0: no bound."
    )
    max_bytes: int = Field(default=10_000_000, ge=1, description="Bytes that one page may have.")
    max_retry_after: float = Field(
        default=60.0, ge=0, description="Seconds that a site may ask us to wait by Retry-After."
    )
    max_crawl_delay: float = Field(
        default=60.0, ge=0, description="A host that asks for a longer Crawl-delay than this is not read."
    )
    rules_hours: float = Field(
        default=12.0,
        ge=0,
        le=24,
        description="Hours for which a site's robots.txt and TDM file stand, once asked for; 0: always ask.",
    )
    browser: str = Field(
        default="", description="The path of a Chromium, for sources that declare javascript; empty: none."
    )
    publish: Path | None = Field(
        default=None, description="A folder for the published corpus as files; empty: none are written."
    )
    read_timeout: float = Field(
        default=60.0, gt=0, description="Seconds that the reading of one page may take."
    )
    workers: int = Field(
        default=os.cpu_count() or 1,
        ge=0,
        le=64,
        description="Processes that read pages; 0: none but this one.",
    )
    allowed_private_hosts: Hosts = Field(
        default=(), description="Hosts, comma between, that may have a loopback or private address."
    )

    host: str = Field(default="127.0.0.1", description="The address that `kalends serve` listens at.")
    port: int = Field(default=8000, ge=0, le=65535, description="Its port; 0: any that is free.")
    base_url: str = Field(
        default="http://localhost:8000", description="Where the public reaches the pages; in feeds and links."
    )

    web_workers: int = Field(
        default=min(2, os.cpu_count() or 1),
        ge=1,
        le=64,
        description="Processes that answer, beside each other.",
    )
    page_seconds: float = Field(
        default=10.0,
        ge=0,
        le=60,
        description="Seconds for which a page, feed or API answer may be given again while others write; "
        "0: never.",
    )

    api_rate: int = Field(
        default=600,
        ge=0,
        description="Requests that one address may send to the API a minute; 0: any number.",
    )

    staff: Accounts = Field(
        default=(), description="Who may judge on the review pages: name:token, space between."
    )
    secret: str = Field(
        default="", description="What signs staff's sessions; empty: made anew at each start."
    )

    @field_validator("staff", mode="before")
    @classmethod
    def _accounts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        accounts = tuple(tuple(part.split(":", 1)) for part in value.split())
        if any(len(account) < 2 for account in accounts):
            raise ValueError("write each account as name:token, a space between accounts")
        return accounts

    @field_validator("staff")
    @classmethod
    def _tokens_are_long(cls, value: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        for name, token in value:
            if len(token) < SHORTEST_TOKEN:
                raise ValueError(f"{name}'s token is shorter than {SHORTEST_TOKEN} characters")
        return value

    @field_validator("base_url")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or not value.isprintable() or " " in value:
            raise ValueError("not a web address such as https://kalends.example")
        return value.rstrip("/")

    @field_validator("publish", mode="before")
    @classmethod
    def _folder_or_none(cls, value: object) -> object:
        return value or None

    @field_validator("sources", mode="before")
    @classmethod
    def _folders(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(Path(part) for part in value.split(os.pathsep) if part)

    @field_validator("sources")
    @classmethod
    def _folders_exist(cls, value: tuple[Path, ...]) -> tuple[Path, ...]:
        for folder in value:
            if not folder.is_dir():
                raise ValueError(f"there is no folder {folder}")
        return value

    @field_validator("allowed_private_hosts", mode="before")
    @classmethod
    def _hosts(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        return tuple(value.lower().replace(",", " ").split())

    @field_validator("database")
    @classmethod
    def _database_url(cls, value: str) -> str:
        try:
            make_url(value)
        except ArgumentError as error:
            raise ValueError("not a database URL such as sqlite:///data/kalends.db") from error
        return value

    @field_validator("contact")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if value and not value.isprintable():
            raise ValueError("must be one printable line")
        return value


@lru_cache(maxsize=1)
def load_settings() -> Settings:
    """Return the settings of this process's environment.

    Raises Problem, one line that names the variable, for a value that cannot be.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "KALENDS_" + str(first["loc"][0]).upper()
        said = first["msg"].removeprefix("Value error, ")
        shown = "" if first["loc"][0] in SECRET else f"={first['input']!s}"  # a URL may hold a password
        raise Problem(f"{name}{shown}: {said}", Exit.USAGE) from error
