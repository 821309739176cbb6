"""Data packages from elsewhere, as folders or ZIP files: only what is asked for, and only so much.

A package is written by others. Nothing of it is unpacked: each file is read into memory, at most
as long as it may be, by a name that is known before.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

import msgspec

from workflow.archive import places, validate, yamlfile
from workflow.core import received, received_rows
from workflow.core.errors import BadFile
from workflow.core.received import Description, Received, ReceivedTable, Resource

DESCRIPTION = "datapackage.json"
LONGEST, LONGEST_PACKAGE, LONGEST_SOUGHT = 2_000_000, 12_000_000, 150_000
MOST_ENTRIES = 300
MOST_TOLD, WIDEST = 12, 240
_ENCRYPTED = 1
_LONG_WORD = re.compile(r"'([^']{60})[^']*'")
Reader = Callable[[str], bytes]
Fault = tuple[str, int, str]


class _Refused(Exception):
    """A file of a package that is not read, and why."""


def read(given: str) -> tuple[Received | None, list[str]]:
    """Return a package and, if it is not sound, every fault with its file and line."""
    faults = list[Fault]()
    try:
        with _opened(places.home(given)) as reader:
            package = _package(given, _sparing(reader), faults)
    except (_Refused, OSError, BadZipFile, EOFError, NotImplementedError, RuntimeError) as fault:
        why = (
            str(fault)
            if isinstance(fault, _Refused)
            else "pakken kan ikke læses, eller den er beskadiget."
        )
        return None, [f"{given}: {why}"]
    return package, [*_told(given, faults)]


def small_file(given: str) -> bytes:
    """Return a file that the user names; BadFile when it is none, or too long."""
    try:
        return _held(places.home(given))
    except (_Refused, OSError) as fault:
        why = str(fault) if isinstance(fault, _Refused) else "filen kan ikke læses."
        raise BadFile(fejl=f"{given}: {why}") from fault


def _package(given: str, reader: Reader, faults: list[Fault]) -> Received | None:
    told = _description(reader, faults)
    if told is None:
        return None
    tables = dict[str, ReceivedTable]()
    for resource in received.tables(told):
        tables[resource.name] = _table(reader, resource, faults)
    return Received(given, told.sagsgang, tables)


def _description(reader: Reader, faults: list[Fault]) -> Description | None:
    text = _text(reader, DESCRIPTION, faults)
    data = None if text is None else _json(text, faults)
    if text is None or data is None:
        return None
    if other := received.other_format(data):
        faults.append((DESCRIPTION, _line(text, ("sagsgang", "format")), other))
        return None
    found = [*validate.faults(received.schema(), data)]
    faults += ((DESCRIPTION, _line(text, path), fault) for path, fault in found)
    if found:
        return None
    told = msgspec.convert(data, Description)
    wrong = [*received.meaning(told)]
    faults += ((DESCRIPTION, 1, fault) for fault in wrong)
    return None if wrong else told


def _table(reader: Reader, resource: Resource, faults: list[Fault]) -> ReceivedTable:
    text = _text(reader, resource.path, faults)
    if text is None:
        return ReceivedTable(resource, {}, {}, {})
    made, wrong = received_rows.table(text, resource)
    faults += ((resource.path, line, fault) for line, fault in wrong)
    return made


def _text(reader: Reader, name: str, faults: list[Fault]) -> str | None:
    try:
        return reader(name).decode("utf-8")
    except _Refused as fault:
        faults.append((name, 1, str(fault)))
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        faults.append((name, line, "filen er ikke UTF-8."))
    return None


def _json(text: str, faults: list[Fault]) -> Any:
    """Read JSON more strictly than it is: no key twice, no NaN, nothing that no text can hold."""
    try:
        data = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as fault:
        faults.append((DESCRIPTION, fault.lineno, "filen er ikke JSON; hent pakken igen."))
    except (_Refused, RecursionError, ValueError) as fault:
        why = (
            str(fault) if isinstance(fault, _Refused) else "filen er ikke JSON, som vi skriver den."
        )
        faults.append((DESCRIPTION, 1, why))
    else:
        return data
    return None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Refused(f"nøglen '{twice[:40]}' står to gange.")
    return found


def _no_number(word: str) -> Any:
    raise _Refused(f"'{word}' er ikke et tal.")


def _line(text: str, path: tuple[str | int, ...]) -> int:
    """Return the line of a key in JSON, which is YAML to who finds lines; else the first.

    Finding it in a long file takes longer than its reader should wait.
    """
    if len(text) > LONGEST_SOUGHT:
        return 1
    try:
        return yamlfile.read(DESCRIPTION, text.encode()).linje(path)
    except BadFile:
        return 1


@contextmanager
def _opened(path: Path) -> Iterator[Reader]:
    if path.is_dir():
        yield lambda name: _from_folder(path, name)
    elif path.is_file():
        with ZipFile(path) as package:
            infos = _entries(package)
            yield lambda name: _from_zip(package, infos, name)
    else:
        raise _Refused("der er ingen mappe eller ZIP-fil af det navn.")


def _sparing(reader: Reader) -> Reader:
    """Let a package be read only until it is longer than any real one."""
    taken = 0

    def read_on(name: str) -> bytes:
        nonlocal taken
        content = reader(name)
        taken += len(content)
        if taken > LONGEST_PACKAGE:
            raise _Refused(f"pakken er over {LONGEST_PACKAGE // 1_000_000} MB.")
        return content

    return read_on


def _from_folder(folder: Path, name: str) -> bytes:
    place = folder
    for part in name.split("/"):
        place /= part
        if place.is_symlink():
            raise _Refused("det er et link, og links følges ikke.")
    return _held(place)


def _held(place: Path) -> bytes:
    if not place.is_file():
        raise _Refused("filen mangler.")
    with place.open("rb") as file:
        return _bounded(file.read(LONGEST + 1))


def _entries(package: ZipFile) -> dict[str, ZipInfo]:
    """Return the entries by their names below the folder that holds the description."""
    infos = package.infolist()
    names = [info.filename for info in infos]
    if len(infos) > MOST_ENTRIES:
        raise _Refused(f"ZIP-filen har over {MOST_ENTRIES} filer.")
    if any(name.startswith("/") or ".." in name.split("/") or "\\" in name for name in names):
        raise _Refused("ZIP-filen har navne, der fører ud af pakken.")
    if len({*names}) < len(names):
        raise _Refused("ZIP-filen har to filer med samme navn.")
    homes = [name.removesuffix(DESCRIPTION) for name in names
             if name.rpartition("/")[2] == DESCRIPTION]  # fmt: skip
    if len(homes) != 1 or homes[0].count("/") > 1:
        raise _Refused(f"ZIP-filen har ikke netop én {DESCRIPTION} øverst eller i én mappe.")
    return {info.filename.removeprefix(homes[0]): info for info in infos}


def _from_zip(package: ZipFile, infos: dict[str, ZipInfo], name: str) -> bytes:
    info = infos.get(name)
    if info is None:
        raise _Refused("filen mangler.")
    if stat.S_ISLNK(info.external_attr >> 16):
        raise _Refused("det er et link, og links følges ikke.")
    if info.flag_bits & _ENCRYPTED:
        raise _Refused("filen er krypteret; pak den uden adgangskode.")
    with package.open(info) as file:
        return _bounded(file.read(LONGEST + 1))


def _bounded(content: bytes) -> bytes:
    if len(content) > LONGEST:
        raise _Refused(f"filen er over {LONGEST // 1_000_000} MB.")
    return content


def _told(given: str, faults: list[Fault]) -> Iterator[str]:
    for name, line, fault in faults[:MOST_TOLD]:
        yield f"{given}/{name}, linje {line}: {_short(fault)}"
    if len(faults) > MOST_TOLD:
        yield f"{given}: og {len(faults) - MOST_TOLD} fejl mere."


def _short(fault: str) -> str:
    """Keep to what can be read of a fault that has a package's own words in it."""
    fault = _LONG_WORD.sub(r"'\1…'", fault)
    return fault if len(fault) <= WIDEST else f"{fault[:WIDEST]} …"
