"""The journal: every step a commit, booked whole or not at all. Nobody outside knows of Git."""

from workflow.archive.journal.commits import Person
from workflow.archive.journal.history import history
from workflow.archive.journal.session import Journal, LastStep, create, is_archive, opened

__all__ = ["Journal", "LastStep", "Person", "create", "history", "is_archive", "opened"]
