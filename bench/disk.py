"""A disk that loses its power: what strace saw of a folder, and how it may lie there afterwards.

The model is POSIX at its word, which is less than ext4, XFS, Btrfs or APFS give:

- what a file holds is safe when the file itself has been synced since it was written;
- a name (made, moved, linked or removed) is safe when its folder has been synced since;
- of what is not safe any part may be there: of names any at all, whatever their order, a move being
  one change that is safe with the folder moved to; of what was written to a file all, nothing, its
  beginning, or its length with zeros for content.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_BEGUN = 1_700_000_000  # seconds; what happens is told apart by when


class File:
    """What has been written to a file: where, and what; None cuts it off there."""

    def __init__(self, content: bytes = b"", born: int = -1) -> None:
        """Begin with what is safe; `born` is the event that made it."""
        self.content, self.born, self.at = content, born, 0
        self.written: list[tuple[int, int, bytes | None]] = []

    def holds(self, until: int | None = None) -> bytes:
        """Return what it holds after so many writes."""
        held = bytearray(self.content)
        for _, at, data in self.written[:until]:
            _apply(held, at, data)
        return bytes(held)

    def survives(self, safe: int, cut: int, chance: random.Random) -> bytes:
        """Return what may be left: what was written before `safe` is, before `cut` may be."""
        sure = sum(when < safe for when, _, _ in self.written)
        there = sum(when < cut for when, _, _ in self.written)
        kind = chance.choice(("whole", "lost", "torn", "zeros"))
        if sure == there or kind == "whole":
            return self.holds(there)
        if kind == "lost":
            return self.holds(sure)
        if kind == "zeros":
            whole, kept = self.holds(there), self.holds(sure)
            return kept[: len(whole)] + bytes(max(0, len(whole) - len(kept)))
        upto = chance.randrange(sure, there)
        held, (_, at, data) = bytearray(self.holds(upto)), self.written[upto]
        _apply(held, at, data and data[: chance.randrange(len(data) + 1)])
        return bytes(held)


class Folder:
    """A folder; what it holds is what the names of the disk say."""


Node = File | Folder


class Name(NamedTuple):
    """A name in a folder, and what has it from then on."""

    folder: Folder
    name: str
    node: Node | None


class Event(NamedTuple):
    """What happened: names changed, something was written, synced, or said to the user."""

    names: tuple[Name, ...] = ()
    synced: Node | None = None
    said: bool = False


class Disk:
    """A folder as it was, and all that happened to it."""

    def __init__(self, root: Path) -> None:
        """Take a folder over as it lies, all of it safe."""
        self.root, self.top = root, Folder()
        self.base: dict[tuple[Folder, str], Node] = {}
        self.events: list[Event] = []
        self._take(root, self.top)
        self.now = dict(self.base)

    def tree(self) -> dict[Path, bytes | None]:
        """Return every path as it is in the end, with what it holds (None: a folder)."""
        return {
            path: node.holds() if isinstance(node, File) else None
            for path, node in _walk(self.now, self.top)
        }

    def after(self, cut: int, chance: random.Random) -> Iterator[tuple[Path, bytes | None, int]]:
        """Yield a disk as it may be when the power goes before that event: path, content, when."""
        safe: dict[Node, int] = {}
        for number, event in enumerate(self.events[:cut]):
            if event.synced:
                safe[event.synced] = number
        names, share = dict(self.base), chance.choice((0.0, 0.5, 0.9, 1.0))
        for number, event in enumerate(self.events[:cut]):
            sure = event.names and safe.get(event.names[0].folder, -1) > number
            if event.names and (sure or chance.random() < share):
                _rename(names, event.names)
        for path, node in _walk(names, self.top):
            if isinstance(node, File):
                content = node.survives(safe.get(node, 0), cut, chance)
                last = max((when for when, _, _ in node.written if when < cut), default=node.born)
                yield path, content, _BEGUN + last
            else:
                yield path, None, _BEGUN

    def reported(self, cut: int) -> bool:
        """Tell whether the user had been told anything before that event."""
        return any(event.said for event in self.events[:cut])

    def _take(self, path: Path, folder: Folder) -> None:
        for found in os.scandir(path):
            node: Node = Folder() if found.is_dir() else File(Path(found.path).read_bytes())
            self.base[folder, found.name] = node
            if isinstance(node, Folder):
                self._take(Path(found.path), node)

    def find(self, path: Path) -> Node | None:
        """Return what is at a path now; None also where that is no part of the folder."""
        node: Node | None = self.top if self.inside(path) else None
        for part in path.relative_to(self.root).parts if node else ():
            if node:
                node = self.now.get((node, part)) if isinstance(node, Folder) else None
        return node

    def inside(self, path: Path) -> bool:
        """Tell whether a path is the folder or below it."""
        return path == self.root or self.root in path.parents

    def name(self, *given: tuple[Path, Node | None]) -> None:
        """Give paths what they are to name."""
        names = []
        for path, node in given:
            folder = self.find(path.parent)
            if isinstance(folder, Folder):
                names.append(Name(folder, path.name, node))
        if names:
            _rename(self.now, tuple(names))
            self.events.append(Event(tuple(names)))

    def write(self, path: Path, data: bytes | None, at: int | None = None) -> None:
        """Write on where the last write ended, or at a place; None cuts the file off there."""
        file = self.find(path)
        if isinstance(file, File):
            begin = file.at if at is None else at
            if data is not None and at is None:
                file.at += len(data)
            file.written.append((len(self.events), begin, data))
            self.events.append(Event())

    def sync(self, path: Path) -> None:
        """Make what a file holds, or the names in a folder, safe."""
        self.events.append(Event(synced=self.find(path)))

    def say(self) -> None:
        """Let the user be told something."""
        self.events.append(Event(said=True))


def _apply(held: bytearray, at: int, data: bytes | None) -> None:
    if data is None:
        held[at:] = bytes(max(0, at - len(held)))
    else:
        held.extend(bytes(max(0, at - len(held))))
        held[at : at + len(data)] = data


def _rename(names: dict[tuple[Folder, str], Node], given: tuple[Name, ...]) -> None:
    for folder, name, node in given:
        if node is None:
            names.pop((folder, name), None)
        else:
            names[folder, name] = node


def _walk(names: dict[tuple[Folder, str], Node], top: Folder) -> Iterator[tuple[Path, Node]]:
    """Yield every path that can be come to, a folder before what is in it."""
    below: dict[Folder, list[tuple[str, Node]]] = {}
    for (folder, name), node in names.items():
        below.setdefault(folder, []).append((name, node))
    waiting = [(Path(), top)]
    while waiting:
        path, folder = waiting.pop()
        for name, node in below.get(folder, ()):
            here = path / name
            yield here, node
            if isinstance(node, Folder):
                waiting.append((here, node))
