"""The answers of an archive, with and without what is kept of what was read."""

from __future__ import annotations

from types import SimpleNamespace
from unittest.mock import patch

from cli import day

from workflow.office import overview, recall

DAYS = ("2026-03-20", "2026-06-30")


def answers(office):
    """Return all that is said of the cases of an archive."""
    told = {"sager": dict(recall.every(office))}
    for seen in map(day, DAYS):
        for every in (False, True):
            told[seen, every, "side"] = overview.page(office, seen, every=every, colour=False)
            told[seen, every, "data"] = overview.data(office, seen, every=every)
    return told


def without_the_copy(office):
    """Return the same where nothing is kept and every case is looked into."""
    with (
        patch.object(recall, "_kept", lambda path, reader: {}),
        patch.object(recall.aside, "keep"),
        patch.object(recall, "rests", lambda sag, course: False),
        patch.object(recall, "papers", saying_of_each(True)),
    ):
        return answers(office)


def saying_of_each(lies):
    """Return what tells of every case that there is another version of it, or of none."""
    return SimpleNamespace(has_other=lambda root, folder: lies)


def same_with_and_without(history, told):
    """Compare the answers, with the copy twice: as it was left, and as it is now."""
    history.wait()
    office = history.enter()
    if office is None:
        return
    sound = without_the_copy(office)
    for which in ("as it was left", "as it is now"):
        found = answers(office)
        wrong = [key for key in sound if found[key] != sound[key]]
        assert not wrong, f"{told}: with the copy {which}, this differs: {wrong}"
