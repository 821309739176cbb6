"""Two made-up municipalities, exported for real and laid side by side: every figure recounted."""

from __future__ import annotations

import json
from datetime import date

import pytest
import recount
from cli import copied, edit, everything
from test_recount import CALLED

from workflow.core.period import Span
from workflow.core.printed import grouped, is_hidden
from workflow.office import (
    comparing,
    desk,
    exporting,
    generated,
    generated_files,
    older_cases,
    played,
)

pytest_plugins = ("at_the_counter",)
SPAN = Span(date(2025, 1, 1), date(2025, 12, 31))
PEOPLE = {"fjordby": 48_312, "skovby": 31_240}
MONTHS = (
    *("januar", "februar", "marts", "april", "maj", "juni"),
    *("juli", "august", "september", "oktober", "november", "december"),
)
SEEDS = {"fjordby": 1, "skovby": 2}
NO_NUMBERS = ("", "·")


def kontor(root, navn):
    """Let an archive be another municipality's, with its inhabitants."""
    edit(root / "kontor.yaml", "kommune: Fjordby", f"kommune: {navn.capitalize()}")
    with (root / "kontor.yaml").open("a", encoding="utf-8") as file:
        file.write(f"indbyggere: {{antal: {PEOPLE[navn]}, dag: 2025-01-01, kilde: FOLK1A}}\n")


@pytest.fixture(scope="module")
def two(tmp_path_factory, _founded):
    """Make two archives of cases and a package of each."""
    home, made = tmp_path_factory.mktemp("to"), {}
    for navn, seed in SEEDS.items():
        root = home / navn
        copied(_founded, root)
        kontor(root, navn)
        office = desk.enter(root)
        cases = generated.cases(office.kontor, office.rules, seed, years=[2025], a_year=90)
        older_cases.bring_in(office, generated_files.files(cases), played.at(date(2026, 1, 5)))
        place = exporting.export(office, "2025", str(home / f"pakke-{navn}"), played.at(SPAN.til))
        made[navn] = root, place
    return made


@pytest.fixture(scope="module")
def found(two):
    """Compare them."""
    return comparing.compare([str(place) for _, place in two.values()], "")


def recounted(root):
    """Count a municipality's files by the plain loop, and sum what a margin sums."""
    cases, work = recount.read(root)
    found = recount.count(cases, work, *SPAN)
    # The recount knows people by their names alone; chance gives several people one name.
    came = [case["borger"] for case in cases if case["modtaget"] in SPAN]
    return found | {("t1", "Personer"): len({(who["navn"], who.get("telefon")) for who in came})}


def margin(counted, table, line, place):
    """Sum the recount's figures that a line of a compared table stands for."""
    month = {f"{name} 2025": f"2025-{n:02}" for n, name in enumerate(MONTHS, 1)}
    code = CALLED.get(line, month.get(line, line))
    mine = {key: n for key, n in counted.items() if key[0] == table}
    if line == "":
        return sum(mine.values())
    return sum(n for key, n in mine.items() if key[place] == code)


def test_every_figure_compared_is_what_a_plain_recount_of_the_files_finds(found, two):
    seen = 0
    for at, (root, _) in enumerate(two.values()):
        counted = recounted(root)
        for table in found.tabeller:
            name, _, part = table.row.id.partition("-")
            if name in ("t6", "t13"):
                continue
            for line in table.linjer:
                cell = line.celler[at]
                if cell in NO_NUMBERS or is_hidden(cell) or line.id == "oevrige":
                    continue
                expected = margin(counted, name, line.id, 2 if part == "2" else 1)
                assert int(cell) == expected, (table.row.id, line.id, at)
                seen += 1
    assert seen > 100


def test_the_answers_and_the_years_are_the_recounts_too(found, two):
    tables = {table.row.id: table for table in found.tabeller}
    for at, (root, _) in enumerate(two.values()):
        counted = recounted(root)
        t6 = {line.id: line.celler[at] for line in tables["t6"].linjer}
        assert t6["antal"] == str(counted["t6", "", "antal"])
        assert float(t6["median"].replace(",", ".")) == counted["t6", "", "median"]
        years = {line.id: line.celler[at] for line in tables["t13"].linjer}
        assert years["Henvendelser 2025"] == str(counted["t1", "Henvendelser"])


def test_the_numbers_per_thousand_are_the_shown_number_by_the_inhabitants(found):
    for table in found.tabeller:
        counts = [n for n, column in enumerate(table.kolonner) if column.id in PEOPLE]
        for at in counts:
            for line in table.linjer if table.row.id != "t6" else ():
                rate = [n for n, c in enumerate(table.kolonner)
                        if c.id == f"{table.kolonner[at].id}-pr-1000"]  # fmt: skip
                if rate and line.celler[at].isdecimal() and line.celler[at] != "0":
                    told = float(line.celler[rate[0]].replace(",", "."))
                    people = PEOPLE[table.kolonner[at].id]
                    assert abs(told - 1000 * int(line.celler[at]) / people) <= 0.005


def test_what_a_package_hides_is_hidden_in_the_comparison_and_so_is_its_rate(found, two):
    hidden = 0
    for table in found.tabeller:
        for line in table.linjer:
            for at, navn in enumerate(two):
                if is_hidden(line.celler[at]):
                    rates = [line.celler[n] for n, c in enumerate(table.kolonner)
                             if c.id == f"{navn}-pr-1000"]  # fmt: skip
                    assert {*rates} <= {"·", ""}
                    hidden += 1
    assert hidden > 10


def test_the_page_says_who_is_compared_and_prints_the_figures(found):
    page = comparing.page(found)
    assert "Fjordby Kommune: 2025, 48.312 indbyggere 1.\u00a0januar 2025 (FOLK1A)" in page
    assert "Skovby Kommune: 2025, 31.240 indbyggere" in page
    first = next(line for line in found.tabeller[0].linjer if line.id == "Henvendelser")
    told = next(line for line in page.splitlines() if line.startswith("Henvendelser  "))
    assert [grouped(cell) for cell in first.celler] == told.split()[1:-1]


def test_the_command_works_without_an_archive_and_touches_none(
    counter, two, monkeypatch, tmp_path, several
):
    monkeypatch.chdir(tmp_path)
    before = {navn: everything(root) for navn, (root, _) in two.items()}
    places = [str(place) for _, place in two.values()]
    said = counter("sammenlign", *places, "--json", archive=None)
    assert said.code == 0, said.err
    told = json.loads(said.out)
    assert [kommune["indbyggere"] for kommune in told["kommuner"]] == [*PEOPLE.values()]
    assert len(told["tabeller"]) > 10
    one = counter("sammenlign", *places, "--tabel", "T7", archive=None)
    assert one.code == 0
    assert "T7-1" in one.out
    assert "T8" not in one.out
    assert {navn: everything(root) for navn, (root, _) in two.items()} == before


def test_the_report_comes_in_three_formats_with_charts_and_never_into_an_archive(
    counter, two, tmp_path, several
):
    places = [str(place) for _, place in two.values()]
    (tmp_path / ".ud.halv").mkdir()  # what a killed command leaves
    (tmp_path / ".ud.halv" / "halv.pdf").write_bytes(b"%PDF")
    said = counter("sammenlign", *places, "--til", str(tmp_path / "ud"), archive=None)
    assert said.code == 0, said.err
    names = {path.name for path in (tmp_path / "ud").iterdir()}
    assert names == {f"sammenligning.{form}" for form in ("docx", "pdf", "html")}
    assert not (tmp_path / ".ud.halv").exists()
    html = (tmp_path / "ud/sammenligning.html").read_text(encoding="utf-8")
    assert "Figur T2-2" in html
    assert "Fjordby pr.\u00a01.000" in html
    root = two["fjordby"][0]
    again = counter("sammenlign", *places, "--til", str(root / "ud"), archive=None)
    assert again.code == 2
    assert "ligger i arkivet" in again.err
    assert not (root / "ud").exists()
