"""What the tests of the whole share: a counter, and the demonstration built once for all.

A test module that says `pytest_plugins = ("at_the_counter",)` may use these fixtures.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from cli import Said, at, begun, copied, day
from invoke.program import Program

import tasks
from workflow.office import demo as made_up
from workflow.office.desk import Office

TODAY = "2026-06-30"


@pytest.fixture
def counter(monkeypatch, capsys) -> Callable[..., Said]:
    """Give the commands themselves, on 30 June 2026, without the cost of a process each."""
    monkeypatch.setattr(tasks, "now", lambda: at(day(TODAY)))

    def say(*words: str, archive: Path | None) -> Said:
        if archive is not None:
            monkeypatch.setenv("SAGSGANG_ARKIV", str(archive))
        capsys.readouterr()
        code = _ended(words)
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return say


@pytest.fixture(scope="session")
def registered(tmp_path_factory, _founded) -> Path:
    """Open a case once, for the tests to copy."""
    office = copied(_founded, tmp_path_factory.mktemp("sager") / "Fjordby Ø")
    begun(office)
    return office.root


@pytest.fixture
def with_case(tmp_path, registered) -> Office:
    """Give an archive of the test's own with the case 2026-0001 just registered."""
    return copied(registered, tmp_path / "arkiv med æøå")


@pytest.fixture
def several(monkeypatch, tmp_path) -> Path:
    """Give a folder of archives of its own, in place of the project's cases/."""
    cases = tmp_path / "cases"
    cases.mkdir()
    monkeypatch.setattr(tasks, "CASES", cases)
    return cases


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory, worker_id) -> Path:
    """Build the demonstration once for all the tests, whichever process comes first."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    root, ready = shared / "demonstration", shared / "demonstration.klar"
    try:
        (shared / "demonstration.bygges").mkdir()
    except FileExistsError:
        _wait_for(ready)
    else:
        _build(root, ready)
    assert ready.is_file()
    return root


def _ended(words: tuple[str, ...]) -> int:
    try:
        Program(namespace=tasks.ns).run(["inv", *words])
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def _build(root: Path, ready: Path) -> None:
    """Build its own year, and let no test wait for ever for what could not be built."""
    try:
        list(made_up.build(root, ()))
    except BaseException:
        ready.mkdir()
        raise
    ready.touch()


def _wait_for(ready: Path) -> None:
    deadline = time.monotonic() + 300
    while not ready.exists():
        assert time.monotonic() < deadline, "the demonstration was never built"
        time.sleep(0.1)
