"""Looking at a case, without changing anything."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import kommandoer, telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit


def vis(at: Visit, sag: str, json: bool) -> None:
    """Viser sagen, hvad der mangler, hvad der kan ske nu, og hvorfor resten ikke kan."""
    from workflow.office import views

    telling.shown((views.case_data if json else views.case_text)(at.office, sag, at.today))


def journal(at: Visit, sag: str, json: bool) -> None:
    """Viser sagens journal: dato, hændelse, fra og til, dokumenter og hvem."""
    from workflow.office import views

    telling.shown((views.journal_data if json else views.journal_text)(at.office, sag))


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    vis: kommandoer.SAG | kommandoer.JSON,
    journal: kommandoer.SAG | kommandoer.JSON,
}
