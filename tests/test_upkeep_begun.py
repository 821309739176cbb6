"""When the archive's upkeep is begun: seldom, and when a step has been booked and told."""

from __future__ import annotations

import errno
import os
import sys
import time

import pytest
from cli import git, nothing_changes

from workflow.archive.journal import afterwards
from workflow.archive.journal.repository import places

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NOTE = ("notat", "1", "--tekst", "Talt", "--dato", "2026-03-04")
BEGUN = "VEDLIGEHOLD BEGYNDT"


@pytest.fixture
def root(with_case):
    return with_case.root


@pytest.fixture
def always_due(monkeypatch):
    """Let there always be more lying about than may be, and say where the upkeep is begun."""
    is_due = afterwards.is_due
    monkeypatch.setattr(afterwards, "is_due", lambda found: is_due(found, loose=-1))
    monkeypatch.setattr(afterwards, "begin", lambda _: sys.stdout.write(BEGUN))


def lying(root, folder, number, ending=""):
    (root / ".git" / "objects" / folder).mkdir(exist_ok=True)
    for name in range(number):
        (root / ".git" / "objects" / folder / f"{name:038x}{ending}").write_bytes(b"")


@pytest.mark.parametrize(("number", "due"), [(23, False), (24, True)])
def test_it_is_due_when_six_thousand_objects_lie_loose_as_git_reckons(root, number, due):
    there = len(list((root / ".git" / "objects" / "17").glob("*")))
    lying(root, "17", number - there)
    assert afterwards.is_due(places(root)) is due


@pytest.mark.parametrize(("number", "due"), [(50, False), (51, True)])
def test_it_is_due_when_there_are_more_than_fifty_packs(root, number, due):
    lying(root, "pack", number, ".pack")
    assert afterwards.is_due(places(root)) is due


@pytest.mark.parametrize("ago", [0, 86_000, -86_000])
def test_it_is_not_begun_twice_in_a_day_whatever_came_of_it(root, ago):
    lying(root, "pack", 51, ".pack")
    found = places(root)
    found.upkeep.touch()
    os.utime(found.upkeep, (time.time() - ago,) * 2)
    assert not afterwards.is_due(found)
    os.utime(found.upkeep, (time.time() - 90_000,) * 2)
    assert afterwards.is_due(found)


def test_it_is_begun_when_a_step_has_been_booked_and_all_of_it_told(root, counter, always_due):
    said = counter(*NOTE, archive=root)
    *told, last = said.out.splitlines()
    assert said.code == 0
    assert told
    assert last.endswith(BEGUN)


@pytest.mark.parametrize("words", [("vis", "1"), ("overblik",), ("tjek",), ("vurder", "1")])
def test_what_only_reads_or_is_refused_begins_nothing(words, root, counter, always_due):
    counter(*NOTE, archive=root)
    assert BEGUN not in counter(*words, archive=root).out


def test_a_small_archive_is_left_as_it_is(root, counter, monkeypatch):
    monkeypatch.setattr(afterwards, "begin", lambda _: sys.stdout.write(BEGUN))
    assert BEGUN not in counter(*NOTE, archive=root).out


@pytest.mark.usefixtures("always_due")
def test_a_step_is_done_though_no_process_can_be_begun(root, counter, monkeypatch):
    def refuse(_):
        raise OSError(errno.EAGAIN, "for mange processer")

    monkeypatch.setattr(afterwards, "begin", refuse)
    said = counter(*NOTE, archive=root)
    assert (said.code, "for mange" in said.err) == (0, False)


def test_what_is_begun_packs_the_archive_which_is_sound_afterwards(root, counter, monkeypatch):
    begin, begun = afterwards.begin, []
    monkeypatch.setattr(afterwards, "begin", lambda found: begun.append(begin(found)))
    monkeypatch.setattr(afterwards, "is_due", lambda found: True)
    assert counter(*NOTE, archive=root).code == 0
    (process,) = begun
    assert process.wait() == 0
    assert git(root, "count-objects").startswith("0 objects")
    assert counter("tjek", archive=root).code == 0
    with nothing_changes(root):
        counter("vis", "1", archive=root)
