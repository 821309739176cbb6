"""A finished letter made again: the same, another, or made by another version."""

from __future__ import annotations

import pytest
from cli import copied, do, edit, folder, git, nothing_changes
from finished_letters import another_look, commit

from workflow.documents import likeness

pytest_plugins = ("at_the_counter",)

DAY = "2026-03-03"
LETTER = f"{DAY}-kvittering-borger"


@pytest.fixture(scope="module")
def acknowledged(tmp_path_factory, registered):
    office = copied(registered, tmp_path_factory.mktemp("kvitteret") / "arkiv")
    do(office, "2026-0001", DAY, "kvitter")
    return office.root


@pytest.fixture
def office(tmp_path, acknowledged):
    return copied(acknowledged, tmp_path / "arkiv")


@pytest.fixture
def letters(office):
    return folder(office, "2026-0001") / "breve"


def test_a_letter_made_again_by_the_same_version_is_the_same(office, counter):
    with nothing_changes(office.root):
        ended = counter("genskab", "1", "kvittering-borger", archive=office.root)
    assert ended.code == 0, ended.err
    assert f"{LETTER}: de samme filer, byte for byte." in ended.out


def test_the_journal_is_compared_and_not_what_lies_in_the_folder(office, letters, counter):
    (letters / f"{LETTER}.pdf").write_bytes(b"overskrevet")
    assert counter("genskab", "1", archive=office.root).code == 0


def test_a_text_that_was_changed_is_told_line_by_line(office, letters, counter):
    edit(letters / f"{LETTER}.md", "Øjvind Åse", "Øjvind Ås")
    commit(office)
    ended = counter("genskab", "1", LETTER, archive=office.root)
    assert ended.code == 3
    assert f"{LETTER}.docx er en anden." in ended.out
    assert f"{LETTER}.pdf er en anden." in ended.out
    assert "I journalen: Øjvind Åse\n" in ended.out
    assert "Lavet igen:  Øjvind Ås\n" in ended.out
    assert "ikke dem, skridtet lagde i journalen" in ended.out
    assert LETTER in ended.err


def test_a_pdf_that_was_exchanged_is_named_alone(office, letters, counter):
    pdf = letters / f"{LETTER}.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    commit(office)
    ended = counter("genskab", "1", archive=office.root)
    assert ended.code == 3
    assert f"{LETTER}.pdf er en anden." in ended.out
    assert f"{LETTER}.docx er en anden." not in ended.out


def test_another_look_explains_a_difference_and_both_are_named(office, counter):
    made_by = git(office.root, "log", "-1", "--format=%(trailers:key=Program,valueonly)").strip()
    another_look(office)
    ended = counter("genskab", "1", archive=office.root)
    assert ended.code == 0, ended.err
    assert "lavet af en anden udgave" in ended.out
    assert f"Lavet af: {made_by}." in ended.out
    assert ended.out.count("; udseende ") == 2


def test_another_look_explains_nothing_when_the_files_were_changed_too(office, letters, counter):
    another_look(office)
    edit(letters / f"{LETTER}.md", "Øjvind Åse", "Øjvind Ås")
    commit(office)
    ended = counter("genskab", "1", archive=office.root)
    assert ended.code == 3
    assert "ikke dem, skridtet lagde i journalen" in ended.out


def test_a_letter_that_lacks_a_file_is_refused_by_name(office, letters, counter):
    (letters / f"{LETTER}.pdf").unlink()
    commit(office)
    ended = counter("genskab", "1", archive=office.root)
    assert ended.code == 3
    assert f"{LETTER}.pdf mangler i journalen" in ended.err


def test_only_an_entry_with_letters_names_the_look(office):
    programs = git(office.root, "log", "--format=%(trailers:key=Program,valueonly)").split("\n\n")
    with_look = [program for program in programs if "udseende" in program]
    assert [*map(str.strip, with_look)] == [programs[0].strip()]
    assert "; typst " in programs[0]


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("kvittering-borger", 2, f"kan være {LETTER} eller 2026-03-04-kvittering-borger"),
        ("rykker-center", 2, "har intet brev 'rykker-center'. Den har: 2026-03-03-kvit"),
        ("2026-03-04-kvittering-borger", 0, ""),
    ],
)
@pytest.mark.usefixtures("unset_letters")
def test_a_name_means_one_letter_or_is_refused(name, code, said, with_case, counter):
    for day in (DAY, "2026-03-04"):
        do(with_case, "2026-0001", day, "kvitter")
    ended = counter("genskab", "1", name, archive=with_case.root)
    assert (ended.code, said in ended.err) == (code, True)


def test_a_case_without_letters_says_so(with_case, counter):
    ended = counter("genskab", "1", archive=with_case.root)
    assert ended.code == 2
    assert "ingen færdige breve" in ended.err


@pytest.mark.parametrize("docx", [b"", b"PK", b"%PDF-1.7"])
def test_what_is_no_word_file_has_no_lines(docx):
    assert likeness.lines(docx) is None
