"""In which files two folders of the journal differ."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from workflow.archive.journal.git import Git
from workflow.archive.journal.objects import object_id

_NOTHING = object_id("tree", b"")


class Change(NamedTuple):
    """A file's blob before and after (None: no file), and what kind of file it becomes."""

    before: str | None
    after: str | None
    mode: str


def differences(git: Git, old: str, new: str) -> Mapping[str, Change]:
    """Return each path in which two folders or commits differ; without *old*, everything."""
    told = git.run("diff-tree", "-r", "-z", "--no-renames", old or _NOTHING, new or _NOTHING)
    parts = told.decode("utf-8", "surrogateescape").rstrip("\0").split("\0")
    return {
        path: _change(facts) for facts, path in zip(parts[::2], parts[1::2], strict=False) if path
    }


def _change(facts: str) -> Change:
    _, mode, before, after, _ = facts.lstrip(":").split(" ")
    here, there = (ident if ident.strip("0") else None for ident in (before, after))
    return Change(here, there, mode)
