"""inv beretning, status and centerark: chapters written once, checked, and set when they agree."""

from __future__ import annotations

import re
import shutil

import pytest
from cli import edit, git, nothing_changes

from workflow.archive import papers

pytest_plugins = ("at_the_counter",)
CHAPTERS = 13
GAP = re.compile(r"\[skriv[^\]]*\]")


@pytest.fixture
def archive(tmp_path, demonstration):
    return shutil.copytree(demonstration, tmp_path / "arkiv")


def chapters(folder):
    return sorted(folder.glob("[0-9]*.md"))


def written(archive, mappe="beretning/2026"):
    """Fill every gap of the chapters and of the resumes, as an adviser does in the end."""
    for path in chapters(archive / mappe):
        text = path.read_text(encoding="utf-8")
        path.write_text(GAP.sub("Det er skrevet her.", text), encoding="utf-8")
    for case in (archive / "2026").iterdir():
        resume = "# Om ventetid\n\nCentret svarede sent og sagde undskyld.\n"
        (case / "resume.md").write_text(resume, encoding="utf-8")


def finished(archive):
    path = archive / "beretning/2026/aarsberetning-2026.md"
    return path.read_text(encoding="utf-8")


def test_the_chapters_are_written_once_booked_and_told_with_their_gaps(counter, archive):
    said = counter("beretning", "2026", archive=archive)
    assert said.code == 0
    assert "01-forord.md, linje 3: her mangler tekst" in said.err
    assert len(chapters(archive / "beretning/2026")) == CHAPTERS
    assert "Handling: beretning" in git(archive, "log", "-1")
    assert "Sag: arkiv" in git(archive, "log", "-1")
    assert git(archive, "status", "--porcelain") == ""


def test_a_gap_stops_the_report_with_its_line_and_nothing_is_touched(counter, archive):
    counter("beretning", "2026", archive=archive)
    with nothing_changes(archive):
        said = counter("beretning", "2026", "--alligevel", archive=archive)
    assert said.code == 4
    assert "beretning/2026/01-forord.md, linje 3: her mangler tekst: [skriv forordet" in said.err
    assert "resume.md" in said.err


def test_a_draft_is_made_with_its_gaps_outside_the_archive(counter, archive):
    counter("beretning", "2026", archive=archive)
    before = git(archive, "rev-parse", "HEAD")
    assert counter("beretning", "2026", "--udkast", archive=archive).code == 0
    draft = archive / papers.PREVIEWS / "aarsberetning-2026/UDKAST-aarsberetning-2026.md"
    assert "[skriv forordet" in draft.read_text(encoding="utf-8")
    assert git(archive, "rev-parse", "HEAD") == before


def test_a_written_report_is_set_booked_whole_and_has_no_mark_left(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    said = counter("beretning", "2026", archive=archive)
    assert said.code == 0, said.err
    text = finished(archive)
    assert "[[" not in text
    assert "#### " not in text.split("## Resuméer")[0]
    assert "Centret svarede sent" in text
    assert (archive / "beretning/2026/tal.json").is_file()
    assert git(archive, "status", "--porcelain", "beretning") == ""


def test_the_standing_chapters_say_what_this_office_has_and_slip_nowhere(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    said = counter("beretning", "2026", archive=archive)
    assert "(bemærkning)" not in said.err
    assert "Vedtægt for borgerrådgiveren i Fjordby Kommune" in finished(archive)


def test_what_the_adviser_has_written_is_never_written_over(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    (archive / "beretning/2026/08-temaer.md").unlink()
    edit(archive / "beretning/2026/10-konklusioner.md", "Det er skrevet her.", "Min konklusion.")
    assert counter("beretning", "2026", archive=archive).code == 0
    assert "Min konklusion." in finished(archive)
    assert not (archive / "beretning/2026/08-temaer.md").exists()


def test_a_number_that_is_not_the_tables_stops_unless_it_is_meant(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    chapter = archive / "beretning/2026/10-konklusioner.md"
    edit(chapter, "Det er skrevet her.", "Der kom i alt 93 klagepunkter i 2026.")
    with nothing_changes(archive):
        said = counter("beretning", "2026", archive=archive)
    assert said.code == 4
    assert "10-konklusioner.md, linje 3: 93 klagepunkter er ikke" in said.err
    assert counter("beretning", "2026", "--alligevel", archive=archive).code == 0


def test_a_mark_that_names_nothing_is_a_bad_file_and_names_what_is_near(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    edit(archive / "beretning/2026/10-konklusioner.md", "her.", "[[tal T1 klagepunktr]].")
    with nothing_changes(archive):
        said = counter("beretning", "2026", archive=archive)
    assert said.code == 3
    assert "linje 3: [[tal T1 klagepunktr]]:" in said.err
    assert "Klagepunkter" in said.err


def test_a_partys_name_stops_the_report_with_its_line(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    navn = re.search(r"navn: (.+?)\n", (archive / "2026/2026-0001/sag.yaml").read_text())[1]
    edit(archive / "beretning/2026/08-temaer.md", "Det er skrevet her.", f"{navn} ventede.")
    with nothing_changes(archive):
        said = counter("beretning", "2026", archive=archive)
    assert said.code == 4
    assert "08-temaer.md, linje" in said.err


def test_what_only_the_finished_documents_say_stops_the_report_too(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    edit(archive / "kontor.yaml", "titel: borgerrådgiver", "titel: borgerrådgiver 310299-1234")
    with nothing_changes(archive):
        said = counter("beretning", "2026", "--alligevel", archive=archive)
    assert said.code == 4, said.err
    assert "aarsberetning-2026.pdf, linje" in said.err


def test_recommendations_are_numbered_and_the_last_ones_followed_up(counter, archive):
    counter("beretning", "2026", archive=archive)
    written(archive)
    mine = "format: 1\nanbefalinger:\n- {nr: 1, tekst: at der svares til tiden, center: social}\n"
    (archive / "beretning/2026/anbefalinger.yaml").write_text(mine)
    (archive / "beretning/2025").mkdir()
    last = "format: 1\nanbefalinger:\n- {nr: 1, tekst: at telefonen tages, status: delvist}\n"
    (archive / "beretning/2025/anbefalinger.yaml").write_text(last)
    assert counter("beretning", "2026", archive=archive).code == 0
    assert "1. At der svares til tiden. (Center for Social og Handicap)" in finished(archive)
    assert "1. At telefonen tages. **Delvist fulgt.**" in finished(archive)
    assert "1. at telefonen tages: delvist fulgt." in finished(archive)  # of table T15


@pytest.mark.parametrize(
    ("words", "mappe"),
    [
        (("status", "--til", "2026-06-30"), "beretning/status-2026-01-01-2026-06-30"),
        (("centerark", "social", "--aar", "2026"), "beretning/centerark-social-2026"),
    ],
)
def test_the_short_ones_are_made_in_the_same_way(counter, archive, words, mappe):
    assert counter(*words, archive=archive).code == 0
    assert counter(*words, archive=archive).code == 4
    written(archive, mappe)
    assert counter(*words, archive=archive).code == 0
    (made,) = (archive / mappe).glob("[a-z]*.md")
    assert "[[" not in made.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        ("beretning", "26"),
        ("beretning", "2031"),
        ("centerark", "findes-ikke"),
        ("status", "--fra", "2026-03-01", "--til", "2026-02-01"),
    ],
)
def test_what_is_no_year_period_or_centre_is_refused(counter, archive, words):
    with nothing_changes(archive):
        assert counter(*words, archive=archive).code == 2
