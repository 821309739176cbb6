"""Noting and listing what is no case: other work, small enquiries, and calls to return."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit
from workflow.kommandoer import DATO, JSON

EMNE = {"emne": "Emnet i få ord; ingen navne og andre personoplysninger"}
ANTAL = {"antal": "Hvor mange; ellers 1"}
AKTIVITET = (
    {
        "slags": "Hvad det var: en række i aktiviteter.yaml, fx dialogmoede, sparring, oplaeg "
        "[skal gives]",
        "center": "Det center, det navnlig angik: et id i kontor.yaml",
    }
    | ANTAL
    | EMNE
    | DATO
)
PERIODE = {
    "fra": "Periodens første dag (ÅÅÅÅ-MM-DD); ellers nytår",
    "til": "Periodens sidste dag; ellers i dag",
}
SMAAHENVENDELSE = (
    {
        "kanal": "telefon, personligt, aaben-raadgivning, brev, digital-post eller email; "
        "ellers telefon"
    }
    | EMNE
    | ANTAL
    | DATO
)
OPKALD = {
    "navn": "Navnet på den, der ringede [skal gives]",
    "telefon": "Nummeret, der skal ringes til [skal gives]",
    "besked": "Beskeden i få ord",
    "sag": "Sagens nummer, hvis opkaldet angår en sag: 12 eller 2026-0012",
} | DATO
RINGET = {
    "nr": "Opkaldets nummer: 3 eller 2026-3",
    "resultat": "Hvad der kom ud af det",
    "sag": "Sagens nummer, hvis opkaldet angår en sag: 12 eller 2026-0012",
} | DATO
OPKALDSLISTE = {"alle": "Vis også dem, der er ringet tilbage på"} | JSON


def aktivitet(at: Visit, slags: str = "", **told: str) -> None:
    """Noterer arbejde, der ikke er en sag: dialogmøder, sparring, oplæg (§ 1-5)."""
    from workflow.office import noting

    telling.noted_work(at.office, noting.work(at.office, {**told, "slags": slags}, at.now))


def aktiviteter(at: Visit, fra: str, til: str, json: bool) -> None:
    """Tæller og viser det arbejde i en periode, der ikke er en sag."""
    from workflow.office import lists

    days = lists.period(fra, til, at.today)
    telling.shown((lists.work_data if json else lists.work_text)(at.office, *days))


def smaahenvendelse(at: Visit, kanal: str = "telefon", **told: str) -> None:
    """Tæller en lille henvendelse, fx om et telefonnummer, uden at oprette en sag (§ 6.a)."""
    from workflow.office import noting

    telling.noted_work(at.office, noting.small(at.office, {**told, "kanal": kanal}, at.now))


def opkald(at: Visit, sag: str = "", **told: str) -> None:
    """Noterer et ubesvaret opkald eller en besked, der skal ringes tilbage på (§ 3)."""
    from workflow.office import noting

    telling.noted_call(noting.call(at.office, {**told, "sag": sag}, at.now))


def ringet(at: Visit, nr: str, sag: str = "", **told: str) -> None:
    """Noterer, at der er ringet tilbage på et opkald."""
    from workflow.office import noting

    telling.noted_call(noting.returned(at.office, nr, {**told, "sag": sag}, at.now))


def opkaldsliste(at: Visit, alle: bool, json: bool) -> None:
    """Viser de opkald, der venter på at blive ringet tilbage på."""
    from workflow.office import lists

    page = lists.calls_data if json else lists.calls_text
    telling.shown(page(at.office, at.today, everyone=alle))


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    aktivitet: AKTIVITET,
    aktiviteter: PERIODE | JSON,
    smaahenvendelse: SMAAHENVENDELSE,
    opkald: OPKALD,
    ringet: RINGET,
    opkaldsliste: OPKALDSLISTE,
}
