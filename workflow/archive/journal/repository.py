"""One archive's places on the disk, and the git program at work in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath

from msgspec import Struct

from workflow.archive.journal.git import Git
from workflow.archive.journal.objects import Objects
from workflow.core.errors import ArchiveHeld, NotAnArchive


class Places(Struct, frozen=True):
    """Where an archive and its journal lie; a linked worktree shares `common` with others."""

    root: Path
    git: Path
    common: Path

    @property
    def stage(self) -> Path:
        """Our own folder, out of sight: what is being prepared, and what is under way."""
        return self.git / "sagsgang"

    @property
    def lock(self) -> Path:
        """The lock that a command holds while it works."""
        return self.common / "sagsgang" / "laas"

    @property
    def witness(self) -> Path:
        """What was last found sound."""
        return self.common / "sagsgang" / "vidne"

    @property
    def next_witness(self) -> Path:
        """The witness while it is being written."""
        return self.common / "sagsgang" / "vidne.tmp"

    @property
    def upkeep(self) -> Path:
        """The lock that the upkeep holds; as old as when the last one began."""
        return self.common / "sagsgang" / "vedligehold"

    @property
    def lasting(self) -> tuple[Path, ...]:
        """What others than a step keep among what it prepares, the witness also half written."""
        return self.lock, self.upkeep, self.witness, self.next_witness

    @property
    def intent(self) -> Path:
        """What a booking is about to do; there as long as it may be half done."""
        return self.stage / "intent.json"

    @property
    def next_index(self) -> Path:
        """The index as it is to be; there until it is in place."""
        return self.stage / "index"

    @property
    def scratch(self) -> Path:
        """A file being written, not yet under its name."""
        return self.stage / "fil"

    @property
    def index(self) -> Path:
        """Git's index."""
        return self.git / "index"

    @property
    def index_lock(self) -> Path:
        """Git's lock on its index."""
        return self.git / "index.lock"

    def object_folders(self, names: Iterable[str] | None) -> set[Path]:
        """Return the folders that Git keeps those objects in, or any (None), and the one above."""
        above = self.common / "objects"
        found = above.iterdir() if names is None else (above / name[:2] for name in names)
        return {above, *(folder for folder in found if folder.is_dir())}

    def ref_folders(self, ref: str) -> list[Path]:
        """Return the folders whose names lead to a branch, the innermost first."""
        within = PurePosixPath(ref).parents
        return [found for above in within if (found := self.common / above).is_dir()]

    def ref_locks(self, ref: str) -> tuple[Path, Path]:
        """Return Git's locks on a branch and on where the archive stands."""
        return self.common / f"{ref}.lock", self.git / "HEAD.lock"


class Repository(Struct, frozen=True):
    """An archive that is being worked on."""

    places: Places
    git: Git
    objects: Objects


@contextmanager
def at_work(places: Places, lock: int) -> Iterator[Repository]:
    """Open an archive whose lock is held, and end its processes afterwards."""
    git = Git(places.root, lock)
    objects = Objects(git)
    try:
        yield Repository(places, git, objects)
    finally:
        objects.close()


def places(root: Path) -> Places:
    """Find an archive's places, without asking Git: nothing has been checked yet."""
    root = root.resolve()
    git = _git_folder(root)
    if not (git / "HEAD").is_file():
        raise NotAnArchive(sted=root)
    return Places(root, git, _common_folder(git))


def refuse_held(lock: Path) -> None:
    """Refuse to go on where another program's lock is, saying which and since when."""
    try:
        since = datetime.fromtimestamp(lock.stat().st_mtime).astimezone()
    except FileNotFoundError:
        return
    raise ArchiveHeld(fil=lock, tid=f"{since:%d-%m-%Y kl. %H:%M}")


def _git_folder(root: Path) -> Path:
    """Return `.git`, or the folder that it names in a linked worktree."""
    found = root / ".git"
    if not found.is_file():
        return found
    return root / found.read_text("utf-8", "replace").removeprefix("gitdir:").strip()


def _common_folder(git: Path) -> Path:
    named = git / "commondir"
    return git / named.read_text("utf-8", "replace").strip() if named.is_file() else git
