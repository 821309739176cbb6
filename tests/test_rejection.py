"""A rejection and its ground: what the one-year rule allows, and what was answered before."""

from __future__ import annotations

import pytest
from made_up import day, punkt
from msgspec.structs import replace

from workflow.core.kontor import Etaarsregel
from workflow.core.model import Periode

OLD = {"grund": "etaarsfrist", "begrundelse": "Det er for længe siden."}
POLITICAL = {"grund": "politisk", "begrundelse": "Det er serviceniveauet."}


def refused(case, **told):
    return "\n".join(case.refused("afvis", "2026-03-04", **told))


def warned(case, **told):
    return "\n".join(case.plan("afvis", "2026-03-04", **told).advarsler)


def test_what_is_too_old_can_be_rejected_as_that(walk_of):
    case = walk_of(punkt(haendt=day("2025-02-01")))
    assert refused(case, **OLD) == ""
    assert warned(case, **OLD) == ""


@pytest.mark.parametrize("alligevel", [False, True])
def test_without_a_date_nothing_is_rejected_as_too_old(walk_of, alligevel):
    told = refused(walk_of(punkt()), alligevel=alligevel, **OLD)
    assert "Klagepunkt 1: Året regnes fra forholdet: ingen dato." in told
    assert "Spørg borgeren, hvornår det skete" in told
    assert "(§ 1)" in told


def test_a_case_without_klagepunkter_is_not_rejected_as_too_old(walk_of):
    assert "sagen har intet klagepunkt. Spørg borgeren" in refused(walk_of(), **OLD)


def test_what_is_in_time_is_rejected_as_too_old_only_knowingly(walk_of):
    case = walk_of(punkt(haendt=day("2025-03-02")))
    told = refused(case, **OLD)
    assert "den 2.\u00a0marts 2025. Klagepunktet er inden for det seneste år." in told
    assert "--alligevel" in told
    assert refused(case, alligevel=True, **OLD) == ""


def test_what_is_partly_in_time_is_rejected_as_too_old_only_knowingly(walk_of):
    case = walk_of(punkt(haendt=Periode(fra=day("2023-01-01"))))
    told = refused(case, **OLD)
    assert "Kun det, der er sket den 2.\u00a0marts 2025 eller senere, er inden for" in told
    assert refused(case, alligevel=True, **OLD) == ""


def test_only_the_klagepunkt_that_is_named_is_held_against_the_year(walk_of):
    case = walk_of(punkt(1, haendt=day("2026-01-05")), punkt(2, haendt=day("2024-01-05")))
    assert "Klagepunkt 1" in refused(case, **OLD)
    assert "Klagepunkt 2" not in refused(case, **OLD)
    case.step("afvis", "2026-03-04", punkt="2", **OLD)
    assert [p.status for p in case.sag.klagepunkter] == ["behandles", "afvist"]
    assert case.state() == "ny"


def test_the_offices_own_wording_of_the_year_decides(walk_of):
    case = walk_of(punkt(haendt=Periode(fra=day("2023-01-01"))))
    case.kontor = replace(case.kontor, etaarsregel=Etaarsregel(undtagelse=False))
    assert refused(case, **OLD) == ""


def test_a_rejection_that_nobody_has_answered_for_is_remarked_upon(walk):
    told = warned(walk, **POLITICAL)
    assert "Klagepunkt 1 er afvist som 'Politisk beslutning" in told
    assert "spørgsmålet er ikke besvaret. Svar på det, før du afviser (inv kompetence)" in told


@pytest.mark.parametrize("svar", ["nej", "delvist", "uafklaret"])
def test_a_rejection_against_the_answers_is_remarked_upon(walk_of, svar):
    told = warned(walk_of(punkt(kompetence={"politisk": svar})), **POLITICAL)
    assert f"bedømt politisk?' er {svar}. Er grunden forkert, så tag den" in told


def test_a_rejection_that_the_answers_bear_is_not_remarked_upon(walk_of):
    assert warned(walk_of(punkt(kompetence={"politisk": "ja"})), **POLITICAL) == ""


def test_a_complaint_about_an_afgoerelse_is_still_to_be_passed_on(walk_of):
    case = walk_of(punkt(vedroerer="afgoerelse", kompetence={"ikke-afgoerelse": "ja"}))
    told = warned(case, grund="ikke-afgoerelse", begrundelse="Det er afgørelsen selv.")
    assert "klagen skal videre til centret" in told
    assert "inv videreformidl" in told
