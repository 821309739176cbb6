"""The facts that stand before a document's text: enough to set it, and to make it again."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from workflow.core.decide import Plan
from workflow.core.kontor import Kontor
from workflow.core.language import Language
from workflow.core.model import Sag
from workflow.core.recipient import address, sender
from workflow.core.rulebook import Letter


def of_letter(letter: Letter, facts: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Return the facts that stand before a letter's text, enough to make it again."""
    adviser, sprog = facts["raadgiver"], facts["sprog"]
    word, open_house = sprog.ord, adviser.aaben_raadgivning
    return {
        "brev": letter.id,
        **letterhead(plan.after, plan.told.dato, facts["kontor"], sprog),
        "kontakt": [
            *adviser.adresse.splitlines(),
            f"{word.telefon}: {adviser.telefon}",
            adviser.email,
            *([adviser.hjemmeside] if adviser.hjemmeside else []),
        ],
        "telefontid": [
            adviser.telefontid,
            *([f"{word.aaben_raadgivning}: {open_house}"] if open_house else []),
        ],
        "modtager": list(address(letter, plan.after.borger, facts["center"], sprog)),
        "afsender": list(sender(letter, plan.after.borger)),
        "form": letter.form,
    }


def letterhead(sag: Sag, dato: date, kontor: Kontor, sprog: Language) -> dict[str, Any]:
    """Return what stands at the head of every document of a case, in its language."""
    from workflow.documents.frontmatter import WORDS

    return {
        "sagsnummer": sag.nummer,
        "dato": dato.isoformat(),
        "dato_tekst": sprog.dag(dato),
        "sprog": sprog.kode,
        "kommune": kontor.kommune,
        "kontor": sprog.ord.kontor,
        "uafhaengig": sprog.ord.uafhaengig,
        "ord": {name: getattr(sprog.ord, name) for name in WORDS},
    }
