"""The counter: Danish commands that parse, call and print; nothing else."""

import sys

sys.dont_write_bytecode = False  # invoke turns byte code off; our own modules want it

import os
from datetime import date, datetime
from pathlib import Path
from typing import Any

from invoke.collection import Collection

from workflow import kommandoer, telling
from workflow.archive import places, rulefiles
from workflow.core.options import chosen_day
from workflow.core.rulebook import Action
from workflow.counter import command, from_editor, row_command

CASES = Path(__file__).parent / "cases"


def now() -> datetime:
    """Ask the clock; nothing else does."""
    return datetime.now().astimezone()


def day(given: str) -> date:
    return chosen_day("dato", given, now().date())


def kontor() -> Any:
    from workflow.office import desk

    return desk.enter(places.archive(CASES, os.environ))


def handling(action: Action, sag: str, dato: str, told: dict[str, Any]) -> None:
    from workflow.office import steps

    office = kontor()
    telling.done(office, steps.carry_out(office, sag, action.id, told, day(dato), now()))


def arkiv(kommune: str) -> None:
    """Opretter et arkiv til en kommune med en kontor.yaml, du retter til."""
    from workflow.office import opening

    root = opening.archive(places.new_archive(CASES, kommune, os.environ), kommune, now())
    telling.archive(root, [other for other in places.archives(CASES) if other != root])


def vaelg(arkiv: str) -> None:
    """Vælger det arkiv, der arbejdes i, når der er flere."""
    telling.chosen(places.choose(CASES, arkiv))


def ny(**told: str) -> None:
    """Opretter en sag, når en borger har henvendt sig (Ishøj-rapporten § 6.a)."""
    from workflow.office import opening

    telling.opened(opening.case(kontor(), told, now()))


def klagepunkt(sag: str, **told: str) -> None:
    """Tilføjer et klagepunkt: det første er hovedsagen, de næste følgesager (§ 6.a)."""
    from workflow.office import facts

    telling.changed(facts.add_point(kontor(), sag, told, now()))


def vurder(sag: str, **told: str) -> None:
    """Vurderer et klagepunkt: hvad du har fundet, og hvordan du ser på det (§ 7.d)."""
    from workflow.office import facts

    telling.changed(facts.assess(kontor(), sag, told, now()))


def afsendt(sag: str, via: str, brev: str, dato: str) -> None:
    """Registrerer, at sagens færdige breve er sendt; færdig er ikke sendt."""
    from workflow.office import steps

    office = kontor()
    telling.done(office, steps.send(office, sag, via, brev, day(dato), now()))


def notat(sag: str, slags: str, tekst: str, dato: str) -> None:
    """Skriver et dateret notat; uden --tekst åbnes din editor (§ 6.a)."""
    from workflow.office import steps

    office = kontor()
    telling.done(office, steps.note(office, sag, slags, tekst or from_editor(), day(dato), now()))


def fortryd(sag: str) -> None:
    """Tager sagens seneste skridt tilbage, så længe ingen af dets breve er sendt."""
    from workflow.office import undo

    office = kontor()
    telling.taken_back(office, undo.take_back(office, sag, now()))


def gem(sag: str, besked: str, rettelse: bool) -> None:
    """Efterser og journaliserer det, du har rettet i sagens filer."""
    from workflow.office import saving

    telling.saved(*saving.save(kontor(), sag, besked, now(), correction=rettelse))


def vis(sag: str, json: bool) -> None:
    """Viser sagen, hvad der mangler, hvad der kan ske nu, og hvorfor resten ikke kan."""
    from workflow.office import views

    telling.shown((views.case_data if json else views.case_text)(kontor(), sag, now().date()))


def journal(sag: str, json: bool) -> None:
    """Viser sagens journal: dato, hændelse, fra og til, dokumenter og hvem."""
    from workflow.office import views

    telling.shown((views.journal_data if json else views.journal_text)(kontor(), sag))


def demo() -> None:
    """Bygger et opdigtet arkiv i build/demo, fører sager igennem og skriver alle breve."""
    from workflow.office import demo as made_up

    root = CASES.parent / "build" / "demo"
    telling.demonstrated(made_up.build(root), root)


COMMANDS = {
    arkiv: kommandoer.ARKIV,
    vaelg: kommandoer.VAELG,
    ny: kommandoer.NY,
    klagepunkt: kommandoer.KLAGEPUNKT,
    vurder: kommandoer.VURDER,
    afsendt: kommandoer.AFSENDT,
    notat: kommandoer.NOTAT,
    fortryd: kommandoer.SAG,
    gem: kommandoer.GEM,
    vis: kommandoer.SAG | kommandoer.JSON,
    journal: kommandoer.SAG | kommandoer.JSON,
    demo: {},
}

rules = rulefiles.for_counter(places.own_rules(CASES, os.environ))
rows = [row for row in rules.handlinger.values() if row.kommando is None]
ns = Collection(
    *(command(body, options) for body, options in COMMANDS.items()),
    *(row_command(row, rules, handling) for row in rows),
)
