"""The way in: every command by what it is for, in Danish."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from textwrap import dedent

from invoke.parser.argument import Argument

from workflow import telling
from workflow.core.errors import BadValue
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
_WIDTH = 29
_SOURCE = re.compile(r" \([^()]*§[^()]*\)\.$")


def hjaelp(_: Visit, **told: str) -> None:
    """Viser alle kommandoer efter, hvad de bruges til; med en kommando, hvad den kan få at vide."""
    name = told.get("kommando")  # `inv` alone tells nothing
    telling.shown("\n".join(_of_one(name) if name else page(_known())))


def page(known: Mapping[str, str]) -> list[str]:
    """Lay out the commands in their groups; an office's own steps come last."""
    grouped = {name for names in GROUPS.values() for name in names}
    others = tuple(name for name in known if name not in grouped and name != hjaelp.__name__)
    lines = ["Skriv: inv KOMMANDO SAG, fx inv vis 12. Mere om en kommando: inv hjaelp vis"]
    for heading, names in {**GROUPS, OTHERS: others}.items():
        told = [f"  {name:<21}{known[name]}" for name in names if name in known]
        lines += ["", heading, *told] if told else []
    return lines


def _of_one(name: str) -> Iterator[str]:
    """Lay out what a command does and what it can be told; BadValue if there is none such."""
    from tasks import ns

    task = next((task for task in ns.tasks.values() if name in (task.name, *task.aliases)), None)
    if task is None:
        raise BadValue(fejl=f"'{name}' er ingen kommando. Se dem alle: inv hjaelp")
    told = task.get_arguments()
    yield " ".join(["inv", str(task.name), *(_mark(a) for a in told if a.positional)])
    yield f"\n{dedent(task.__doc__ or '').strip()}\n"
    for argument in told:
        yield f"  {_mark(argument):<{_WIDTH}}{argument.help or ''}".rstrip()


def _mark(argument: Argument) -> str:
    name = str(argument.name).replace("_", "-")
    return name.upper() if argument.positional else f"--{name}"


def _known() -> dict[str, str]:
    """Return every command of the counter with what it does, in short."""
    from tasks import ns

    texts = {name: task.__doc__ or "" for name, task in sorted(ns.tasks.items())}
    return {name: _SOURCE.sub(".", text.split("\n")[0]) for name, text in texts.items()}


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    hjaelp: {"kommando": "En kommandos navn, fx videresend; ellers vises alle"}
}
