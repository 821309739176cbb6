"""Real commands killed at any moment with SIGKILL, with all their processes or alone."""

from __future__ import annotations

import shutil

import pytest
from cli import inv
from journal_archive import can_fork
from killing import STEP, duration, entries, forked, in_use, killed, moments, outcome, real

KILLS = 12


@pytest.fixture(scope="module")
def archive(tmp_path_factory, _founded):
    """Make the archive that the killed commands work on."""
    return in_use(_founded, tmp_path_factory.mktemp("i brug") / "arkiv").root


@can_fork
def test_killed_at_any_moment_a_real_step_is_done_or_not_begun(archive, tmp_path):
    whole = tmp_path / "hel"
    shutil.copytree(archive, whole)
    longest = duration(lambda: inv(*STEP, archive=whole))
    assert outcome(whole, entries(archive), reported=True) == "new"
    for number, (after, group) in enumerate(moments(12, KILLS, longest)):
        root = tmp_path / f"kopi {number}"
        shutil.copytree(archive, root)
        done = killed(forked(lambda root=root: real(root)), after, group=group)
        outcome(root, entries(archive), reported=done)
