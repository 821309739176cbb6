"""aktiviteter/2026.yaml and opkald/2026.yaml: read strictly, and written like sag.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from workflow.archive import casefile, yamlfile, yamlwrite
from workflow.archive.validate import Fault
from workflow.core.errors import BadFile, LinkInArchive, UnreadableFile
from workflow.core.register import Call, Calls, Log, Work, line_faults
from workflow.core.schema import Schema

Line = TypeVar("Line", bound=Work | Call)


class Register(Struct, Generic[Line], frozen=True):
    """A register: its name, which is its folder's and its lines' key, and what a year of it is."""

    navn: str
    kind: type[msgspec.Struct]

    def fil(self, year: int) -> str:
        """Return the file of a year, seen from the archive."""
        return f"{self.navn}/{year}.yaml"

    def year(self, fil: str) -> int | None:
        """Return the year that a file is of, or None when it is no file of the register."""
        found = re.fullmatch(rf"{self.navn}/(\d{{4}})\.yaml", fil)
        return int(found[1]) if found else None

    def skeleton(self, templates: Path) -> bytes:
        """Return what a new year's file says."""
        return (templates / f"{self.navn}.yaml").read_bytes()


WORK: Register[Work] = Register("aktiviteter", Log)
CALLS: Register[Call] = Register("opkald", Calls)


class Year(Struct, Generic[Line], frozen=True):
    """A year of a register as it stands in its file."""

    document: yamlfile.Document
    record: Any
    lines: tuple[Line, ...]


def read(register: Register[Line], fil: str, content: bytes, schema: Schema) -> Year[Line]:
    """Read a year; BadFile with every fault and its line."""
    document = yamlfile.read(fil, content)
    record = casefile.checked(document, schema, register.kind)
    lines: tuple[Line, ...] = getattr(record, register.navn)
    casefile.refuse(document, _faults(register, lines, register.year(fil)))
    return Year(document, record, lines)


def read_all(
    register: Register[Line], contents: Iterable[tuple[str, bytes]], schema: Schema
) -> dict[int, Year[Line]]:
    """Read several years, the oldest first; BadFile with every fault of all of them."""
    found, told = dict[int, Year[Line]](), list[str]()
    for fil, content in sorted(contents):
        try:
            found[register.year(fil) or 0] = read(register, fil, content, schema)
        except BadFile as fault:
            told.append(str(fault))
    if told:
        raise BadFile(fejl="\n".join(told))
    return found


def on_disk(root: Path, register: Register[Line]) -> Iterator[tuple[str, bytes]]:
    """Yield each year's file and what it holds, following no link."""
    for path in sorted((root / register.navn).glob("*.yaml")):
        fil = path.relative_to(root).as_posix()
        if register.year(fil) is not None:
            if path.is_symlink() or path.parent.is_symlink():
                raise LinkInArchive(fil=path)
            if not path.is_file():
                raise UnreadableFile(fil=fil, fejl="det er ingen fil")
            yield fil, path.read_bytes()


def written(register: Register[Line], year: Year[Line], lines: Sequence[Line]) -> bytes:
    """Return the year's file with the lines as they are now."""
    after = replace(year.record, **{register.navn: tuple(lines)})
    return yamlwrite.write(year.document, casefile.builtins(year.record), casefile.builtins(after))


def _faults(register: Register[Line], lines: Sequence[Line], year: int | None) -> Iterator[Fault]:
    seen: set[int] = set()
    for index, line in enumerate(lines):
        if line.nr in seen:
            yield (register.navn, index, "nr"), f"nummer {line.nr} står to gange. Ret det ene."
        seen.add(line.nr)
        for key, fault in line_faults(line, year or line.dato.year):
            yield (register.navn, index, key), fault
