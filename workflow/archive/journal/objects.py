"""Git's objects: read through one process, prepared in memory, and stored all at once."""

from __future__ import annotations

import hashlib
import struct
import subprocess
import zlib
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import zip_longest
from typing import IO, NamedTuple, cast

from workflow.archive.journal.git import Git, failed
from workflow.core.errors import JournalFailed

_AT_A_TIME = 30  # twice as many ids the smallest pipe takes at once: neither waits for the other
_NUMBERS = {"commit": 1, "tree": 2, "blob": 3}


class Found(NamedTuple):
    """An object: its id, its kind and what it holds."""

    id: str
    kind: str
    content: bytes


def object_id(kind: str, content: bytes) -> str:
    """Return the id that Git gives an object."""
    header = f"{kind} {len(content)}\0".encode()
    return hashlib.sha1(header + content, usedforsecurity=False).hexdigest()


class Objects:
    """The objects of one archive: those that Git has, and those that are being prepared."""

    def __init__(self, git: Git) -> None:
        """Start with nothing prepared."""
        self._git = git
        self._prepared: dict[str, Found] = {}
        self._reader: subprocess.Popen[bytes] | None = None

    def find(self, name: str) -> Found | None:
        """Return the object of that id, or the one that a ref of that name points to."""
        if name in self._prepared:
            return self._prepared[name]
        self._ask([name])
        return self._answers([name])[0]

    def read(self, name: str) -> bytes:
        """Return what an object holds that must be there."""
        return self._expected(name, self.find(name))

    def each(self, names: Sequence[str]) -> Iterator[bytes]:
        """Yield what stored objects hold that must be there; to be read to its end."""
        groups = [names[at : at + _AT_A_TIME] for at in range(0, len(names), _AT_A_TIME)]
        self._ask(groups[0] if groups else ())
        for asked, coming in zip_longest(groups, groups[1:], fillvalue=()):
            self._ask(coming)  # so that Git has something to do while these are looked at
            for name, found in zip(asked, self._answers(asked), strict=True):
                yield self._expected(name, found)

    def prepare(self, kind: str, content: bytes) -> str:
        """Remember an object to be stored, and return its id."""
        ident = object_id(kind, content)
        self._prepared[ident] = Found(ident, kind, content)
        return ident

    def store(self) -> Collection[str]:
        """Give Git what was prepared, as one pack that it unpacks, and read each object back.

        A gc elsewhere may throw out what nothing refers to yet: hence the reading back. Returns
        the ids; Git has made the objects last, but not yet their names.
        """
        prepared, self._prepared = self._prepared, {}
        if not prepared:
            return ()
        self._git.run("unpack-objects", "-q", "--strict", data=_pack(prepared.values()))
        for ident, expected in prepared.items():
            if self.find(ident) != expected:
                raise JournalFailed(sted=self._git.root, fejl=f"{ident} er ikke gemt")
        return prepared

    def close(self) -> None:
        """End the reading process."""
        if self._reader:
            _complaint(self._reader)

    def _expected(self, name: str, found: Found | None) -> bytes:
        if found is None:
            raise JournalFailed(sted=self._git.root, fejl=f"{name} mangler")
        return found.content

    def _ask(self, names: Sequence[str]) -> None:
        """Ask for so many objects that the pipe takes the questions at once."""
        self._reader = self._reader or self._git.start("cat-file", "--batch")
        with self._spoken_with(self._reader):
            _say(self._reader, names)

    def _answers(self, names: Sequence[str]) -> list[Found | None]:
        """Return the answers to what was asked for first."""
        if self._reader is None:
            failed(self._git.root, b"")
        with self._spoken_with(self._reader):
            return [_answer(self._reader, name) for name in names]

    @contextmanager
    def _spoken_with(self, reader: subprocess.Popen[bytes]) -> Iterator[None]:
        """End a reader that fails: what it would say next answers another question."""
        try:
            yield
        except (OSError, ValueError) as error:
            self._reader = None
            reader.kill()
            failed(self._git.root, _complaint(reader) + str(error).encode())


def _answer(reader: subprocess.Popen[bytes], name: str) -> Found | None:
    """Read the next object; OSError or ValueError when it is not the one that was asked for."""
    answers = cast(IO[bytes], reader.stdout)
    header = answers.readline().decode()
    if header in (f"{name} missing\n", f"{name} ambiguous\n"):
        return None
    if not header:
        raise ValueError
    ident, kind, size = header.split()
    content = answers.read(int(size) + 1)
    found = Found(ident, kind, content[:-1])
    if len(content) != int(size) + 1 or object_id(kind, found.content) != ident:
        raise ValueError(f"{name} kunne ikke læses helt")
    if len(name) == len(ident) and name.isalnum() and name != ident:
        raise ValueError(f"{name} blev til {ident}")
    return found


def _complaint(reader: subprocess.Popen[bytes]) -> bytes:
    """End a reading process, and return what it complained of."""
    try:
        return reader.communicate()[1]
    except OSError:
        reader.kill()
        return b""


def _say(reader: subprocess.Popen[bytes], names: Sequence[str]) -> None:
    questions = cast(IO[bytes], reader.stdin)
    questions.write("".join(f"{name}\n" for name in names).encode())
    questions.flush()


def _pack(objects: Collection[Found]) -> bytes:
    """Return the objects in Git's pack format."""
    body = b"PACK" + struct.pack(">II", 2, len(objects)) + b"".join(map(_packed, objects))
    return body + hashlib.sha1(body, usedforsecurity=False).digest()


def _packed(found: Found) -> bytes:
    """Return one object of a pack: kind and size, seven bits at a time, and the content."""
    size = len(found.content)
    header = [_NUMBERS[found.kind] << 4 | size & 0x0F]
    size >>= 4
    while size:
        header[-1] |= 0x80
        header.append(size & 0x7F)
        size >>= 7
    return bytes(header) + zlib.compress(found.content)
