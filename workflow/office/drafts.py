"""The drafts in a case's folder: read, used by the step that they are for, and shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from workflow.archive import places
from workflow.archive.journal import Journal
from workflow.core import drafts as core
from workflow.core import options
from workflow.core.dates import spelled
from workflow.core.decide import Plan, refuse
from workflow.core.drafts import FOLDER, Draft
from workflow.core.errors import BadFile, BadLetter, BadValue, LinkInArchive
from workflow.core.model import Haendelse
from workflow.core.options import Told
from workflow.core.rulebook import Action, Rulebook
from workflow.core.situation import Situation
from workflow.office import writing
from workflow.office.desk import Office
from workflow.office.gather import Gathered

COMMAND = "udkast"
DRAFTS = "[!.~]*.md"  # not what editors lay beside the file that they have open
_REQUIRED = {"brev": str, "handling": str, "dato": str, "grundlag": str}
_KINDS = {**_REQUIRED, "oplyst": dict, "frist": str}


class Prepared(Struct, frozen=True):
    """The drafts that a step may use, and those of the letters' names that it may not."""

    drafts: tuple[Draft, ...] = ()
    andres: tuple[Draft, ...] = ()

    def event(self, action: Action, given: Told, situation: Situation, dato: date) -> Haendelse:
        """Make the step's event of what is given and what the drafts were told."""
        told = core.told(self.drafts, given)
        try:
            event = options.event(action, told, situation, dato)
        except BadValue as error:
            if all(given.get(name) for name in told):
                raise
            names = ", ".join(draft.fil for draft in self.drafts)
            raise BadValue(
                fejl=f"{error}\nDet, du ikke selv har givet, er taget fra {names} ('oplyst')."
            ) from None
        return core.promised(event, self.drafts, action, situation)

    @property
    def unready(self) -> list[str]:
        """Why the step cannot use the drafts as they are."""
        faults = [fault for draft in self.drafts for fault in core.unready(draft)]
        return [*core.disagreement(self.drafts), *faults]


class Used(Struct, frozen=True):
    """The texts that a step takes from drafts, the files it uses up, and what to say of it."""

    tekster: Mapping[str, str] = field(default_factory=dict)
    filer: tuple[str, ...] = ()
    rettede: tuple[str, ...] = ()
    uaendrede: tuple[str, ...] = ()
    meddelelser: tuple[str, ...] = ()


def waiting(office: Office, nummer: str) -> tuple[str, ...]:
    """Return the names of a case's drafts, without reading them."""
    folder = office.root / places.case_folder(nummer) / FOLDER
    return tuple(sorted(path.stem for path in folder.glob(DRAFTS)))


def on_disk(case: Gathered) -> dict[str, bytes]:
    """Return the drafts as they lie in the folder, by the path that a case's file has."""
    folder = case.office.root / case.folder / FOLDER
    found = [folder, *sorted(folder.glob(DRAFTS))]
    for path in found:
        if path.is_symlink():
            raise LinkInArchive(fil=path)
    return {f"{FOLDER}/{path.name}": path.read_bytes() for path in found if path.is_file()}


def lying(case: Gathered, book: Journal) -> dict[str, bytes]:
    """Return the drafts as they are booked or edited since."""
    home = f"{case.folder}/"
    booked = {path: book.content(path) for path in book.listing(f"{home}{FOLDER}")}
    found = {path.removeprefix(home): new for path, new in sorted({**booked, **case.edits}.items())}
    return {fil: content for fil, content in found.items() if content is not None and is_one(fil)}


def is_one(fil: str) -> bool:
    """Tell whether a file of a case lies where drafts do."""
    return fnmatch(fil, f"{FOLDER}/{DRAFTS}") and fil.count("/") == 1


def read(fil: str, content: bytes) -> Draft:
    """Read one draft; BadLetter with the line that is wrong."""
    from workflow.documents import frontmatter

    navn = fil.removesuffix(".md")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadLetter(navn=navn, linje=1, fejl="filen er ikke gemt som UTF-8.") from None
    front = frontmatter.split(navn, text, _KINDS, _REQUIRED)
    facts: dict[str, Any] = {"oplyst": {}, "frist": None, **front.fakta}
    for key in ("dato", "frist"):
        facts[key] = facts[key] and date.fromisoformat(facts[key])
    return Draft(fil=fil, tekst=front.tekst, linjer=front.linjer, **facts)


def prepared(contents: Mapping[str, bytes], action: Action, rules: Rulebook) -> Prepared:
    """Find the drafts of a step; BadFile with all that is wrong in those that concern it."""
    letters = {letter.id for letter in core.letters_of(action, rules)}
    mine, others, faults = list[Draft](), list[Draft](), list[str]()
    for fil, content in contents.items() if letters else ():
        try:
            draft = read(fil, content)
        except BadLetter as error:
            faults += [str(error)] if Path(fil).stem in letters else []
            continue
        concerns = draft.handling == action.id or draft.navn in letters
        wrong = list(core.belongs(draft, rules)) if concerns else []
        faults += wrong
        if concerns and not wrong:
            (mine if draft.handling == action.id else others).append(draft)
    if faults:
        raise BadFile(fejl="\n".join(faults))
    return Prepared(tuple(mine), tuple(others))


def of_step(case: Gathered, book: Journal, action: Action) -> Prepared:
    """Find the drafts of a step, as they are booked or edited since."""
    if not action.breve:
        return Prepared()
    return prepared(lying(case, book), action, case.office.rules)


def used(ready: Prepared, plan: Plan, situation: Situation, case: Gathered, book: Journal) -> Used:
    """Take the texts of a step's letters from its drafts; NotAllowed when they are out of date."""
    if not ready.drafts and not ready.andres:
        return Used()
    fresh = writing.drafted(plan, situation, case)
    mine = [draft for draft in ready.drafts if draft.brev in fresh]
    late = [draft for draft in mine if draft.aeldre_end(fresh[draft.brev])]
    edited = [draft for draft in mine if draft.rettet]
    if not plan.told.alligevel:
        reasons = (
            _outdated(draft, fresh[draft.brev], _as_written(draft, case, book), plan)
            for draft in late
            if draft.rettet
        )
        refuse(situation.sag, plan.action, reasons)
    return Used(
        tekster={d.brev: d.tekst if d.rettet else fresh[d.brev] for d in mine},
        filer=tuple(draft.fil for draft in mine),
        rettede=tuple(draft.brev for draft in edited),
        uaendrede=tuple(draft.brev for draft in mine if not draft.rettet),
        meddelelser=tuple(_remarks(ready, mine, late, plan)),
    )


def _outdated(draft: Draft, fresh: str, before: str | None, plan: Plan) -> str:
    """Say that an edited draft is older than the facts, what is different now, and what to do."""
    changed = core.changes(before, fresh) if before else ()
    told = "".join(f"\n    {change}" for change in changed)
    nummer = plan.after.nummer
    return (
        f"{draft.fil} er rettet af dig og ældre end sagens oplysninger. Programmets tekst er nu en "
        f"anden:{told}\n"
        f"  Ret teksten, og gentag med --alligevel, eller skriv udkastene på ny: inv {COMMAND} "
        f"{nummer} {draft.handling} --forfra."
    )


def _as_written(draft: Draft, case: Gathered, book: Journal) -> str | None:
    """Find the text that the program wrote, in the journal."""
    path = f"{case.folder}/{draft.fil}"
    for step in book.steps(case.sag.nummer, COMMAND):
        if content := step.after.get(path):
            text = read(draft.fil, content).tekst
            if core.fingerprint(text) == draft.grundlag:
                return text
    return None


def _remarks(ready: Prepared, mine: list[Draft], late: list[Draft], plan: Plan) -> Iterator[str]:
    anew = [draft.brev for draft in late if not draft.rettet]
    if anew:
        yield f"Sagen er ændret siden udkastet, så disse er skrevet på ny: {', '.join(anew)}."
    promises = {draft.frist for draft in mine if draft.frist} - {plan.event.frist}
    if kept := [draft.brev for draft in late if draft.rettet]:
        yield f"Brugt, som du har rettet dem, selv om sagen er ændret siden: {', '.join(kept)}."
    for frist in promises:
        yield f"Udkastet blev skrevet med fristen {spelled(frist)}."
    if mine and plan.event.frist and not _reckoned_or_told(plan, mine):
        yield (
            f"Fristen {spelled(plan.event.frist)} er den, udkastet lover; den er ikke regnet på ny "
            "fra skridtets dag."
        )
    for draft in (d for d in ready.drafts if d not in mine):
        yield f"{draft.fil} er ikke brugt: skridtet skrev ikke det brev denne gang."
    for draft in ready.andres:
        yield f"{draft.fil} er til inv {draft.handling} og er ikke brugt."


def _reckoned_or_told(plan: Plan, mine: list[Draft]) -> bool:
    return plan.event.arbejdsdage is not None or plan.event.frist not in {
        draft.frist for draft in mine if "frist" not in draft.oplyst
    }
