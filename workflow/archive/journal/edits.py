"""What the user has done to the files since they were booked."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import PurePath

from workflow.archive.journal import trees, worktree
from workflow.archive.journal.git import Git
from workflow.archive.journal.objects import object_id
from workflow.archive.journal.repository import Repository

_HERE = "./"  # a name that begins with a colon would mean something else to Git


def unbooked(repository: Repository, tree: str, prefix: str) -> Mapping[str, bytes | None]:
    """Return the files below *prefix* that differ from *tree*: what they hold, None if removed."""
    root = repository.places.root
    booked = trees.files(repository.objects, tree, prefix)
    new = [path for path in worktree.paths(root, prefix) if path not in booked]
    kept = _not_ignored(repository.git, [path for path in new if not worktree.is_passing(path)])
    held = {path: worktree.content(root, path) for path in sorted([*booked, *kept])}
    return {path: content for path, content in held.items() if _blob(content) != booked.get(path)}


def _not_ignored(git: Git, paths: list[str]) -> list[str]:
    """Leave out what the archive's or the user's own settings say is to be ignored.

    A `.gitignore` that lies further in is what somebody has sent: it hides nothing.
    """
    if not paths:
        return []
    asked = b"".join(os.fsencode(_HERE + path) + b"\0" for path in paths)
    told = git.ask("check-ignore", "-v", "-z", "--stdin", data=asked) or b""
    fields = iter(os.fsdecode(told).split("\0"))
    ignored = {
        path
        for source, _, pattern, path in zip(fields, fields, fields, fields, strict=False)
        if not pattern.startswith("!") and not _is_sent(source)
    }
    return [path for path in paths if _HERE + path not in ignored]


def _is_sent(source: str) -> bool:
    """Tell whether a list of what to ignore lies further in than the archive's own."""
    return source.endswith("/.gitignore") and not PurePath(source).is_absolute()


def _blob(content: bytes | None) -> str | None:
    return None if content is None else object_id("blob", content)
