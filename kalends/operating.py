"""The settings of unattended operation: whom to alert, and what to leave for a monitor to read."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import Field, field_validator
from pydantic_settings import BaseSettings, NoDecode

from scrapers.rights import RESERVATIONS, TDM

SMTP_SCHEMES = ("smtp", "smtps", "smtp+plain")


class OperatingSettings(BaseSettings):
    """Each is off where it is empty."""

    alert_webhook: str = Field(
        default="", description="An address to which changes of sources' health are posted as JSON."
    )
    alert_mail: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(), description="E-mail addresses, comma between, that are told of changes of health."
    )
    alert_mail_from: str = Field(default="", description="The sender of these mails.")
    alert_smtp: str = Field(
        default="",
        description="The mail server: smtp://USER:PASSWORD@HOST:PORT (with STARTTLS), smtps:// or smtp+plain://.",
    )
    metrics_file: Path | None = Field(
        default=None, description="A file for node_exporter's textfile collector; it ends in .prom."
    )

    max_host_requests: int = Field(
        default=5_000, ge=1, description="Requests that one host gets a day, all sources and runs together."
    )
    honour: Annotated[tuple[str, ...], NoDecode] = Field(
        default=(TDM,), description="Reservations that keep us out: tdm-reservation, noai, noindex; or none."
    )

    @field_validator("honour", mode="before")
    @classmethod
    def _reservations(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = tuple(value.lower().replace(",", " ").split())
        if wrong := [name for name in found if name not in (*RESERVATIONS, "none")]:
            raise ValueError(f"{wrong[0]} is none of {', '.join(RESERVATIONS)}, none")
        return found

    @field_validator("alert_webhook")
    @classmethod
    def _web_address(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname):
            raise ValueError("not a web address such as https://chat.example.org/hooks/kalends")
        return value

    @field_validator("alert_smtp")
    @classmethod
    def _mail_server(cls, value: str) -> str:
        if value and (urlsplit(value).scheme not in SMTP_SCHEMES or not urlsplit(value).hostname):
            raise ValueError("not a mail server such as smtp://user:password@mail.example.org:587")
        return value

    @field_validator("alert_mail", mode="before")
    @classmethod
    def _addresses(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        found = tuple(value.replace(",", " ").split())
        if wrong := [address for address in found if "@" not in address]:
            raise ValueError(f"{wrong[0]} is no e-mail address")
        return found

    @field_validator("metrics_file")
    @classmethod
    def _prom(cls, value: Path | None) -> Path | None:
        if value is not None and value.suffix != ".prom":
            raise ValueError("the file must end in .prom: the collector reads no other")
        return value
