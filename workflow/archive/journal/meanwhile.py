"""What others save and commit while a step is decided: gone on from, or decided again."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import wraps
from typing import ParamSpec, TypeVar

from workflow.archive.journal import preflight
from workflow.archive.journal.differences import differences
from workflow.archive.journal.preflight import Head
from workflow.archive.journal.repository import Repository
from workflow.core.errors import ArchiveChanged, FileChangedMeanwhile

_AGAIN = 2
_CASE_DEPTH = 2  # 2026/2026-0012
P = ParamSpec("P")
R = TypeVar("R")


def decided_anew(use_case: Callable[P, R]) -> Callable[P, R]:
    """Let a use case that books once begin again where its case was saved or booked meanwhile."""

    @wraps(use_case)
    def patient(*given: P.args, **told: P.kwargs) -> R:
        for _ in range(_AGAIN):
            with suppress(ArchiveChanged, FileChangedMeanwhile):
                return use_case(*given, **told)
        return use_case(*given, **told)

    return patient


def followed(repository: Repository, head: Head, paths: Iterable[str]) -> Head:
    """Return where the archive stands now; ArchiveChanged if that may change what was decided.

    Commits beside the cases and files in *paths* are gone on from.
    """
    now = preflight.head(repository)
    if now == head:
        return now
    if now.ref != head.ref or not _is_after(repository, head, now):
        raise ArchiveChanged
    changed = differences(repository.git, head.commit, now.commit)
    if not _places(changed).isdisjoint(_places(paths)):
        raise ArchiveChanged
    return now


def _is_after(repository: Repository, before: Head, now: Head) -> bool:
    if not (before.commit and now.commit):
        return False
    asked = ("merge-base", "--is-ancestor", before.commit, now.commit)
    return repository.git.ask(*asked) is not None


def _places(paths: Iterable[str]) -> set[str]:
    return {"/".join(path.split("/")[:_CASE_DEPTH]) for path in paths}
