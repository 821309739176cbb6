"""The tests' own archive: made by the use cases with real Git, and nothing of the machine in it."""

from __future__ import annotations

import os
import subprocess

import pytest

from workflow.archive import journal
from workflow.core.errors import ArchiveExists
from workflow.office import demo, opening, played


def git(office, *arguments):
    done = subprocess.run(
        ["git", *arguments], cwd=office.root, check=True, capture_output=True, text=True
    )
    return done.stdout


def test_the_machine_says_neither_who_one_is_nor_where_to_work():
    assert "SAGSGANG_ARKIV" not in os.environ
    asked = subprocess.run(["git", "config", "--global", "user.name"], check=False)
    assert asked.returncode != 0


def test_the_archive_is_its_own_and_booked_in_the_advisers_name(office):
    assert journal.is_archive(office.root)
    assert git(office, "log", "--format=%an %s").startswith("Borgerrådgiveren arkiv: ")
    assert office.kontor.borgerraadgiver.navn == "Mette Lindgreen"


def test_an_archive_is_made_once(office, kontor_values):
    with pytest.raises(ArchiveExists):
        opening.archive(office.root, kontor_values["kommune"], played.at(demo.FOUNDED))


def test_a_case_is_opened_in_a_folder_named_by_its_number_alone(office):
    told = {"type": "klagesag", "navn": "Øjvind Åse", "emne": "Ventetid", "kanal": "telefon"}
    opened = opening.case(
        office, told | {"modtaget": "2026-03-02"}, played.at(demo.FOUNDED.replace(month=4))
    )
    assert opened.mappe == office.root / "2026" / "2026-0001"
    message = git(office, "log", "-1", "--format=%B")
    assert message.startswith("2026-0001: Henvendelse registreret\n")
    assert "Øjvind" not in message


def test_the_prose_is_filled_in_under_its_headings_and_nothing_else_moves():
    skeleton = "# Resumé\n\n<!-- kort -->\n\n# Klagepunkt 1\n\n## Regler\n\n## Vurdering\n"
    prose = {"Resumé": "Ord.\n", "Klagepunkt 1": {"Regler": "Lov."}, "Findes ikke": "Væk."}
    assert played.filled(skeleton, prose) == (
        "# Resumé\n\nOrd.\n\n<!-- kort -->\n\n# Klagepunkt 1\n\n## Regler\n\nLov.\n\n## Vurdering\n"
    )
