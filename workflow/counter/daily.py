"""The day's work: what waits, how a deadline was reckoned, and whether the archive is sound."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from workflow import kommandoer, telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

ANY_DAY = {"dato": "Den dag, der ses fra (ÅÅÅÅ-MM-DD), også en kommende; ellers i dag"}
OVERBLIK = (
    ANY_DAY
    | kommandoer.JSON
    | {
        "ics": "Skriv fristerne som kalender i en fil, uden navne og emner: frister.ics",
        "alle": "Vis også kontorets egne frister, der ligger længere fremme end syv dage",
    }
)
FRIST = kommandoer.SAG | ANY_DAY | kommandoer.JSON


def overblik(at: Visit, dato: str, json: bool, ics: str, alle: bool) -> None:
    """Viser dagens arbejde: det overskredne, det kommende, og hvem der ventes på."""
    from workflow.office import overview

    seen = at.day(dato)
    if ics:
        path = overview.calendar(at.office, seen, ics, at.now)
        telling.shown(f"Kalenderen er skrevet: {path}")
    elif json:
        telling.shown(overview.data(at.office, seen, every=alle))
    else:
        colour = sys.stdout.isatty() and not at.environment.get("NO_COLOR")
        telling.shown(overview.page(at.office, seen, every=alle, colour=colour))


def frist(at: Visit, sag: str, dato: str, json: bool) -> None:
    """Viser sagens frister, og hvordan de er regnet: dag 0, dage sprunget over, resultat."""
    from workflow.office import computation

    seen = at.day(dato)
    telling.shown((computation.data if json else computation.page)(at.office, sag, seen))


def tjek(at: Visit, json: bool, bekraeftelse: str) -> None:
    """Efterser hele arkivet; slutter med 0, når der ingen fejl er."""
    from workflow.office import check_page, checking, seals

    if bekraeftelse:
        telling.shown(seals.page(at.office, bekraeftelse))
        return
    found = checking.check(at.archive, at.today, telling.proving)
    telling.shown((check_page.data if json else check_page.page)(found))
    check_page.refuse(found)


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    overblik: OVERBLIK,
    frist: FRIST,
    tjek: kommandoer.JSON | kommandoer.BEKRAEFTELSE,
}
