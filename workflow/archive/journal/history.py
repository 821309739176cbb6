"""The journal read from its beginning, with GitPython."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from workflow.archive.journal import settings
from workflow.archive.journal.git import environment, failed
from workflow.archive.journal.repository import Places, places
from workflow.archive.places import case_folder
from workflow.core.entry import Booked, parse

_PATHS, _CONTENTS = b"BIDX", 256  # the part of a commit graph, and where its list of parts ends

if TYPE_CHECKING:
    from git import Commit, Repo


def history(root: Path, sag: str | None = None) -> Sequence[Booked]:
    """Return the entries of a case, or of the whole archive, oldest first."""
    found = places(root)
    settings.audit(found)
    with _reading(found) as repo:
        commits = _commits(repo, sag, mapped=_is_mapped(found))
        entries = [_booked(commit) for commit in commits]
    return tuple(entry for entry in entries if entry and sag in (None, entry.sag))


def _commits(repo: Repo, sag: str | None, *, mapped: bool) -> Iterator[Commit]:
    """Find the commits: by the case's folder where all entries touch it, and Git has a map of it.

    Where histories have been joined, one may only say that two of them met in the case.
    """
    wanted: dict[str, Any] = {}
    if sag and mapped and not _joined(repo):
        wanted = {"paths": case_folder(sag), "full_history": True}
    elif sag:
        wanted = {"fixed_strings": True, "grep": f"Sag: {sag}"}
    return repo.iter_commits("HEAD", topo_order=True, reverse=True, **wanted)


def _is_mapped(found: Places) -> bool:
    """Tell whether the upkeep has noted what each commit changed; if not, it would take longer."""
    graph = found.common / "objects" / "info" / "commit-graph"
    if not graph.is_file():
        return False
    with graph.open("rb") as file:
        return _PATHS in file.read(_CONTENTS)


def _joined(repo: Repo) -> bool:
    return any(repo.iter_commits("HEAD", merges=True, max_count=1))


def _booked(commit: Commit) -> Booked | None:
    who = commit.author.name or ""
    return parse(str(commit.message), commit.hexsha, who, commit.committed_datetime)


@contextmanager
def _reading(found: Places) -> Iterator[Repo]:
    """Open the archive with GitPython, which takes its surroundings from ours while it runs."""
    ours = dict(os.environ)
    os.environ.clear()
    os.environ.update(environment(found.root))
    try:
        from git import Repo
        from git.exc import GitCommandError

        try:
            with Repo(found.root) as repo:
                yield repo
        except GitCommandError as error:
            failed(found.root, str(error.stderr).encode())
    finally:
        os.environ.clear()
        os.environ.update(ours)
