"""An office's tables as they may leave it, and the store of what has: beretning/2026/tal.json."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath

import msgspec

from workflow.archive.recommendations import REPORTS
from workflow.core import published
from workflow.core.errors import BadFile, LinkInArchive
from workflow.core.printed import Trykt
from workflow.core.protect import protect
from workflow.core.published import Store
from workflow.core.tabulate import Tabel
from workflow.office import extremes
from workflow.office.desk import Office

NUMBERS = "tal.json"
TAKEN_APART = "er ikke, som programmet skrev den ({grund}); hent den igen fra journalen"


def protected(office: Office, tables: Sequence[Tabel]) -> tuple[Trykt, ...]:
    """Return tables as they may leave the office, beside everything it has published."""
    before = published.cells(stores(office))
    return protect(tables, office.kontor.skjul_under, before, extremes.reach)


def numbers(year: int | str) -> str:
    """Return where the published numbers of a report are kept, seen from the archive."""
    return f"{REPORTS}/{year}/{NUMBERS}"


def kept(office: Office, fil: str, shown: Iterable[Trykt]) -> bytes:
    """Return what the store of a report is to hold when these tables are published."""
    new = published.edition(shown, office.kontor.skjul_under)
    store = published.added(read(office.root, fil), new)
    return msgspec.json.format(msgspec.json.encode(store), indent=1) + b"\n"


def stores(office: Office) -> Iterator[Store]:
    """Yield what has been published, by the names of the folders."""
    for path in sorted((office.root / REPORTS).glob(f"*/{NUMBERS}")):
        yield read(office.root, path.relative_to(office.root).as_posix())


def read(root: Path, fil: str) -> Store:
    """Read what has been published in a report; BadFile when it is no such file."""
    path = root / fil
    if any(
        (root / part).is_symlink() for part in (PurePosixPath(fil), *PurePosixPath(fil).parents)
    ):
        raise LinkInArchive(fil=path)
    if not path.exists():
        return Store()
    try:
        return msgspec.json.decode(path.read_bytes(), type=Store)
    except (msgspec.DecodeError, UnicodeDecodeError) as fault:
        raise BadFile(fejl=f"{fil} {TAKEN_APART.format(grund=fault)}") from fault
