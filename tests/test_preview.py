"""A preview: rendered, marked UDKAST, and no part of the archive."""

from __future__ import annotations

import sys

import pytest
from cli import everything, folder, git, head
from letter_sample import parts, pdf_text, word_text

pytest_plugins = ("at_the_counter",)

D = ("--dato", "2026-03-04")
NUMMER = "2026-0001"


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def inv(office, counter):
    return lambda *words: counter(*words, archive=office.root)


@pytest.fixture
def place(office):
    return office.root / ".forhaandsvisning" / NUMMER


def booked(office):
    return head(office.root), everything(folder(office, NUMMER))


def test_a_preview_is_marked_and_changes_nothing_that_is_kept(office, place, inv):
    before = booked(office)
    ended = inv("forhaandsvis", "1", "videresend", *D)
    assert ended.code == 0, ended.err
    names = [f"UDKAST-2026-03-04-videresendelse-{to}" for to in ("borger", "center")]
    assert sorted({path.stem for path in place.iterdir()}) == names
    for path in place.iterdir():
        assert f"  {path}\n" in ended.out
    pdf = pdf_text((place / f"{names[1]}.pdf").read_bytes())
    assert pdf.count("UDKAST") == pdf.count("Side ")
    word = parts((place / f"{names[1]}.docx").read_bytes())
    heads = [text for name, text in word.items() if name.startswith("word/header")]
    assert heads
    assert all("UDKAST" in text for text in heads)
    assert booked(office) == before
    assert git(office.root, "status", "--porcelain") == ""
    assert "ingen rettelser" in inv("gem", "1").out


def test_a_preview_shows_the_edited_draft_and_says_that_it_is_old(office, place, inv):
    assert inv("udkast", "1", "videresend", *D).code == 0
    draft = folder(office, NUMMER) / "udkast" / "videresendelse-center.md"
    text = draft.read_text(encoding="utf-8").replace("Til Center", "Kære venner i Center")
    draft.write_text(text, encoding="utf-8")
    sag = folder(office, NUMMER) / "sag.yaml"
    sag.write_text(
        sag.read_text(encoding="utf-8").replace("Vejgade 1", "Vejgade 7"), encoding="utf-8"
    )
    ended = inv("forhaandsvis", "1", "videresend", *D)
    assert ended.code == 0, ended.err
    made = place / "UDKAST-2026-03-04-videresendelse-center.docx"
    assert "Kære venner i Center" in word_text(made.read_bytes())
    assert "videresendelse-center.md er rettet af dig og ældre end sagens" in ended.err


def test_an_unfinished_draft_can_be_looked_at_and_what_is_missing_is_told(office, place, inv):
    assert inv("udkast", "1", "videresend", *D).code == 0
    draft = folder(office, NUMMER) / "udkast" / "videresendelse-center.md"
    head_, _, _ = draft.read_text(encoding="utf-8").partition("\n# ")
    draft.write_text(f"{head_}\nKære [skriv navn]", encoding="utf-8")
    ended = inv("forhaandsvis", "1", "videresend", *D)
    assert ended.code == 0, ended.err
    assert "linje 9: brevets titel mangler" in ended.err
    assert "[skriv navn] er ikke skrevet færdigt" in ended.err
    made = place / "UDKAST-2026-03-04-videresendelse-center.docx"
    assert "Kære [skriv navn]" in word_text(made.read_bytes())


def test_an_unfinished_statement_can_be_looked_at_with_every_reason_why_it_must_wait(
    office, place, inv
):
    for words in (
        "centersvar --medhold intet",
        "borger-fastholder",
        "undersoeg --kriterium medhold",
    ):
        handling, *told = words.split()
        assert inv(handling, "1", *told, *D).code == 0
    before = booked(office)
    ended = inv("forhaandsvis", "1", "afgiv-udtalelse", *D)
    assert ended.code == 0, ended.err
    assert "Bemærk: Skridtet kan ikke ske endnu: Klagepunkt 1 er ikke vurderet" in ended.err
    assert "afsnittet 'Resumé' er tomt" in ended.err
    letters = {path.stem.removeprefix("UDKAST-2026-03-04-") for path in place.iterdir()}
    assert letters == {"udtalelse", "foelgebrev-borger", "foelgebrev-center"}
    text = pdf_text((place / "UDKAST-2026-03-04-udtalelse.pdf").read_bytes())
    assert "[mangler]" in text
    assert "Borgeren oplyser, at centret ikke har" in text
    assert "kan ikke vurderes" not in text
    assert booked(office) == before


def test_the_last_preview_of_the_case_is_gone_when_a_new_one_is_made(office, place, inv):
    assert inv("forhaandsvis", "1", "videresend", *D).code == 0
    assert inv("forhaandsvis", "1", "kvitter", *D).code == 0
    assert {path.stem for path in place.iterdir()} == {"UDKAST-2026-03-04-kvittering-borger"}


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
@pytest.mark.parametrize("linked", [".forhaandsvisning", f".forhaandsvisning/{NUMMER}"])
def test_a_preview_is_never_made_or_emptied_through_a_link(linked, office, tmp_path, inv):
    elsewhere = tmp_path / "andetsteds"
    (elsewhere / NUMMER).mkdir(parents=True)
    (elsewhere / NUMMER / "vigtig.txt").write_text("behold", encoding="utf-8")
    (elsewhere / "vigtig.txt").write_text("behold", encoding="utf-8")
    link = office.root / linked
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere, target_is_directory=True)
    before = everything(elsewhere)
    ended = inv("forhaandsvis", "1", "videresend", *D)
    assert ended.code == 3
    assert "er en genvej" in ended.err
    assert everything(elsewhere) == before


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
@pytest.mark.parametrize("words", [("vis", "1"), ("forhaandsvis", "1", "videresend", *D)])
def test_a_draft_that_is_a_link_is_not_followed(words, office, tmp_path, inv):
    secret = tmp_path / "hemmelig.md"
    secret.write_text("Hemmeligt", encoding="utf-8")
    (folder(office, NUMMER) / "udkast").mkdir()
    (folder(office, NUMMER) / "udkast" / "videresendelse-center.md").symlink_to(secret)
    ended = inv(*words)
    assert ended.code == 3
    assert "er en genvej" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
@pytest.mark.parametrize("words", [("forhaandsvis", "1", "videresend", *D), ("vis", "1")])
def test_a_complaint_that_is_a_link_is_not_followed(words, office, tmp_path, inv):
    secret = tmp_path / "hemmelig.md"
    secret.write_text("Bortløbet kat", encoding="utf-8")
    complaint = folder(office, NUMMER) / "henvendelse.md"
    complaint.unlink()
    complaint.symlink_to(secret)
    ended = inv(*words)
    assert ended.code == 3
    assert "henvendelse.md er en genvej" in ended.err
