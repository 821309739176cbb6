"""A case with two versions that cannot be joined: nothing goes on until one is chosen."""

from __future__ import annotations

import json

import pytest
from cli import at, begun, copied, day, do, edit, folder, git, nothing_changes

from workflow import PROGRAM
from workflow.archive import journal
from workflow.core.entry import Entry

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER, TODAY = "2026-0001", "2026-06-30"
CASE = f"2026/{NUMMER}"
MERGED = f"{CASE}/konflikt/"
HERE, THERE = "emne: Ventetid på hjælpemiddel", "emne: En rampe ved døren"
STEPS = (
    ("kvitter", "1"),
    ("notat", "1", "--tekst", "Talt sammen"),
    ("klagepunkt", "1", "--tema", "sagsbehandlingstid"),
    ("vurder", "1", "--punkt", "1"),
    ("afsendt", "1"),
    ("fortryd", "1"),
    ("udkast", "1", "videresend"),
    ("kompetence", "1", "--punkt", "1", "--svar", "resten=nej"),
    ("esdh", "--sag", "1", "--arkiveret", "--esdh", "26/1"),
    ("opdel", "1", "--punkt", "1"),
    ("gem", "1"),
    ("gem", "1", "--rettelse"),
)


def booked(office, sag, files):
    """Let an entry lay files where the synchronising does; only that may call it a conflict."""
    entry = Entry(sag, "redigering", "ny", "ny", day(TODAY), f"{sag}: Konflikt", files)
    with journal.opened(office.root, command="inv test", who=office.who) as book:
        book.book([entry], now=at(day(TODAY)), program=PROGRAM)


@pytest.fixture(scope="module")
def clashing(tmp_path_factory, registered):
    office = copied(registered, tmp_path_factory.mktemp("konflikt") / "arkiv")
    do(office, NUMMER, "2026-03-03", "kvitter")
    case = folder(office, NUMMER)
    other = (case / "sag.yaml").read_text(encoding="utf-8").replace(HERE, THERE)
    files = {"sag.yaml": other.encode(), "henvendelse.md": b"Jeg har klaget.\n"}
    booked(office, NUMMER, {f"{MERGED}{name}": held for name, held in files.items()})
    return office.root


@pytest.fixture
def office(tmp_path, clashing):
    return copied(clashing, tmp_path / "arkiv")


@pytest.fixture
def case(office):
    return folder(office, NUMMER)


@pytest.fixture
def said(office, counter):
    return lambda *words: counter(*words, archive=office.root)


def subject(office, *words):
    return git(office.root, "log", "-1", "--format=%s%n%(trailers:key=Handling,valueonly)", *words)


@pytest.mark.parametrize("words", STEPS, ids=" ".join)
def test_no_step_is_taken_until_a_version_is_chosen(words, office, said):
    with nothing_changes(office.root):
        ended = said(*words)
    assert ended.code == 4
    assert f"inv afklar {NUMMER}" in ended.err
    assert f"{CASE}/konflikt" in ended.err


def test_who_looks_at_the_case_is_told(said):
    ended = said("vis", "1")
    assert ended.code == 0
    assert f"Vælg en version: inv afklar {NUMMER} (henvendelse.md, sag.yaml)" in ended.out
    assert json.loads(said("vis", "1", "--json").out)["konflikt"] == ["henvendelse.md", "sag.yaml"]


def test_the_overview_and_the_check_tell_of_it(said):
    for words in (("overblik",), ("tjek",)):
        ended = said(*words)
        assert ended.code == 0, ended.err
        assert f"inv afklar {NUMMER}" in ended.out


def test_a_letter_of_the_other_version_is_not_missing_among_the_finished_ones(office, said):
    booked(office, NUMMER, {f"{MERGED}breve/2026-03-04-kvittering-borger.pdf": b"PDF"})
    assert "kvittering-borger" not in said("tjek").out


def test_the_other_version_is_no_case_and_is_not_searched(said):
    assert "Der er ikke fundet noget." in said("find", "rampe").out
    assert "Efterset: 1 sag." in said("tjek").out


def test_the_versions_are_shown_against_each_other_in_words(office, said):
    with nothing_changes(office.root):
        ended = said("afklar", "1")
    assert ended.code == 0
    assert "- Emnet rettet: 'Ventetid på hjælpemiddel' → 'En rampe ved døren'" in ended.out
    assert "- henvendelse.md: " in ended.out
    assert f"inv afklar {NUMMER} --behold anden" in ended.out


def test_the_version_in_place_is_kept(office, case, said):
    before = (case / "sag.yaml").read_bytes()
    ended = said("afklar", "1", "--behold", "denne")
    assert ended.code == 0, ended.err
    assert "Afklaret: versionen i mappen er beholdt." in ended.out
    assert (case / "sag.yaml").read_bytes() == before
    assert not (case / "konflikt").exists()
    assert subject(office).split("\n")[1] == "afklar"
    assert THERE in git(office.root, "show", f"HEAD~1:{MERGED}sag.yaml")
    assert said("notat", "1", "--tekst", "Talt sammen").code == 0


def test_the_other_version_is_taken(office, case, said):
    assert said("afklar", "1", "--behold", "anden").code == 0
    assert THERE in (case / "sag.yaml").read_text(encoding="utf-8")
    assert (case / "henvendelse.md").read_text(encoding="utf-8") == "Jeg har klaget.\n"
    assert not (case / "konflikt").exists()
    assert HERE in git(office.root, "show", f"HEAD~1:{CASE}/sag.yaml")
    assert git(office.root, "status", "--porcelain") == ""
    assert said("tjek").code == 0


def test_what_was_edited_in_place_is_journalised_before_it_is_kept(office, case, said):
    edit(case / "sag.yaml", HERE, "emne: Begge dele")
    assert said("afklar", "1", "--behold", "denne").code == 0
    assert "emne: Begge dele" in git(office.root, "show", f"HEAD:{CASE}/sag.yaml")
    assert git(office.root, "log", "-2", "--format=%(trailers:key=Handling,valueonly)").split() == [
        "afklar",
        "redigering",
    ]


def test_an_edit_of_the_forloeb_in_place_is_journalised_as_a_correction(office, case, said):
    edit(case / "sag.yaml", "dato: 2026-03-03", "dato: 2026-03-04")
    assert said("afklar", "1", "--behold", "denne").code == 0
    assert subject(office, "HEAD~1").split("\n")[1] == "rettelse"


def test_what_was_edited_in_the_other_version_is_taken_and_kept_in_the_journal(office, case, said):
    edit(case / "konflikt" / "sag.yaml", THERE, "emne: En rampe")
    assert said("afklar", "1", "--behold", "anden").code == 0
    assert "emne: En rampe" in (case / "sag.yaml").read_text(encoding="utf-8")
    assert "emne: En rampe" in git(office.root, "show", f"HEAD~1:{MERGED}sag.yaml")


@pytest.mark.parametrize(
    ("old", "new"),
    [("kanal: telefon", "kanal: due"), ("handling: kvitter", "handling: foelg-op")],
)
def test_a_version_that_is_not_sound_is_not_taken(old, new, office, case, said):
    edit(case / "konflikt" / "sag.yaml", old, new)
    with nothing_changes(office.root):
        ended = said("afklar", "1", "--behold", "anden")
    assert ended.code == 3
    assert f"{MERGED}sag.yaml, linje " in ended.err
    assert said("afklar", "1").code == 0


def test_removing_the_other_version_by_hand_is_no_choice(office, case, said):
    for path in (case / "konflikt").iterdir():
        path.unlink()
    assert said("gem", "1").code == 4
    assert "En rampe ved døren" in said("afklar", "1").out
    assert said("afklar", "1", "--behold", "anden").code == 0
    assert THERE in (case / "sag.yaml").read_text(encoding="utf-8")
    assert git(office.root, "status", "--porcelain") == ""


def test_what_is_settled_is_not_settled_again(office, said):
    said("afklar", "1", "--behold", "denne")
    with nothing_changes(office.root):
        for words in (("afklar", "1"), ("afklar", "1", "--behold", "denne"), ("afklar", "arkiv")):
            ended = said(*words)
            assert ended.code == 4
            assert "Alt er afklaret." in ended.err


def test_a_choice_that_is_none_is_refused(office, said):
    with nothing_changes(office.root):
        ended = said("afklar", "1", "--behold", "begge")
    assert ended.code == 2
    assert "denne, anden" in ended.err


def test_of_three_versions_one_is_chosen_after_the_other(office, case, said):
    third = (case / "sag.yaml").read_bytes().replace(HERE.encode(), b"emne: Et tredje")
    booked(office, NUMMER, {f"{MERGED}konflikt/sag.yaml": third})
    assert "Et tredje" not in said("afklar", "1").out
    first = said("afklar", "1", "--behold", "anden")
    assert f"Vælg en version: inv afklar {NUMMER}" in first.out
    assert "'En rampe ved døren' → 'Et tredje'" in said("afklar", "1").out
    assert said("afklar", "1", "--behold", "denne").code == 0
    assert THERE in (case / "sag.yaml").read_text(encoding="utf-8")
    assert not (case / "konflikt").exists()


def test_another_case_goes_on_meanwhile(office, said):
    begun(office)
    assert said("notat", "2", "--tekst", "Talt sammen").code == 0


@pytest.fixture
def own_files(office):
    """Let the office's own file have two versions, and the case none."""
    content = (office.root / "kontor.yaml").read_text(encoding="utf-8")
    booked(office, "arkiv", {"konflikt/kontor.yaml": (content + "# rettet\n").encode()})
    return office.root


def test_two_versions_of_the_offices_own_files_are_settled_in_the_same_way(own_files, said):
    assert "inv afklar arkiv" in said("overblik").out
    assert "kontor.yaml: rettet (1 linje skrevet" in said("afklar", "arkiv").out
    assert said("afklar", "arkiv", "--behold", "anden").code == 0
    assert (own_files / "kontor.yaml").read_text(encoding="utf-8").endswith("# rettet\n")
    assert not (own_files / "konflikt").exists()


def test_office_files_that_are_not_sound_are_not_taken(own_files, said):
    edit(own_files / "konflikt" / "kontor.yaml", "format: 1", "format: 9")
    with nothing_changes(own_files):
        ended = said("afklar", "arkiv", "--behold", "anden")
    assert ended.code == 3
    assert "konflikt/kontor.yaml, linje " in ended.err
