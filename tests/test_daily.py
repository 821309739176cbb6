"""The day's work at the counter: overblik and frist, as a page, as data and as a calendar."""

from __future__ import annotations

import json
import os
import sys

import pytest
from cli import begun, do, folder, nothing_changes

from workflow.office import overview

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"
links = pytest.mark.skipif(sys.platform == "win32", reason="making links takes a privilege there")
NAME, SUBJECT = "Øjvind Åse", "Ventetid på hjælpemiddel"


@pytest.fixture
def sent_on(with_case):
    """A complaint with the centre, which had until 18 March."""
    do(with_case, NUMMER, "2026-03-04", "videresend")
    return with_case


@pytest.fixture
def see(counter, sent_on):
    """Give what a command says of that archive; the spaces of a date are ordinary ones."""

    def say(*words):
        said = counter(*words, archive=sent_on.root)
        return said._replace(out=said.out.replace("\u00a0", " "))

    return say


def test_the_overview_tells_what_is_overdue_of_whose_case_and_who_is_waited_for(see):
    said = see("overblik", "--dato", "2026-03-20")
    assert said.code == 0
    lines = said.out.splitlines()
    (row,) = (row for row, line in enumerate(lines) if "Centrets svar" in line)
    assert lines[row - 1] == f"  {NUMMER}  {NAME}: {SUBJECT}"
    for told in ("18. marts", "2 arbejdsdage over", "Venter på Center for Social"):
        assert told in lines[row]
    assert "I dag" not in said.out


def test_the_overview_of_a_pipe_has_no_colours_and_that_of_a_terminal_has(see, sent_on):
    assert "\x1b" not in see("overblik").out
    plain, coloured = (
        overview.page(sent_on, overview.date(2026, 3, 20), every=False, colour=colour)
        for colour in (False, True)
    )
    assert "\x1b[31m" in coloured
    for code in (overview.RED, overview.YELLOW, overview.BOLD, overview.PLAIN):
        coloured = coloured.replace(code, "")
    assert coloured == plain


def test_an_archive_where_nothing_waits_says_so(counter, office):
    assert "Intet venter." in counter("overblik", archive=office.root).out


def test_the_overview_as_data_has_every_section(see):
    data = json.loads(see("overblik", "--json", "--dato", "2026-03-20").out)
    found = {part["id"]: part["linjer"] for part in data["afsnit"]}
    assert data["aabne"] == 1
    assert found["i-dag"] == []
    assert found["overskredet"][0]["arbejdsdage"] == -2


def test_a_case_that_cannot_be_read_is_named_and_the_rest_still_shown(see, sent_on):
    other = begun(sent_on)
    path = folder(sent_on, other) / "sag.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("format: 1", "format: [1"), "utf-8")
    said = see("overblik", "--dato", "2026-03-20")
    assert said.code == 0
    assert f"{other}/sag.yaml, linje" in said.out
    assert "Centrets svar" in said.out


def test_drafts_of_an_open_case_are_told(see, sent_on):
    drafts = folder(sent_on, NUMMER) / "udkast"
    drafts.mkdir()
    (drafts / "rykker-center.md").write_text("Kladde", encoding="utf-8")
    assert "Udkast ikke sendt: rykker-center" in see("overblik").out


def test_later_deadlines_of_the_offices_own_are_shown_when_all_are_asked_for(see):
    asked = ("overblik", "--dato", "2026-03-04")
    assert "Forventet afslutning" not in see(*asked).out
    assert "Forventet afslutning" in see(*asked, "--alle").out


def test_the_calendar_holds_the_deadlines_and_names_nobody(see, tmp_path):
    fil = tmp_path / "frister.ics"
    said = see("overblik", "--ics", str(fil))
    assert said.code == 0
    text = fil.read_bytes().decode().replace("\r\n ", "")
    assert f"SUMMARY:{NUMMER}: Centrets svar på klagen (venter på centret)" in text
    assert NAME not in text
    assert SUBJECT not in text
    assert [path.name for path in tmp_path.glob("*frister*")] == ["frister.ics"]


@pytest.mark.parametrize("fil", ["kontor.yaml", "2026/frister.ics", "frister.txt"])
def test_a_calendar_is_written_neither_in_the_archive_nor_over_another_kind_of_file(
    see, sent_on, fil
):
    with nothing_changes(sent_on.root):
        assert see("overblik", "--ics", str(sent_on.root / fil)).code == 2


@links
def test_a_link_among_the_papers_of_a_case_is_told_and_hides_no_other_case(see, sent_on):
    other = begun(sent_on, navn="Bo Holm")
    (folder(sent_on, other) / "notater").symlink_to(sent_on.root)
    said = see("overblik", "--dato", "2026-03-10")
    assert said.code == 0
    assert "Centrets svar på klagen" in said.out
    assert f"2026/{other}/notater er en genvej" in said.out


def test_a_broken_register_of_calls_is_told_and_hides_no_case(see, sent_on):
    (sent_on.root / "opkald").mkdir()
    (sent_on.root / "opkald" / "2026.yaml").write_text("format: 1\nopkald: [Bente\n", "utf-8")
    said = see("overblik", "--dato", "2026-03-10")
    assert said.code == 0
    assert "Centrets svar på klagen" in said.out
    assert "opkald/2026.yaml, linje" in said.out


def test_what_an_editor_lays_beside_a_draft_is_no_draft(see, sent_on):
    (folder(sent_on, NUMMER) / "udkast").mkdir()
    for name in ("~$rykker-center.md", ".rykker-center.md"):
        (folder(sent_on, NUMMER) / "udkast" / name).touch()
    assert "Udkast" not in see("overblik", "--dato", "2026-03-10").out


@links
def test_a_pipe_among_the_papers_of_a_case_holds_nothing_up(see, sent_on):
    (folder(sent_on, NUMMER) / "notater").mkdir(exist_ok=True)
    os.mkfifo(folder(sent_on, NUMMER) / "notater" / "2026-03-04-roer.md")
    said = see("overblik", "--dato", "2026-03-10")
    assert said.code == 0
    assert "roer.md kan ikke læses (det er ingen fil)" in said.out


def test_a_deadline_is_told_with_its_day_0_and_each_day_skipped(see):
    said = see("frist", "1", "--dato", "2026-03-05")
    assert said.code == 0
    assert "Centrets svar på klagen: 18. marts 2026 (9 arbejdsdage endnu)" in said.out
    assert "Dag 0 er 4. marts 2026." in said.out
    assert "lørdage og søndage: 7.–8. marts, 14.–15. marts." in said.out
    assert "10 arbejdsdage efter dag 0 er 18. marts 2026." in said.out
    assert "Skærtorsdag 2. april" in said.out


def test_an_extension_is_told_with_who_made_it_and_why(see, sent_on):
    do(sent_on, NUMMER, "2026-03-05", "forlaeng-frist", dage="3", begrundelse="Ferie i centret")
    said = see("frist", "1")
    assert f"Frist forlænget (af {sent_on.kontor.borgerraadgiver.navn})" in said.out
    assert "Begrundelse: Ferie i centret" in said.out


def test_a_day_that_was_given_says_so_in_the_page_and_in_the_data(see, sent_on):
    do(sent_on, NUMMER, "2026-03-05", "kvitter", forventet="2026-04-01")
    assert "Datoen er givet med --forventet: 1. april 2026." in see("frist", "1").out
    data = {row["id"]: row for row in json.loads(see("frist", "1", "--json").out)}
    assert data["besked"]["led"][0]["givet_med"] == "--forventet"
    assert data["svar"]["led"][0]["sprunget_over"][0] == {"dato": "2026-03-07", "navn": "lørdag"}


def test_a_case_without_deadlines_says_so(see, sent_on):
    do(sent_on, NUMMER, "2026-03-05", "frafald", begrundelse="Trukket tilbage")
    assert "Ingen frist løber" in see("frist", "1").out


def test_a_day_that_is_none_is_refused(see):
    assert see("overblik", "--dato", "2026-02-30").code == 2
    assert see("frist", "1", "--dato", "i morgen").code == 2
