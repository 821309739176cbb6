"""What the commands say when they have done something: plain Danish on standard output."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workflow.archive.places import case_folder
from workflow.core.dates import spelled
from workflow.core.title import title
from workflow.screen import as_data, put, say

if TYPE_CHECKING:
    from datetime import date

    from workflow.core.decide import Plan
    from workflow.core.register import Call, Work
    from workflow.office.demo import Shown
    from workflow.office.desk import Office
    from workflow.office.discarding import Discarded
    from workflow.office.dividing import Divided
    from workflow.office.facts import Changed
    from workflow.office.opening import Opened
    from workflow.office.preparing import Laid
    from workflow.office.registers import Noted
    from workflow.office.sharing import Synced
    from workflow.office.steps import Done
    from workflow.office.undo import TakenBack


def done(office: Office, step: Done) -> None:
    """Tell what a step did, and what is to be done with its letters."""
    from workflow.core import filing

    plan = step.plan
    say(title(plan.after))
    say(f"{plan.action.titel}. {_movement(step)}".strip())
    if plan.event.frist:
        say(f"{_deadline(office, plan)}: {spelled(plan.event.frist)}.")
    for name in (*plan.told.breve, *map(filing.path, plan.told.dokumenter)):
        say(f"  {name}")
    _letters(office, step)
    for name in step.filer:
        if not name.startswith(f"{case_folder(plan.after.nummer)}/breve/"):
            say(f"Skrevet: {office.root / name}")
    remark(step.meddelelser)


def _deadline(office: Office, plan: Plan) -> str:
    """Name the deadline that a step has set or moved, where it says which."""
    rule = office.rules.frister.get(plan.event.hvilken or plan.action.frist or "")
    return rule.titel if rule else "Frist"


def _letters(office: Office, step: Done) -> None:
    made = [name for name in step.filer if name.endswith((".docx", ".pdf"))]
    if not made:
        return
    say(f"Breve klar i {office.root / made[0].rpartition('/')[0]}:")
    for name in made:
        say(f"  {name.rpartition('/')[2]}")
    if step.udkast.rettede:
        say(f"Rettet af dig: {', '.join(step.udkast.rettede)}")
    if step.udkast.uaendrede:
        say(f"Fra udkast, du ikke har rettet: {', '.join(step.udkast.uaendrede)}")
    say(f"Når de er sendt: inv afsendt {step.nummer}")


def proving(entries: int) -> None:
    """Show on a terminal how far the journal has been gone through."""
    if sys.stderr.isatty() and entries % 1000 == 0:
        print(f"\rJournalen: {entries} poster efterset", end="\r", file=sys.stderr, flush=True)


def drafted(laid: Laid) -> None:
    """Tell where a step's drafts lie, and how they are sent."""
    _laid("Udkast skrevet", laid)
    say(f"Ret i dem i din editor. Når de er klar: inv {laid.action.id} {laid.sag.nummer}")
    say("Slet en fil, hvis brevet alligevel skal skrives af skabelonen.")
    remark(laid.meddelelser)


def previewed(laid: Laid) -> None:
    """Tell where a preview lies."""
    _laid("Mærket UDKAST og ikke journaliseret", laid)
    remark(laid.meddelelser)


def _laid(what: str, laid: Laid) -> None:
    say(title(laid.sag))
    say(f"{laid.action.titel}. {what}:")
    for path in laid.filer:
        say(f"  {path}")
    if laid.frist:
        say(f"Fristen i teksten: {spelled(laid.frist)}.")


def archive(root: Path, others: Sequence[Path]) -> None:
    """Tell where the new archive is, and what to do first."""
    say(f"Arkivet er oprettet. Ret kontorets oplysninger i {root / 'kontor.yaml'}.")
    if others:
        say(f"Der er flere arkiver. Arbejd i det nye med: inv vaelg {root.name}")
    say("Opret derefter den første sag: inv hjaelp ny")


def chosen(root: Path) -> None:
    """Tell which archive is worked on from now."""
    say(f"Der arbejdes nu i {root}.")


def synchronised(done: Synced) -> None:
    """Tell which cases have come and gone, and what there is to see to."""
    for what, cases in (("Hentet", done.hentet), ("Afleveret", done.afleveret)):
        if cases:
            say(f"{what}: {', '.join(cases)}")
    for line in dict.fromkeys(done.meddelelser):
        say(line)
    say(f"Arkivet her og det fælles arkiv i {done.sted} er nu ens.")


def brought(root: Path, known: Sequence[Path], serie: str) -> None:
    """Tell where an archive from elsewhere is, and how to work in it."""
    say(f"Arkivet er hentet til {root}. Synkronisér det med: inv synk")
    if len(known) > 1:
        say(f"Der er flere arkiver. Arbejd i dette med: inv vaelg {root.name}")
    if not serie:
        say("Opretter flere pladser sager, så giv hver sit bogstav: inv synk --serie B")


def opened(case: Opened) -> None:
    """Tell which case was opened; the last line is its number and folder."""
    say(title(case.sag))
    for lack in case.mangler:
        say(f"Mangler: {lack}")
    say(f"{case.sag.nummer} {case.mappe}")
    remark(case.meddelelser)


def changed(case: Changed) -> None:
    """Tell that a case's facts were changed."""
    say(title(case.sag))
    say(f"Journaliseret. Se sagen med: inv vis {case.sag.nummer}")
    remark(case.meddelelser)


def put_back(put: Discarded) -> None:
    """Tell which files are as the journal has them again, and where one's own versions lie."""
    if not put.filer:
        whose = "Arkivet" if put.nummer == "arkiv" else f"Sag {put.nummer}"
        say(f"{whose}: filerne er, som journalen har dem. Der er intet at lægge tilbage.")
    for path in put.filer:
        say(f"Lagt tilbage, som journalen har den: {path}")
    if put.lagt:
        say(f"Det, der stod der, er lagt til side i {put.lagt}")
    new = ", ".join(path.rpartition("/")[2] for path in put.ladt)
    remark([*([f"Ikke i journalen endnu og ladt urørt: {new}."] if new else []), *put.meddelelser])


def taken_back(office: Office, back: TakenBack) -> None:
    """Tell which step was taken back."""
    say(title(back.sag))
    action = office.rules.handlinger[back.event.handling]
    say(f"Taget tilbage: {action.titel} ({spelled(back.event.dato)}).")
    remark(back.meddelelser)
    remark(f"{path} er rettet, siden skridtet lagde den, og er beholdt." for path in back.beholdt)


def divided(done: Divided) -> None:
    """Tell of both cases; the last line is the new one's number and folder, as with inv ny."""
    new, moved = done.ny, done.plan.event.punkter
    say(title(done.plan.after))
    say(f"Klagepunkt {' og '.join(map(str, moved))} er flyttet til en sag for sig:")
    say(title(new.sag))
    if new.tilstand:
        say(f"Tilstand: {new.tilstand.titel}")
    if frist := new.course.frist:
        say(f"{frist.titel}: {spelled(frist.dato)}")
    say(f"{new.sag.nummer} {done.mappe}")
    remark(done.meddelelser)


def saved(nummer: str, said: Iterable[str]) -> None:
    """Tell what was journalised of the edits."""
    say(f"Sag {nummer}")
    for line in said:
        say(line)


def shown(page: str | dict[str, Any] | Sequence[Any]) -> None:
    """Print a page, or data as JSON."""
    if isinstance(page, str):
        say(page)
    else:
        put(as_data(json.dumps(page, ensure_ascii=False, indent=2)), sys.stdout)


def remark(lines: Iterable[str]) -> None:
    """Say what the adviser should know beside it."""
    for line in lines:
        say(f"Bemærk: {line}", file=sys.stderr)


def _movement(step: Done) -> str:
    fra, til = step.plan.fra, step.plan.til
    if fra is None or til is None or fra.id == til.id:
        return ""
    return f"{fra.titel} → {til.titel}."


def demonstrated(cases: Iterable[Shown], root: Path, morning: date) -> None:
    """Tell of each case of the demonstration as it is built, and where to look."""
    say(f"Bygger et opdigtet arkiv i {root} …")
    for case in cases:
        say(f"  {case.nummer}  {case.navn}")
    say(f"Færdig. Brevene ligger som DOCX og PDF i {root}, i hver sags mappe breve/.")
    say(f"Gå derhen i programmets miljø (.venv): cd {quoted(root)}")
    say("Se dem, som de er nu, og som de var en morgen midt i en uge:")
    say("  sagsgang overblik")
    say(f"  sagsgang overblik --dato {morning}")


def quoted(root: Path) -> str:
    """Write a folder as a terminal takes it."""
    return f'"{root}"' if sys.platform == "win32" else shlex.quote(str(root))


def noted_work(office: Office, noted: Noted[Work]) -> None:
    """Tell which work was noted, and how much of it that day."""
    work = noted.linje
    kind = office.rules.aktiviteter[work.slags]
    much = f": {work.antal} {kind.enhed} den dag" if work.antal > 1 else ""
    say(f"{kind.navn}, {spelled(work.dato)}{much}.")
    remark(noted.meddelelser)


def noted_call(noted: Noted[Call]) -> None:
    """Tell which call is to be returned and when, or that it was."""
    call = noted.linje
    say(f"Opkald {call.nummer} ({call.navn}, {call.telefon})")
    if call.ringet:
        say(f"Ringet tilbage {spelled(call.ringet)}.")
    else:
        say(f"Ring tilbage senest {spelled(call.senest)}: inv ringet {call.nummer}")
    remark(noted.meddelelser)
