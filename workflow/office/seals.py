"""Bekræftelser: the journal's end, written and signed; and held against the journal afterwards."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import journal, places, signing
from workflow.archive.journal import ledger
from workflow.archive.journal.ledger import Ledger
from workflow.archive.signing import Verdict
from workflow.core import seal
from workflow.core.dates import spelled
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile, BadValue, LinkInArchive, SignerMissing
from workflow.core.kontor import Kontor
from workflow.core.names import numbered
from workflow.core.seal import FOLDER, SIGNATURE, TEXT, Seal, Standing, Tally
from workflow.office import gather
from workflow.office.desk import Office

if TYPE_CHECKING:
    from workflow.office.checking import Archive

CONFIRMED = "bekraeft"
_BROKEN = "underskriften passer ikke: teksten eller underskriften er ændret."
_STRANGE = "er underskrevet med en nøgle, som kontor.yaml ikke har for den dag (noegler)."
_UNSIGNED = (
    "er ikke underskrevet. Den beviser kun noget, hvis den ligger, hvor ingen kan rette den."
)
_CHANGED = "er ikke mere, som den blev journaliseret, eller mangler. Hent den fra en kopi."


class Confirmed(Struct, frozen=True):
    """A bekræftelse that was made: its files, and what else there is to say."""

    seal: Seal
    filer: tuple[Path, ...]
    underskrevet: bool
    meddelelser: tuple[str, ...]


class Paper(Struct, frozen=True):
    """A bekræftelse as it lies: what it is called, its bytes, and its signature if it has one."""

    navn: str
    tekst: bytes
    underskrift: bytes | None

    @property
    def seal(self) -> Seal | None:
        """What it says, or None when that cannot be read."""
        with suppress(UnicodeDecodeError):
            return seal.parsed(self.tekst.decode())
        return None


class Read(NamedTuple):
    """What the journal has: how it stood at each commit asked for, and each bekræftelse's files."""

    standings: dict[str, Standing]
    booked: dict[str, str]


def confirm(office: Office, now: datetime) -> Confirmed:
    """Write how the journal stands, sign it if the office has a key, and journalise both."""
    with journal.opened(office.root, command=CONFIRMED, who=office.who) as book:
        with ledger.reading(office.root) as led:
            standing = _standing(led)
        made = Seal(office.kontor.kommune, book.head, now.replace(microsecond=0), PROGRAM, standing)
        path = f"{FOLDER}/{_free(office.root, book.names(FOLDER), now)}{TEXT}"
        files = {path: seal.text(made).encode()}
        if keys := office.kontor.noegler_paa(now.date()):
            files[f"{path}{SIGNATURE}"] = signing.sign(files[path], keys[-1].offentlig)
        book.book([_entry(files, now)], now=now, program=PROGRAM)
        written = tuple(office.root / name for name in files)
        return Confirmed(made, written, bool(keys), tuple(book.notices))


def check(archive: Archive) -> Iterator[str]:
    """Yield the faults of every bekræftelse in an archive: a check of inv tjek."""
    root = archive.office.root
    if not (root / FOLDER).is_dir():
        return
    papers = list(_papers(root / FOLDER))
    with ledger.reading(root) as led:
        read = _read(led, papers)
    for path, digest in read.booked.items():
        if not (root / path).is_file() or _digest(root / path) != digest:
            yield f"{path}: {_CHANGED}"
    for paper in papers:
        for fault in _faults(paper, read.standings, archive.office.kontor):
            yield f"{FOLDER}/{paper.navn}: {fault}"


def unsigned(archive: Archive) -> Iterator[str]:
    """Yield the bekræftelser without a signature: a remark of inv tjek."""
    lying = (path.name for path in (archive.office.root / FOLDER).glob(f"*{TEXT}*"))
    known = set(lying)
    for name in sorted(known):
        if name.endswith(TEXT) and f"{name}{SIGNATURE}" not in known:
            yield f"{FOLDER}/{name} {_UNSIGNED}"


def page(office: Office, fil: str) -> str:
    """Hold a bekræftelse that was filed elsewhere against the archive; BadFile with every fault."""
    path = places.home(fil)
    try:
        paper = _paper(path)
    except OSError as error:
        why = error.strerror if path.exists() else "den findes ikke"
        raise BadValue(fejl=f"{path} kan ikke læses ({why}). Ret stien.") from error
    with ledger.reading(office.root) as led:
        read = _read(led, [paper])
    if found := list(_faults(paper, read.standings, office.kontor)):
        raise BadFile(fejl="\n".join(f"{path}: {fault}" for fault in found))
    return "\n".join(_holds(paper))


def _entry(files: Mapping[str, bytes], now: datetime) -> Entry:
    title = f"{gather.OFFICE}: Journalen bekræftet"
    return Entry(gather.OFFICE, CONFIRMED, NONE, NONE, now.date(), title, files)


def _free(root: Path, booked: Collection[str], now: datetime) -> str:
    """Return the day as a name, or with -2, -3 … behind it."""
    lying = {path.name for path in (root / FOLDER).glob("*")}
    return numbered(now.date().isoformat(), {n.partition(".")[0] for n in {*booked, *lying}})


def _holds(paper: Paper) -> Iterator[str]:
    if made := paper.seal:
        when = f"{spelled(made.tid.date())} kl. {made.tid:%H.%M}"
        yield f"Bekræftelsen holder. Journalen er uændret, som den var {when}:"
        yield f"{made.standing.poster} poster, og hvor hver sags kæde endte."
    yield (
        f"{paper.navn} {_UNSIGNED}"
        if paper.underskrift is None
        else "Den er underskrevet med en af kontorets nøgler og er ikke ændret."
    )


def _papers(folder: Path) -> Iterator[Paper]:
    for path in sorted(folder.glob(f"*{TEXT}")):
        if path.is_symlink() or folder.is_symlink():
            raise LinkInArchive(fil=path)
        yield _paper(path)


def _paper(path: Path) -> Paper:
    """Read a bekræftelse; line ends may have become those of Windows on the way."""
    beside = path.with_name(f"{path.name}{SIGNATURE}")
    held = path.read_bytes().replace(b"\r\n", b"\n")
    return Paper(path.name, held, beside.read_bytes() if beside.is_file() else None)


def _faults(paper: Paper, standings: Mapping[str, Standing], kontor: Kontor) -> Iterator[str]:
    made = paper.seal
    if made is None:
        yield "er ikke en bekræftelse, eller tallene i den er ændret."
        return
    yield from seal.faults(made, standings.get(made.hoved))
    if paper.underskrift is not None:
        known = [key.offentlig for key in kontor.noegler_paa(made.tid.date())]
        try:
            verdict = signing.verify(paper.tekst, paper.underskrift, known)
        except SignerMissing as error:
            yield str(error).replace("\n", " ")
        else:
            yield from {Verdict.BROKEN: (_BROKEN,), Verdict.STRANGE: (_STRANGE,)}.get(verdict, ())


def _read(led: Ledger, papers: Collection[Paper]) -> Read:
    """Return how the journal stood where each bekræftelse says, and the files of those it has.

    All that has been read is what came before a commit when nothing else is left without children;
    where two histories lie beside each other, the one is read by itself.
    """
    heads = {made.hoved for paper in papers if (made := paper.seal)}
    tally, ends, read = Tally(), set[str](), Read({}, {})
    for line in led.lines(files=False):
        ends.difference_update(line.parents)
        ends.add(line.commit)
        if line.booked:
            tally.add(line.booked)
            if line.booked.handling == CONFIRMED:
                read.booked.update(line.booked.dokumenter)
        if line.commit in heads:
            alone = len(ends) == 1
            there = tally.standing if alone else _standing(led.as_of(line.commit))
            read.standings[line.commit] = there
    return read


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _standing(led: Ledger) -> Standing:
    tally = Tally()
    for line in led.lines(files=False):
        if line.booked:
            tally.add(line.booked)
    return tally.standing
