"""The whole journal as one file, and an archive made of it; nothing that it holds is run."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, NamedTuple, cast

from workflow.archive.journal import settings, trees, worktree
from workflow.archive.journal.git import Git, failed
from workflow.archive.journal.objects import Objects, object_id
from workflow.archive.journal.repository import Repository
from workflow.core.errors import BadFileName, JournalFailed

CACHES = (".skema", ".esdh", ".forhaandsvisning", ".forkastet")
MOST_FILES = 1_000_000
MOST_REFS = 10_000
LARGEST = 1 << 30

_EVERYTHING = ("HEAD", "--branches", "--tags", "--glob=refs/sagsgang")
_KEPT = ("refs/heads/*", "refs/tags/*", "refs/sagsgang/*")
_PLAIN = ("100644", "100755")
_CHECKED = ("-c", "fetch.fsckObjects=true")
_QUIETLY = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules")
_BRANCH = "refs/heads/"
_CHUNK = 1 << 16

Laid = dict[str, str]


class Lying(NamedTuple):
    """The files of an archive as they lie: the SHA-256 of each, and what is not booked of them.

    An edit is what a file holds, or None if it has been removed since it was booked.
    """

    files: Mapping[str, str]
    edits: Mapping[str, bytes | None]


def lying(repository: Repository, tree: str) -> Lying:
    """Read every file of the archive; caches and what programs leave lying are left out."""
    root = repository.places.root
    booked = trees.files(repository.objects, tree, "")
    new = [path for path in worktree.paths(root, "") if path not in booked and _counts(path)]
    files, edits = Laid(), dict[str, bytes | None]()
    for path in sorted([*booked, *new]):
        worktree.check_name(path)
        held = worktree.content(root, path)
        if held is not None:
            files[path] = hashlib.sha256(held).hexdigest()
        if held is None or object_id("blob", held) != booked.get(path):
            edits[path] = held
    return Lying(files, edits)


def write(repository: Repository, target: Path) -> None:
    """Write all that the journal has, in one file that needs nothing else."""
    repository.git.run("bundle", "create", "--quiet", str(target), *_EVERYTHING)


def unpack(bundle: Path, root: Path) -> Laid:
    """Make an archive of a bundle in the empty folder *root*; return the SHA-256 of its files."""
    git = Git(root)
    settings.initialise(git)
    refs = [f"{kept}:{kept}" for kept in _KEPT]
    head, branch = _stand(git, bundle)
    git.run(*_CHECKED, "fetch", *_QUIETLY, "--update-head-ok", str(bundle), *refs)
    git.run("fsck", "--full", "--no-dangling", "--no-progress")
    git.run("symbolic-ref", "HEAD", branch)
    laid = _lay_out(git, root, head)
    git.run("read-tree", head)
    return laid


def head(root: Path) -> str:
    """Return the last commit of an archive."""
    return Git(root).run("rev-parse", "--verify", "HEAD").decode().strip()


def edit(root: Path, path: str, content: bytes | None, laid: Laid) -> None:
    """Lay an edit over what was unpacked, and keep account of it."""
    worktree.check_name(path)
    if laid.pop(path, None):
        worktree.remove(root, path)
    if content is not None:
        _put(root, path, content, laid)


def same(root: Path, laid: Mapping[str, str]) -> bool:
    """Tell whether a folder that is ours alone holds these very files and no others."""
    held = ((path, (root / path).read_bytes()) for path in worktree.paths(root, ""))
    return {path: hashlib.sha256(content).hexdigest() for path, content in held} == laid


def _counts(path: str) -> bool:
    return path.partition("/")[0] not in CACHES and not worktree.is_passing(path)


def _stand(git: Git, bundle: Path) -> tuple[str, str]:
    """Return the commit that a bundle stands at, and a branch that ends there."""
    told = git.run("bundle", "list-heads", str(bundle)).decode("utf-8", "replace")
    heads = {name: ident for ident, _, name in (line.partition(" ") for line in told.splitlines())}
    at = heads.get("HEAD", "")
    branches = [name for name, ident in heads.items() if name.startswith(_BRANCH) and ident == at]
    usual = f"{_BRANCH}{settings.BRANCH}"
    if not branches or len(heads) > MOST_REFS:
        raise JournalFailed(sted=bundle, fejl="journalen har ingen ende, eller den har for mange")
    return at, usual if usual in branches else branches[0]


def _lay_out(git: Git, root: Path, commit: str) -> Laid:
    laid, objects = Laid(), Objects(git)
    try:
        for path, ident in list(_listed(git, commit)):
            worktree.check_name(path)
            _put(root, path, objects.read(ident), laid)
    finally:
        objects.close()
    return laid


def _put(root: Path, path: str, content: bytes, laid: Laid) -> None:
    try:
        worktree.lay(root, path, content)
    except (FileExistsError, NotADirectoryError) as error:
        raise BadFileName(fil=path) from error
    laid[path] = hashlib.sha256(content).hexdigest()


def _listed(git: Git, commit: str) -> Iterator[tuple[str, str]]:
    """Yield each file as it was last booked, refusing what is none or more than there can be."""
    process = git.start("ls-tree", "-r", "-l", "-z", "--full-tree", commit)
    room, files = shutil.disk_usage(git.root).free, MOST_FILES
    try:
        for line in _tokens(cast(IO[bytes], process.stdout)):
            facts, _, path = line.partition("\t")
            mode, _, ident, told = facts.split()
            size = int(told) if mode in _PLAIN else LARGEST + 1
            room, files = room - size, files - 1
            if size > LARGEST or room < 0 or files < 0:
                raise JournalFailed(
                    sted=git.root, fejl=f"{path!r} er et link, eller der er for meget"
                )
            yield path, ident
    finally:
        process.terminate()
        _, stderr = process.communicate()
    if process.returncode > 0:
        failed(git.root, stderr)


def _tokens(stream: IO[bytes]) -> Iterator[str]:
    rest = b""
    while chunk := stream.read(_CHUNK):
        *whole, rest = (rest + chunk).split(b"\0")
        yield from (token.decode("utf-8", "surrogateescape") for token in whole)
