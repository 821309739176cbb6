"""Preparing a step: its letters as drafts to edit, and rendered to be looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import journal, papers
from workflow.core import drafts as core
from workflow.core import options
from workflow.core.decide import Plan, decide, foreseen, refuse
from workflow.core.drafts import FOLDER, Draft
from workflow.core.entry import Entry
from workflow.core.errors import BadLetter, BadValue, Missing
from workflow.core.model import Sag
from workflow.core.options import Told
from workflow.core.rulebook import Action
from workflow.core.situation import Situation
from workflow.core.statement import FILE as STATEMENT
from workflow.office import drafts, gather, saving, writing
from workflow.office.desk import Office
from workflow.office.drafts import Prepared
from workflow.office.gather import Gathered

MARK = "UDKAST"


class Laid(Struct, frozen=True):
    """What a command laid ready: for which step of which case, what it promises, and where."""

    sag: Sag
    action: Action
    frist: date | None
    filer: tuple[Path, ...]
    meddelelser: tuple[str, ...]


@journal.decided_anew
def write(
    office: Office, given: str, handling: str, told: Told, dato: date, now: datetime, *, anew: bool
) -> Laid:
    """Write a step's letters as drafts; NotAllowed when it cannot happen, or they are edited."""
    action, nummer = _with_letters(office, handling), gather.find(office, given)
    command = f"{drafts.COMMAND} {nummer}"
    with journal.opened(office.root, command=command, who=office.who) as book:
        case = gather.read_for_step(office, nummer, book)
        situation, there = case.situation(now.date()), drafts.lying(case, book)
        plain, edited = ([], []) if anew else _there(there, action, case)

        told = core.told(plain, told)
        plan = decide(situation, action, options.event(action, told, situation, dato), edited)
        files = _files(plan, situation, case, told)

        edits = gather.edit_entries(case, book, now.date())
        book.book([*edits, _entry(plan, situation, files)], now=now, program=PROGRAM)
        said = [*saving.told_of(edits), *saving.told_of_letters(case), *plan.advarsler]
        said += [*_of_the_statement(plan), *book.notices]
    paths = tuple(office.root / path for path in files)
    return Laid(case.sag, action, plan.told.frist, paths, tuple(said))


def show(office: Office, given: str, handling: str, told: Told, dato: date, now: datetime) -> Laid:
    """Render a step's letters marked UDKAST, in a folder that is no part of the archive."""
    action = _with_letters(office, handling)
    case = gather.read(office, gather.find(office, given))
    situation = case.situation(now.date())
    ready = drafts.prepared(drafts.on_disk(case), action, office.rules)

    plan, waits = foreseen(situation, action, ready.event(action, told, situation, dato))
    _refuse_without_letters(plan, [letter for _, letter in plan.breve])

    mine = {draft.brev: core.titled(draft, office.rules) for draft in ready.drafts if draft.rettet}
    rendered, lacking = writing.preview(plan, situation, case, mine)
    files = dict[str, bytes]()
    for letter in rendered:
        name = f"{MARK}-{letter.navn}"
        files |= {f"{name}.docx": letter.docx, f"{name}.pdf": letter.pdf}
    folder = papers.lay(office.root, papers.PREVIEWS, case.sag.nummer, files)
    said = [f"Skridtet kan ikke ske endnu: {reason}" for reason in (*waits, *ready.unready)]
    said += [*lacking, *plan.advarsler, *_out_of_date(ready, plan, situation, case)]
    return Laid(
        case.sag, action, plan.told.frist, tuple(folder / name for name in files), tuple(said)
    )


def _with_letters(office: Office, handling: str) -> Action:
    """Return the step with that name; BadValue if there is none that writes letters."""
    action = office.rules.handlinger.get(handling)
    if action is None or not action.breve:
        known = ", ".join(row.id for row in office.rules.handlinger.values() if row.breve)
        why = "findes ikke" if action is None else "skriver ingen breve"
        raise BadValue(fejl=f"Handlingen '{handling}' {why}. Vælg mellem: {known}.")
    return action


def _refuse_without_letters(plan: Plan, letters: Any) -> None:
    if not letters:
        flag = plan.action.breve_kun_ved
        how = f" Det gør det med --{flag}." if flag else ""
        refuse(plan.before, plan.action, [f"Skridtet skriver ingen breve, som det er givet.{how}"])


def _there(
    contents: Mapping[str, bytes], action: Action, case: Gathered
) -> tuple[list[Draft], list[str]]:
    """Return the step's drafts that nobody has edited, and why the others are left alone."""
    plain, edited = list[Draft](), list[str]()
    for letter in core.letters_of(action, case.office.rules):
        fil = f"{FOLDER}/{letter.id}.md"
        draft = _read(fil, contents[fil]) if fil in contents else None
        if fil in contents and (draft is None or draft.rettet):
            edited.append(
                f"{fil} er rettet af dig og bliver ikke skrevet over. Ret videre i den, eller "
                "skriv udkastene på ny med --forfra; dine rettelser bliver stående i journalen."
            )
        elif draft is not None and draft.handling == action.id:
            plain.append(draft)
    return plain, edited


def _read(fil: str, content: bytes) -> Draft | None:
    try:
        return drafts.read(fil, content)
    except BadLetter:
        return None


def _files(
    plan: Plan, situation: Situation, case: Gathered, told: Mapping[str, Any]
) -> dict[str, bytes]:
    """Return each draft's file: what it was made from, and its text."""
    from workflow.documents import compose

    texts = writing.drafted(plan, situation, case)
    _refuse_without_letters(plan, texts)
    return {
        f"{case.folder}/{FOLDER}/{ident}.md": compose.headed(
            core.front(ident, plan.told, told, text), text
        ).encode()
        for ident, text in texts.items()
    }


def _entry(plan: Plan, situation: Situation, files: Mapping[str, bytes]) -> Entry:
    nummer, here = plan.before.nummer, gather.entered(plan.fra)
    title = f"{nummer}: Udkast: {plan.action.titel}"
    return Entry(nummer, drafts.COMMAND, here, here, situation.today, title, files)


def _of_the_statement(plan: Plan) -> Iterator[str]:
    if any(letter.form == "udtalelse" for _, letter in plan.breve):
        yield (
            f"Selve udtalelsen skrives i {STATEMENT} og har intet udkast. Se den med inv "
            f"forhaandsvis {plan.before.nummer} {plan.action.id}."
        )


def _out_of_date(
    ready: Prepared, plan: Plan, situation: Situation, case: Gathered
) -> Iterator[str]:
    """Say which edited drafts are older than the facts, as far as it can be told yet."""
    edited = [draft for draft in ready.drafts if draft.rettet]
    try:
        fresh = writing.drafted(plan, situation, case) if edited else {}
    except Missing:
        return
    for draft in edited:
        if draft.brev in fresh and draft.aeldre_end(fresh[draft.brev]):
            yield f"{draft.fil} er rettet af dig og ældre end sagens oplysninger."
