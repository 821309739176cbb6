"""Every finished letter of the archive made again at once."""

from __future__ import annotations

import pytest
from cli import copied, do, edit, folder, git, nothing_changes
from finished_letters import another_look, commit

from workflow.core.errors import RenderingTooSlow
from workflow.documents import publish
from workflow.office import remaking_all

pytest_plugins = ("at_the_counter",)

DAYS = ("2026-03-03", "2026-03-04", "2026-03-05")
FIRST = f"{DAYS[0]}-kvittering-borger"


@pytest.fixture(scope="module")
def acknowledged(tmp_path_factory, registered):
    office = copied(registered, tmp_path_factory.mktemp("kvitteret") / "arkiv")
    for day in DAYS:
        do(office, "2026-0001", day, "kvitter")
    return office.root


@pytest.fixture
def office(tmp_path, acknowledged):
    return copied(acknowledged, tmp_path / "arkiv")


@pytest.fixture
def letters(office):
    return folder(office, "2026-0001") / "breve"


@pytest.fixture
def one_at_a_time(monkeypatch):
    monkeypatch.setattr(remaking_all, "_AT_A_TIME", 1)


def test_all_letters_are_the_same_and_counted(office, counter):
    with nothing_changes(office.root):
        ended = counter("genskab", "alle", archive=office.root)
    assert ended.code == 0, ended.err
    assert "3 breve i 1 sag er efterset:\n  3 er de samme filer, byte for byte." in ended.out


@pytest.mark.usefixtures("one_at_a_time")
def test_each_letter_of_many_groups_is_held_against_its_own(office, letters, counter):
    pdf = letters / f"{FIRST}.pdf"
    pdf.write_bytes(pdf.read_bytes() + b"\n")
    edit(letters / f"{DAYS[2]}-kvittering-borger.md", "Øjvind Åse", "Øjvind Ås")
    commit(office)
    ended = counter("genskab", "alle", archive=office.root)
    assert ended.code == 3
    assert "1 er de samme filer" in ended.out
    assert "2 er ikke, som de blev lavet:" in ended.out
    assert f"2026-0001 {FIRST}: pdf er en anden." in ended.out
    assert f"2026-0001 {DAYS[2]}-kvittering-borger: docx og pdf er andre." in ended.out
    assert f"inv genskab 2026-0001 {FIRST}" in ended.out
    assert FIRST in ended.err


def test_a_letter_that_cannot_be_made_stops_none_of_the_others(office, letters, counter):
    edit(letters / f"{FIRST}.md", "titel:", "titlen:")
    (letters / f"{DAYS[1]}-kvittering-borger.pdf").unlink()
    commit(office)
    ended = counter("genskab", "alle", archive=office.root)
    assert ended.code == 3
    assert "1 er de samme filer" in ended.out
    assert f"{FIRST}.md, linje 2: 'titlen' kendes ikke" in ended.out
    assert f"{DAYS[1]}-kvittering-borger.pdf mangler i journalen." in ended.out


def test_another_look_is_counted_by_what_made_the_letters(office, counter):
    made_by = git(office.root, "log", "-1", "--format=%(trailers:key=Program,valueonly)").strip()
    another_look(office)
    ended = counter("genskab", "alle", archive=office.root)
    assert ended.code == 0, ended.err
    assert "3 er lavet af en anden udgave" in ended.out
    assert f"    3 af {made_by}." in ended.out


def test_letters_of_one_name_are_chosen(office, counter):
    ended = counter("genskab", "alle", FIRST, archive=office.root)
    assert (ended.code, ended.out.startswith("1 brev i 1 sag")) == (0, True)


@pytest.mark.parametrize("told", [("rykker-center",), ()])
def test_where_there_are_none_it_says_so(told, with_case, office, counter):
    archive = office.root if told else with_case.root
    ended = counter("genskab", "alle", *told, archive=archive)
    assert ended.code == 2
    assert ("intet brev 'rykker-center'" if told else "ingen færdige breve") in ended.err


def test_letters_that_fail_together_are_made_one_by_one(office, counter, monkeypatch):
    together = publish.render

    def slow(sources, look, **limits):
        if len(sources) > 1:
            raise RenderingTooSlow(program="Typst", breve="", sekunder=0)
        return together(sources, look, **limits)

    monkeypatch.setattr(publish, "render", slow)
    ended = counter("genskab", "alle", archive=office.root)
    assert ended.code == 0, ended.err
    assert "3 er de samme filer" in ended.out
