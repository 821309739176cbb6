"""Which of an archive's own templates may be used on this machine: those approved here, unchanged.

A template comes with the archive, and an archive may come from anywhere. What has been approved is
remembered outside it, in the user's own folder for program data, by the fingerprint of each file.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from workflow.archive import aside
from workflow.core.errors import ApprovalNotKept, LinkInArchive

TEMPLATES = "skabeloner"
_NEVER = ""  # the fingerprint of a link and of what is no file: it cannot be approved
_PASSING = ("~$", ".~lock.", ".DS_Store", "Thumbs.db", "desktop.ini")


class Changes(Struct, frozen=True):
    """What the templates are, seen from the last approval: paths below skabeloner/."""

    nye: tuple[str, ...] = ()
    aendrede: tuple[str, ...] = ()
    fjernede: tuple[str, ...] = ()
    uaendrede: tuple[str, ...] = ()

    @property
    def ikke_godkendt(self) -> tuple[str, ...]:
        """What may not be used: the new and the changed."""
        return tuple(sorted((*self.nye, *self.aendrede)))


def changes(root: Path) -> Changes:
    """Compare an archive's templates with what has been approved on this machine."""
    return _compared(_fingerprints(root), _approved(root))


def _compared(now: Mapping[str, str], known: Mapping[str, str]) -> Changes:
    same = {name for name, mark in now.items() if mark and known.get(name) == mark}
    return Changes(
        nye=tuple(name for name in now if name not in known),
        aendrede=tuple(name for name in now if name in known and name not in same),
        fjernede=tuple(sorted(known.keys() - now.keys())),
        uaendrede=tuple(sorted(same)),
    )


def approve(root: Path) -> Changes:
    """Remember the templates as they are now; return what was new since the last approval."""
    now = _fingerprints(root)
    found = _compared(now, _approved(root))
    for name, mark in now.items():
        if mark == _NEVER:
            raise LinkInArchive(fil=f"{TEMPLATES}/{name}")
    path = _memory(root)
    kept = json.dumps({"arkiv": str(root.resolve()), "filer": now}, indent=1)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.put(path, kept.encode())
    except OSError as error:
        raise ApprovalNotKept(mappe=path.parent, fejl=error.strerror) from error
    return found


def shown(name: str) -> str:
    """Write a template's name so that it can do nothing to a terminal."""
    return f"{TEMPLATES}/{name if name.isprintable() else ascii(name)}"


def folder() -> Path:
    """Return the user's own folder for what programs remember, as the system has it."""
    home = os.path.expanduser("~")  # noqa: PTH111 - Path.home() fails where there is none
    if sys.platform == "win32":
        place = os.environ.get("LOCALAPPDATA") or f"{home}/AppData/Local"
    elif sys.platform == "darwin":
        place = f"{home}/Library/Application Support"
    else:
        place = os.environ.get("XDG_STATE_HOME") or f"{home}/.local/state"
    return Path(place) / "sagsgang"


def _memory(root: Path) -> Path:
    key = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:20]
    return folder() / "godkendt" / f"{key}.json"


def _approved(root: Path) -> Mapping[str, str]:
    """Return the fingerprints approved here; what cannot be read has not been approved."""
    with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
        kept = json.loads(_memory(root).read_bytes())
        return {str(name): str(mark) for name, mark in kept["filer"].items()}
    return {}


def _fingerprints(root: Path) -> dict[str, str]:
    home = root / TEMPLATES
    return {path.relative_to(home).as_posix(): _mark(path) for path in _files(home)}


def _files(home: Path) -> Iterator[Path]:
    """Yield every file and every link; no link is followed."""
    if home.is_symlink():
        yield home
    for where, folders, files in os.walk(home):
        here = Path(where)
        folders.sort()
        yield from (here / name for name in folders if (here / name).is_symlink())
        yield from (here / name for name in sorted(files) if not name.startswith(_PASSING))


def _mark(path: Path) -> str:
    if path.is_symlink() or not path.is_file():
        return _NEVER
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return _NEVER
