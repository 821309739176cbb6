"""Killed at any point, synchronising is done or not begun; and desks that wander still agree."""

from __future__ import annotations

import random
import shutil

import pytest
from cli import begun, do, git, head
from journal_archive import can_fork, die_in_child
from several_desks import another, note, sync

from bench import desks as wandering
from workflow.office import desk, sharing

pytestmark = pytest.mark.usefixtures("unset_letters")


@pytest.fixture
def met(office):
    """Two desks that have both changed a case and taken the same number, one of them shared."""
    begun(office)
    other = another(office)
    note(office, "2026-0001", "Her")
    begun(office, navn="Her")
    do(other, "2026-0001", "2026-03-04", "kvitter")
    begun(other, navn="Der")
    sync(office)
    return office, other


@can_fork
def test_killed_anywhere_synchronising_is_done_or_not_begun(met, tmp_path):
    _, other = met
    place = tmp_path / "fælles arkiv"
    old, shared = head(other.root), head(place)
    outcomes = set()
    number, died = 0, True
    while died:
        number += 7
        copy, there = tmp_path / "kopi" / "plads", tmp_path / "kopi" / "fælles"
        shutil.copytree(other.root, copy)
        shutil.copytree(place, there)
        git(copy, "config", "remote.faelles.url", str(there))
        at = desk.enter(copy)
        died = die_in_child(number, lambda at=at: sync(at))
        booked = head(copy) != old
        outcomes.add((booked, head(there) != shared))
        sync(at)
        assert head(copy) == head(there)
        assert git(copy, "status", "--porcelain") == ""
        assert entries(copy, old) == ENTRIES
        git(copy, "fsck", "--strict", "--no-dangling")
        shutil.rmtree(tmp_path / "kopi")
    assert outcomes == {(False, False), (False, True), (True, True)}


ENTRIES = ["flettet", "nummer-beholdt", "omnummereret", "synk"]


def entries(root, since):
    """Return what the joining has booked since, each once."""
    told = git(root, "log", "--format=%(trailers:key=Handling,valueonly)", f"{since}..HEAD")
    return sorted(word for word in told.split() if word not in ("registrer", "notat", "klagepunkt"))


@can_fork
def test_killed_anywhere_an_archive_can_be_brought_again(met, tmp_path):
    place, root, died, number = tmp_path / "fælles arkiv", tmp_path / "ny", True, 0
    while died:
        number += 5
        died = die_in_child(number, lambda: sharing.bring(root, str(place)))
        if not (root / "kontor.yaml").exists():
            sharing.bring(root, str(place))
        sync(desk.enter(root))
        assert head(root) == head(place)
        assert git(root, "status", "--porcelain") == ""
        shutil.rmtree(root)
    assert number > 30


@pytest.mark.parametrize("seed", [1, 3])
def test_desks_that_wander_lose_nothing_double_nothing_and_agree(tmp_path, seed):
    chance = random.Random(seed)
    these = wandering.founded(tmp_path, chance.randint(3, 4), chance)
    wandering.wander(these, 12)
    wandering.meet(these)
    assert [*wandering.faults(these)] == []


def test_what_is_lost_or_doubled_would_be_found(tmp_path):
    these = wandering.founded(tmp_path, 3, random.Random(1))
    office = these.office(these.roots[0])
    wandering.open_case(these, office, "")
    wandering.call(these, office, "2026-0001")
    wandering.meet(these)
    these.marks["opkaldmrk99999x"] = wandering.CALLS
    these.small += 1
    path = these.roots[0] / "opkald" / "2026.yaml"
    path.write_text(path.read_text() + "# opkaldmrk00002x\n")
    found = "\n".join(wandering.faults(these))
    assert all(word in found for word in ("tabt", "dobbelt", "talt", "ikke i orden"))
