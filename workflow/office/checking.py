"""What must hold over the whole archive: a check is a generator of faults, a note of remarks."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cached_property
from itertools import chain
from pathlib import Path

from msgspec import Struct

from workflow.archive import approval, casefile, journal, places, rulefiles
from workflow.archive.journal import witness
from workflow.archive.journal.witness import Witness
from workflow.core import authorities, outlook
from workflow.core.dates import spelled
from workflow.core.errors import BadFile
from workflow.core.kontor import ids
from workflow.core.model import Sag
from workflow.core.proof import LETTERS
from workflow.core.reckoning import reckonings
from workflow.core.situation import Situation
from workflow.office import (
    conflicts,
    desk,
    doubles,
    leaks,
    proof,
    recall,
    replayed,
    seals,
    strange_files,
    strangers,
)
from workflow.office.desk import OWN_RULES, SCHEMAS, Office, unfinished
from workflow.office.proving import Tell

NOT_OURS = {".git", SCHEMAS}


class Archive(Struct, frozen=True, dict=True):
    """The archive under scrutiny, each case read once."""

    office: Office
    today: date

    @cached_property
    def cases(self) -> Mapping[str, Sag | tuple[str, ...]]:
        """Every case by its number, or the faults of one that cannot be read."""
        return recall.anew(self.office)

    @property
    def readable(self) -> Iterator[Sag]:
        """The cases that can be read."""
        return (case for case in self.cases.values() if isinstance(case, Sag))


class Findings(Struct, frozen=True):
    """What was found: faults, remarks that are none by their kinds, and how much was looked at.

    `efterset`: the cases and the journal were looked at, which waits for the archive's own files.
    """

    fejl: tuple[str, ...]
    slags: tuple[tuple[str, ...], ...] = ()
    sager: int = 0
    poster: int = 0
    efterset: bool = True

    @property
    def bemaerkninger(self) -> tuple[str, ...]:
        """Every remark, those of one kind together."""
        return tuple(chain.from_iterable(self.slags))


def check(root: Path, today: date, tell: Tell = lambda _: None) -> Findings:
    """Look through an archive; the cases wait until its tables and kontor.yaml are sound.

    What was found without a fault is remembered, as a witness against a journal written anew.
    """
    read = _office(root)
    if not isinstance(read, Office):
        return Findings(read, efterset=False)
    journal.end_interrupted(root, "tjek")
    with replayed.begun(read, tell) as replay:
        archive = Archive(read, today)
        faults = [fault for check in CHECKS for fault in check(archive)]
        notes = [tuple(note(archive)) for note in NOTES]
        proved = proof.of(read, archive.cases, replay)
    found = Findings(
        (*faults, *proved.fejl),
        (proved.bemaerkninger, *notes),
        len(archive.cases),
        proved.poster,
    )
    if not found.fejl:
        witness.write(root, Witness(proved.hoved, proved.poster, today))
    return found


def _office(root: Path) -> Office | tuple[str, ...]:
    """Read the tables and kontor.yaml, or return every fault of both."""
    told = list[str]()
    own = root / OWN_RULES
    rules = rulefiles.load()
    try:
        rules = rulefiles.load(own if own.is_dir() else None)
    except BadFile as fault:
        told += str(fault).splitlines()
    try:
        kontor = desk.read_kontor(root, rules)
    except BadFile as fault:
        return (*told, *str(fault).splitlines())
    return tuple(told) or Office(root, rules, kontor)


def _unreadable(archive: Archive) -> Iterator[str]:
    """Yield the faults of each case that cannot be read or whose forløb is no legal course."""
    for case in archive.cases.values():
        if not isinstance(case, Sag):
            yield from case


def _misplaced(archive: Archive) -> Iterator[str]:
    """Yield the folders that stand among the cases without being one."""
    known = set(archive.cases)
    for folder in sorted(archive.office.root.glob("[0-9][0-9][0-9][0-9]/*")):
        where = folder.relative_to(archive.office.root).as_posix()
        if folder.is_dir() and folder.name not in known:
            yield f"{where} er ikke en sagsmappe. Kald den som sagens nummer, eller flyt den."
        elif folder.name in known and not folder.name.startswith(folder.parent.name):
            yield f"{where} ligger i et andet år end sagens nummer. Flyt den."


def _files(archive: Archive) -> Iterator[str]:
    """Yield the files that do not belong in an archive."""
    yield from strange_files.faults(archive.office.root, NOT_OURS)


def _synced(archive: Archive) -> Iterator[str]:
    yield from doubles.place(archive.office.root)


def _strange(archive: Archive) -> Iterator[str]:
    yield from strangers.remarks(archive.office.root)


def _without_event(archive: Archive) -> Iterator[str]:
    """Yield the finished letters that no event of their case has: an old sag.yaml may be why."""
    for sag in archive.readable:
        home = archive.office.root / places.case_folder(sag.nummer)
        lying = (path.relative_to(home).as_posix() for path in home.glob(f"{LETTERS}/*.md"))
        told = outlook.unaccounted_told(sag, outlook.unaccounted(sag, lying))
        yield from (f"{sag.nummer}: {remark}" for remark in told)


def _conflicts(archive: Archive) -> Iterator[str]:
    """Yield the cases with two versions that nobody has chosen between."""
    office = archive.office
    waiting = conflicts.waiting(office, places.numbers(office.root))
    yield from (f"{name}: {told}" for name, told in waiting)


def _moved_promises(archive: Archive) -> Iterator[str]:
    """Yield the promised dates that today's rule or holidays would make others (design §3)."""
    office = archive.office
    for sag in archive.readable:
        for found in reckonings(Situation(sag, office.kontor, office.rules, archive.today)):
            if found.differs:
                yield (
                    f"{sag.nummer}: {found.frist.titel} er lovet til "
                    f"{spelled(found.frist.dato)}; efter reglen i dag ville den være "
                    f"{spelled(found.now)}: {'; '.join(found.reasons)}. Den lovede dato gælder."
                )


def _unapproved(archive: Archive) -> Iterator[str]:
    """Yield the office's own templates that would stop a letter on this machine."""
    for name in archive.office.unapproved:
        yield f"{approval.shown(name)} er ikke godkendt på denne maskine. Se: inv hjaelp godkend"


def _unfilled_authorities(archive: Archive) -> Iterator[str]:
    yield from authorities.unfilled(archive.office.rules)


def _unfinished_office(archive: Archive) -> Iterator[str]:
    for key in unfinished(archive.office.kontor, ids(archive.office.kontor.centre)):
        yield f"{casefile.OFFICE}: {key} står, som inv arkiv skrev den. Ret den til kontorets egen."


def _cpr(archive: Archive) -> Iterator[str]:
    yield from leaks.of_case_files(archive.office)


def _resumes(archive: Archive) -> Iterator[str]:
    yield from leaks.of_resumes(archive.office)


Check = Callable[[Archive], Iterator[str]]
CHECKS: tuple[Check, ...] = (_unreadable, _misplaced, _files, seals.check)
NOTES: tuple[Check, ...] = (
    _conflicts,
    _strange,
    _without_event,
    seals.unsigned,
    _moved_promises,
    _unfinished_office,
    _unapproved,
    _synced,
    _unfilled_authorities,
    _cpr,
    _resumes,
)
