"""What a killed command left is ended by the next one, also by one that only looks."""

from __future__ import annotations

import os

import pytest
from cli import edit, folder, git, nothing_changes
from journal_archive import can_fork

from workflow.archive.journal import booking, lock, recovery

pytest_plugins = ("at_the_counter",)
pytestmark = [can_fork, pytest.mark.usefixtures("unset_letters")]

STEP = ("kvitter", "1", "--dato=2026-03-03")
LOOKS = [("vis", "1"), ("overblik",), ("tjek",), ("find", "Åse"), ("frist", "1", "--json")]


def killed(counter, office, *, booked):
    """Kill a step when it is just booked and its files are not there, or just before."""
    module, step = (recovery, "finish") if booked else (booking, "_swap")
    child = os.fork()
    if child == 0:
        pytest.MonkeyPatch().setattr(module, step, lambda *_: os._exit(9))
        counter(*STEP, archive=office.root)
        os._exit(0)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9


@pytest.mark.parametrize("look", LOOKS)
def test_who_only_looks_puts_a_booked_steps_files_in_place(counter, with_case, look):
    killed(counter, with_case, booked=True)
    said = counter(*look, archive=with_case.root)
    assert said.code == 0
    assert said.err.count(recovery.FINISHED) == 1
    assert recovery.FINISHED not in said.out
    assert len(list(folder(with_case, "2026-0001").glob("breve/*"))) == 3
    assert git(with_case.root, "status", "--porcelain") == ""


def test_who_only_looks_takes_back_what_was_not_booked(counter, with_case):
    killed(counter, with_case, booked=False)
    said = counter("vis", "1", archive=with_case.root)
    assert said.err.count(recovery.DROPPED) == 1
    assert not (with_case.root / ".git" / "index.lock").exists()
    assert counter(*STEP, archive=with_case.root).code == 0


def test_while_another_command_is_at_work_who_only_looks_just_looks(counter, with_case):
    killed(counter, with_case, booked=True)
    at_work = with_case.root / ".git" / "sagsgang" / "laas"
    with lock.held(at_work, command="inv test", patience=0), nothing_changes(with_case.root):
        said = counter("vis", "1", archive=with_case.root)
    assert said.code == 0
    assert "afbrudt" not in said.err


def test_what_is_typed_meanwhile_is_left_as_it_is(counter, with_case):
    killed(counter, with_case, booked=True)
    sag = folder(with_case, "2026-0001") / "sag.yaml"
    edit(sag, "Ventetid", "Lang ventetid")
    typed = sag.read_bytes()
    said = counter("vis", "1", archive=with_case.root)
    assert "Din udgave er ladt urørt" in said.err
    assert sag.read_bytes() == typed


def test_where_nothing_is_left_looking_asks_for_no_lock(counter, with_case):
    signed = with_case.root / ".git" / "sagsgang" / "laas"
    before = signed.read_bytes()
    assert counter("overblik", archive=with_case.root).code == 0
    assert signed.read_bytes() == before
