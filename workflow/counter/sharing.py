"""Sharing an archive between desks: synchronising it, and bringing it to another machine."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling
from workflow.archive import places
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

SERIE = {
    "serie": "Bogstavet i numrene på de sager, der oprettes her, fx B: 2026-B0012; 'ingen' fjerner"
}
SYNK = {
    "sted": "Første gang: det fælles sted, en mappe eller en SSH-adresse (bruger@server:arkiv)",
    "omnummerer": "En sag her, hvis nummer er brugt to gange: den får et nyt, skønt breve er sendt",
} | SERIE
HENT = {
    "arkiv": "Det fælles sted, hvor arkivet ligger: en mappe eller en SSH-adresse",
    "navn": "Arkivets navn her, fx ishoej; ellers stedets",
} | SERIE


def synk(at: Visit, sted: str = "", omnummerer: str = "", serie: str = "") -> None:
    """Synkroniserer arkivet med det fælles sted; ændringer fra alle pladser bevares."""
    from workflow.office import sharing

    told = sharing.Told(sted, serie, omnummerer)
    telling.synchronised(sharing.synchronise(at.office, told, at.now))


def hent(at: Visit, arkiv: str, navn: str = "", serie: str = "") -> None:
    """Henter et fælles arkiv ned på denne maskine."""
    from workflow.office import sharing

    root = places.fetched_archive(at.cases, arkiv, navn, at.environment)
    telling.brought(sharing.bring(root, arkiv, serie), [*places.archives(at.cases)], serie)


COMMANDS: Mapping[Body, Mapping[str, str]] = {synk: SYNK, hent: HENT}
