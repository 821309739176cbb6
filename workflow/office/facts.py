"""The facts of a case written from the command line: a klagepunkt, an assessment."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from functools import partial
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from workflow import PROGRAM
from workflow.archive import casefile, journal
from workflow.core import wording
from workflow.core.course import latest
from workflow.core.entry import Entry
from workflow.core.errors import NotAllowed
from workflow.core.known_steps import STATED
from workflow.core.kontor import ids
from workflow.core.model import (
    Afgoerelse,
    Forbehold,
    Klagepunkt,
    Periode,
    Sag,
    Udfald,
    Vedroerer,
    Vurdering,
)
from workflow.core.options import in_force
from workflow.core.reading import Reading, choice, day, of, optional, past, required
from workflow.core.situation import Situation
from workflow.core.title import title
from workflow.kommandoer import KLAGEPUNKT, VURDER
from workflow.office import gather, kin, saving
from workflow.office.desk import Office

Told = Mapping[str, str | None]
Change = Callable[[Situation], Sag]
STILL = "stadig"
POINT_ADDED, ASSESSED = "Klagepunkt tilføjet", "Klagepunkt vurderet"

_PRONOUNS = re.compile(
    r"\b(?:jeg|mig|min|mit|du|dig|din|dit|han|ham|hans|hun|hende|hendes|borgerens?)\b"
)
_PRONOUNS_TOLD = (
    "Klagepunkt {nr} har »{ord}« i 'forhold'. Det står både i breve til borgeren (Du oplyser, at "
    "…), til centret (Borgeren oplyser, at …) og i borgerens egen klage (Jeg klager over, at …). "
    "Skriv det i sag.yaml uden jeg, du, han, hun og borgeren, så det passer i dem alle."
)


class Changed(Struct, frozen=True):
    """A case whose facts were changed, and what else there is to say."""

    sag: Sag
    meddelelser: tuple[str, ...]


def add_point(office: Office, given: str, told: Told, now: datetime) -> Changed:
    """Add a klagepunkt to a case; BadValue with every fault of what was told."""
    change = partial(with_point, told)
    changed = change_case(office, given, "klagepunkt", POINT_ADDED, change, now)
    others = kin.pointed_out(office, changed.sag, changed.sag.klagepunkter[-1].center)
    return Changed(changed.sag, (*changed.meddelelser, *others))


def assess(office: Office, given: str, told: Told, now: datetime) -> Changed:
    """Assess a klagepunkt; NotAllowed when the assessment could not stand in a statement."""
    return change_case(office, given, "vurder", ASSESSED, partial(with_assessment, told), now)


def with_point(told: Told, situation: Situation) -> Sag:
    """Return the case with a klagepunkt more."""
    refuse_settled(situation, POINT_ADDED)
    sag = situation.sag
    point = _point(told, situation, 1 + max((p.nr for p in sag.klagepunkter), default=0))
    return replace(sag, klagepunkter=(*sag.klagepunkter, point))


def with_assessment(told: Told, situation: Situation) -> Sag:
    """Return the case with a klagepunkt assessed."""
    refuse_settled(situation, ASSESSED)
    point = _assessed(told, situation)
    if reasons := list(wording.assessment_faults(point, situation.rules)):
        raise NotAllowed(
            sag=title(situation.sag),
            handling=ASSESSED,
            grunde="\n".join(f"- {reason}" for reason in reasons),
        )
    points = (point if p.nr == point.nr else p for p in situation.sag.klagepunkter)
    return replace(situation.sag, klagepunkter=tuple(points))


@journal.decided_anew
def change_case(
    office: Office, given: str, handling: str, headline: str, change: Change, now: datetime
) -> Changed:
    """Change the facts of a case and journalise it."""
    nummer, today = gather.find(office, given), now.date()
    with journal.opened(office.root, command=f"{handling} {nummer}", who=office.who) as book:
        case = gather.read_for_step(office, nummer, book)
        situation = case.situation(today)
        after = change(situation)
        here = gather.entered(situation.tilstand)
        files = {f"{case.folder}/{casefile.NAME}": casefile.written(case.file, after)}
        entry = Entry(nummer, handling, here, here, today, f"{nummer}: {headline}", files)
        edits = gather.edit_entries(case, book, today)
        book.book([*edits, entry], now=now, program=PROGRAM)
        said = [*saving.told_of(edits), *saving.told_of_letters(case), *book.notices]
        said += _of_persons(case.sag, after)
    return Changed(after, tuple(said))


def refuse_settled(situation: Situation, headline: str) -> None:
    """Keep the facts of a case that is closed, or that a statement rests on."""
    reason = ""
    if latest(situation.sag, STATED):
        reason = (
            "Udtalelsen er afgivet, og dens grundlag ligger fast. Er den ikke sendt, kan den tages "
            "tilbage med inv fortryd."
        )
    elif situation.tilstand is not None and not situation.tilstand.aaben:
        reason = "Sagen er afsluttet. Tag den op igen med inv genoptag."
    if reason:
        raise NotAllowed(sag=title(situation.sag), handling=headline, grunde=f"- {reason}")


def _point(told: Told, situation: Situation, nr: int) -> Klagepunkt:
    read, rules, today = Reading(told, KLAGEPUNKT), situation.rules, situation.today
    values = {
        "tema": read.value("tema", required(of(in_force(rules.temaer, today)))),
        "center": read.value("center", required(of(ids(situation.kontor.centre_paa(today))))),
        "forhold": read.value("forhold", required(wording.clause)),
        "vedroerer": read.value("vedroerer", required(of(get_args(Vedroerer)))),
        "haendt": _when(read, today),
    }
    decision = {
        "truffet": read.value("truffet", optional(past(today))),
        "klageinstans": read.value("klageinstans", optional(str)),
        "klagefrist": read.value("klagefrist", optional(day)),
    }
    read.done()
    afgoerelse = Afgoerelse(**decision) if any(decision.values()) else None
    return Klagepunkt(nr=nr, afgoerelse=afgoerelse, **values)


def _when(read: Reading, today: date) -> date | Periode | None:
    """Make a day of a day alone, and with --til a period, which may still go on."""
    start: date | None = read.value("haendt", optional(past(today)))
    end: date | None = read.value("til", optional(partial(_until, today)))
    until = read.told.get("til")
    if until and not read.told.get("haendt"):
        read.faults.append("--til kræver --haendt, den dag det begyndte.")
    if start and end and end < start:
        read.faults.append(f"--til: {end} ligger før --haendt {start}.")
    return Periode(fra=start, til=end) if start and until else start


def _until(today: date, raw: str) -> date | None:
    return None if raw == STILL else past(today)(raw)


def _assessed(told: Told, situation: Situation) -> Klagepunkt:
    read, rules = Reading(told, VURDER), situation.rules
    steps = in_force(rules.kritikskala, situation.today)
    grades = [rules.kritikskala[step].navn for step in steps]
    nr = read.value("punkt", required(of(_numbers(situation.sag))))
    values = {
        "udfald": read.value("udfald", required(of(get_args(Udfald)))),
        "konstateret": read.value("konstateret", optional(wording.clause)),
        "grad": read.value("grad", optional(lambda raw: choice(_as_written(raw), grades))),
        "forbehold": read.value("forbehold", optional(_reservations)) or (),
        "holdepunkter": read.value("holdepunkter", optional(wording.clause)),
        "henstilling": read.value("henstilling", optional(_recommended)),
    }
    read.done()
    point = situation.sag.punkt(int(nr))
    assert point is not None, "the number was chosen among the case's own"
    return replace(point, vurdering=Vurdering(**values))


def _of_persons(before: Sag, after: Sag) -> Iterator[str]:
    """Say of each klagepunkt that is new or changed if it can't be read in every letter."""
    for punkt in after.klagepunkter:
        found = _PRONOUNS.search(punkt.forhold.lower())
        if found and punkt not in before.klagepunkter:
            yield _PRONOUNS_TOLD.format(nr=punkt.nr, ord=found[0])


def _numbers(sag: Sag) -> list[str]:
    return [str(punkt.nr) for punkt in sag.egne]


def _as_written(raw: str) -> str:
    return raw.lower().replace("-", " ")


def _reservations(raw: str) -> tuple[str, ...]:
    return tuple(choice(part.strip(), get_args(Forbehold)) for part in raw.split(","))


def _recommended(raw: str) -> str:
    return f"at {wording.clause(raw)}"
