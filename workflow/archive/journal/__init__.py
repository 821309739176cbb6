"""The journal: every step a commit, booked whole or not at all. Nobody outside knows of Git."""

from workflow.archive.journal.afterwards import begin_where_due
from workflow.archive.journal.commits import Person
from workflow.archive.journal.differences import Change
from workflow.archive.journal.ending import end_interrupted
from workflow.archive.journal.founding import create, founded, is_archive
from workflow.archive.journal.history import history
from workflow.archive.journal.incoming import refuse_foreign
from workflow.archive.journal.latest import LastStep
from workflow.archive.journal.meanwhile import decided_anew
from workflow.archive.journal.session import Joined, Journal, opened
from workflow.archive.journal.sharing import Sharing, series

__all__ = [
    "Change",
    "Joined",
    "Journal",
    "LastStep",
    "Person",
    "Sharing",
    "begin_where_due",
    "create",
    "decided_anew",
    "end_interrupted",
    "founded",
    "history",
    "is_archive",
    "opened",
    "refuse_foreign",
    "series",
]
