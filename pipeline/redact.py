"""Personal data: mailboxes of a role may stay, a person's address, number and name stay out of the fields."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)?\d(?:[\s\u00a0().-]?\d){6,13}(?![\w/-])")
_ROLE = re.compile(
    r"^(?:info|kontakt|contact|contacto|contatti|office|hello|hej|mail|post|postmottak|event|events|anmal\w*|registr\w*|sekretariat\w*"
    r"|secretariat|secretaria|kansli\w*|biuro|sekretar\w*|rekrutacja|zapisy|konferenc\w*|conference|seminar\w*|veranstaltung\w*|toimisto"
    r"|ngo|press\w*|media|admin|support|team|kommun\w*|stadt\w*|rathaus|urzad|urzed\w*|redak\w*|dialog\w*|participat\w*|beteiligung\w*"
    r"|booking|bokning|projekt\w*|project\w*|service|servizi\w*|asiakas\w*|kirjaamo|inbox|enquiries|membership|medlem\w*|forening\w*)"
    r"(?:[._-].{0,30})?$", re.I)


def is_role_mailbox(address: str) -> bool:
    """Tell info@ and its like from a person's address; what is unsure counts as a person's."""
    return bool(_ROLE.match(address.split("@", 1)[0]))


def redacted(text: str) -> str:
    """Return ``text`` without persons' mail addresses and without phone numbers."""
    kept = _MAIL.sub(lambda m: m.group() if is_role_mailbox(m.group()) else "[…]", text) if "@" in text else text
    return _PHONE.sub("[…]", kept)


def mailboxes(text: str) -> list[str]:
    """Return the role mailboxes in ``text``, in order."""
    return [m.group() for m in _MAIL.finditer(text) if is_role_mailbox(m.group())] if "@" in text else []
