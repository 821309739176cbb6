"""What is less usual than a day's work, and has to be right all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from cli import FACTS, ROOT, at, begun, day, do, edit, folder, git, nothing_changes
from made_up import punkt, sag
from msgspec.structs import replace

from workflow.archive import journal, rulefiles
from workflow.core import course, figures, period, register_joining
from workflow.core.dimensions import Value
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile
from workflow.core.model import Haendelse, Vurdering
from workflow.core.printed import Trykt, TryktLinje
from workflow.core.register import Work
from workflow.office import checking, conflicts, counting, desk, gather, opening, report_facts

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"
RULES = rulefiles.load()


def own_table(office, name, *changes):
    """Give the office a table of its own, the shipped one with some changes."""
    text = (rulefiles.SHIPPED / name).read_text(encoding="utf-8")
    for was, becomes in changes:
        assert was in text
        text = text.replace(was, becomes)
    (office.root / "regler").mkdir(exist_ok=True)
    (office.root / "regler" / name).write_text(text, encoding="utf-8")
    return desk.enter(office.root)


def test_another_citizen_of_one_henvendelse_gets_nothing_of_how_the_first_is_reached(with_case):
    told = {"henvendelse": "1", "type": "klagesag", "navn": "Bo Beta", "emne": "Støj"}
    new = opening.case(with_case, told, at(day("2026-03-04"))).sag
    assert new.borger.navn == "Bo Beta"
    assert new.borger.adresse is new.borger.email is new.borger.telefon is None
    assert new.modtaget == day("2026-03-02")


def test_a_letter_is_recorded_as_sent_though_another_is_of_a_later_day(with_case, counter):
    do(with_case, NUMMER, "2026-03-02", "kvitter")
    do(with_case, NUMMER, "2026-03-05", "videresend")
    told = ("--brev", "2026-03-02-kvittering-borger", "--dato", "2026-03-03")
    assert counter("afsendt", "1", *told, archive=with_case.root).code == 0
    assert (
        "2026-03-05" in counter("afsendt", "1", "--dato", "2026-03-04", archive=with_case.root).err
    )


def test_a_case_begins_in_the_state_that_the_offices_own_table_says(office):
    states = "\n  modtaget:\n    titel: Modtaget\n    kilde: Eget valg\nraekker:\n"
    own_table(office, "tilstande.yaml", ("raekker:\n", f"raekker:{states[:-9]}"))
    own = own_table(
        office,
        "handlinger.yaml",
        ("    til: ny\n    kommando: ny", "    til: modtaget\n    kommando: ny"),
        ("fra: [ny]", "fra: [ny, modtaget]"),
        ("fra: [ny, hos-centret]", "fra: [ny, modtaget, hos-centret]"),
    )
    begun(own)
    assert checking.check(own.root, day("2026-03-03")).fejl == ()


def test_a_report_back_that_names_no_klagepunkt_is_of_them_all():
    found = Vurdering(udfald="kritik", konstateret="x", henstilling="at der svares")
    told = Haendelse(dato=date(2026, 5, 1), handling="tilbagemelding", henstilling="fulgt")
    case = sag(punkt(vurdering=found), punkt(2, vurdering=found), forloeb=(told,))
    assert list(course.unreported(case)) == []
    assert course.reported(case, 2) == "fulgt"
    one = replace(case, forloeb=(replace(told, punkter=(1,)),))
    assert list(course.unreported(one)) == [2]


def test_a_step_of_the_scale_that_is_no_longer_used_is_not_in_a_later_report(office):
    ended = ("    navn: kritisabelt\n", "    navn: kritisabelt\n    gaelder_til: 2025-12-31\n")
    own = own_table(office, "kritikskala.yaml", ended)
    for year, there in ((2025, True), (2026, False)):
        scale = report_facts.context(own, period.year(year), "", [])["skala"]
        assert ("kritisabelt" in [row.navn for row in scale]) is there


@pytest.mark.parametrize(("begins", "told"), [("10-01", "t15"), ("01-01", None)])
def test_the_last_report_is_that_of_the_offices_own_year(office, begins, told):
    edit(office.root / "kontor.yaml", "begynder: 01-01", f"begynder: {begins}")
    report = office.root / "beretning" / "2026"
    report.mkdir(parents=True)
    text = "format: 1\nanbefalinger:\n  - {nr: 1, tekst: Centret svarer, status: fulgt}\n"
    (report / "anbefalinger.yaml").write_text(text, encoding="utf-8")
    autumn = period.Span(date(2026, 10, 1), date(2026, 11, 15))
    tables = counting.tables_of(desk.enter(office.root), [], autumn)
    assert [t.row.id for t in tables if t.row.opgoerelse == "anbefalinger"] == (
        [told] if told else []
    )


def test_an_empty_version_of_the_offices_own_file_is_not_kept(office):
    held = {"konflikt/kontor.yaml": b"kommune: Andetsteds\n"}
    with journal.opened(office.root, command="inv test", who=office.who) as book:
        entry = Entry("arkiv", "konflikt", NONE, NONE, day("2026-03-03"), "arkiv: Konflikt", held)
        book.book([entry], now=at(day("2026-03-03")), program="test")
    (office.root / "konflikt" / "kontor.yaml").write_bytes(b"")
    with pytest.raises(BadFile, match="er tom"):
        conflicts.settle(office, "arkiv", "anden", at(day("2026-03-04")))
    assert desk.enter(office.root).kontor == office.kontor


def test_a_case_that_cannot_be_read_may_be_the_one_that_a_short_number_means(with_case, counter):
    opening.case(with_case, {**FACTS, "modtaget": "2025-03-03"}, at(day("2026-03-03")))
    (folder(with_case, "2025-0001") / "sag.yaml").write_text("x: [", encoding="utf-8")
    told = counter("vis", "1", archive=with_case.root)
    assert told.code == 2
    assert "Skriv hele nummeret" in told.err
    assert counter("forkast", "2025-0001", archive=with_case.root).code == 0


def test_the_journal_of_a_case_that_cannot_be_read_can_be(with_case, counter):
    (folder(with_case, NUMMER) / "sag.yaml").write_text("x: [", encoding="utf-8")
    told = counter("journal", "1", archive=with_case.root)
    assert told.code == 0
    assert told.out.startswith("Sag 2026-0001\n")
    assert "Henvendelse registreret" in told.out


def test_counts_that_are_too_many_for_one_line_are_not_added():
    base = Work(nr=1, dato=date(2026, 1, 5), slags="smaa-henvendelse", antal=300)
    here, there = replace(base, antal=800), replace(base, antal=700)
    assert register_joining.joined([base], [here], [there]) == ((here,), (1,))
    enough = replace(base, antal=400)
    assert register_joining.joined([base], [here], [enough])[0][0].antal == 900


def test_a_ground_whose_name_begins_as_the_rest_is_placed_by_its_number():
    row = next(
        row for row in RULES.tabeller.values() if row.raekker == "grund" and row.figur == "bar"
    )
    told = (("uden-for-kommunen", "Uden for kommunens virksomhed", "30"), ("a", "Andet", "2"))
    lines = [
        TryktLinje(ident, name, (n, "0")) for ident, name, n in (*told, ("-", "Uden grund", "9"))
    ]
    columns = (Value("p", "2026"), Value("f", "2025"))
    (chart,) = figures.charts([Trykt(row, "2026", columns, tuple(lines))])
    names = [line.navn for line in chart.linjer]
    assert names == ["Uden for kommunens virksomhed", "Andet", "Uden grund"]


@pytest.mark.parametrize("told", ["２０２６", "٢٠٢٦"])
def test_a_year_in_other_digits_is_no_year(office, counter, told):
    with nothing_changes(office.root):
        for asked in (("beretning", told), ("statistik", "--periode", told)):
            ended = counter(*asked, archive=office.root)
            assert ended.code == 2, asked


def test_a_case_number_in_other_digits_is_none(with_case, counter):
    assert counter("vis", "１", archive=with_case.root).code == 2
    told = ("centersvar", "1", "--medhold", "١=fuldt")
    assert counter(*told, archive=with_case.root).code == 2


def test_a_register_that_is_gone_is_told_of_by_the_check(office, counter):
    counter("opkald", "--navn", "Bo", "--telefon", "12345678", archive=office.root)
    (office.root / "opkald" / "2026.yaml").unlink()
    ended = counter("tjek", archive=office.root)
    assert ended.code == 3
    assert "inv forkast arkiv --fil opkald/2026.yaml" in ended.err + ended.out


def test_what_was_sent_with_a_list_of_what_to_ignore_is_journalised(with_case, counter):
    sent = folder(with_case, NUMMER) / "bilag" / "pakke"
    sent.mkdir(parents=True)
    (sent / ".gitignore").write_text("*\n", encoding="utf-8")
    (sent / "mail.txt").write_text("bevis\n", encoding="utf-8")
    with (with_case.root / ".gitignore").open("a", encoding="utf-8") as own:
        own.write("*.hemmelig\n")
    (sent.parent / "x.hemmelig").write_text("x\n", encoding="utf-8")
    assert counter("gem", "1", archive=with_case.root).code == 0
    held = git(with_case.root, "ls-files", f"2026/{NUMMER}/bilag").split()
    assert held == [f"2026/{NUMMER}/bilag/pakke/.gitignore", f"2026/{NUMMER}/bilag/pakke/mail.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="a stream is closed otherwise there")
def test_a_command_whose_output_is_closed_does_what_it_was_told(with_case):
    asked = f"exec {sys.executable} -m invoke notat 1 --slags telefon --tekst Hej >&-"
    ended = subprocess.run(
        ["sh", "-c", asked],
        cwd=ROOT,
        env={**os.environ, "SAGSGANG_ARKIV": str(with_case.root)},
        stderr=subprocess.PIPE,
        check=False,
    )
    assert (ended.returncode, b"Traceback" in ended.stderr) == (0, False)
    assert gather.case_file(with_case, NUMMER).sag.forloeb[-1].handling == "notat"


def test_an_archive_is_not_made_where_everything_lies(counter, monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    for place in (tmp_path, Path(tmp_path.anchor)):
        ended = counter("arkiv", "--kommune", "Fjordby Kommune", archive=place)
        assert (ended.code, "mappe for sig selv" in ended.err) == (2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_centres_address_that_nobody_has_filled_in_is_told_of_with_its_letter(with_case, counter):
    told = counter("kvitter", "1", archive=with_case.root)
    assert "centre." not in told.err
    told = counter("videresend", "1", archive=with_case.root)
    assert "centre.social.adresse" in told.err
    assert "centre.borgerservice.adresse" not in told.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes there")
@pytest.mark.parametrize("fil", ["opkald/2026.yaml", "kontor.yaml"])
@pytest.mark.parametrize("make", ["mkfifo", "mkdir"])
def test_what_stands_in_place_of_the_offices_own_file_is_refused_and_not_waited_for(
    office, counter, fil, make
):
    counter("opkald", "--navn", "Bo", "--telefon", "12345678", archive=office.root)
    (office.root / fil).unlink()
    getattr(os, make)(office.root / fil)
    ended = counter("opkaldsliste", archive=office.root)
    assert ended.code == 3
    assert fil in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
def test_a_home_that_a_link_leads_to_is_a_home(counter, monkeypatch, tmp_path):
    (tmp_path / "hjem").mkdir()
    (tmp_path / "vej").symlink_to(tmp_path / "hjem")
    monkeypatch.setenv("HOME", str(tmp_path / "vej"))
    ended = counter("arkiv", "--kommune", "Fjordby Kommune", archive=tmp_path / "hjem")
    assert (ended.code, list((tmp_path / "hjem").iterdir())) == (2, [])
