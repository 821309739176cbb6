"""Every case of the archive at once; a file that has not changed need not be read as YAML again.

What was read is kept beside the schemas by the file's fingerprint. Files are the truth: the copy is
never journalised, holds no case that is no longer there, and can be deleted at any time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import msgspec

from workflow import PROGRAM
from workflow.archive import aside, casefile, places
from workflow.core.errors import CaseworkError
from workflow.core.model import Sag
from workflow.core.situation import Situation
from workflow.office import gather
from workflow.office.desk import SCHEMAS, Office

COPY = "laest.json"
Faults = tuple[str, ...]


class Kept(msgspec.Struct, frozen=True):
    """What was read by the same program, rules and office: each case by its fingerprint."""

    af: str
    sager: dict[str, Sag]


def every(office: Office, *, anew: bool = False) -> Mapping[str, Sag | Faults]:
    """Return each case by its number; of one that cannot be read, its faults."""
    path = office.root / SCHEMAS / COPY
    reader = _reader(office)
    kept = {} if anew else _kept(path, reader)
    cases: dict[str, Sag | Faults] = {}
    sound: dict[str, Sag] = {}
    for nummer in sorted(places.numbers(office.root)):
        try:
            content = _content(office, nummer)
            mark = f"{nummer} {_fingerprint(content)}"
            cases[nummer] = sound[mark] = kept.get(mark) or _read(office, nummer, content)
        except (CaseworkError, OSError) as fault:
            cases[nummer] = tuple(str(fault).splitlines())
    if sound.keys() != kept.keys():
        content = msgspec.json.encode(Kept(reader, sound))
        aside.keep(path, _fingerprint(content).encode() + b"\n" + content)
    return cases


def situation(office: Office, sag: Sag, day: date) -> Situation:
    """Return a case as it stands on a day, with what its folder holds."""
    held = gather.lying(office, sag.nummer)
    return Situation(sag, office.kontor, office.rules, day, dokumenter=held)


def _content(office: Office, nummer: str) -> bytes | None:
    """Return what a case's file holds, or None if there is none."""
    path = gather.refuse_links(office, nummer)
    return path.read_bytes() if path.is_file() else None


def _read(office: Office, nummer: str, content: bytes | None) -> Sag:
    """Read a case fast, or as carefully as it takes to tell its faults."""
    folder = places.case_folder(nummer)
    if content is not None:
        sag = casefile.in_bulk(f"{folder}/{casefile.NAME}", content, office.schema)
        if not any(gather.out_of_place(office, folder, sag)):
            return sag
    return gather.case_file(office, nummer).sag


def _reader(office: Office) -> str:
    """Return the fingerprint of all that decides whether a case can be read."""
    rests_on = (PROGRAM, office.schema, office.rules, office.kontor)
    return _fingerprint(msgspec.json.encode(rests_on))


def _fingerprint(content: bytes | None) -> str:
    return hashlib.sha256(content or b"").hexdigest()


def _kept(path: Path, reader: str) -> Mapping[str, Sag]:
    if path.parent.is_symlink() or path.is_symlink() or not path.is_file():
        return {}
    with suppress(OSError, ValueError, RecursionError):
        mark, _, content = path.read_bytes().partition(b"\n")
        if mark.decode() == _fingerprint(content):
            kept = msgspec.json.decode(content, type=Kept)
            return kept.sager if kept.af == reader else {}
    return {}
