"""A backup: one ZIP file with nothing compressed in it, so that no small one can be a large one."""

from __future__ import annotations

import hashlib
import shutil
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_STORED, BadZipFile, ZipFile, ZipInfo

import msgspec

from workflow.core.errors import BadBackup
from workflow.core.keepsake import EDITS, FACTS, GONE, JOURNAL, README, SUMS, Keepsake, readme

LARGEST = 1 << 30
MOST_FILES = 1_000_000

_ALWAYS = frozenset((README, FACTS, SUMS, GONE, JOURNAL))
_ENCRYPTED = 0x1
_CHUNK = 1 << 20
_EARLIEST = 1980


class Backup:
    """A backup that was opened, its list of contents found in order."""

    def __init__(self, path: Path, package: ZipFile) -> None:
        """Read what the backup says of itself; BadBackup when it is not to be trusted."""
        self.path, self._package = path, package
        _refuse(path, _strange(path, package.infolist()))
        self._sums = _sums(path, self._text(SUMS))
        if set(self._sums) != set(package.namelist()) - {SUMS}:
            raise BadBackup(fil=path, fejl="listen over, hvad der er i den, passer ikke")
        self.content(README)
        try:
            self.keepsake = msgspec.json.decode(self.content(FACTS), type=Keepsake)
        except msgspec.DecodeError as error:
            raise BadBackup(fil=path, fejl=f"{FACTS} kan ikke læses") from error

    @property
    def edits(self) -> Iterator[tuple[str, bytes | None]]:
        """Yield what was not journalised: each file's content, or None where it was removed."""
        for gone in filter(None, self.content(GONE).decode("utf-8", "replace").split("\n")):
            yield gone, None
        for name in self._sums:
            if name.startswith(EDITS):
                yield name.removeprefix(EDITS), self.content(name)

    def journal(self, target: Path) -> None:
        """Write the journal's file beside, and see that it is what it was."""
        with _sound(self.path):
            source = self._package.open(JOURNAL)
        with source, target.open("xb") as file:
            while chunk := self._chunk(source):
                file.write(chunk)
        with target.open("rb") as file:
            self._compare(JOURNAL, _sum(file))

    def content(self, name: str) -> bytes:
        """Return what a file of the backup holds."""
        with _sound(self.path):
            held = self._package.read(name)
        self._compare(name, hashlib.sha256(held).hexdigest())
        return held

    def _chunk(self, source: IO[bytes]) -> bytes:
        with _sound(self.path):
            return source.read(_CHUNK)

    def _text(self, name: str) -> str:
        with _sound(self.path):
            return self._package.read(name).decode("utf-8", "replace")

    def _compare(self, name: str, digest: str) -> None:
        if self._sums[name] != digest:
            raise BadBackup(fil=self.path, fejl=f"{name} i den er ikke, som den var")


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """Open a backup; BadBackup when it is none, is damaged, or is made to do harm."""
    with _sound(path):
        package = ZipFile(path)
    with package:
        yield Backup(path, package)


@contextmanager
def _sound(path: Path) -> Iterator[None]:
    """Tell what zipfile says of a file that is none, or of one that is damaged, as one error."""
    try:
        yield
    except (BadZipFile, EOFError, ValueError, NotImplementedError, RuntimeError, OSError) as error:
        fejl = "det er ikke en sikkerhedskopi, eller den er beskadiget"
        raise BadBackup(fil=path, fejl=fejl) from error


def write(
    target: Path, keepsake: Keepsake, journal: Path, edits: Mapping[str, bytes | None], fil: str
) -> None:
    """Write a backup that is to be called *fil*."""
    gone = "".join(f"{path}\n" for path, held in edits.items() if held is None)
    files = {
        README: readme(keepsake, fil).encode(),
        FACTS: msgspec.json.format(msgspec.json.encode(keepsake)) + b"\n",
        GONE: gone.encode(),
    }
    files |= {f"{EDITS}{path}": held for path, held in edits.items() if held is not None}
    sums = {name: hashlib.sha256(held).hexdigest() for name, held in files.items()}
    with journal.open("rb") as source:
        sums[JOURNAL] = _sum(source)
    files[SUMS] = "".join(f"{digest}  {name}\n" for name, digest in sums.items()).encode()
    with ZipFile(target, "x", ZIP_STORED) as package:
        for name, held in files.items():
            package.writestr(_info(name, keepsake.tid), held)
        with (
            journal.open("rb") as source,
            package.open(_info(JOURNAL, keepsake.tid), "w", force_zip64=True) as file,
        ):
            shutil.copyfileobj(source, file, _CHUNK)


def _info(name: str, tid: datetime) -> ZipInfo:
    info = ZipInfo(name, (max(tid.year, _EARLIEST), *tid.timetuple()[1:6]))
    info.external_attr = (stat.S_IFREG | 0o600) << 16
    return info


def _strange(path: Path, infos: list[ZipInfo]) -> Iterator[str]:
    """Yield what no backup of ours has: names doubled or unknown, links, bytes counted twice."""
    names = [info.filename for info in infos]
    if missing := sorted(_ALWAYS - set(names)):
        yield f"det er ikke en hel sikkerhedskopi; den mangler {', '.join(missing)}"
    if len(names) > MOST_FILES or len(set(names)) < len(names):
        yield "den har for mange filer eller to med samme navn"
    if sum(info.file_size for info in infos) > path.stat().st_size:
        yield "den er pakket, så den fylder mere ud, end den er stor"
    for info in infos:
        if info.filename not in _ALWAYS and not info.filename.startswith(EDITS):
            yield f"{info.filename!r} hører ikke til i den"
        elif not _is_plain(info):
            yield f"{info.filename!r} er ikke en almindelig fil"


def _is_plain(info: ZipInfo) -> bool:
    kind = stat.S_IFMT(info.external_attr >> 16)
    fits = info.file_size <= LARGEST or info.filename == JOURNAL
    stored = info.compress_type == ZIP_STORED and not info.flag_bits & _ENCRYPTED
    return kind in (0, stat.S_IFREG) and stored and fits and not info.is_dir()


def _refuse(path: Path, faults: Iterator[str]) -> None:
    if fault := next(faults, None):
        raise BadBackup(fil=path, fejl=fault)


def _sums(path: Path, text: str) -> dict[str, str]:
    pairs = [line.split("  ", 1) for line in text.split("\n") if line]
    if any(len(pair) != 2 for pair in pairs):  # noqa: PLR2004 - a sum and a name
        raise BadBackup(fil=path, fejl=f"{SUMS} kan ikke læses")
    return {name: digest for digest, name in pairs}


def _sum(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
