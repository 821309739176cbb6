"""Two versions of a case's folder made into one, file by file; `core.merge` sees to sag.yaml.

What one side alone has changed is taken, what both have made alike is taken once. What both have
changed to different things is a clash: then the shared version stays in place, and the other side's
lies in `konflikt/` until the adviser has chosen. Two new letters, notes or documents that happen to
have one name are no clash: the other side's gets a free name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.known_steps import SENT
from workflow.core.model import Haendelse, Sag
from workflow.core.names import CONFLICT, numbered

MERGED, CONFLICTING, SYNCHRONISED = "flettet", "konflikt", "synk"
_FREE_TO_NAME = ("breve/", "notater/", "bilag/")
_NUMBER = re.compile(r"(?<=[^\W\d_])-\d+$")  # of the second of a name, as names.numbered gives it

Files = Mapping[str, str]


class Versions(NamedTuple):
    """A case's files by their path inside its folder: where the sides began, and each side."""

    base: Files
    shared: Files
    other: Files


class Together(Struct, frozen=True):
    """The files as they are to be, the other side's that got a free name, and the clashes."""

    files: dict[str, str]
    renamed: Mapping[str, str]
    clashes: tuple[str, ...]


def together(versions: Versions, fixed: Collection[str] = ()) -> Together:
    """Join the files; the names in *fixed*, which letters have gone out by, are never changed."""
    renamed = dict(_renamed(versions, fixed))
    other = {renamed.get(path, path): blob for path, blob in versions.other.items()}
    files, clashes = dict[str, str](), list[str]()
    for path in sorted({*versions.base, *versions.shared, *other}):
        old, here, there = (f.get(path) for f in (versions.base, versions.shared, other))
        blob = here if there in (old, here) else there
        if here not in (old, there) and there != old:
            clashes.append(path)
        if blob is not None:
            files[path] = blob
    return Together(files, renamed, tuple(clashes))


def apart(versions: Versions) -> dict[str, str]:
    """Return the files of a case that is in conflict: the shared ones, and the other side's aside.

    What only the other side has added stays in place; no one else has anything there.
    """
    files = dict(versions.shared)
    for path, blob in sorted(versions.other.items()):
        if blob in (versions.shared.get(path), versions.base.get(path)):
            continue
        known = path in versions.base or path in versions.shared
        files[aside(path, files) if known else path] = blob
    return files


def settled(forloeb: Collection[Haendelse]) -> frozenset[str]:
    """Return the letters and documents whose names others know: sent, or filed elsewhere."""
    sent = {name for event in forloeb if event.handling == SENT for name in event.breve}
    filed = {name for event in forloeb for name in event.dokumenter}
    return frozenset({*(f"breve/{name}" for name in sent), *_stems(filed)})


def with_names(sag: Sag, renamed: Mapping[str, str]) -> Sag:
    """Let the events of a case name its files as they are called now."""
    letters = {_letter(old): _letter(new) for old, new in renamed.items() if _letter(old)}

    def of(event: Haendelse) -> Haendelse:
        breve = tuple(letters.get(name, name) for name in event.breve)
        return replace(event, breve=breve, notat=renamed.get(event.notat or "", event.notat))

    return replace(sag, forloeb=tuple(map(of, sag.forloeb))) if renamed else sag


def unnumbered(path: str) -> str:
    """Return a file's name as it would be if it were the first of its name."""
    stem = _stem(path)
    return f"{_NUMBER.sub('', stem)}{path.removeprefix(stem)}"


def _renamed(versions: Versions, fixed: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield the free name of each file of the other side's that the shared side has another of."""
    taken = {*_stems({*versions.base, *versions.shared, *versions.other})}
    for stem in sorted({*_stems(_alike_in_name(versions))} - {*fixed}):
        free = numbered(_NUMBER.sub("", stem), frozenset(taken))
        taken.add(free)
        for path in versions.other:
            if path not in versions.base and _stem(path) == stem:
                yield path, f"{free}{path.removeprefix(stem)}"


def _alike_in_name(versions: Versions) -> Iterator[str]:
    for path, blob in versions.other.items():
        new = path not in versions.base and path.startswith(_FREE_TO_NAME)
        if new and versions.shared.get(path) not in (None, blob):
            yield path


def aside(path: str, taken: Collection[str]) -> str:
    """Return a free place in `konflikt/`: inside it again where an earlier version still lies."""
    place = path if path.startswith(f"{CONFLICT}/") else f"{CONFLICT}/{path}"
    while place in taken:
        place = f"{CONFLICT}/{place}"
    return place


def _stems(paths: Iterable[str]) -> Iterator[str]:
    return (_stem(path.partition(" ")[0]) for path in paths)


def _stem(path: str) -> str:
    folder, slash, name = path.rpartition("/")
    return f"{folder}{slash}{name.rpartition('.')[0] or name}"


def _letter(path: str) -> str:
    return _stem(path).removeprefix("breve/") if path.startswith("breve/") else ""
