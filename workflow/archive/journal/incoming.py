"""What another side's history would bring into the archive, and whether it may come in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.archive.journal import worktree
from workflow.archive.journal.differences import Change
from workflow.archive.journal.objects import object_id
from workflow.core.acceptable import foreign
from workflow.core.errors import BadFileName, ForeignContent

_FILE = "100644"
_ATTRIBUTES, _PLAIN = ".gitattributes", object_id("blob", b"* -text\n")
_MOST = 5


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
