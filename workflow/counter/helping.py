"""The way in: every command by what it is for, in Danish."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflow import telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

GROUPS: Mapping[str, tuple[str, ...]] = {
    "Dagens arbejde": ("overblik", "opkald", "ringet", "opkaldsliste", "find"),
    "En ny sag": ("ny", "klagepunkt", "kompetence", "opdel"),
    "Se på en sag": ("vis", "frist", "journal"),
    "Skriv": ("udkast", "forhaandsvis", "afsendt", "notat", "gem", "fortryd", "forkast", "afklar"),
    "Til borgeren": ("kvitter", "forventningsafstem", "formuler", "underret"),
    "Til centret": (
        "uformel-kontakt",
        "videresend",
        "rykker",
        "centersvar",
        "borger-fastholder",
        "genfremsend",
    ),
    "Undersøgelse": (
        "undersoeg",
        "ingen-undersoegelse",
        "hoering",
        "hoeringssvar",
        "partshoering",
        "bemaerkninger",
        "vurder",
        "afgiv-udtalelse",
        "indstil",
        "foelg-op",
        "tilbagemelding",
    ),
    "Andre veje": ("vejled", "henvis", "videreformidl", "bliver-klagesag", "afvis"),
    "Frister og afslutning": (
        "forlaeng-frist",
        "saet-i-bero",
        "ophaev-bero",
        "afslut",
        "frafald",
        "genoptag",
    ),
    "Uden sag": ("smaahenvendelse", "aktivitet", "aktiviteter"),
    "Tal og beretning": ("statistik", "beretning", "status", "centerark", "eksport", "sammenlign"),
    "Arkivet": (
        "esdh",
        "tjek",
        "genskab",
        "bekraeft",
        "sikkerhedskopi",
        "gendan",
        "indlaes",
        "synk",
        "arkiv",
        "hent",
        "vaelg",
        "godkend",
        "demo",
    ),
}
OTHERS = "Andet"
_SOURCE = re.compile(r" \([^()]*§[^()]*\)\.$")


def hjaelp(_: Visit) -> None:
    """Viser alle kommandoer efter, hvad de bruges til."""
    telling.shown("\n".join(page(_known())))


def page(known: Mapping[str, str]) -> list[str]:
    """Lay out the commands in their groups; an office's own steps come last."""
    grouped = {name for names in GROUPS.values() for name in names}
    others = tuple(name for name in known if name not in grouped and name != hjaelp.__name__)
    lines = ["Skriv: inv KOMMANDO SAG, fx inv vis 12. Mere om en kommando: inv --help vis"]
    for heading, names in {**GROUPS, OTHERS: others}.items():
        told = [f"  {name:<21}{known[name]}" for name in names if name in known]
        lines += ["", heading, *told] if told else []
    return lines


def _known() -> dict[str, str]:
    """Return every command of the counter with what it does, in short."""
    from tasks import ns

    texts = {name: task.__doc__ or "" for name, task in sorted(ns.tasks.items())}
    return {name: _SOURCE.sub(".", text.split("\n")[0]) for name, text in texts.items()}


COMMANDS: Mapping[Body, Mapping[str, str]] = {hjaelp: {}}
