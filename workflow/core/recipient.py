"""Whom a letter goes to: the citizen, the one who has her fuldmagt, or the centre."""

from __future__ import annotations

import re

from msgspec import Struct

from workflow.core.kontor import Center
from workflow.core.language import Language
from workflow.core.model import Borger
from workflow.core.rulebook import Letter

PRIVATE = "klageudkast"
_CARE_OF = re.compile(r"^(v/|c/o)\s*", re.IGNORECASE)


class Repraesentant(Struct, frozen=True):
    """The one who has fuldmagt, as letters name her; `adresse` is on one line."""

    navn: str
    adresse: str


def representative(borger: Borger) -> Repraesentant | None:
    """Return the one who has the citizen's fuldmagt, if there is one."""
    name, *rest = _lines(borger.repraesentant) or [""]
    name = _CARE_OF.sub("", name)
    return Repraesentant(name, ", ".join(rest)) if name else None


def address(
    letter: Letter, borger: Borger, center: Center | None, sprog: Language
) -> tuple[str, ...]:
    """Return the lines of the recipient's address, as few as are known."""
    own = letter.form == PRIVATE
    if letter.modtager == "borger" and not own:
        return _citizens(borger, sprog)
    if (own or letter.modtager == "center") and center is not None:
        return (center.navn, *_lines(center.adresse))
    return ()


def sender(letter: Letter, borger: Borger) -> tuple[str, ...]:
    """Return who writes in the office's place: the citizen, in a complaint of her own."""
    if letter.form != PRIVATE:
        return ()
    contact = [
        f"{word}: {value}"
        for word, value in (("Telefon", borger.telefon), ("E-mail", borger.email))
        if value
    ]
    return (borger.navn, *_lines(borger.adresse), *contact)


def reached(borger: Borger) -> str:
    """Return on one line where the citizen is reached: the address, or what else is known."""
    known = _lines(borger.adresse) or [*_lines(borger.telefon), *_lines(borger.email)]
    return ", ".join(known)


def _citizens(borger: Borger, sprog: Language) -> tuple[str, ...]:
    """Return the citizen's lines; a representative's address stands in place of hers."""
    behalf = representative(borger)
    if behalf is None:
        return (borger.navn, *_lines(borger.adresse))
    theirs = _lines(borger.repraesentant)[1:]
    return (borger.navn, f"{sprog.ord.ved} {behalf.navn}", *(theirs or _lines(borger.adresse)))


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]
