"""Exchanging figures with other municipalities."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling, telling_kept
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

EKSPORT = {
    "aar": "Året, fx 2026",
    "til": "Den nye mappe, datapakken skal ligge i; ellers datapakke- og året, hvor du står",
}


def eksport(at: Visit, aar: str, til: str) -> None:
    """Skriver årets tabeller som en anonym datapakke til andre kommuner, små tal skjult."""
    from workflow.office import exporting

    place = exporting.export(at.office, aar, til, at.now, telling_kept.working)
    telling.shown(
        f"Datapakken er skrevet i {place}\nDens tal er husket i beretning/{aar}/tal.json."
    )


COMMANDS: Mapping[Body, Mapping[str, str]] = {eksport: EKSPORT}
