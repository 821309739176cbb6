"""Three years of made-up cases: lifelike proportions, nothing empty, the same bytes each time."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from cli import at, copied

from workflow.archive import recommendations, rulefiles
from workflow.core import period
from workflow.core.course import unsent
from workflow.core.filing import unfiled
from workflow.core.schema import recommendations_schema
from workflow.core.situation import Situation
from workflow.core.tabulate import tables
from workflow.core.tally import tally
from workflow.office import (
    checking,
    demo,
    generated,
    generated_files,
    generated_work,
    older_cases,
    rehearsed,
)
from workflow.office.rehearsed import Rehearsal

pytest_plugins = ("at_the_counter",)
OFFICE, RULES = demo.kontor(), rulefiles.load()
UNSAID = {("t1", "Skilt ud fra en ældre sag"), ("t15", "Ikke fulgt")}


@pytest.fixture(scope="module")
def made():
    return generated.cases(OFFICE, RULES)


@pytest.fixture(scope="module")
def counted(made):
    lines = [line for year in generated_work.work(OFFICE).values() for line in year]
    return [tally(made, lines, period.year(year), RULES, OFFICE) for year in generated.YEARS]


def told(path):
    """Read what a report recommended and what became of it."""
    content = (demo.COURSES / "aar" / path).read_bytes()
    return recommendations.read(path, content, recommendations_schema(OFFICE)).anbefalinger


def test_the_same_seed_makes_the_same_bytes_and_another_makes_others(made):
    again, other = (generated.cases(OFFICE, RULES, seed, a_year=9) for seed in (1, 2))
    assert generated_files.files(generated.cases(OFFICE, RULES)) == generated_files.files(made)
    assert generated_files.files(again) != generated_files.files(other)


def test_a_year_has_as_many_henvendelser_complaints_and_klagepunkter_as_reports_show(counted):
    for year in counted:
        cases = year.of("sag", {})
        complaints = year.of("sag", {"type": "klagesag"})
        assert 200 <= len(year.of("henvendelse", {})) <= 400
        assert 0.2 <= len(complaints) / len(cases) <= 0.5
        assert 1.7 <= len(year.of("klagepunkt", {})) / len(complaints) <= 2.1
        assert len(year.of("person", {})) < len(cases)


def test_every_line_and_column_of_every_table_has_something_to_say_in_one_of_two_reports(counted):
    lines, columns = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for now, last in ((1, demo.LAST_REPORTS[0]), (2, demo.LAST_REPORTS[1])):
        pair, serie = counted[now], counted[: now + 1]
        made = tables(pair, counted[now - 1], RULES, OFFICE, serie=serie, anbefalinger=told(last))
        assert [table.row.id for table in made] == list(RULES.tabeller)
        for table in made:
            for line in table.linjer:
                for column, cell in zip(table.kolonner, line.celler, strict=True):
                    lines[table.row.id, line.navn] += bool(cell.tal)
                    columns[table.row.id, column.navn] += bool(cell.tal)
    assert {key for key, said in lines.items() if not said} <= UNSAID
    assert all(columns.values()), columns


def test_a_centre_that_became_another_is_a_break_in_the_series_where_it_is_one(counted):
    before, now = counted[-2:]
    found = {t.row.id: t for t in tables(now, before, RULES, OFFICE, serie=counted)}
    assert found["t13"].brud == ("2025",)
    assert "Center for Ydelser" in " ".join(found["t13"].noter)
    assert "ydelser" not in {line.id for line in found["t2"].linjer}
    earlier = {t.row.id: t for t in tables(before, counted[0], RULES, OFFICE, serie=counted[:2])}
    assert earlier["t13"].brud == ()
    assert "ydelser" in {line.id for line in earlier["t2"].linjer}


def test_all_that_can_happen_to_a_complaint_happens(made):
    happened = Counter(event.handling for sag in made for event in sag.forloeb)
    for step in ("rykker", "genoptag", "indstil", "genfremsend", "frafald", "ingen-undersoegelse"):
        assert happened[step] > 5, step
    grounds = {event.grund for sag in made for event in sag.forloeb if event.grund}
    assert grounds == {row.id for row in RULES.kompetence.values() if row.afvisning}
    medhold = {punkt.medhold for sag in made for punkt in sag.klagepunkter if punkt.medhold}
    assert medhold == {"fuldt", "delvist", "intet", "uoplyst"}
    assert any(sag.henvendelse for sag in made)


def test_what_is_made_can_be_brought_in_and_holds(registered, tmp_path):
    office = copied(registered, tmp_path / "arkiv")
    few = generated.cases(office.kontor, office.rules, a_year=10, years=(2024, 2025))
    older_cases.bring_in(office, generated_files.files(few), at(date(2026, 1, 2)))
    found = checking.check(office.root, date(2026, 1, 3))
    assert not found.fejl
    assert found.sager == len(few) + 1  # and the one that was there


def test_what_is_long_past_waits_for_nothing_and_every_letter_is_sent_and_filed(made):
    for sag in made:
        if sag.modtaget < generated.LAST - generated.INVESTIGATION_LASTS:
            assert not generated.waits(sag, OFFICE, RULES, demo.FOUNDED), sag.nummer
        here = Situation(sag, OFFICE, RULES, demo.FOUNDED)
        assert not unsent(sag.forloeb), sag.nummer
        assert not unfiled(here), sag.nummer


def test_what_was_under_way_at_the_turn_of_the_year_ends_in_the_first_months_of_the_new(made):
    waiting = {sag.nummer: sag for sag in made if generated.waits(sag, OFFICE, RULES, demo.FOUNDED)}
    assert 8 <= len(waiting) <= 20
    cases = {nr: Rehearsal(sag, OFFICE, RULES) for nr, sag in waiting.items()}
    for day, nummer, told in generated.at_new_year(made, OFFICE, RULES, demo.FOUNDED):
        assert demo.FOUNDED <= day < date(2026, 4, 1)
        rehearsed.do(cases[nummer], told, day)
    for case in cases.values():
        assert not generated.waits(case.sag, OFFICE, RULES, date(2026, 4, 1)), case.sag.nummer
        assert not unsent(case.sag.forloeb)
