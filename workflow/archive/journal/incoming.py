"""What another side's history would bring into the archive, and whether it may come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workflow.archive.journal import worktree
from workflow.archive.journal.git import Git
from workflow.archive.journal.objects import object_id
from workflow.core.acceptable import foreign
from workflow.core.errors import BadFileName, ForeignContent

_NOTHING = object_id("tree", b"")
_FILE = "100644"
_ATTRIBUTES, _PLAIN = ".gitattributes", object_id("blob", b"* -text\n")
_MOST = 5


class Change(NamedTuple):
    """A file's blob before and after (None: no file), and what kind of file it becomes."""

    before: str | None
    after: str | None
    mode: str


def differences(git: Git, old: str, new: str) -> Mapping[str, Change]:
    """Return each path in which two folders differ; without *old*, everything."""
    told = git.run("diff-tree", "-r", "-z", "--no-renames", old or _NOTHING, new or _NOTHING)
    parts = told.decode("utf-8", "surrogateescape").rstrip("\0").split("\0")
    return {
        path: _change(facts) for facts, path in zip(parts[::2], parts[1::2], strict=False) if path
    }


def refuse_foreign(changes: Mapping[str, Change]) -> None:
    """Refuse what no archive may hold: links, programs, settings of programs, unusable names."""
    told = [f"- {path!r}: {why}" for path, why in _foreign(changes)]
    if told:
        more = [f"- og {len(told) - _MOST} mere"] if len(told) > _MOST else []
        raise ForeignContent(fejl="\n".join([*told[:_MOST], *more]))


def _foreign(changes: Mapping[str, Change]) -> Iterator[tuple[str, str]]:
    for path, change in changes.items():
        if change.after is None or (path == _ATTRIBUTES and change.after == _PLAIN):
            continue
        if change.mode != _FILE:
            yield path, "er ikke en almindelig fil"
        elif why := foreign(path) or _unusable(path):
            yield path, why


def _unusable(path: str) -> str:
    try:
        worktree.check_name(path)
    except BadFileName:
        return "navnet har tegn, der ikke kan bruges overalt"
    return ""


def _change(facts: str) -> Change:
    _, mode, before, after, _ = facts.lstrip(":").split(" ")
    here, there = (ident if ident.strip("0") else None for ident in (before, after))
    return Change(here, there, mode)
