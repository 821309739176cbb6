"""What must be so before a step: a branch to book on, and nobody in the middle of something."""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.archive.journal.repository import Places, Repository
from workflow.core.errors import ArchiveUnsettled

_SIGNS = {
    "MERGE_HEAD": "at flette to udgaver sammen",
    "CHERRY_PICK_HEAD": "at overføre en ændring",
    "REVERT_HEAD": "at tilbageføre en ændring",
    "rebase-merge": "at omskrive journalen",
    "rebase-apply": "at omskrive journalen",
    "sequencer": "at overføre flere ændringer",
    "BISECT_LOG": "at lede efter en fejl",
}
# Read as Git keeps it (settings.audit knows of no other way), for every step asks twice.
_BRANCH = re.compile(r"ref:\s*(refs/heads/(?!.*\.\.)[^\s\0\\:]+)\s*")


class Head(NamedTuple):
    """The branch that is booked on, and its last commit (empty before the first)."""

    ref: str
    commit: str


def head(repository: Repository) -> Head:
    """Return where the archive stands, or refuse if that is not a branch at rest."""
    _refuse_unsettled(repository.places)
    told = _BRANCH.fullmatch((repository.places.git / "HEAD").read_text("utf-8", "replace"))
    if told is None:
        repository.git.ask("symbolic-ref", "--quiet", "HEAD")  # a journal without a head is none
        raise ArchiveUnsettled(hvad="at vise en tidligere udgave")
    found = repository.objects.find(told[1])
    return Head(told[1], found.id if found else "")


def _refuse_unsettled(places: Places) -> None:
    for sign, hvad in _SIGNS.items():
        if (places.git / sign).exists():
            raise ArchiveUnsettled(hvad=hvad)
