"""Doing a step: gather the case, decide, and book it with its letters as one entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime

from msgspec import Struct, field
from msgspec.structs import replace

from workflow import PROGRAM
from workflow.archive import casefile, journal
from workflow.core.course import unsent
from workflow.core.decide import Plan, decide
from workflow.core.entry import Entry
from workflow.core.errors import BadValue, NotAllowed
from workflow.core.known_steps import SENT
from workflow.core.model import Haendelse, Sag
from workflow.core.options import Told
from workflow.core.reading import of, one
from workflow.core.rulebook import Action
from workflow.core.situation import Situation
from workflow.kommandoer import VIA
from workflow.office import drafts, gather, saving, writing
from workflow.office.desk import Office, unfinished
from workflow.office.drafts import Prepared, Used
from workflow.office.gather import Gathered


class Done(Struct, frozen=True):
    """What a command did, for the counter to say."""

    nummer: str
    plan: Plan
    filer: Mapping[str, bytes]
    meddelelser: tuple[str, ...] = field(default=())
    udkast: Used = field(default_factory=Used)


Telling = Callable[[Situation, Prepared], Haendelse]


def carry_out(
    office: Office, given: str, handling: str, told: Told, dato: date, now: datetime
) -> Done:
    """Do one action to one case and journalise it."""
    action = office.rules.handlinger[handling]
    return take(office, given, action, lambda s, ready: ready.event(action, told, s, dato), now)


def send(office: Office, given: str, via: str, brev: str, dato: date, now: datetime) -> Done:
    """Record that the finished letters, or one of them, went out."""
    action = office.rules.handlinger[SENT]
    via = one("via", via, of(VIA))

    def told(situation: Situation, _: Prepared) -> Haendelse:
        letters = _to_send(situation, action, brev, dato)
        return Haendelse(dato=dato, handling=action.id, via=via, breve=letters)

    return take(office, given, action, told, now)


@journal.decided_anew
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
        writing.press(office, len(action.breve)) as press,
        journal.opened(office.root, command=f"{action.id} {nummer}", who=office.who) as book,
    ):
        case = gather.read_for_step(office, nummer, book)
        situation = case.situation(now.date())
        situation = replace(situation, sag=facts(situation.sag))
        ready = drafts.of_step(case, book, action)

        plan = decide(situation, action, telling(situation, ready), ready.unready)

        used = drafts.used(ready, plan, situation, case, book)
        making = writing.begun(plan, situation, case, press, used.tekster)
        entries = gather.edit_entries(case, book, now.date())
        program = writing.program(office) if plan.breve else PROGRAM
        sag = casefile.written(case.file, plan.after)
        book.look_ahead(nummer)
        files = making.files()
        step = _entry(plan, case, {f"{case.folder}/{casefile.NAME}": sag, **files}, used)
        book.book([*entries, step], now=now, program=program)
        said = [*saving.told_of(entries), *saving.told_of_letters(case), *plan.advarsler]
        said += [*_of_start_values(office, plan, situation), *writing.untranslated(office, plan)]
        said += writing.set_aside(office, plan)
        said += [*writing.unshown(making.lost), *used.meddelelser, *book.notices]
    return Done(nummer, plan, files, tuple(said), used)


def _entry(plan: Plan, case: Gathered, files: Mapping[str, bytes], used: Used) -> Entry:
    used_up = {f"{case.folder}/{fil}": None for fil in used.filer}
    edited = f"Rettet i udkast: {', '.join(used.rettede)}" if used.rettede else ""
    return Entry(
        sag=plan.after.nummer,
        handling=plan.action.id,
        fra=gather.entered(plan.fra),
        til=gather.entered(plan.til),
        dato=plan.event.dato,
        overskrift=plan.overskrift,
        filer={**files, **used_up},
        tekst=f"{plan.told.via}: {', '.join(plan.told.breve)}" if plan.told.via else edited,
    )


def _to_send(situation: Situation, action: Action, brev: str, dato: date) -> tuple[str, ...]:
    waiting = unsent(situation.sag.forloeb)
    if brev and brev not in waiting:
        names = ", ".join(waiting) or "ingen"
        raise BadValue(fejl=f"Brevet '{brev}' venter ikke på at blive sendt. Det gør: {names}.")
    letters = (brev,) if brev else waiting
    if early := [name for name in letters if name[: len("2026-03-04")] > dato.isoformat()]:
        raise BadValue(fejl=f"--dato: {dato} ligger før brevet {early[0]} blev skrevet.")
    if not letters:
        raise NotAllowed(
            sag=f"Sag {situation.sag.nummer}",
            handling=action.titel,
            grunde="- Der er ingen færdige breve, som ikke allerede er sendt.",
        )
    return letters


def _of_start_values(office: Office, plan: Plan, situation: Situation) -> list[str]:
    """Say what the letters took from kontor.yaml that nobody has filled in yet."""
    told = plan.event.center or any(letter.modtager != "borger" for _, letter in plan.breve)
    centre = situation.centre(plan.event) if told else ()
    keys = list(unfinished(office.kontor, centre)) if plan.breve else []
    if not keys:
        return []
    return [f"kontor.yaml er ikke gjort færdig; brevene bruger startværdien af {', '.join(keys)}."]
