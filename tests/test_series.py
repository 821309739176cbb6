"""The series over years: its periods, its breaks, and centres and themes counted as others."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import punkt, sag
from msgspec.structs import replace

from workflow.core import consistency, kontor, series
from workflow.core.hindsight import stood
from workflow.core.kontor import Center
from workflow.core.model import Haendelse
from workflow.core.period import year
from workflow.core.tabulate import tables
from workflow.core.tally import tally


def center(ident, **facts):
    return Center(
        **{"id": ident, "navn": f"Center {ident}", "adresse": "x", "gaelder_fra": date(2000, 1, 1)}
        | facts
    )


def test_a_series_goes_back_to_the_year_of_the_first_case():
    assert series.spans(year(2026), date(2024, 12, 31)) == (year(2024), year(2025), year(2026))
    assert series.spans(year(2026), date(2026, 5, 1)) == (year(2026),)


@pytest.fixture
def merged(kontor):
    """An office where a centre became another at the end of May 2026, and one changed its name."""
    gone = {"gaelder_til": date(2026, 5, 31), "bliver_til": "ny"}
    named = {"gaelder_til": date(2025, 12, 31)}
    return replace(
        kontor,
        centre=(
            center("gammel", **gone),
            center("ny", **named),
            center("ny", navn="Center Nyt", gaelder_fra=date(2026, 1, 1)),
        ),
    )


def test_a_centre_that_became_another_is_counted_as_it_and_breaks_the_series(merged, rules):
    case = sag(punkt(center="gammel"), nummer="2026-0001", modtaget=date(2026, 3, 2))
    old = replace(case, nummer="2025-0001", modtaget=date(2025, 3, 2))
    tallies = [tally([case, old], [], year(n), rules, merged) for n in (2025, 2026)]
    assert [f.led["center"] for t in tallies for f in t.of("klagepunkt", {})] == ["gammel", "ny"]
    found = tables(tallies[1], tallies[0], rules, merged, serie=tallies)
    t13 = next(table for table in found if table.row.id == "t13")
    assert [value.navn for value in t13.kolonner] == ["2025", "| 2026"]
    assert t13.brud == ("2026",)
    [note] = t13.noter
    assert note.startswith("| 2026: Center gammel er ikke med efter 31.\N{NO-BREAK SPACE}maj 2026.")
    assert note.endswith("Det tælles derefter som Center Nyt.")


def test_a_successor_that_is_none_is_told(merged):
    rows = (center("a", bliver_til="b"), center("b", bliver_til="b", gaelder_til=date(2026, 1, 1)))
    told = [fault for _, fault in kontor.lost((*rows, center("c", bliver_til="månen")))]
    assert "gælder stadig" in told[0]
    assert "tilbage til 'b'" in told[1]
    assert "ikke er et center her" in told[2]
    assert list(kontor.lost(merged.centre)) == []


def test_a_theme_that_leads_back_to_itself_or_is_still_in_use_is_told(rules):
    first, second, *_ = rules.temaer
    temaer = dict(rules.temaer)
    temaer[first] = replace(temaer[first], bliver_til=second)
    temaer[second] = replace(temaer[second], bliver_til=first, gaelder_til=date(2026, 1, 1))
    told = "\n".join(fault for *_, fault in consistency.faults(replace_rules(rules, temaer)))
    assert f"fører fra '{first}' tilbage" in told
    assert "rækken gælder stadig" in told


def replace_rules(rules, temaer):
    return replace(rules, temaer=temaer)


def test_a_case_stands_as_it_stood_before_later_steps():
    events = [
        Haendelse(dato=date(2026, 3, 2), handling="registrer"),
        Haendelse(dato=date(2026, 4, 1), handling="centersvar", medhold="1=intet", punkter=(1,)),
        Haendelse(dato=date(2027, 1, 5), handling="centersvar", medhold="fuldt", punkter=(1, 2)),
        Haendelse(dato=date(2027, 1, 6), handling="borger-fastholder", punkter=(1,)),
    ]
    points = (punkt(1, medhold="fuldt"), punkt(2, medhold="fuldt", status="ikke-fastholdt"))
    (then,) = stood([sag(*points, forloeb=tuple(events))], date(2026, 12, 31))
    assert [p.medhold for p in then.sag.klagepunkter] == ["intet", None]
    assert [p.status for p in then.sag.klagepunkter] == ["behandles", "behandles"]
    (now,) = stood([sag(*points, forloeb=tuple(events))], date(2027, 12, 31))
    assert now.sag.klagepunkter == points


def test_a_case_that_was_split_off_later_is_not_there_yet_and_then_knows_what_was_asked():
    asked = Haendelse(dato=date(2026, 4, 1), handling="videresend", punkter=(1, 2))
    split = Haendelse(dato=date(2027, 2, 1), handling="opdel", punkter=(2,), sager=("2026-0013",))
    old = sag(punkt(1), punkt(2, status="flyttet", flyttet_til="2026-0013"), forloeb=(asked, split))
    new = sag(punkt(1), nummer="2026-0013", henvendelse="2026-0012", forloeb=())
    (before,) = stood([old, new], date(2026, 12, 31))
    assert [p.status for p in before.sag.klagepunkter] == ["behandles", "behandles"]
    first, second = stood([old, new], date(2027, 12, 31))
    assert [p.nr for p in first.sag.egne] == [1]
    assert (second.begyndt, second.foerste) == (date(2027, 2, 1), False)
    assert [event.punkter for event in second.arvet] == [(1,)]
