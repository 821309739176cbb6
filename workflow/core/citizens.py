"""Who is one and the same citizen: by name, unless all that both have told says otherwise."""

from __future__ import annotations

import unicodedata

from workflow.core.model import Borger

_NUMBER = 8  # digits of a Danish telephone number


def same(one: Borger, other: Borger) -> bool:
    """Tell whether two of one name are one person: nothing that both have told differs wholly."""
    told = (
        (folded(one.adresse), folded(other.adresse)),
        (folded(one.email), folded(other.email)),
        (_digits(one.telefon), _digits(other.telefon)),
    )
    known = [first == second for first, second in told if first and second]
    return folded(one.navn) == folded(other.navn) and (any(known) or not known)


def folded(text: str | None) -> str:
    """Return a text as it is compared: whatever its case, its blanks and its form of letters."""
    return " ".join(unicodedata.normalize("NFC", text or "").casefold().split())


def _digits(phone: str | None) -> str:
    """Return a number's last eight digits, whatever stands before and between them."""
    return "".join(filter(str.isdecimal, phone or ""))[-_NUMBER:]
