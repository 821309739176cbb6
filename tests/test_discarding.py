"""A case's files put back as the journal has them; what they held is laid aside, never lost."""

from __future__ import annotations

import random
import shutil
import sys

import pytest
from cli import HAND, at, copied, day, do, edit, everything, folder, git, nothing_changes
from journal_archive import Counter, can_fork, die_in_child

from workflow.office import discarding

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"
NOW = at(day("2026-06-30"))
ASIDE = ".forkastet"
MINE = b"Min egen tekst \xff\r\n"


@pytest.fixture
def office(with_case):
    do(with_case, NUMMER, "2026-03-03", "kvitter")
    return with_case


@pytest.fixture
def case(office):
    return folder(office, NUMMER)


def aside(office):
    """Return each file that was laid aside, by its name in the archive."""
    found = sorted((office.root / ASIDE).glob(f"{NUMMER}/*/2026/{NUMMER}/**/*"))
    return {path.name: path.read_bytes() for path in found if path.is_file()}


def clean(office):
    return git(office.root, "status", "--porcelain", "--untracked-files=all") == ""


def test_an_old_file_saved_over_a_newer_one_is_put_back_and_kept_aside(office, case, counter):
    booked = (case / "sag.yaml").read_bytes()
    edit(case / "sag.yaml", "handling: kvitter", "handling: notat")
    stale = (case / "sag.yaml").read_bytes()
    refused = counter("notat", "1", "--tekst", "x", archive=office.root)
    assert "inv forkast 2026-0001" in refused.err
    ended = counter("forkast", "1", archive=office.root)
    assert ended.code == 0, ended.err
    assert f"{ASIDE}/{NUMMER}/2026-06-30-120000" in ended.out.replace("\\", "/")
    assert (case / "sag.yaml").read_bytes() == booked
    assert aside(office) == {"sag.yaml": stale}
    assert clean(office)


def test_a_case_whose_folder_is_gone_is_put_back_by_its_running_number(office, case, counter):
    before = everything(case)
    shutil.rmtree(case)
    ended = counter("forkast", "1", archive=office.root)
    assert ended.code == 0, ended.err
    assert everything(case) == before


def test_a_file_of_a_name_that_cannot_be_everywhere_is_removed_from_the_journal(office, counter):
    bad = f"2026/{NUMMER}/bilag/hvad?.txt"
    (office.root / bad).parent.mkdir(exist_ok=True)
    (office.root / bad).write_text("x", encoding="utf-8")
    git(office.root, "add", "--all")
    git(office.root, *HAND, "commit", "-m", "i hånden")
    (office.root / bad).unlink()
    assert counter("gem", "1", archive=office.root).code == 0
    assert bad not in git(office.root, "ls-tree", "-r", "-z", "--name-only", "HEAD")


def test_a_broken_file_is_put_back(office, case, counter):
    booked = (case / "sag.yaml").read_bytes()
    (case / "sag.yaml").write_bytes(MINE)
    refused = counter("gem", "1", archive=office.root)
    assert (refused.code, "inv forkast 2026-0001" in refused.err) == (3, True)
    assert counter("forkast", NUMMER, archive=office.root).code == 0
    assert (case / "sag.yaml").read_bytes() == booked
    assert aside(office) == {"sag.yaml": MINE}


def test_a_touched_letter_is_put_back_and_a_removed_one_made_again(office, case, counter):
    docx, pdf = sorted([*case.glob("breve/*.docx"), *case.glob("breve/*.pdf")])
    before = everything(case)
    docx.write_bytes(MINE)
    pdf.unlink()
    assert "inv forkast 2026-0001" in counter("gem", "1", archive=office.root).out
    ended = counter("forkast", "1", archive=office.root)
    assert (ended.code, everything(case)) == (0, before)
    assert aside(office) == {docx.name: MINE}


def test_one_file_is_put_back_and_the_others_are_left_alone(office, case, counter):
    for name in ("sag.yaml", "henvendelse.md"):
        (case / name).write_bytes(MINE)
    ended = counter("forkast", "1", "--fil", "henvendelse.md", archive=office.root)
    assert ended.code == 0, ended.err
    assert (case / "sag.yaml").read_bytes() == MINE
    assert aside(office) == {"henvendelse.md": MINE}


def test_a_file_that_the_journal_has_not_is_left_alone_and_named(office, case, counter):
    (case / "bilag").mkdir()
    (case / "bilag" / "nyt.pdf").write_bytes(MINE)
    (case / "henvendelse.md").write_bytes(MINE)
    ended = counter("forkast", "1", archive=office.root)
    assert "ladt urørt: nyt.pdf" in ended.err
    assert (case / "bilag" / "nyt.pdf").read_bytes() == MINE
    with nothing_changes(office.root):
        refused = counter("forkast", "1", "--fil", "bilag/nyt.pdf", archive=office.root)
    assert (refused.code, "journalen har ingen" in refused.err) == (2, True)


def test_a_case_whose_whole_folder_is_gone_comes_back(office, case, counter):
    before = everything(case)
    case.rename(case.parent.parent / "flyttet")
    assert counter("forkast", NUMMER, archive=office.root).code == 0
    assert everything(case) == before


def test_where_nothing_differs_nothing_is_done(office, counter):
    with nothing_changes(office.root):
        ended = counter("forkast", "1", archive=office.root)
    assert (ended.code, "intet at lægge tilbage" in ended.out) == (0, True)


def test_two_versions_discarded_in_one_second_are_both_kept(office, case, counter):
    for mine in (MINE, b"Anden gang\n"):
        (case / "henvendelse.md").write_bytes(mine)
        assert counter("forkast", "1", archive=office.root).code == 0
    kept = sorted(path.read_bytes() for path in (office.root / ASIDE).rglob("henvendelse.md"))
    assert kept == [b"Anden gang\n", MINE]


@pytest.mark.parametrize("step", ["notat 1 --tekst x", "gem 1", "tjek"])
def test_what_was_laid_aside_is_no_part_of_the_archive_nor_of_an_older_one(
    step, office, case, counter
):
    (case / "henvendelse.md").write_bytes(MINE)
    (office.root / ".gitignore").write_bytes(b"/.skema/\n")
    git(office.root, "-c", "user.name=x", "-c", "user.email=x@y.dk", "commit", "-qam", "ældre")
    assert counter("forkast", "1", archive=office.root).code == 0
    assert counter(*step.split(), archive=office.root).code == 0
    assert ASIDE not in git(office.root, "ls-files")
    assert clean(office)


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
@pytest.mark.parametrize("link", ["file", "aside"])
def test_a_link_is_never_followed(link, office, case, counter, tmp_path):
    outside = tmp_path / "udenfor"
    outside.mkdir()
    (outside / "henvendelse.md").write_bytes(MINE)
    (case / "henvendelse.md").unlink()
    if link == "file":
        (case / "henvendelse.md").symlink_to(outside / "henvendelse.md")
    else:
        (case / "henvendelse.md").write_bytes(b"x")
        (office.root / ASIDE).symlink_to(outside, target_is_directory=True)
    ended = counter("forkast", "1", archive=office.root)
    assert (ended.code, "genvej" in ended.err) == (3, True)
    assert {path.name for path in outside.iterdir()} == {"henvendelse.md"}
    assert (outside / "henvendelse.md").read_bytes() == MINE


@can_fork
def test_killed_anywhere_nothing_is_lost_and_again_it_is_done(office, case, tmp_path):
    booked = everything(case)
    names = ("sag.yaml", "henvendelse.md")
    for name in names:
        (case / name).write_bytes(MINE + name.encode())
    every = range(1, operations(copied(office.root, tmp_path / "talt")) + 1)
    for number in random.Random(1).sample(every, min(8, len(every))):
        copy = copied(office.root, tmp_path / f"kopi {number}")
        assert die_in_child(number, lambda copy=copy: discarding.discard(copy, "1", "", NOW))
        home = folder(copy, NUMMER)
        for name in names:
            held = (home / name).read_bytes()
            assert MINE + name.encode() in (held, aside(copy).get(name)), number
        discarding.discard(copy, NUMMER, "", NOW)
        assert everything(home) == booked
        assert {name: aside(copy)[name] for name in names} == {
            name: MINE + name.encode() for name in names
        }


def operations(office):
    """Count the operations that change the disk."""
    counter = Counter(10**6, lambda: None)
    with pytest.MonkeyPatch.context() as patch:
        counter.watch(patch)
        discarding.discard(office, "1", "", NOW)
    return 10**6 - counter.left
