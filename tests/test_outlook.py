"""What can be done with a case now, what cannot and why, and which deadlines run."""

from __future__ import annotations

import pytest
from made_up import punkt

from workflow.core import outlook


def open_now(case, today="2026-03-04"):
    return {step.action.id for step in outlook.steps(case.situation(today)) if step.mulig}


def test_every_action_with_a_command_of_its_own_is_either_open_or_closed(walk, rules):
    data = outlook.as_data(walk.situation("2026-03-04"))
    told = [step["id"] for step in (*data["mulige"], *data["spaerret"])]
    assert sorted(told) == sorted(r.id for r in rules.handlinger.values() if not r.kommando)
    assert all(step["grunde"] for step in data["spaerret"])


def test_a_new_complaint_can_be_sent_on_answered_or_closed_but_not_investigated(walk):
    found = open_now(walk)
    assert {"kvitter", "videresend", "uformel-kontakt", "centersvar", "afvis", "afslut"} <= found
    assert not {"undersoeg", "afgiv-udtalelse", "rykker", "genoptag", "vejled"} & found


@pytest.mark.parametrize("action", ["genfremsend", "undersoeg", "ingen-undersoegelse"])
def test_what_is_open_may_be_done_once_it_has_what_it_needs(walk, action):
    told = {"bemaerkninger": "Svar på det", "kriterium": "medhold", "begrundelse": "x"}
    needed = walk.rules.handlinger[action].oplysninger
    given = {name: value for name, value in told.items() if name in needed}
    assert action not in open_now(walk)
    assert walk.refused(action, "2026-03-04", **given) != []
    walk.held_on_to()
    assert action in open_now(walk, "2026-03-18")
    assert walk.refused(action, "2026-03-18", **given) == []


def test_a_closed_case_can_be_reopened_and_little_else(walk):
    walk.step("frafald", "2026-03-04", begrundelse="Trukket tilbage")
    assert open_now(walk, "2026-03-05") == {"genoptag"}


def test_each_option_says_its_kind_what_it_may_be_and_whether_it_must_be_given(walk):
    steps = outlook.as_data(walk.situation("2026-03-04"))["mulige"]
    (answer,) = (step for step in steps if step["id"] == "centersvar")
    medhold = {
        "navn": "medhold",
        "slags": "medhold",
        "vaerdier": ["fuldt", "delvist", "intet", "uoplyst"],
        "kraeves": True,
    }
    chosen = {"navn": "punkt", "slags": "punkter", "vaerdier": ["1"], "kraeves": False}
    assert medhold in answer["oplysninger"]
    assert chosen in answer["oplysninger"]


def test_an_option_of_rows_or_centres_lists_them(walk, rules, kontor):
    situation = walk.situation("2026-03-04")
    options = rules.oplysninger
    assert outlook.values(options["grund"], situation) == [
        row.id for row in rules.kompetence.values() if row.afvisning
    ]
    assert outlook.values(options["center"], situation) == [
        c.id for c in kontor.centre_paa(situation.today)
    ]
    assert "ydelser" not in outlook.values(options["center"], situation)
    assert outlook.values(options["tekst"], situation) == []


def test_the_state_and_the_deadline_are_told_with_whether_it_is_over(walk):
    walk.step("videresend", "2026-03-04")
    on_time = outlook.as_data(walk.situation("2026-03-18"))
    assert on_time["tilstand"] == "hos-centret"
    assert on_time["frister"] == [
        {
            "id": "svar",
            "titel": "Centrets svar på klagen",
            "handling": "videresend",
            "sat": "2026-03-04",
            "dato": "2026-03-18",
            "overskredet": False,
            "arbejdsdage_endnu": 0,
            "venter_paa": "Center for Social og Handicap",
        }
    ]
    assert outlook.as_data(walk.situation("2026-03-19"))["frister"][0]["overskredet"]
    walk.step("saet-i-bero", "2026-03-10", begrundelse="Ferie")
    assert not outlook.as_data(walk.situation("2026-03-19"))["frister"][0]["overskredet"]


def test_a_case_before_it_is_registered_can_only_be_registered(walk_of):
    assert outlook.as_data(walk_of(punkt(), forloeb=()).situation("2026-03-04"))["mulige"] == []


def test_what_the_case_lacks_is_told_until_it_is_there(walk_of):
    case = walk_of()
    told = "\n".join(outlook.lacking(case.situation("2026-03-04")))
    assert "ingen klagepunkter" in told
    assert "inv kvitter" in told
    assert "inv forventningsafstem" in told
    case.add(punkt())
    case.step("kvitter", "2026-03-04")
    case.step("forventningsafstem", "2026-03-04")
    told = "\n".join(outlook.lacking(case.situation("2026-03-04")))
    assert "Klagepunkt 1 har ingen dato (haendt)" in told
    assert "2026-03-04-kvittering-borger" in told
    assert "inv kvitter" not in told
    assert "ingen klagepunkter" not in told


def test_guidance_needs_neither_klagepunkter_nor_expectations(walk_of):
    told = list(outlook.lacking(walk_of(type="vejledning").situation("2026-03-04")))
    assert told == ["Borgeren har ikke fået en kvittering (inv kvitter)."]


def test_a_klage_over_an_afgoerelse_is_to_be_passed_on_the_same_day(walk_of):
    case = walk_of(punkt(1, vedroerer="afgoerelse"))
    told = "\n".join(outlook.lacking(case.situation("2026-03-02")))
    assert "Klagepunkt 1 er en klage over en afgørelse" in told
    assert "(inv videreformidl, § 7.d)" in told
    assert "Klagefristen mangler for klagepunkt 1" in told
    case.add(punkt(2))
    told = "\n".join(outlook.lacking(case.situation("2026-03-02")))
    assert "inv opdel --punkt 1" in told
    case.step("videreformidl", "2026-03-02", center="social")
    told = "\n".join(outlook.lacking(case.situation("2026-03-02")))
    assert "inv videreformidl" not in told
    assert "Klagefristen" not in told


@pytest.mark.parametrize("outcome", ["hos-klageinstansen", "genvurderet"])
def test_a_case_passed_on_ends_with_what_the_centre_did_about_the_afgoerelse(walk, outcome):
    walk.step("videreformidl", "2026-03-02", center="social")
    assert walk.deadline() == "2026-03-30"
    walk.step("afslut", "2026-03-27", udfald=outcome)
    assert walk.state() == "afsluttet"


def test_a_klagepunkt_that_is_not_assessed_is_told_of_during_an_investigation(walk):
    line = "Klagepunkt 1 er ikke vurderet (inv vurder)."
    assert line not in outlook.lacking(walk.situation("2026-03-04"))
    walk.investigated().assess()
    assert line in outlook.lacking(walk.situation("2026-03-30"))
    walk.assess(udfald="ingen-kritik", konstateret="centret svarede")
    assert line not in outlook.lacking(walk.situation("2026-03-30"))
