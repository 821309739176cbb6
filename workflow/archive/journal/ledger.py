"""The whole journal from its beginning, as it streams out of one git process; no lock is held."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import IO, NamedTuple, cast

from workflow.archive.journal import commits, settings, trees
from workflow.archive.journal.compared import Compared
from workflow.archive.journal.git import Git, failed
from workflow.archive.journal.objects import Objects
from workflow.archive.journal.repository import places
from workflow.core.entry import Booked, parse
from workflow.core.errors import NotAnArchive

_COMMIT = "%x01"  # cannot be mistaken: a path is always read together with what was done to it
_FORMAT = f"{_COMMIT}%H%x00%P%x00%an%x00%cI%x00%B%x00"
_ORDER = ("--reverse", "--topo-order", f"--format={_FORMAT}", "--encoding=UTF-8")
_PLAIN = ("--no-color", "--no-show-signature", "--no-mailmap", "--no-ext-diff", "--no-notes")
_CHANGES = ("--raw", "-z", "--no-abbrev", "--no-renames", "--root", "--diff-merges=combined")
_NO_CHANGES = ("-z", "--no-patch")
_FROM_THE_COMMITS = ("core.commitGraph=false",)  # a graph beside them could tell another history
_CHUNK = 1 << 16


class Touched(NamedTuple):
    """A path that an entry changed: its blob before and after (None: no file)."""

    path: str
    before: str | None
    after: str | None


class Line(NamedTuple):
    """A commit of the journal; `booked` is None when it is not an entry of ours.

    Of one that joins two histories, `files` are those that are as in neither of them.
    """

    commit: str
    parents: tuple[str, ...]
    who: str
    when: datetime
    message: str
    booked: Booked | None
    files: tuple[Touched, ...]


class Ledger:
    """A journal to read in, as it stood when it was opened."""

    def __init__(self, git: Git, objects: Objects, compared: Compared, head: str) -> None:
        """Read up to *head*, whatever is booked meanwhile."""
        self.head = head
        self._git = git
        self._objects = objects
        self._compared = compared

    def as_of(self, commit: str) -> Ledger:
        """Return the journal as it stood with *commit* as its head."""
        return Ledger(self._git, self._objects, self._compared, commit)

    def lines(self, since: str = "", *, files: bool = True) -> Iterator[Line]:
        """Yield every commit, or those that *since* does not have in it, before its children.

        Without *files* what each changed is not looked up, which is several times as fast.
        """
        changes = _CHANGES if files else _NO_CHANGES
        wanted = f"{since}..{self.head}" if since else self.head
        process = self._git.start("log", *_ORDER, *_PLAIN, *changes, wanted, "--")
        try:
            yield from _lines(_tokens(cast(IO[bytes], process.stdout)))
        finally:
            process.terminate()
            _, stderr = process.communicate()
        if process.returncode > 0:
            failed(self._git.root, stderr)

    def blob(self, ident: str) -> bytes:
        """Return what a blob holds."""
        return self._objects.read(ident)

    def blobs(self, idents: Sequence[str]) -> Iterator[bytes]:
        """Yield what each of many blobs holds, in their order; to be read to its end."""
        return self._objects.each(idents)

    def holds(self, commit: str) -> bool:
        """Tell whether a commit is stored, in this history or beside it."""
        return self._objects.find(commit) is not None

    def beyond(self, commit: str) -> int:
        """Return how many commits a stored commit has in it that this history has not."""
        return int(self._git.run("rev-list", "--count", commit, f"^{self.head}"))

    def at(self, ref: str) -> str:
        """Return the commit that a ref points to, or nothing when there is no such ref."""
        found = self._objects.find(ref)
        return found.id if found else ""

    def differing(self, one: str, other: str) -> frozenset[str]:
        """Return the paths in which two commits differ."""
        return self._compared.paths(self._tree(one), self._tree(other))

    def standing(self) -> Iterator[tuple[str, str]]:
        """Yield each file of the archive as it was last booked, and its blob."""
        told = self._git.run("ls-tree", "-r", "-z", self.head).decode("utf-8", "surrogateescape")
        for line in told.split("\0")[:-1]:
            facts, _, path = line.partition("\t")
            yield path, facts.rpartition(" ")[2]

    def content(self, commit: str, path: str) -> bytes | None:
        """Return what a file held as of a commit, or None if there was none."""
        blob = trees.find(self._objects, self._tree(commit), path)
        return self._objects.read(blob) if blob else None

    def files(self, commit: str, prefix: str = "") -> Mapping[str, str]:
        """Return each file at or below *prefix* as of a commit, and its blob."""
        return trees.files(self._objects, self._tree(commit), prefix)

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        """Return each file below a folder as of a commit, by its path inside, and its blob."""
        found = self.files(commit, folder)
        return {path.removeprefix(f"{folder}/"): blob for path, blob in found.items()}

    def contains(self, commit: str, other: str) -> bool:
        """Tell whether a commit has another in its history."""
        return self._git.ask("merge-base", "--is-ancestor", other, commit) is not None

    def _tree(self, commit: str) -> str:
        return commits.parsed(self._objects.read(commit)).tree


@contextmanager
def reading(root: Path) -> Iterator[Ledger]:
    """Open an archive's journal for reading alone."""
    found = places(root)
    settings.audit(found)
    git = Git(found.root, own=_FROM_THE_COMMITS)
    objects, compared = Objects(git), Compared(git)
    try:
        head = objects.find("HEAD")
        if head is None:
            raise NotAnArchive(sted=found.root)
        yield Ledger(git, objects, compared, head.id)
    finally:
        objects.close()
        compared.close()


def _tokens(stream: IO[bytes]) -> Iterator[str]:
    """Yield what stands between the zero bytes."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        whole, zero, rest = (rest + chunk).rpartition(b"\0")
        yield from whole.decode("utf-8", "surrogateescape").split("\0") if zero else ()
    yield rest.decode("utf-8", "surrogateescape")


def _lines(tokens: Iterator[str]) -> Iterator[Line]:
    token = _next(tokens)
    while token:
        commit, parents, who, when, message = (token[1:], *islice(tokens, 4))
        files = []
        while (token := _next(tokens)).startswith(":"):
            files.append(_one(token, next(tokens)))
        day = _when(when)
        booked = parse(message, commit, who, day)
        yield Line(commit, tuple(parents.split()), who, day, message, booked, tuple(files))


def _when(text: str) -> datetime:
    """Read when a commit was made; of a time that is none, made by hand, nothing is known."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


def _next(tokens: Iterator[str]) -> str:
    """Return the next token that says something: a commit, a change of it, or nothing more."""
    for token in tokens:
        if said := token.strip("\n"):
            return said
    return ""


def _one(facts: str, path: str) -> Touched:
    words = facts.split(" ")
    parents = words[0].count(":")
    before, after = words[parents + 1], words[2 * parents + 1]
    return Touched(path, before if before.strip("0") else None, after if after.strip("0") else None)
