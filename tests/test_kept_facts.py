"""What a case rests on is kept: its statement's facts, the adviser's prose, what went out."""

from __future__ import annotations

import json

import pytest
from cli import POINT, begun, copied, do, folder, nothing_changes
from letter_sample import source

from workflow.core.errors import LookIncomplete
from workflow.documents.look import Look
from workflow.documents.publish import Press

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def case(office):
    return folder(office, "2026-0001")


def last(counter, office):
    return json.loads(counter("journal", "1", "--json", archive=office.root).out)[-1]


def test_prose_that_has_been_journalised_outlives_the_undoing_of_its_step(office, case, counter):
    do(office, "2026-0001", "2026-03-04", "centersvar", medhold="intet")
    do(office, "2026-0001", "2026-03-05", "borger-fastholder")
    do(office, "2026-0001", "2026-03-06", "undersoeg", kriterium="kvalitet")
    prose = case / "udtalelse.md"
    prose.write_text(prose.read_text(encoding="utf-8") + "Det begyndte i maj.", encoding="utf-8")
    assert counter("gem", "1", archive=office.root).code == 0
    assert counter("fortryd", "1", archive=office.root).code == 0
    assert "Det begyndte i maj." in prose.read_text(encoding="utf-8")


def test_a_closed_case_keeps_its_facts(office, counter):
    do(office, "2026-0001", "2026-03-04", "frafald", begrundelse="Trukket tilbage")
    told = ("--tema", "andet", "--center", "social", "--forhold", "x", "--vedroerer", "praktisk")
    with nothing_changes(office.root):
        ended = counter("klagepunkt", "1", *told, archive=office.root)
    assert ended.code == 4
    assert "Sagen er afsluttet" in ended.err


@pytest.mark.parametrize("option", ["--navn", "--emne"])
def test_a_cpr_number_does_not_enter_a_case(option, office, counter):
    words = ["ny", "--type", "klagesag", "--navn", "Ane", "--emne", "Svar"]
    words[words.index(option) + 1] = "Ane 310299-0000"
    with nothing_changes(office.root):
        ended = counter(*words, archive=office.root)
    assert ended.code == 2
    assert f"{option}: der står et CPR-nummer" in ended.err


def test_a_klagepunkt_that_fits_in_no_letter_is_pointed_out(office, counter):
    told = ("--tema", "andet", "--center", "social", "--vedroerer", "praktisk")
    ended = counter("klagepunkt", "1", *told, "--forhold", "han venter", archive=office.root)
    assert ended.code == 0
    assert "Skriv det i sag.yaml uden jeg, du, han, hun og borgeren" in ended.err


def test_letters_are_recorded_as_sent_on_the_day_they_went_but_not_before_they_were(
    office, counter
):
    do(office, "2026-0001", "2026-03-04", "kvitter")
    do(office, "2026-0001", "2026-03-10", "notat", slags="telefon", tekst="Talt sammen")
    with nothing_changes(office.root):
        early = counter("afsendt", "1", "--dato", "2026-03-03", archive=office.root)
    assert early.code == 2
    assert "ligger før brevet 2026-03-04-kvittering-borger" in early.err
    assert counter("afsendt", "1", "--dato", "2026-03-05", archive=office.root).code == 0
    assert last(counter, office)["tekst"] == "digital-post: 2026-03-04-kvittering-borger"


def test_a_correction_is_one_only_when_the_course_is_corrected(office, case, counter):
    (case / "bilag").mkdir()
    (case / "bilag" / "svar.txt").write_text("Nej", encoding="utf-8")
    assert counter("gem", "1", "--rettelse", archive=office.root).code == 0
    assert last(counter, office)["handling"] == "redigering"


def test_a_rejected_klagepunkt_is_not_rejected_again(office, counter):
    told = {"grund": "uden-for-kommunen", "begrundelse": "Naboen"}
    nummer = begun(office, POINT, POINT)
    do(office, nummer, "2026-03-04", "afvis", punkt="1", **told)
    words = [word for name, value in told.items() for word in (f"--{name}", value)]
    with nothing_changes(office.root):
        ended = counter("afvis", nummer, "--punkt", "1", *words, archive=office.root)
    assert ended.code == 4
    assert "Klagepunkt 1 behandles ikke (status: afvist)" in ended.err


def test_a_case_as_data_has_its_empty_keys_too(office, counter):
    data = json.loads(counter("vis", "1", "--json", archive=office.root).out)
    assert {"esdh", "henvendelse", "klagepunkter"} <= data.keys()
    assert {"status", "medhold", "vurdering", "afgoerelse"} <= data["klagepunkter"][0].keys()


@pytest.mark.usefixtures("set_letters")
def test_a_look_that_lacks_something_is_named_also_by_a_press_that_was_warm(tmp_path):
    with Press(Look((tmp_path,))) as press:
        press.warm(1)
        with pytest.raises(LookIncomplete):
            press.render([source("Tekst")])


def test_a_second_archive_says_how_to_work_in_it(several, office, counter):
    copied(office.root, several / "aby")
    ended = counter("arkiv", "--kommune", "Bby Kommune", archive=None)
    assert ended.code == 0, ended.err
    assert "inv vaelg bby" in ended.out


def test_what_is_known_of_an_afgoerelse_is_noted_with_the_klagepunkt(office, counter):
    told = ("--tema", "andet", "--center", "social", "--vedroerer", "sagsbehandling")
    decision = ("--truffet", "2026-02-27", "--klageinstans", "Ankestyrelsen")
    words = ("--forhold", "svaret mangler klagevejledning", *decision)
    assert counter("klagepunkt", "1", *told, *words, archive=office.root).code == 0
    data = json.loads(counter("vis", "1", "--json", archive=office.root).out)
    assert data["klagepunkter"][-1]["afgoerelse"] == {
        "truffet": "2026-02-27",
        "klageinstans": "Ankestyrelsen",
        "klagefrist": None,
    }
