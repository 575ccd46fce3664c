"""Personal data: mailboxes of a role may stay, a person's address, number and name stay out of the fields."""

from __future__ import annotations

import re

from pipeline.extract.persons import given_names

GONE = "[…]"
"""What stands where personal data stood."""
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}")
_MASKED = re.compile(
    r"[\w.+-]{2,64}\s?[\[(]\s?(?:at|snabel-?a|snabela|ma[łl]pa|arroba|chiocciola|zavin[áa][čc])\s?[\])]\s?[\w-]{2,63}"
    r"(?:\s?[\[(]\s?(?:dot|punkt|kropka|punto|ponto|piste|te[čc]ka)\s?[\])]\s?\w{2,20}|\.\w{2,20}){0,3}",
    re.I,
)
"""An address written so that robots miss it."""
_PHONE = re.compile(
    r"(?<![\w/.,:-])(?!\d{1,2}[./-]\d{1,2}[./-](?:19|20)?\d\d|\d{1,2}[.:]\d\d\s?[-–])"
    r"(?:(?:\+|00)\d(?:[\s\u00a0()./-]{0,3}\d){6,13}|\(?0\d{1,4}\)?(?:[\s\u00a0/-]{0,3}\d){5,10}"
    r"|\d{2,3}(?:[ \u00a0-]\d{2,3}){2,4})(?![\w/-])"
)
"""Numbers as phones are written: with a plus or a zero in front, or in pairs and threes."""
_FIGURE = re.compile(r"\d")
_CALLED = re.compile(
    r"\b(?:tel|tfn|tlf|tél|puh|phone|telefon\w*|mob\w*|ring|call|kom)\b[.:\s]{0,4}(\+?\d[\d\s\u00a0()/.-]{5,20}\d)",
    re.I,
)
_BESIDE = re.compile(r"((?:[^\W\d_][\w’'-]*[ \u00a0]){1,2}[^\W\d_][\w’'-]*)([\s,:;–(-]{0,4})(?=\[…\])")
_ROLES = """
info kontakt contact contacto contatti office hello hej mail post postmottak event events anmal* registr*
sekretariat* secretariat secretaria kansli* biuro sekretar* rekrutacja zapisy konferenc* conference seminar*
veranstaltung* toimisto ngo press* media admin support team kommun* stadt* rathaus urzad urzed* redak* dialog*
participat* beteiligung* booking bokning projekt* project* service servizi* asiakas* kirjaamo inbox enquiries
membership medlem* forening* segreteria secretar* partecip* particip* inscri* iscriz* prenota* reserva*
cidadan* ciudadan* citoyen* citizen* comunic* prensa stampa presse accueil mairie ayuntamiento comune biblio*
mediathe* assoc* amministrazione urp geral evento* evenement* agenda jornadas curso* formaci* formation
formazione consult* clerk council planning community* engage* hola ciao bonjour cultura*
"""
"""How a role's mailbox begins; a star stands for any ending."""
_ROLE = re.compile(rf"(?:{'|'.join(_ROLES.split())})".replace("*", r"\w*") + r"(?:[._-].{0,30})?$", re.I)


def is_role_mailbox(address: str) -> bool:
    """Tell info@ and its like from a person's address; what is unsure counts as a person's."""
    return bool(_ROLE.match(address.split("@", 1)[0]))


def redacted(text: str) -> str:
    """Return ``text`` without persons' addresses and phone numbers, nor the names that stand beside them."""
    if "@" in text:
        text = _MAIL.sub(lambda m: m.group() if is_role_mailbox(m.group()) else GONE, text)
    if "[" in text or "(" in text:
        text = _MASKED.sub(GONE, text)
    if _FIGURE.search(text):
        text = _CALLED.sub(lambda m: m.group().replace(m.group(1), GONE), text)
        text = _PHONE.sub(lambda m: m.group() if _is_sum(m.group()) else GONE, text)
    return _BESIDE.sub(_without_name, text) if GONE in text else text


def _is_sum(digits: str) -> bool:
    """Tell 120 000 000 from a number in pairs: groups of three behind the first are thousands."""
    groups = re.split(r"[ \u00a0-]", digits)
    return digits[0] not in "0+(" and all(len(group) == 3 for group in groups[1:])


def _without_name(found: re.Match[str]) -> str:
    words = found.group(1).split()
    for i, word in enumerate(words[:-1]):
        if word.lower() in given_names() and words[i + 1][0].isupper():
            kept = " ".join(words[:i])
            return f"{kept} " if kept else ""
    return found.group()


def mailboxes(text: str) -> list[str]:
    """Return the role mailboxes in ``text``, in order."""
    return [address for address in _MAIL.findall(text) if is_role_mailbox(address)] if "@" in text else []
