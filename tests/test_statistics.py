"""inv statistik: the tables in 80 columns, the cases behind a figure, and what is taken along."""

from __future__ import annotations

import json
from datetime import date

import pytest
from cli import POINT, begun, do, everything

from workflow.core.errors import BadFile, BadValue
from workflow.core.period import Span, around, named
from workflow.core.table_text import WIDTH
from workflow.office import desk, protecting, statistics

pytestmark = pytest.mark.usefixtures("unset_letters")
TODAY = date(2026, 6, 30)
RUDE = POINT | {"tema": "optraeden", "center": "borgerservice", "vedroerer": "optraeden"}


@pytest.fixture
def counted(office):
    """Let two citizens complain, the one over two matters."""
    begun(office, POINT, POINT)
    begun(office, RUDE, navn="Gerda Friis", emne="Tonen i telefonen")
    do(office, "2026-0001", "2026-03-03", "kvitter")
    return statistics.count(office, named("2026"))


@pytest.fixture
def nothing_bounded(monkeypatch):
    """Hide what can be computed, without the linear programs."""
    monkeypatch.setattr(protecting.extremes, "reach", None)


def test_every_table_is_shown_within_80_columns_with_its_unit_and_period(counted):
    page = statistics.page(counted, "", TODAY)
    body = page.split("\n\n", 1)[1]
    assert max(map(len, body.splitlines())) <= WIDTH
    assert body.count("Enhed: ") == body.count("Periode: ") == len(counted.tabeller) == 16
    assert "Perioden er ikke slut" in page


def test_one_table_can_be_shown_alone(counted):
    page = statistics.page(counted, "t7", TODAY)
    assert page.count("Enhed: ") == 1
    assert "Sagsbehandlingstid" in page


def test_wide_tables_are_told_in_blocks_that_fit(counted):
    assert "A  Fuldt medhold" not in statistics.page(counted, "T1", TODAY)
    page = statistics.page(counted, "T12", TODAY)
    assert "januar 2026" in page


@pytest.mark.parametrize(
    "words",
    [("T7", "social", "sagsbehandlingstid"), ("T7", "Sagsbehandlingstid", "Center for Social")],
)
def test_the_cases_behind_a_figure_are_named_in_any_order(words, counted):
    told = statistics.cases(counted, words).splitlines()
    assert told[0].endswith("2 (klagepunkter), 1 sag")
    assert told[1:] == ["  2026-0001  2026-03-02  Ventetid på hjælpemiddel (klagepunkt 1, 2)"]


def test_words_that_mean_several_figures_or_none_are_refused_with_those_there_are(counted):
    with pytest.raises(BadValue, match="heraf klagesager – 2026"):
        statistics.cases(counted, ["T1", "heraf"])
    with pytest.raises(BadValue, match="Linjer: "):
        statistics.cases(counted, ["T7", "månen"])
    with pytest.raises(BadValue, match="Vælg mellem: T1, T2"):
        statistics.cases(counted, ["T99"])
    with pytest.raises(BadValue, match="hvilket tal"):
        statistics.cases(counted, [])


@pytest.mark.usefixtures("nothing_bounded")
def test_what_is_written_hides_small_numbers_unless_it_is_asked_for_whole(counted, tmp_path):
    written = statistics.write(counted, "", str(tmp_path / "tal"), protected=True)
    files = {path.name: path.read_text(encoding="utf-8-sig") for path in written}
    assert len(files) == len(counted.tabeller) + 1
    assert "Henvendelser;henvendelser;<5;0" in files["t1.csv"]
    assert "Enhed: klagepunkter" in files["LAESMIG.md"]
    statistics.write(counted, "T1", str(tmp_path / "tal"), protected=False)
    whole = (tmp_path / "tal" / "t1.csv").read_text(encoding="utf-8-sig")
    assert "Henvendelser;henvendelser;2;0" in whole
    assert "IKKE beskyttet" in (tmp_path / "tal" / "LAESMIG.md").read_text(encoding="utf-8")


@pytest.mark.usefixtures("nothing_bounded")
def test_json_says_whether_it_is_protected(counted):
    data = json.loads(json.dumps(statistics.data(counted, "T1", protected=True)))
    assert data["beskyttet"] is True
    assert [table["id"] for table in data["tabeller"]] == ["t1"]
    assert data["tabeller"][0]["linjer"][0]["celler"] == ["<5", "0"]
    assert statistics.data(counted, "T1", protected=False)["tabeller"][0]["linjer"][0][
        "celler"
    ] == [
        "2",
        "0",
    ]


def test_nothing_is_written_into_the_archive_or_where_no_folder_can_be(counted, office, tmp_path):
    before = everything(office.root)
    (tmp_path / "fil").write_text("x", encoding="utf-8")
    for place in (office.root / "tal", tmp_path / "ingen" / "tal", tmp_path / "fil"):
        with pytest.raises(BadValue, match="--csv: "):
            statistics.write(counted, "", str(place), protected=False)
    assert everything(office.root) == before


def test_a_case_that_cannot_be_read_stops_the_counting_with_its_fault(counted):
    office = counted.office
    (office.root / "2026" / "2026-0002" / "sag.yaml").write_text("format: 1\n", encoding="utf-8")
    with pytest.raises(BadFile, match="2026-0002"):
        statistics.count(office, named("2026"))


def test_without_a_period_it_is_the_reporting_year_that_it_is(office):
    assert statistics.span(office, "", "", "", TODAY) == named("2026")
    path = office.root / "kontor.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("begynder: 01-01", "begynder: 10-01"), encoding="utf-8")
    autumn = desk.enter(office.root)
    assert statistics.span(autumn, "", "", "", TODAY).til == date(2026, 9, 30)
    assert statistics.span(autumn, "", "", "2026", TODAY).fra == date(2025, 10, 1)
    assert around(date(2026, 10, 1), "10-01").til == date(2027, 9, 30)
    path.write_text(text.replace("begynder: 01-01", "begynder: 02-30"), encoding="utf-8")
    with pytest.raises(BadFile, match="begynder"):
        desk.enter(office.root)


def test_a_period_is_told_in_one_way_only_and_runs_forwards(office):
    told = statistics.span(office, "2026-02-01", "2026-03-01", "", TODAY)
    assert told == Span(date(2026, 2, 1), date(2026, 3, 1))
    assert statistics.span(office, "2026-02-01", "", "", TODAY).til == TODAY
    with pytest.raises(BadValue, match="enten en periode"):
        statistics.span(office, "2026-02-01", "", "2026", TODAY)
    with pytest.raises(BadValue, match="ligger før"):
        statistics.span(office, "2026-02-01", "2026-01-01", "", TODAY)


RECOMMENDED = """\
format: 1
anbefalinger:
  - {nr: 1, tekst: Frister skrives i hvert brev, center: social, status: fulgt, note: Indført i maj}
  - {nr: 2, tekst: Der svares på rykkere}
"""


def test_what_became_of_the_last_recommendations_is_a_table_with_each_of_them_told(office):
    path = office.root / "beretning" / "2025" / "anbefalinger.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(RECOMMENDED, encoding="utf-8")
    page = statistics.page(statistics.count(office, named("2026")), "T15", TODAY)
    assert "Fulgt" in page
    assert "1. Frister skrives i hvert brev (Center for Social og Handicap): fulgt." in page
    path.write_text(RECOMMENDED.replace("nr: 2", "nr: 1"), encoding="utf-8")
    with pytest.raises(BadFile, match="anbefaling 1 står to gange"):
        statistics.count(office, named("2026"))
