"""The installed program does everything `inv` does, from any folder: built and run as installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli import FACTS, ROOT, Said, do, git, inv

from workflow.archive import places
from workflow.office import desk, played

BUILD = "from setuptools import setup; setup()"
RUN = "from workflow.program import main; main()"
SOURCE = ("pyproject.toml", "README.md", "LICENSE", "tasks.py", "workflow", "templates")
NOT_SHIPPED = ("__pycache__", "LAESMIG.md")
PROGRAMS = ("tasks.py", "invoke.py", "fabfile.py", "conftest.py", "sitecustomize.py", "git.py")
CANARY = "raise SystemExit('fremmed kode er kørt')\n"


@pytest.fixture(scope="session")
def installed(tmp_path_factory) -> Path:
    """Build the program as a package is built, into a folder of its own, without any network."""
    pytest.importorskip("setuptools")
    source, site = tmp_path_factory.mktemp("kilde"), tmp_path_factory.mktemp("installeret")
    for name in SOURCE:
        whole = ROOT / name
        copy = shutil.copytree if whole.is_dir() else shutil.copy
        copy(whole, source / name)
    words = (sys.executable, "-c", BUILD, "--quiet", "build", "--build-lib", str(site))
    subprocess.run(words, cwd=source, check=True, capture_output=True)
    return site


@pytest.fixture
def sagsgang(installed, tmp_path):
    """Give the installed command, with a home of its own, in any folder."""

    def say(*words: str, cwd: Path) -> Said:
        home = str(tmp_path / "hjem")
        own = {"PYTHONPATH": str(installed), "HOME": home, "USERPROFILE": home}
        ended = subprocess.run(
            [sys.executable, "-P", "-c", RUN, *words],
            cwd=cwd,
            env={**os.environ, **own},
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        return Said(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return say


def shipped(folder: Path) -> set[str]:
    """Return the program's files below a folder."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not set(NOT_SHIPPED) & set(path.parts)}


def test_every_file_of_the_program_and_every_template_is_in_the_package(installed):
    assert shipped(ROOT / "templates") == shipped(installed / "workflow" / "templates")
    program = {name for name in shipped(installed / "workflow") if name[:10] != "templates/"}
    assert shipped(ROOT / "workflow") == program


def test_a_case_is_opened_and_its_letters_are_made_from_any_folder(sagsgang, tmp_path):
    elsewhere = tmp_path / "et andet sted med æøå"
    elsewhere.mkdir()
    assert sagsgang("arkiv", "--kommune", "Ishøj Kommune", cwd=elsewhere).code == 0
    told = [word for name, value in FACTS.items() for word in (f"--{name}", value)]
    assert sagsgang("ny", *told, cwd=elsewhere).code == 0
    ended = sagsgang("kvitter", "1", cwd=tmp_path)
    assert ended.code == 0, ended.err
    root = tmp_path / "hjem" / "sagsgang" / "cases" / "ishoej"
    made = {path.suffix for path in root.glob("2026/*/breve/*")}
    assert made == {".md", ".docx", ".pdf"}
    assert git(root, "status", "--porcelain") == ""
    assert list(elsewhere.iterdir()) == []


def test_the_installed_program_has_the_commands_that_inv_has(sagsgang, tmp_path):
    listed = sagsgang("--list", cwd=tmp_path).out.split("\n")
    assert {line.split()[0] for line in listed[1:] if line[:2] == "  "} >= {
        line.split()[0] for line in inv("--list", archive=None).out.split("\n") if line[:2] == "  "
    }


def test_a_command_in_an_archive_is_about_that_archive_and_runs_nothing_in_or_above_it(
    sagsgang, tmp_path, kontor_values
):
    other = tmp_path / "overdraget" / "hvidovre"
    office = played.made_up_office(other, kontor_values, played.day("2026-01-02"))
    nummer = played.play(office, {"sag": FACTS, "klagepunkter": (), "forloeb": ()})
    do(office, nummer, "2026-03-03", "notat", tekst="Talt", slags="telefon")
    for name in (
        "tasks.py",
        "invoke.py",
        "fabfile.py",
        "conftest.py",
        "sitecustomize.py",
        "git.py",
    ):
        for folder in (tmp_path, tmp_path / "overdraget", other):
            (folder / name).write_text(CANARY, encoding="utf-8")
    for name, text in (("invoke.yaml", "run: {shell: /ingen}\n"), ("invoke.json", "{")):
        (other / name).write_text(text, encoding="utf-8")
    ended = sagsgang("vis", "1", cwd=other / "2026")
    assert ended.code == 0, ended.err
    assert FACTS["navn"] in ended.out


def test_archives_lie_beside_the_programs_source_or_in_the_users_own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert places.cases(ROOT) == ROOT / "cases"
    assert places.cases(tmp_path / "site-packages") == tmp_path / "sagsgang" / "cases"
    assert desk.TEMPLATES == ROOT / "templates"
