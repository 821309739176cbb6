"""What is done to an office with finished letters, for the tests of making them again."""

from __future__ import annotations

import shutil

from cli import HAND, ROOT, approve, edit, git

from workflow.office.desk import Office


def commit(office: Office) -> None:
    """Let the journal have what lies there, by hand and without an entry."""
    git(office.root, *HAND, "commit", "-qam", "rettet")


def another_look(office: Office) -> None:
    """Give the office a look of its own."""
    own = office.root / "skabeloner" / "brev.typ"
    own.parent.mkdir()
    shutil.copy(ROOT / "templates" / "brev.typ", own)
    edit(own, "11pt", "10pt")
    approve(office)
