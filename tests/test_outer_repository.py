"""The software's own repository never sees a case, whatever is done to it (design §2)."""

from __future__ import annotations

import shutil
import subprocess

import pytest
from cli import ROOT, begun, do, everything, folder, git, inv

from workflow.office import played

CONTENTS = ("tasks.py", "workflow", "templates", ".gitignore", ".gitattributes", "cases/README.md")
WHO = ("-c", "user.name=Nogen", "-c", "user.email=nogen@example.dk")
DRAFT = "Det her er endnu ikke gemt"
NAVN, EMNE = "Thyra Kvistgaard-Æbelø", "En sag, der ikke ligner andre"


@pytest.fixture
def project(tmp_path):
    """A fresh copy of the project with a history of its own."""
    root = tmp_path / "sagsgang"
    (root / "cases").mkdir(parents=True)
    skip = shutil.ignore_patterns("__pycache__")
    for name in CONTENTS:
        whole = ROOT / name
        if whole.is_dir():
            shutil.copytree(whole, root / name, ignore=skip)
        else:
            shutil.copy(whole, root / name)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, *WHO, "commit", "--quiet", "--message", "Programmet")
    return root


@pytest.fixture
def archive(project, kontor_values, unset_letters):
    """An archive below cases/ with letters, and drafts that nobody has journalised."""
    root = project / "cases" / "fjordby"
    office = played.made_up_office(root, kontor_values, played.day("2026-01-02"))
    nummer = begun(office, navn=NAVN, emne=EMNE)
    do(office, nummer, "2026-03-03", "kvitter")
    case = folder(office, nummer)
    (case / "udkast").mkdir()
    (case / "udkast" / "brev.md").write_text(DRAFT, encoding="utf-8")
    (case / "henvendelse.md").write_text(DRAFT, encoding="utf-8")
    (root / "regler").mkdir()
    return root


def objects(root) -> bytes:
    """Return every object of a repository, unpacked, whatever points to it."""
    asked = ["git", "-C", str(root), "cat-file", "--batch-all-objects", "--batch"]
    return subprocess.run(asked, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    "commands",
    [
        (("add", "--all"),),
        (("add", "--force", "cases/fjordby/2026"),),
        (("add", "--force", "cases/fjordby/2026/2026-0001/sag.yaml"),),
        (("add", "--force", "cases/fjordby/kontor.yaml", "cases/fjordby/regler"),),
        (("add", "--force", "--all", "."), (*WHO, "commit", "--quiet", "--message", "Alt")),
        (("clean", "-fdx"),),
        ((*WHO, "stash", "--all"),),
        ((*WHO, "stash", "--include-untracked"), ("checkout", "--quiet", "--detach")),
    ],
    ids=lambda commands: " ".join(word for word in commands[0] if word not in WHO),
)
def test_nothing_done_to_the_outer_repository_touches_or_takes_a_case(commands, project, archive):
    before = everything(archive)
    assert git(project, "status", "--porcelain", "--untracked-files=all") == ""
    for words in commands:
        git(project, *words, check=False)
    assert everything(archive) == before
    held = objects(project)
    for secret in (NAVN, EMNE, DRAFT):
        assert secret.encode() not in held


def test_what_is_looked_for_is_found_where_it_belongs(archive):
    assert NAVN.encode() in objects(archive)


def test_the_archive_works_on_after_the_outer_repository_was_cleaned(project, archive):
    git(project, "clean", "-fdx")
    git(project, *WHO, "stash", "--all", check=False)
    ended = inv("notat", "1", "--tekst", "Talt", "--dato", "2026-03-04", archive=None, cwd=project)
    assert ended.code == 0, ended.err
    assert NAVN in ended.out
    assert git(project, "status", "--porcelain") == ""


def test_the_project_tracks_nothing_below_cases_but_what_says_so():
    tracked = git(ROOT, "ls-files", "cases").split()
    if (ROOT / ".git").exists():
        assert tracked == ["cases/README.md"]
    assert "/cases/*/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
