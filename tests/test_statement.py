"""The udtalelse: what is found is told as found, and no sentence says more than that."""

from __future__ import annotations

from itertools import product
from typing import get_args

import pytest
from made_up import day, punkt
from msgspec.structs import replace

from workflow.archive import rulefiles
from workflow.core import wording
from workflow.core.model import Afgoerelse, Forbehold, Udfald, Vurdering

RULES = rulefiles.load()
SAYS = "Borgeren har klaget over, at centret ikke har svaret."
FOUND = "der gik otte måneder"
GRADES = [row.navn for row in RULES.kritikskala.values()]
DECIDED = Afgoerelse(truffet=day("2026-02-01"))
STAGES = [(None, "uoplyst"), (Afgoerelse(), "ikke-truffet"), (DECIDED, "truffet")]


def sentences(udfald, *, afgoerelse=None, **facts):
    vurdering = Vurdering(udfald=udfald, **facts)
    return wording.conclusion(punkt(vurdering=vurdering, afgoerelse=afgoerelse), RULES)


def row(name):
    return RULES.konklusioner[name].saetning


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"udfald": "kritik"}, "Jeg udtaler kritik af, at der gik otte måneder."),
        *(
            ({"udfald": "kritik", "grad": grad}, f"Jeg finder det {grad}, at der gik otte måneder.")
            for grad in GRADES
        ),
        (
            {"udfald": "ingen-kritik"},
            "Jeg finder ikke grundlag for at kritisere, at der gik otte måneder.",
        ),
    ],
)
def test_what_is_found_is_worded_by_the_outcome_and_the_grade(facts, said):
    assert sentences(konstateret=FOUND, **facts) == (SAYS, said)


def test_what_cannot_be_assessed_says_so_and_what_is_certain_none_the_less():
    cannot = "Jeg kan ikke tage stilling til, om der er grundlag for kritik."
    known = "Jeg har konstateret, at der gik otte måneder."
    reason = row("bevistvivl-helt")
    said = sentences("kan-ikke-vurderes", forbehold=("bevistvivl",))
    assert said == (SAYS, cannot, reason)
    said = sentences("kan-ikke-vurderes", forbehold=("bevistvivl",), konstateret=FOUND)
    assert said == (SAYS, known, cannot, reason)


@pytest.mark.parametrize(
    ("udfald", "forbehold", "told"),
    list(product(get_args(Udfald), get_args(Forbehold), STAGES)),
)
def test_every_reservation_is_worded_by_its_extent_and_the_stage_of_the_case(
    udfald, forbehold, told
):
    stage, word = told
    extent = "helt" if udfald == "kan-ikke-vurderes" else "delvist"
    name = f"{forbehold}-{extent}"
    if forbehold == "gyldighed":
        name += f"-{word}"
    expected = row(name).replace("{truffet}", "den 1.\u00a0februar 2026")
    said = sentences(udfald, konstateret=FOUND, forbehold=(forbehold,), afgoerelse=stage)
    assert said[-1] == expected
    assert "{" not in "".join(said)


def test_several_reservations_stand_in_the_order_they_were_given():
    said = sentences("kritik", konstateret=FOUND, forbehold=("gyldighed", "bevistvivl"))
    assert said[2:] == (row("gyldighed-delvist-uoplyst"), row("bevistvivl-delvist"))


def test_criticism_of_a_professional_judgement_rests_on_its_special_grounds():
    said = sentences(
        "kritik",
        konstateret=FOUND,
        forbehold=("faglig-vurdering",),
        holdepunkter="at ingen lægeerklæring blev indhentet.",
    )
    assert said[-1].endswith("Jeg lægger vægt på, at ingen lægeerklæring blev indhentet.")


@pytest.mark.parametrize(
    ("forbehold", "named"),
    [(("gyldighed",), True), (("bevistvivl",), False), (("bevistvivl", "kompetence"), True)],
)
def test_the_appeal_body_is_named_only_where_it_can_deal_with_what_is_left(forbehold, named):
    stage = replace(DECIDED, klageinstans="Ankestyrelsen")
    said = sentences("kritik", konstateret=FOUND, forbehold=forbehold, afgoerelse=stage)
    assert any("Ankestyrelsen" in sentence for sentence in said) is named


def test_a_klagepunkt_without_an_assessment_has_no_conclusion():
    assert wording.conclusion(punkt(), RULES) == ()
    assert wording.label(punkt(), RULES) == ""


@pytest.mark.parametrize(
    ("facts", "label"),
    [
        ({"udfald": "kritik", "grad": "uheldigt"}, "uheldigt"),
        ({"udfald": "kritik"}, "Kritik"),
        ({"udfald": "ingen-kritik"}, "Ingen kritik"),
        ({"udfald": "kan-ikke-vurderes"}, "Kan ikke vurderes"),
    ],
)
def test_the_overview_says_it_in_a_word_or_two(facts, label):
    assert wording.label(punkt(vurdering=Vurdering(**facts)), RULES) == label


@pytest.mark.parametrize(
    ("results", "name"),
    [
        (["kritik"], "kritik"),
        (["kritik", "kan-ikke-vurderes", "kritik"], "kritik-delvis"),
        (["ingen-kritik", "kan-ikke-vurderes"], "ingen-kritik"),
        (["kan-ikke-vurderes"], "ikke-vurderet"),
    ],
)
def test_the_title_says_how_it_ended(results, name):
    points = [punkt(nr, vurdering=Vurdering(udfald=u)) for nr, u in enumerate(results, 1)]
    title = row(f"resultat-{name}").format(center="Jobcentret", kritik=2, antal=3)
    assert wording.outcome(points, "Jobcentret", RULES) == title
    assert "Jobcentret" in title


@pytest.mark.parametrize(
    ("written", "clause"),
    [
        ("at centret svarer.", "centret svarer"),
        ("At  centret\n svarer", "centret svarer"),
        ("attesten mangler", "attesten mangler"),
        (None, ""),
    ],
)
def test_a_that_clause_is_made_of_what_was_written(written, clause):
    assert wording.clause(written) == clause


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"udfald": "kritik"}, "'konstateret' mangler"),
        ({"udfald": "ingen-kritik"}, "'konstateret' mangler"),
        ({"udfald": "kan-ikke-vurderes"}, "'forbehold' mangler"),
        ({"udfald": "ingen-kritik", "konstateret": "x", "grad": "uheldigt"}, "kun til kritik"),
        ({"udfald": "kritik", "konstateret": "x", "grad": "slemt"}, "ikke et trin"),
        ({"udfald": "kritik", "konstateret": "x", "holdepunkter": "y"}, "'holdepunkter' hører"),
    ],
)
def test_an_assessment_that_cannot_be_worded_is_told_with_its_klagepunkt(facts, fault):
    (told,) = wording.assessment_faults(punkt(7, vurdering=Vurdering(**facts)), RULES)
    assert told.startswith("Klagepunkt 7")
    assert fault in told


def test_a_sound_assessment_has_no_faults():
    sound = Vurdering(udfald="kritik", konstateret=FOUND, grad="uheldigt")
    assert list(wording.assessment_faults(punkt(vurdering=sound), RULES)) == []
