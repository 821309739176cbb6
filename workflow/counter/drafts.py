"""Preparing a step's letters: drafts to edit, and a preview; they take every step's options."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import kommandoer, telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

STEP = kommandoer.SAG | {"handling": "Det skridt, brevene hører til, fx videresend"}
FORFRA = {"forfra": "Skriv udkastene på ny, også dem du har rettet"}


def udkast(at: Visit, sag: str, handling: str, dato: str, forfra: bool, **told: str) -> None:
    """Skriver skridtets breve som udkast, du kan rette i; skridtet sender dem, som du retter dem.

    Giv de samme oplysninger, som skridtet selv skal have; de huskes, til det tages.
    """
    from workflow.office import preparing

    laid = preparing.write(
        at.office, sag, handling, _named(told), at.day(dato), at.now, anew=forfra
    )
    telling.drafted(laid)


def forhaandsvis(at: Visit, sag: str, handling: str, dato: str, **told: str) -> None:
    """Viser skridtets breve som DOCX og PDF mærket UDKAST; intet journaliseres.

    Har du rettet i udkast, er det dem, der vises. Se sagens udkast med inv vis.
    """
    from workflow.office import preparing

    laid = preparing.show(at.office, sag, handling, _named(told), at.day(dato), at.now)
    telling.previewed(laid)


def _named(told: Mapping[str, str]) -> dict[str, str]:
    return {key.replace("_", "-"): value for key, value in told.items()}


COMMANDS: Mapping[Body, Mapping[str, str]] = {}
LIKE_STEPS: Mapping[Body, Mapping[str, str]] = {
    udkast: STEP | FORFRA | kommandoer.DATO,
    forhaandsvis: STEP | kommandoer.DATO,
}
