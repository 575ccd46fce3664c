"""Personal data: mailboxes of a role may stay, a person's address, number and name stay out of the fields."""

from __future__ import annotations

import re

_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_PHONE = re.compile(r"(?<![\w/.-])(?:\+|00)?\d(?:[\s\u00a0().-]?\d){6,13}(?![\w/-])")
_ROLES = """
info kontakt contact contacto contatti office hello hej mail post postmottak event events anmal* registr*
sekretariat* secretariat secretaria kansli* biuro sekretar* rekrutacja zapisy konferenc* conference seminar*
veranstaltung* toimisto ngo press* media admin support team kommun* stadt* rathaus urzad urzed* redak* dialog*
participat* beteiligung* booking bokning projekt* project* service servizi* asiakas* kirjaamo inbox enquiries
membership medlem* forening*
"""
"""How a role's mailbox begins; a star stands for any ending."""
_ROLE = re.compile(rf"(?:{'|'.join(_ROLES.split())})".replace("*", r"\w*") + r"(?:[._-].{0,30})?$", re.I)


def is_role_mailbox(address: str) -> bool:
    """Tell info@ and its like from a person's address; what is unsure counts as a person's."""
    return bool(_ROLE.match(address.split("@", 1)[0]))


def redacted(text: str) -> str:
    """Return ``text`` without persons' mail addresses and without phone numbers."""
    if "@" in text:
        text = _MAIL.sub(lambda m: m.group() if is_role_mailbox(m.group()) else "[…]", text)
    return _PHONE.sub("[…]", text)


def mailboxes(text: str) -> list[str]:
    """Return the role mailboxes in ``text``, in order."""
    return [address for address in _MAIL.findall(text) if is_role_mailbox(address)] if "@" in text else []
