"""What may not happen: refused with every reason, and nothing has changed."""

from __future__ import annotations

import json
import shutil
from functools import partial

import pytest
from cli import FACTS, begun, day, do, folder, git, inv, nothing_changes

from workflow.archive import journal
from workflow.core.errors import NotADemo
from workflow.office import demo as made_up
from workflow.office import opening, played

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
NY = ("ny", "--type", "klagesag", "--navn", "Ane", "--emne", "Svar")


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def nummer(office):
    return "2026-0001"


def test_every_step_that_is_closed_is_refused_with_4_and_its_reasons(office, nummer, counter):
    begun(office, type="vejledning")
    do(office, "2026-0002", "2026-03-04", "frafald", begrundelse="x")
    refused = set()
    for case in ("1", "2"):
        data = json.loads(counter("vis", case, "--json", archive=office.root).out)
        with nothing_changes(office.root):
            for step in data["spaerret"]:
                ended = counter(step["id"], case, *D, archive=office.root)
                assert ended.code == 4, step
                assert "kan ikke ske nu" in ended.err
                assert step["grunde"][0] in ended.err
                refused.add(step["id"])
    assert {"afgiv-udtalelse", "rykker", "undersoeg", "videresend", "genoptag"} <= refused


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("underret", "1", *D), "--venter-paa mangler"),
        (("forventningsafstem", "1", "--mundtlig", *D), "--tekst mangler"),
        (("videresend", "1", "--dato", "2026-07-01"), "ligger i fremtiden"),
        (("videresend", "1", "--dato", "2026-03-01"), "før sagens seneste hændelse"),
        (("videresend", "1", "--frist", "2026-03-03", *D), "ligger før skridtet"),
        (("afsendt", "1", *D), "ingen færdige breve"),
        (("fortryd", "1"), "kun registreret"),
        (("afvis", "1", "--grund", "ikke-bisidder", "--begrundelse", "x", *D), "ikke en grund"),
        (
            ("vurder", "1", "--punkt", "1", "--udfald", "kan-ikke-vurderes"),
            "'forbehold' mangler",
        ),
    ],
)
def test_what_a_step_needs_and_does_not_get_is_refused_with_4(words, told, office, nummer, counter):
    with nothing_changes(office.root):
        ended = counter(*words, archive=office.root)
    assert (ended.code, ended.out) == (4, "")
    assert told in ended.err


def test_a_letter_that_lacks_the_centres_address_is_refused_with_file_and_field(
    office, nummer, counter
):
    kontor = office.root / "kontor.yaml"
    text = kontor.read_text(encoding="utf-8")
    kontor.write_text(text.replace("    adresse: ", "    adresse: # ", 1), encoding="utf-8")
    with nothing_changes(office.root):
        ended = counter("videresend", "1", *D, archive=office.root)
    assert ended.code == 3
    assert "kontor.yaml, linje " in ended.err
    assert "adresse" in ended.err


def test_without_an_archive_the_way_to_one_is_told(several, counter, monkeypatch):
    monkeypatch.delenv("SAGSGANG_ARKIV", raising=False)
    ended = counter("vis", "1", archive=None)
    assert ended.code == 5
    assert "inv arkiv" in ended.err
    assert list(several.iterdir()) == []


def test_a_folder_that_is_no_archive_is_refused_with_5(tmp_path, counter):
    (tmp_path / "noget.txt").write_text("mit", encoding="utf-8")
    with nothing_changes(tmp_path):
        assert counter("vis", "1", archive=tmp_path).code == 5
        assert counter(*NY, archive=tmp_path).code == 5


def test_an_archive_that_has_lost_its_journal_is_refused_and_the_outer_one_is_not_used(
    tmp_path, office, nummer, counter
):
    outer = tmp_path / "outer"
    shutil.copytree(office.root, outer / "cases" / "x")
    shutil.rmtree(outer / "cases" / "x" / ".git")
    git(tmp_path, "init", "-q", str(outer))
    with nothing_changes(outer):
        assert counter("kvitter", "1", *D, archive=outer / "cases" / "x").code == 5
        assert counter("journal", "1", archive=outer / "cases" / "x").code == 5


def test_of_several_archives_one_must_be_chosen_and_is_remembered(
    several, kontor_values, counter, monkeypatch
):
    for kommune in ("Ishøj Kommune", "Hvidovre Kommune"):
        opening.archive(several / kommune.split()[0].lower(), kommune, played.at(day("2026-01-02")))
    monkeypatch.delenv("SAGSGANG_ARKIV", raising=False)
    with nothing_changes(several):
        ended = counter(*NY, archive=None)
    assert ended.code == 5
    assert "hvidovre, ishøj" in ended.err
    assert counter("vaelg", "hvidovre", archive=None).code == 0
    assert str(several / "hvidovre") in counter(*NY, archive=None).out


def test_a_choice_that_cannot_be_read_is_told_as_none(several, office, counter, monkeypatch):
    monkeypatch.delenv("SAGSGANG_ARKIV", raising=False)
    shutil.copytree(office.root, several / "fjordby")
    (several / ".valgt").write_bytes(b"\xff\xfe\n")
    ended = counter("vis", "1", archive=None)
    assert ended.code == 5
    assert "inv vaelg" in ended.err


def test_an_archive_is_never_made_where_there_is_one(office, counter):
    with nothing_changes(office.root):
        assert counter("arkiv", "--kommune", "Ny Kommune", archive=office.root).code == 5


def test_the_demonstration_is_never_built_over_anothers_folder(tmp_path):
    (tmp_path / "kontor.yaml").write_text("kommune: Ishøj Kommune\n", encoding="utf-8")
    with nothing_changes(tmp_path), pytest.raises(NotADemo):
        list(made_up.build(tmp_path))


def test_a_busy_archive_is_refused_with_who_has_it(office, nummer, counter, monkeypatch):
    opened = journal.opened
    monkeypatch.setattr(journal, "opened", partial(opened, patience=0.05))
    busy = opened(office.root, command="videresend 2026-0001", who=office.who)
    with busy, nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 5
    assert "videresend 2026-0001" in ended.err


def test_a_refusal_is_told_the_same_way_by_a_process_of_its_own(office, nummer):
    with nothing_changes(office.root):
        ended = inv("rykker", "1", *D, archive=office.root)
    assert (ended.code, ended.out) == (4, "")
    assert f"({FACTS['navn']}: {FACTS['emne']})" in ended.err
    assert not folder(office, nummer).joinpath("breve").exists()
