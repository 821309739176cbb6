"""Taking a step back when there is more to it, and journalising what was edited by hand."""

from __future__ import annotations

import json

import pytest
from cli import POINT, begun, copied, do, edit, folder, git, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")


@pytest.fixture(scope="module")
def acknowledged(tmp_path_factory, registered):
    office = copied(registered, tmp_path_factory.mktemp("kvitteret") / "arkiv")
    do(office, "2026-0001", "2026-03-03", "kvitter")
    return office.root


@pytest.fixture
def office(tmp_path, acknowledged):
    return copied(acknowledged, tmp_path / "arkiv")


@pytest.fixture
def nummer(office):
    return "2026-0001"


@pytest.fixture
def case(office, nummer):
    return folder(office, nummer)


def subjects(office) -> list[str]:
    return git(office.root, "log", "--format=%s").splitlines()


def test_a_step_whose_letters_went_out_is_not_taken_back(office, nummer, counter):
    do(office, nummer, "2026-03-04", "afsendt", via="brev")
    with nothing_changes(office.root):
        ended = counter("fortryd", "1", archive=office.root)
    assert ended.code == 4
    assert "registreret som sendt" in ended.err


def test_steps_of_one_kind_are_taken_back_one_after_the_other(office, nummer, case, counter):
    do(office, nummer, "2026-03-04", "kvitter")
    for left in (1, 0):
        ended = counter("fortryd", "1", archive=office.root)
        assert ended.code == 0, ended.err
        assert len(list(case.glob("breve/*.pdf"))) == left


def test_taking_back_is_an_entry_of_its_own(office, nummer, counter):
    assert counter("fortryd", "1", archive=office.root).code == 0
    assert subjects(office)[0] == "2026-0001: Fortrudt: Kvittering for henvendelsen"
    lines = json.loads(counter("journal", "1", "--json", archive=office.root).out)
    assert [line["handling"] for line in lines][-2:] == ["kvitter", "fortryd"]


def test_what_was_edited_since_a_step_outlives_its_undoing(office, nummer, case, counter):
    do(office, nummer, "2026-03-04", "notat", slags="telefon", tekst="Talt sammen")
    note = case / "notater" / "2026-03-04-telefon.md"
    edit(note, "Talt sammen", "Talt sammen igen")
    edit(case / "sag.yaml", "emne: Ventetid", "emne: Lang ventetid")
    ended = counter("fortryd", "1", archive=office.root)
    assert ended.code == 0
    assert "2026-03-04-telefon.md er rettet" in ended.err
    assert "Talt sammen igen" in note.read_text(encoding="utf-8")
    text = (case / "sag.yaml").read_text(encoding="utf-8")
    assert "emne: Lang ventetid" in text
    assert "handling: notat" not in text


def test_a_step_can_be_taken_back_though_its_unsent_letter_was_touched(
    office, nummer, case, counter
):
    letter = next(case.glob("breve/*.md"))
    letter.write_text("Rettet i hånden", encoding="utf-8")
    ended = counter("fortryd", "1", archive=office.root)
    assert ended.code == 0, ended.err
    assert letter.read_text(encoding="utf-8") == "Rettet i hånden"
    assert "er beholdt" in ended.err


def test_a_statement_that_has_been_begun_is_kept_when_the_investigation_is_taken_back(
    office, nummer, case, counter
):
    do(office, nummer, "2026-03-04", "centersvar", medhold="intet")
    do(office, nummer, "2026-03-05", "borger-fastholder")
    do(office, nummer, "2026-03-06", "undersoeg", kriterium="kvalitet")
    edit(case / "udtalelse.md", "# Sagsfremstilling", "# Sagsfremstilling\n\nDet begyndte i maj.")
    assert counter("fortryd", "1", archive=office.root).code == 0
    assert "Det begyndte i maj." in (case / "udtalelse.md").read_text(encoding="utf-8")
    do(office, nummer, "2026-03-09", "undersoeg", kriterium="kvalitet")
    assert "Det begyndte i maj." in (case / "udtalelse.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("kept", ["written by hand", "kept by an undoing"])
def test_a_note_never_loses_its_text_to_a_file_that_is_there(kept, office, nummer, case, counter):
    note = case / "notater" / "2026-03-04-telefon.md"
    if kept == "written by hand":
        note.parent.mkdir()
        note.write_text("Mit eget", encoding="utf-8")
    else:
        do(office, nummer, "2026-03-04", "notat", slags="telefon", tekst="Mit")
        edit(note, "Mit", "Mit eget")
        counter("fortryd", "1", archive=office.root)
    counter("notat", "1", "--tekst", "Det nye notat", *D, archive=office.root)
    texts = [path.read_text(encoding="utf-8") for path in note.parent.iterdir()]
    assert any("Det nye notat" in text for text in texts)
    assert any("Mit eget" in text for text in texts)


def test_edits_are_journalised_with_their_message(office, nummer, case, counter):
    edit(case / "henvendelse.md", "<!--", "Jeg venter stadig.\n<!--")
    (case / "bilag").mkdir()
    (case / "bilag" / "svar.pdf").write_bytes(b"%PDF-1.7 bilag")
    ended = counter("gem", "1", "--besked", "Klagen skrevet ind", archive=office.root)
    assert ended.code == 0
    assert "henvendelse.md" in ended.out
    assert git(office.root, "status", "--porcelain") == ""
    last = json.loads(counter("journal", "1", "--json", archive=office.root).out)[-1]
    assert (last["handling"], last["tekst"]) == ("redigering", "Klagen skrevet ind")
    with nothing_changes(office.root):
        assert "ingen rettelser" in counter("gem", "1", archive=office.root).out


def test_a_line_of_the_course_is_changed_only_as_a_correction(office, nummer, case, counter):
    edit(case / "sag.yaml", "2026-03-03, handling: kvitter", "2026-03-02, handling: kvitter")
    with nothing_changes(office.root):
        for words in (("gem", "1"), ("videresend", "1", *D), ("fortryd", "1")):
            ended = counter(*words, archive=office.root)
            assert ended.code == 3
            assert "'forloeb' er ikke som journalen har det" in ended.err
    assert counter("gem", "1", "--rettelse", "--besked", "Dato", archive=office.root).code == 0
    last = json.loads(counter("journal", "1", "--json", archive=office.root).out)[-1]
    assert last["handling"] == "rettelse"
    assert counter("videresend", "1", *D, archive=office.root).code == 0


def test_a_stale_window_that_saves_an_old_case_is_caught(office, nummer, case, counter):
    old = (case / "sag.yaml").read_bytes()
    assert counter("videresend", "1", *D, archive=office.root).code == 0
    (case / "sag.yaml").write_bytes(old)
    with nothing_changes(office.root):
        assert counter("rykker", "1", "--alligevel", *D, archive=office.root).code == 3


def test_a_step_journalises_edits_before_itself_and_says_so(office, nummer, case, counter):
    edit(case / "sag.yaml", "emne: Ventetid", "emne: Lang ventetid")
    ended = counter("videresend", "1", *D, archive=office.root)
    assert ended.code == 0
    assert "Dine rettelser er journaliseret: sag.yaml" in ended.err
    assert subjects(office)[:2] == [
        "2026-0001: Klagen sendt videre til centret",
        "2026-0001: Rettelser i sagens filer",
    ]
    assert "Lang ventetid" in next(case.glob("breve/*center.md")).read_text(encoding="utf-8")


TEMA = ("--tema", "andet", "--center", "social", "--forhold", "x", "--vedroerer", "praktisk")


@pytest.mark.parametrize(
    "words",
    [
        ("klagepunkt", "1", *TEMA),
        ("vurder", "1", "--punkt", "1", "--udfald", "ingen-kritik", "--konstateret", "x"),
        ("fortryd", "1"),
        ("afsendt", "1", *D),
        ("notat", "1", "--tekst", "x", *D),
    ],
    ids=lambda words: words[0],
)
def test_every_command_that_journalises_edits_says_so(words, office, nummer, case, counter):
    edit(case / "sag.yaml", "emne: Ventetid", "emne: Lang ventetid")
    ended = counter(*words, archive=office.root)
    assert ended.code == 0, ended.err
    assert subjects(office)[1] == "2026-0001: Rettelser i sagens filer"
    assert "sag.yaml" in ended.out + ended.err


def test_a_refused_step_journalises_no_edits(office, nummer, case, counter):
    edit(case / "sag.yaml", "emne: Ventetid", "emne: Lang ventetid")
    with nothing_changes(office.root):
        assert counter("rykker", "1", *D, archive=office.root).code == 4


def test_another_case_being_edited_is_not_swept_along(office, nummer, case, counter):
    other = folder(office, begun(office, POINT | {"tema": "andet"}))
    edit(other / "sag.yaml", "emne: Ventetid", "emne: Halvfærdig")
    (other / "kladde.md").write_text("Endnu ikke klar", encoding="utf-8")
    assert counter("videresend", "1", *D, archive=office.root).code == 0
    left = git(office.root, "status", "--porcelain", "--untracked-files=all")
    assert "2026-0002/sag.yaml" in left
    assert "2026-0002/kladde.md" in left
    assert "Halvfærdig" in (other / "sag.yaml").read_text(encoding="utf-8")


def test_a_finished_letter_that_is_edited_is_not_swept_along(office, nummer, case, counter):
    letter = next(case.glob("breve/*.md"))
    finished = letter.read_bytes()
    letter.write_text("Et andet brev", encoding="utf-8")
    for words in (("videresend", "1", *D), ("gem", "1", "--besked", "Rettet")):
        ended = counter(*words, archive=office.root)
        assert ended.code == 0
        assert f"{letter.name} er ændret eller slettet" in ended.out + ended.err
    name = letter.relative_to(office.root).as_posix()
    assert git(office.root, "show", f"HEAD:{name}").encode() == finished
    assert letter.read_text(encoding="utf-8") == "Et andet brev"


def test_a_strange_file_among_the_letters_is_not_called_a_letter(office, nummer, case, counter):
    (case / "breve" / "svar fra centret.pdf").write_bytes(b"%PDF")
    ended = counter("gem", "1", archive=office.root)
    assert ended.code == 0
    assert "svar fra centret.pdf ligger blandt de færdige breve" in ended.out + ended.err
    assert "flyt den til bilag/" in ended.out + ended.err
    assert "ændret eller slettet" not in ended.out + ended.err


def test_a_case_whose_folder_is_gone_does_not_give_its_number_to_another(
    office, nummer, case, counter
):
    case.rename(office.root.parent / "flyttet")
    words = ("ny", "--type", "klagesag", "--navn", "Ane", "--emne", "Svar")
    ended = counter(*words, "--modtaget", "2026-03-05", archive=office.root)
    assert ended.code == 0, ended.err
    assert ended.out.splitlines()[-1].startswith("2026-0002 ")
