"""A centre after it has become another: what it is called, and what a step with it says."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from workflow.core import centres
from workflow.core.errors import NotAllowed
from workflow.core.kontor import Center
from workflow.office import demo, rehearsed

BEFORE, AFTER = date(2024, 12, 2), date(2025, 1, 8)


def test_a_centre_keeps_its_last_name_when_it_is_no_more(kontor):
    assert centres.called(kontor, "ydelser", BEFORE) == "Center for Ydelser"
    assert centres.called(kontor, "ydelser", AFTER) == "Center for Ydelser"
    assert centres.called(kontor, "månen", AFTER) == "månen"


def test_a_centre_is_called_what_it_was_called_that_day(kontor):
    old, *_ = kontor.centre
    renamed = Center(id=old.id, navn="Velfærd", adresse="x", gaelder_fra=AFTER)
    office = replace(kontor, centre=(replace(old, gaelder_til=BEFORE), renamed))
    assert centres.called(office, old.id, BEFORE) == old.navn
    assert centres.called(office, old.id, date(2025, 1, 7)) == old.navn
    assert centres.called(office, old.id, AFTER) == "Velfærd"
    assert centres.called(office, old.id, date(1999, 1, 1)) == old.navn


@pytest.fixture
def left_behind(rules):
    """Give a case about a centre that became another while it waited."""
    sag = {"nummer": "2024-0009", "type": "klagesag", "modtaget": BEFORE, "emne": "Et svar"}
    point = {"tema": "sagsbehandlingstid", "center": "ydelser", "vedroerer": "sagsbehandling"}
    point |= {"forhold": "centret ikke har svaret", "haendt": date(2024, 10, 1)}
    told = {"sag": sag | {"navn": "Åse Ravn"}, "klagepunkter": [point]}
    return rehearsed.begun(told, demo.kontor(), rules)


def test_a_step_with_a_centre_that_is_no_more_says_what_it_became_and_what_to_do(left_behind):
    with pytest.raises(NotAllowed) as refused:
        rehearsed.do(left_behind, {"handling": "videresend", "alligevel": True}, AFTER)
    assert "'ydelser' findes ikke i kontor.yaml den 8." in str(refused.value)
    assert "Det blev til 'beskaeftigelse'. Ret 'center'" in str(refused.value)
