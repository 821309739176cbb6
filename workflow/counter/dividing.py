"""Dividing a case: a klagepunkt gets a case of its own."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import kommandoer, telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

OPDEL = (
    kommandoer.SAG
    | {
        "punkt": "Klagepunkternes numre, fx 2 eller 2,3 [skal gives]",
        "emne": "Den nye sags emne, uden personoplysninger; ellers den gamles",
    }
    | kommandoer.DATO
)


def opdel(at: Visit, sag: str, punkt: str, emne: str, dato: str) -> None:
    """Flytter klagepunkter til en sag for sig, også senere i forløbet (§ 6.a)."""
    from workflow.office import dividing

    telling.divided(dividing.divide(at.office, sag, punkt, emne, at.day(dato), at.now))


COMMANDS: Mapping[Body, Mapping[str, str]] = {opdel: OPDEL}
