"""inv eksport, killed anywhere: a package is whole, and what it tells is remembered.

A package lies outside the archive, so the two cannot come at once: the numbers are booked first.
Killed in between, they are remembered without a package, and the command typed again makes it.
"""

from __future__ import annotations

import random
import shutil

import pytest
import writing_commands
from cli import at, git
from journal_archive import WHO, can_fork, die_in_child
from test_command_kills import counted

from workflow.archive import journal
from workflow.office import desk, exporting

KILLS = 8
STORE = "beretning/2026/tal.json"


def export(place):
    office = desk.enter(place / "cases" / "arkiv")
    return exporting.export(office, "2026", str(place / "pakke"), at(writing_commands.TODAY))


def texts(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.*")}


@pytest.fixture
def prepared(_founded, tmp_path, unset_letters):
    """Make the archives that the commands are typed in."""
    return writing_commands.Prepared(_founded, tmp_path / "forberedt")


@can_fork
def test_killed_anywhere_a_package_is_whole_and_never_without_its_numbers_remembered(
    prepared, tmp_path
):
    source = prepared._made("worked on", writing_commands.worked_on)
    whole = tmp_path / "hel"
    shutil.copytree(source, whole)
    operations = counted(lambda: export(whole))
    numbers = {*random.Random(1).sample(range(1, operations), KILLS), operations}
    for number in sorted(numbers):
        place = tmp_path / str(number)
        shutil.copytree(source, place)
        assert die_in_child(number, lambda place=place: export(place))
        root = place / "cases" / "arkiv"
        with journal.opened(root, command="inv x", who=WHO):
            pass
        assert git(root, "status", "--porcelain") == git(
            source / "cases" / "arkiv", "status", "--porcelain"
        )
        if (place / "pakke").exists():
            assert texts(place / "pakke") == texts(whole / "pakke"), number
            assert (root / STORE).exists(), number
        else:
            export(place)
        assert texts(place / "pakke") == texts(whole / "pakke"), number
        assert (root / STORE).read_bytes() == (whole / "cases/arkiv" / STORE).read_bytes()
        assert not [*place.glob(".*.halv")]
