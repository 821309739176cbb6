"""The journal: every step a commit, booked whole or not at all. Nobody outside knows of Git."""

from workflow.archive.journal.commits import Person
from workflow.archive.journal.ending import end_interrupted
from workflow.archive.journal.history import history
from workflow.archive.journal.meanwhile import decided_anew
from workflow.archive.journal.session import (
    Journal,
    LastStep,
    create,
    is_archive,
    opened,
)

__all__ = [
    "Journal",
    "LastStep",
    "Person",
    "create",
    "decided_anew",
    "end_interrupted",
    "history",
    "is_archive",
    "opened",
]
