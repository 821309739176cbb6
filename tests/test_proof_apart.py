"""A long journal is replayed in a process of its own: the same answer, whatever becomes of it."""

from __future__ import annotations

import subprocess

import pytest
from cli import begun, do, git

from workflow.apart import command, environment
from workflow.archive.journal.ledger import reading
from workflow.office import replayed
from workflow.office.proving import Replay

pytestmark = pytest.mark.usefixtures("unset_letters")


@pytest.fixture
def worked_on(office):
    begun(office)
    do(office, "2026-0001", "2026-03-04", "kvitter")
    letter = next((office.root / "2026/2026-0001/breve").glob("*.md"))
    letter.write_text("Et andet brev\n", encoding="utf-8")
    git(office.root, "-c", "user.name=N", "-c", "user.email=n@n", "commit", "-qam", "Rettet")
    return office


def here(office):
    with reading(office.root) as ledger:
        return Replay(office, ledger).run(lambda _: None)


def apart(office):
    with replayed.begun(office, lambda _: None, many=1) as replay:
        return replay()


def test_a_journal_replayed_apart_comes_to_the_same(worked_on):
    found = apart(worked_on)
    assert found.fejl
    assert found == here(worked_on)


def test_the_process_answers_by_itself(worked_on):
    asked = command(replayed.__name__, str(worked_on.root))
    told = environment()
    process = subprocess.run(asked, env=told, capture_output=True, check=True)
    assert process.stdout.startswith(b"\n")


def test_what_stops_the_process_is_told_here(worked_on):
    (worked_on.root / "kontor.yaml").write_text("format: 1\n", encoding="utf-8")
    assert apart(worked_on) == here(worked_on)


def test_no_file_of_an_archive_is_run_by_the_process(worked_on, monkeypatch):
    for name in ("gc.py", "msgspec.py", "workflow.py", "sitecustomize.py"):
        (worked_on.root / name).write_text("open('kørt', 'w')\n", encoding="utf-8")
    monkeypatch.chdir(worked_on.root)
    assert apart(worked_on) == here(worked_on)
    assert not (worked_on.root / "kørt").exists()
