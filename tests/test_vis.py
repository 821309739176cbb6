"""What inv vis shows of a case: in words, and why the rest cannot happen, said once for many."""

from __future__ import annotations

import json

from cli import begun, do, folder

pytest_plugins = ("at_the_counter",)

NUMMER = "2026-0001"


def shown(counter, office):
    return counter("vis", NUMMER, archive=office.root).out


def test_steps_that_wait_for_another_state_are_told_together(counter, with_case):
    said = shown(counter, with_case)
    assert "  Kun når sagen er 'Undersøges': hoering, partshoering, afgiv-udtalelse\n" in said
    assert "  Kun i sager af typen vejledning: vejled\n" in said


def test_a_step_that_this_state_allows_but_for_something_tells_its_reason(counter, with_case):
    do(with_case, NUMMER, "2026-03-04", "videresend")
    said = shown(counter, with_case)
    assert "  videresend: Klagen er allerede sendt til centret" in said


def test_a_klagepunkt_is_told_by_the_name_of_its_tema_and_not_its_id(counter, office):
    begun(
        office,
        {
            "tema": "manglende-svar",
            "center": "social",
            "forhold": "et brev ikke er besvaret",
            "haendt": "2026-01-05",
            "vedroerer": "betjening",
        },
    )
    assert ", manglende svar, " in shown(counter, office)


def test_a_closed_case_is_not_said_to_lack_what_can_no_longer_be_done(counter, with_case):
    assert "inv kvitter)" in shown(counter, with_case)
    do(with_case, NUMMER, "2026-03-04", "frafald", begrundelse="Løst")
    assert "inv kvitter)" not in shown(counter, with_case)


def test_an_old_sag_yaml_saved_over_a_newer_one_is_seen_by_its_letters(counter, with_case):
    path = folder(with_case, NUMMER) / "sag.yaml"
    old = path.read_text(encoding="utf-8")
    do(with_case, NUMMER, "2026-03-04", "videresend")
    assert "gammel udgave" not in shown(counter, with_case)
    path.write_text(old, encoding="utf-8")
    assert "Forløbet nævner ikke breve/2026-03-04-videresendelse-borger.md" in shown(
        counter, with_case
    )


def test_what_a_step_was_told_stands_below_it(counter, with_case):
    told = ("--medhold", "delvist", "--svar", "Centret beklager " + "meget " * 40)
    assert counter("centersvar", "1", *told, archive=with_case.root).code == 0
    page = shown(counter, with_case)
    assert "\n              medhold: delvist\n              svar: Centret beklager meget" in page
    assert "meget …\n" in page
    data = json.loads(counter("vis", "1", "--json", archive=with_case.root).out)
    assert data["tidslinje"][-1]["oplyst"]["medhold"] == "delvist"
