"""Every case of the archive at once; one whose files have not changed need not be read again.

What was read is kept beside the schemas, with a stamp of the case's files and the fingerprint of
its sag.yaml. Files are the truth: the copy is never journalised, holds no case that is no longer
there, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path

import msgspec

from workflow import PROGRAM
from workflow.archive import aside, papers, places, stamps
from workflow.core import filing
from workflow.core.errors import CaseworkError
from workflow.core.model import Sag
from workflow.core.overview import Resting, rests
from workflow.core.situation import Situation
from workflow.office import gather
from workflow.office.desk import SCHEMAS, Office

COPY = "laest.json"
Faults = tuple[str, ...]


class Noted(msgspec.Struct, frozen=True, array_like=True):
    """A case as it was read: its fingerprint, its files' stamp, and what is left of it to do.

    The case itself stays as JSON until somebody asks for it. `konflikt` tells that something lies
    where another version would.
    """

    maerke: str
    stempel: stamps.Stamp
    sag: msgspec.Raw
    hviler: Resting | None = None
    konflikt: bool = False

    def read(self) -> Sag:
        """Return the case."""
        return msgspec.json.decode(self.sag, type=Sag)


class Kept(msgspec.Struct, frozen=True):
    """What was read by the same program, rules and holidays: each case by its number."""

    af: str
    sager: dict[str, Noted]


def anew(office: Office) -> Mapping[str, Sag | Faults]:
    """Read each case from its file, whatever the copy says; of one that cannot be, its faults."""
    return {nummer: _anew(office, nummer) for nummer in sorted(places.numbers(office.root))}


def every(office: Office) -> Mapping[str, Sag | Faults]:
    """Return each case by its number; of one that cannot be read, its faults."""
    found = noted(office)
    return {nr: case if isinstance(case, tuple) else case.read() for nr, case in found.items()}


def noted(office: Office) -> Mapping[str, Noted | Faults]:
    """Return what is noted of each case; of one that cannot be read, its faults."""
    path = office.root / SCHEMAS / COPY
    reader = _reader(office)
    kept = _kept(path, reader)
    moment = cache(lambda: stamps.now(path))
    straight = cache(lambda year: not (office.root / year).is_symlink())
    cases: dict[str, Noted | Faults] = {}
    for nummer in sorted(places.numbers(office.root)):
        try:
            known = kept.get(nummer) if straight(nummer[:4]) else None
            if known is None or not stamps.holds(office.root, nummer, known.stempel):
                known = _looked_at(office, nummer, known, moment())
            cases[nummer] = known
        except (CaseworkError, OSError) as fault:
            cases[nummer] = tuple(str(fault).splitlines())
    sound = {nummer: case for nummer, case in cases.items() if isinstance(case, Noted)}
    if sound != kept:
        content = msgspec.json.encode(Kept(reader, sound))
        aside.keep(path, _fingerprint(content).encode() + b"\n" + content)
    return cases


def _anew(office: Office, nummer: str) -> Sag | Faults:
    try:
        return gather.case_file(office, nummer).sag
    except (CaseworkError, OSError) as fault:
        return tuple(str(fault).splitlines())


def _looked_at(office: Office, nummer: str, known: Noted | None, moment: int) -> Noted:
    """Return what a case's files say; its stamp is older than all that is told of them."""
    folder = places.case_folder(nummer)
    stamp = stamps.taken(office.root, nummer, moment)
    content = gather.content(office, nummer)
    lies = papers.has_other(office.root, folder)
    mark = _fingerprint(content)
    if known and known.maerke == mark:
        sag, raw = known.read(), known.sag
        course = gather.course_of(office, sag)
    else:
        file, course = gather.followed(office, folder, content)
        sag, raw = file.sag, msgspec.Raw(msgspec.json.encode(file.sag))
    resting = _resting(office, sag) if rests(sag, course) else None
    return Noted(mark, stamp, raw, resting, lies)


def _resting(office: Office, sag: Sag) -> Resting | None:
    """Return what a case that rests still lacks; None where that cannot be told."""
    last = max((event.dato for event in sag.forloeb), default=sag.modtaget)
    with suppress(CaseworkError, OSError):
        left = filing.lacking(situation(office, sag, last))
        return Resting(sag.nummer, sag.borger.navn, sag.emne, last, left)
    return None


def situation(office: Office, sag: Sag, day: date) -> Situation:
    """Return a case as it stands on a day, with what its folder holds."""
    held = gather.lying(office, sag.nummer)
    return Situation(sag, office.kontor, office.rules, day, dokumenter=held)


def _reader(office: Office) -> str:
    """Return the fingerprint of all that decides what is noted of a case; not who works there."""
    rests_on = (PROGRAM, office.schema, office.rules, office.kontor.fridage)
    return _fingerprint(msgspec.json.encode(rests_on))


def _fingerprint(content: bytes | None) -> str:
    return hashlib.sha256(content or b"").hexdigest()


def _kept(path: Path, reader: str) -> Mapping[str, Noted]:
    if path.parent.is_symlink() or path.is_symlink() or not path.is_file():
        return {}
    with suppress(OSError, ValueError, RecursionError):
        mark, _, content = path.read_bytes().partition(b"\n")
        if mark.decode() == _fingerprint(content):
            kept = msgspec.json.decode(content, type=Kept)
            return kept.sager if kept.af == reader else {}
    return {}
