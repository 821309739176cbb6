"""An archive with one case, for the tests of the journal."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest
from msgspec.structs import replace

from workflow.archive import journal
from workflow.archive.journal import Journal, Person
from workflow.core.entry import Entry

WHO = Person("Rådgiver Å", "raadgiver@example.dk")
NOW = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
CASE = "2026/2026-0012"
SAG = f"{CASE}/sag.yaml"
BREV = f"{CASE}/breve/2026-03-04-brev.md"
UDKAST = f"{CASE}/udkast/brev.md"

FIRST = Entry(
    sag="arkiv",
    handling="arkiv",
    fra="-",
    til="-",
    dato=date(2026, 3, 1),
    overskrift="arkiv: Arkivet er oprettet",
    filer={".gitattributes": b"* -text\n", "kontor.yaml": b"format: 1\r\n"},
)
STEP = Entry(
    sag="2026-0012",
    handling="videresend",
    fra="ny",
    til="hos-centret",
    dato=date(2026, 3, 4),
    overskrift="2026-0012: Klagen sendt videre",
    filer={SAG: b"forloeb: 2\n", BREV: "Kære Øjvind\n".encode(), UDKAST: None},
)
REGISTER = replace(
    STEP, handling="registrer", til="ny", filer={SAG: b"forloeb: 1\n", UDKAST: b"udkast\n"}
)
TYPED = b"rettet af mig\n"
EDIT = replace(STEP, handling="redigering", overskrift="rettet", filer={SAG: TYPED})
OLD, NEW = 2, 4

can_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="killing needs fork and SIGKILL")


def new_archive(root: Path) -> Path:
    """Make an archive with a case that has been registered."""
    journal.create(root, FIRST, now=NOW, who=WHO)
    book(root, REGISTER)
    return root


def opened(root: Path, patience: float = 20):
    """Open the archive as the tests do."""
    return journal.opened(root, command="inv test", who=WHO, patience=patience)


def book(root: Path, *entries: Entry) -> list[str]:
    """Book entries, and return what the user would be told."""
    with opened(root) as archive:
        archive.book(entries, now=NOW, program="sagsgang 0.1.0")
        return archive.notices


def git(root: Path, *arguments: str, **options) -> str:
    """Run plain git as the user would, and return what it printed."""
    named = ("-c", "user.name=En Anden", "-c", "user.email=anden@example.dk")
    done = subprocess.run(
        ["git", *named, *arguments], cwd=root, check=True, capture_output=True, **options
    )
    return done.stdout.decode()


def log(root: Path) -> list[str]:
    """Return the subjects of all commits, oldest first."""
    return git(root, "log", "--reverse", "--format=%s").splitlines()


def is_at_rest(root: Path) -> bool:
    """Tell whether files, index and journal agree, all is sound, and nothing is left lying."""
    left = {path.name for path in (root / ".git" / "sagsgang").iterdir()}
    locks = list((root / ".git").rglob("*.lock"))
    git(root, "fsck", "--strict", "--no-dangling")
    return not git(root, "status", "--porcelain") and left == {"laas"} and not locks


def without_git_settings(monkeypatch, home: Path) -> None:
    """Take the machine's own settings of git away."""
    home.mkdir(exist_ok=True)
    for name in ("HOME", "XDG_CONFIG_HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(home))
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def content(archive: Journal, *paths: str) -> list[bytes | None]:
    """Return what the journal holds at each path."""
    return [archive.content(path) for path in paths]


def archive_in_use(root: Path) -> Path:
    """Make an archive with an edit in the case, and work elsewhere that is no part of it."""
    new_archive(root)
    (root / SAG).write_bytes(TYPED)
    (root / "kontor.yaml").write_bytes(b"halvfaerdigt\n")
    (root / "nyt.md").write_bytes(b"nyt\n")
    return root


def assert_old_or_new(root: Path) -> bool:
    """Check that all of the booking or nothing of it is there; tell which."""
    with opened(root):
        pass
    entries = len(log(root))
    booked = entries == NEW
    assert booked or entries == OLD
    assert (root / SAG).read_bytes() == (STEP.filer[SAG] if booked else TYPED)
    assert (root / BREV).exists() is booked
    assert (root / UDKAST).exists() is not booked
    assert (root / "kontor.yaml").read_bytes() == b"halvfaerdigt\n"
    assert (root / "nyt.md").read_bytes() == b"nyt\n"
    assert_clean_but_for_the_users_work(root, booked=booked)
    return booked


def assert_clean_but_for_the_users_work(root: Path, *, booked: bool) -> None:
    work = {" M kontor.yaml", "?? nyt.md"} | (set() if booked else {f" M {SAG}"})
    assert set(git(root, "status", "--porcelain").splitlines()) == work
    git(root, "stash", "--include-untracked")
    assert is_at_rest(root)


def copies(root: Path):
    """Yield a number and a fresh copy of the archive, until the test has had enough."""
    for number in count(1):
        copy = root.parent / f"kopi {number}"
        shutil.copytree(root, copy)
        yield number, copy
        shutil.rmtree(copy)


class Counter:
    """Something that happens at the n-th operation that changes the disk."""

    def __init__(self, number, happens):
        self.left, self.happens = number, happens

    def watch(self, monkeypatch):
        for name in ("link", "replace", "fsync", "unlink", "mkdir", "rmdir", "ftruncate", "write"):
            monkeypatch.setattr(os, name, self.counted(getattr(os, name)))
        monkeypatch.setattr(subprocess, "run", self.counted(subprocess.run))

    def counted(self, operation):
        def run(*arguments, **options):
            self.left -= 1
            if self.left == 0:
                self.happens()
            return operation(*arguments, **options)

        return run


def die_in_child(number, work) -> bool:
    """Do *work* in a child that dies before its n-th operation; tell whether it got that far."""
    child = os.fork()
    if child == 0:
        Counter(number, lambda: os._exit(1)).watch(pytest.MonkeyPatch())
        try:
            work()
        finally:
            os._exit(0)
    return os.waitpid(child, 0)[1] != 0
