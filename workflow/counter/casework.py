"""Working on a case: opening it, its facts, its letters sent, notes and corrections."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workflow import kommandoer, telling
from workflow.core.errors import CaseworkError
from workflow.core.known_steps import NOTED
from workflow.core.rulebook import Action
from workflow.counter.tasks import Body
from workflow.counter.typed import from_editor
from workflow.counter.visit import Visit


def step(at: Visit, action: Action, sag: str, dato: str, told: dict[str, Any]) -> None:
    """Do the step of a row."""
    from workflow.office import steps

    telling.done(at.office, steps.carry_out(at.office, sag, action.id, told, at.day(dato), at.now))


def ny(at: Visit, **told: str) -> None:
    """Opretter en sag, når en borger har henvendt sig (Ishøj-rapporten § 6.a)."""
    from workflow.office import opening

    telling.opened(opening.case(at.office, told, at.now))


def klagepunkt(at: Visit, sag: str, **told: str) -> None:
    """Tilføjer et klagepunkt: det første er hovedsagen, de næste følgesager (§ 6.a)."""
    from workflow.office import facts

    telling.changed(facts.add_point(at.office, sag, told, at.now))


def vurder(at: Visit, sag: str, **told: str) -> None:
    """Vurderer et klagepunkt: hvad du har fundet, og hvordan du ser på det (§ 7.d)."""
    from workflow.office import facts

    telling.changed(facts.assess(at.office, sag, told, at.now))


def afsendt(at: Visit, sag: str, via: str, brev: str, dato: str) -> None:
    """Registrerer, at sagens færdige breve er sendt; færdig er ikke sendt."""
    from workflow.office import steps

    telling.done(at.office, steps.send(at.office, sag, via, brev, at.day(dato), at.now))


def notat(at: Visit, sag: str, dato: str, **told: str) -> None:
    """Skriver et dateret notat om en samtale; uden --tekst åbnes din editor (§ 6.a)."""
    action = at.office.rules.handlinger[NOTED]
    if told["tekst"]:
        step(at, action, sag, dato, told)
        return
    from workflow.office import long_notes

    long_notes.refuse_beforehand(at.office, sag, action, told, at.day(dato))
    text = from_editor()
    try:
        step(at, action, sag, dato, {**told, "tekst": text})
    except CaseworkError:
        telling.remark([long_notes.laid_aside(at.office, text, at.now)])
        raise


def fortryd(at: Visit, sag: str) -> None:
    """Tager sagens seneste skridt tilbage, så længe ingen af dets breve er sendt."""
    from workflow.office import undo

    telling.taken_back(at.office, undo.take_back(at.office, sag, at.now))


def gem(at: Visit, sag: str, besked: str, rettelse: bool) -> None:
    """Efterser og journaliserer det, du har rettet i sagens filer."""
    from workflow.office import saving

    telling.saved(*saving.save(at.office, sag, besked, at.now, correction=rettelse))


def afklar(at: Visit, sag: str, behold: str) -> None:
    """Viser to versioner, der ikke kan forenes, og beholder med --behold den, du vælger."""
    from workflow.office import conflicts

    if behold:
        telling.shown("\n".join(conflicts.settle(at.office, sag, behold, at.now)))
    else:
        telling.shown(conflicts.show(at.office, sag))


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    ny: kommandoer.NY,
    klagepunkt: kommandoer.KLAGEPUNKT,
    vurder: kommandoer.VURDER,
    afsendt: kommandoer.AFSENDT,
    notat: kommandoer.NOTAT,
    fortryd: kommandoer.SAG,
    gem: kommandoer.GEM,
    afklar: kommandoer.AFKLAR,
}
