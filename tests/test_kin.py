"""Cases that know each other: of one henvendelse, and of one citizen, told at the counter."""

from __future__ import annotations

import json

import pytest
from cli import FACTS, POINT, begun, copied, do, folder, nothing_changes

from workflow.core import citizens
from workflow.core.model import Borger
from workflow.office.played import read

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NY = ("ny", "--type", "klagesag", "--emne", "Afslag på ledsagelse")
POINT_WORDS = [word for key, value in POINT.items() for word in (f"--{key}", value)]


@pytest.fixture
def office(with_case):
    return with_case


def case(office, nummer):
    return read(folder(office, nummer) / "sag.yaml")


def related(counter, office, nummer):
    return json.loads(counter("vis", nummer, "--json", archive=office.root).out)["beslaegtede"]


def test_a_case_from_the_same_henvendelse_takes_citizen_day_and_text_from_it(office, counter):
    (folder(office, "2026-0001") / "henvendelse.md").write_text("Jeg er træt.\n", encoding="utf-8")
    ended = counter(*NY, "--henvendelse", "1", archive=office.root)
    assert ended.code == 0, ended.err
    new = case(office, "2026-0002")
    assert new["henvendelse"] == "2026-0001"
    assert new["borger"]["navn"] == FACTS["navn"]
    assert new["borger"]["adresse"] == FACTS["adresse"]
    assert (str(new["modtaget"]), new["kanal"]) == (FACTS["modtaget"], "telefon")
    text = (folder(office, "2026-0002") / "henvendelse.md").read_text(encoding="utf-8")
    assert text == "Jeg er træt.\n"


def test_what_is_told_of_the_new_case_goes_before_what_the_first_one_says(office, counter):
    told = ("--kanal", "brev", "--modtaget", "2026-04-01", "--tekst", "Et brev.")
    assert counter(*NY, "--henvendelse", "2026-0001", *told, archive=office.root).code == 0
    new = case(office, "2026-0002")
    assert (str(new["modtaget"]), new["kanal"]) == ("2026-04-01", "brev")
    text = (folder(office, "2026-0002") / "henvendelse.md").read_text(encoding="utf-8")
    assert text == "Et brev.\n"


def test_the_third_case_names_the_first_and_all_three_know_each_other(office, counter):
    counter(*NY, "--henvendelse", "1", archive=office.root)
    counter(*NY, "--henvendelse", "2", archive=office.root)
    assert case(office, "2026-0003")["henvendelse"] == "2026-0001"
    for nummer in ("1", "2", "3"):
        others = {f"2026-000{n}" for n in (1, 2, 3)} - {f"2026-000{nummer}"}
        assert {other["nummer"] for other in related(counter, office, nummer)} == others
    assert related(counter, office, "1")[0] == {
        "nummer": "2026-0002",
        "emne": "Afslag på ledsagelse",
        "tilstand": "ny",
    }
    page = counter("vis", "3", archive=office.root).out
    assert "Andre sager fra samme henvendelse\n  2026-0001  Ventetid på hjælpemiddel (Ny)" in page


def test_a_case_alone_has_no_others(office, counter):
    assert related(counter, office, "1") == []
    assert "samme henvendelse" not in counter("vis", "1", archive=office.root).out


def test_a_henvendelse_that_is_no_case_is_refused(office, counter):
    with nothing_changes(office.root):
        ended = counter(*NY, "--henvendelse", "77", archive=office.root)
    assert ended.code == 2
    assert "Der er ingen sag, der hedder '77'" in ended.err


def test_without_a_henvendelse_the_name_is_still_needed(office, counter):
    with nothing_changes(office.root):
        assert "--navn mangler." in counter(*NY, archive=office.root).err


@pytest.mark.parametrize("name", ["Øjvind Åse", "øjvind  åse", "ØJVIND A\u030ase"])
def test_a_citizen_who_has_a_case_is_pointed_out_when_another_is_opened(name, office, counter):
    ended = counter(*NY, "--navn", name, archive=office.root)
    assert ended.code == 0
    assert "sag 2026-0001 (Ventetid på hjælpemiddel; social; Ny)" in ended.err
    assert "hører det til i den sag" in ended.err
    assert "enkeltsagsprincippet" in ended.err
    assert ended.out.splitlines()[-1].startswith("2026-0002 ")


def test_an_answered_case_is_held_on_to_and_a_closed_one_taken_up_again(office, counter):
    do(office, "2026-0001", "2026-03-04", "centersvar", medhold="intet")
    told = counter(*NY, "--navn", "Øjvind Åse", archive=office.root).err
    assert "inv borger-fastholder 2026-0001" in told
    do(office, "2026-0001", "2026-03-05", "frafald", begrundelse="Trukket tilbage")
    told = counter(*NY, "--navn", "Øjvind Åse", archive=office.root).err
    assert "inv genoptag 2026-0001" in told


def test_another_citizen_is_not_pointed_out(office, counter):
    assert counter(*NY, "--navn", "Øjvind Åsen", archive=office.root).err == ""


def test_cases_of_one_henvendelse_do_not_point_each_other_out(office, counter):
    assert counter(*NY, "--henvendelse", "1", archive=office.root).err == ""


def test_a_klagepunkt_of_a_centre_the_citizen_has_a_case_with_is_pointed_out(office, counter):
    begun(office, POINT | {"center": "borgerservice"}, emne="Pas")
    other = counter("klagepunkt", "2", *POINT_WORDS, archive=office.root).err
    assert "sag 2026-0001 (Ventetid på hjælpemiddel; social; Ny)" in other
    elsewhere = [word.replace("social", "boern-og-unge") for word in POINT_WORDS]
    assert "2026-0001" not in counter("klagepunkt", "2", *elsewhere, archive=office.root).err


def test_the_other_cases_stand_in_no_file_and_no_journal_of_the_new_one(office, counter):
    counter(*NY, "--navn", "Øjvind Åse", archive=office.root)
    text = (folder(office, "2026-0002") / "sag.yaml").read_text(encoding="utf-8")
    assert "2026-0001" not in text
    assert "2026-0001" not in counter("journal", "2", archive=office.root).out


def test_another_case_that_cannot_be_read_stops_neither_the_opening_nor_the_showing(
    office, counter, tmp_path
):
    other = copied(office.root, tmp_path / "kopi")
    bad = folder(other, "2026-0001") / "sag.yaml"
    bad.write_bytes(bad.read_bytes() + "ukendt: nøgle\n".encode() + b"\xff")
    assert counter(*NY, "--navn", "Øjvind Åse", archive=other.root).code == 0
    assert counter("vis", "2", archive=other.root).code == 0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({}, {}, True),
        ({"email": "a@b.dk"}, {}, True),
        ({"email": "A@b.dk"}, {"email": "a@B.dk"}, True),
        ({"email": "a@b.dk"}, {"email": "x@b.dk"}, False),
        ({"telefon": "+45 12 34 56 78"}, {"telefon": "12345678"}, True),
        ({"telefon": "12345678"}, {"telefon": "87654321"}, False),
        ({"adresse": "Vej 1", "telefon": "1"}, {"adresse": "vej  1", "telefon": "2"}, True),
        ({"adresse": "Vej 1"}, {"adresse": "Vej 2"}, False),
        ({"email": "a@b.dk", "telefon": "1"}, {"email": "a@b.dk", "telefon": "2"}, True),
    ],
)
def test_one_name_is_one_citizen_unless_all_that_both_have_told_says_otherwise(one, other, same):
    assert citizens.same(Borger(navn="Ane Lund", **one), Borger(navn="ane lund", **other)) is same
    assert not citizens.same(Borger(navn="Ane Lund", **one), Borger(navn="Ane Lunde", **other))


def test_language_fuldmagt_and_consent_can_be_told_when_the_case_is_opened(office, counter):
    facts = {"sprog": "en", "repraesentant": "Mette Lund\\n2635 Ishøj", "samtykke": "Mundtligt"}
    told = [word for key, value in facts.items() for word in (f"--{key}", value)]
    ended = counter(*NY, "--navn", "Ann Lee", *told, archive=office.root)
    assert ended.code == 0, ended.err
    citizen = case(office, "2026-0002")["borger"]
    assert (citizen["sprog"], citizen["samtykke"]) == ("en", "Mundtligt")
    assert citizen["repraesentant"].splitlines() == ["Mette Lund", "2635 Ishøj"]


def test_a_language_without_letters_is_refused_with_those_that_have(office, counter):
    with nothing_changes(office.root):
        ended = counter(*NY, "--navn", "Ann Lee", "--sprog", "fr", archive=office.root)
    assert ended.code == 2
    assert "--sprog: 'fr' findes ikke. Vælg mellem: da, en." in ended.err
