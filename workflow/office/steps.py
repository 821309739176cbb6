"""Doing a step: gather the case, decide, and book it with its letters as one entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from workflow import PROGRAM
from workflow.archive import casefile, journal
from workflow.core.course import unsent
from workflow.core.decide import Plan, decide
from workflow.core.entry import Entry
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.model import Haendelse, Sag
from workflow.core.options import Told, chosen, event
from workflow.core.rulebook import Action
from workflow.core.situation import Situation
from workflow.kommandoer import VIA
from workflow.office import gather, saving, writing
from workflow.office.desk import Office, unfinished
from workflow.office.gather import Gathered


@dataclass(frozen=True)
class Done:
    """What a command did, for the counter to say."""

    nummer: str
    plan: Plan
    filer: Mapping[str, bytes]
    meddelelser: tuple[str, ...] = field(default=())


Telling = Callable[[Situation], Haendelse]


def carry_out(
    office: Office, given: str, handling: str, told: Told, dato: date, now: datetime
) -> Done:
    """Do one action to one case and journalise it."""
    action = office.rules.handlinger[handling]
    return take(office, given, action, lambda s: event(action, told, s, dato), now)


def send(office: Office, given: str, via: str, brev: str, dato: date, now: datetime) -> Done:
    """Record that the finished letters, or one of them, went out."""
    action = office.rules.handlinger["afsendt"]
    via = chosen("via", via, VIA)

    def told(situation: Situation) -> Haendelse:
        letters = _to_send(situation, action, brev, dato)
        return Haendelse(dato=dato, handling=action.id, via=via, breve=letters)

    return take(office, given, action, told, now)


def take(
    office: Office,
    given: str,
    action: Action,
    telling: Telling,
    now: datetime,
    facts: Callable[[Sag], Sag] = lambda sag: sag,
) -> Done:
    """Take one step of one case: gather, decide, apply; *facts* changes the case in the same."""
    nummer = gather.find(office, given)
    with (
        journal.opened(office.root, command=f"{action.id} {nummer}", who=office.who) as book,
        writing.press(office, len(action.breve)) as press,
    ):
        case = gather.read_for_step(office, nummer, book)
        situation = case.situation(now.date())
        situation = replace(situation, sag=facts(situation.sag))

        plan = decide(situation, action, telling(situation))

        files, unshown = writing.files(plan, situation, case, press)
        entries = gather.edit_entries(case, book, now.date())
        book.book([*entries, _entry(plan, case, files)], now=now, program=PROGRAM)
        said = [*saving.told_of(entries), *saving.told_of_letters(case), *plan.advarsler]
        said += [*_of_start_values(office, plan), *of_unshown(unshown), *book.notices]
    return Done(nummer, plan, files, tuple(said))


def _entry(plan: Plan, case: Gathered, files: Mapping[str, bytes]) -> Entry:
    path = f"{case.folder}/{casefile.NAME}"
    return Entry(
        sag=plan.after.nummer,
        handling=plan.action.id,
        fra=plan.fra.id if plan.fra else "-",
        til=plan.til.id if plan.til else "-",
        dato=plan.event.dato,
        overskrift=plan.overskrift,
        filer={path: casefile.written(case.file, plan.after), **files},
        tekst=f"{plan.told.via}: {', '.join(plan.told.breve)}" if plan.told.via else "",
    )


def _to_send(situation: Situation, action: Action, brev: str, dato: date) -> tuple[str, ...]:
    waiting = unsent(situation.sag.forloeb)
    if brev and brev not in waiting:
        names = ", ".join(waiting) or "ingen"
        raise BadValue(fejl=f"Brevet '{brev}' venter ikke på at blive sendt. Det gør: {names}.")
    if early := [name for name in waiting if name[: len("2026-03-04")] > dato.isoformat()]:
        raise BadValue(fejl=f"--dato: {dato} ligger før brevet {early[0]} blev skrevet.")
    if not waiting:
        raise NotAllowed(
            sag=f"Sag {situation.sag.nummer}",
            handling=action.titel,
            grunde="- Der er ingen færdige breve, som ikke allerede er sendt.",
        )
    return (brev,) if brev else waiting


def _of_start_values(office: Office, plan: Plan) -> list[str]:
    """Say what the letters took from kontor.yaml that nobody has filled in yet."""
    keys = list(unfinished(office.kontor)) if plan.breve else []
    if not keys:
        return []
    return [f"kontor.yaml er ikke gjort færdig; brevene bruger startværdien af {', '.join(keys)}."]


def of_unshown(unshown: list[str]) -> list[str]:
    """Say which characters no font could show."""
    marks = ", ".join(dict.fromkeys(unshown))
    return [f"Tegn, skrifttypen ikke kan vise, er erstattet i brevene: {marks}."] if marks else []
