"""A klagepunkt moved to a case of its own: what may be moved, and what the new case takes along."""

from __future__ import annotations

import pytest
from made_up import Walk, day, punkt
from msgspec.structs import replace

from workflow.core import splitting
from workflow.core.course import replay
from workflow.core.decide import decide
from workflow.core.errors import BadValue
from workflow.core.letter import context
from workflow.core.model import Haendelse, Vurdering
from workflow.core.situation import Situation

NEW = "2026-0013"


@pytest.fixture
def case(walk_of):
    """Begin a case with three klagepunkter."""
    return walk_of(punkt(1), punkt(2, tema="vejledning"), punkt(3, tema="optraeden"))


def told(*numbers, dato="2026-03-20"):
    return Haendelse(dato=day(dato), handling="opdel", punkter=numbers, sager=(NEW,))


def sent_before(case, numbers):
    case.step("videresend", "2026-03-04", punkt=numbers)
    case.sent("2026-03-04")


def split(case, *numbers, dato="2026-03-20", emne=""):
    """Move klagepunkter out of a case, and return the walk of the new one."""
    before, event = case.situation(dato), told(*numbers, dato=dato)
    plan = decide(before, case.rules.handlinger["opdel"], event)
    case.sag = plan.after
    return Walk(splitting.separated(before, event, emne), case.kontor, case.rules)


def why_not(case, *numbers, dato="2026-03-20"):
    return "\n".join(splitting.may_move(case.situation(dato), told(*numbers, dato=dato)))


def sent_on(case):
    case.step("videresend", "2026-03-04")
    case.sent("2026-03-04")


def test_the_klagepunkt_stays_in_the_old_case_under_its_number_and_is_no_longer_dealt_with(case):
    split(case, 2)
    assert [p.status for p in case.sag.klagepunkter] == ["behandles", "flyttet", "behandles"]
    assert [p.flyttet_til for p in case.sag.klagepunkter] == [None, NEW, None]
    assert [p.nr for p in case.sag.behandlede] == [1, 3]
    assert (case.sag.forloeb[-1].punkter, case.sag.forloeb[-1].sager) == ((2,), (NEW,))


def test_the_new_case_has_the_klagepunkter_from_one_with_all_their_facts(case):
    facts = {"medhold": "intet", "kompetence": {"politisk": "nej"}, "haendt": day("2026-01-05")}
    point = replace(case.sag.punkt(2), **facts, vurdering=Vurdering(udfald="ingen-kritik"))
    case.sag = replace(case.sag, klagepunkter=(punkt(1), point, punkt(3, tema="optraeden")))
    new = split(case, 3, 2, emne="Vejledning om hjælpemiddel").sag
    assert [(p.nr, p.tema) for p in new.klagepunkter] == [(1, "vejledning"), (2, "optraeden")]
    assert new.klagepunkter[0] == replace(point, nr=1)
    assert case.sag.punkt(2).vurdering is None
    assert (new.nummer, new.emne, new.henvendelse) == (
        NEW,
        "Vejledning om hjælpemiddel",
        "2026-0012",
    )
    assert (new.borger, new.modtaget, new.kanal) == (
        case.sag.borger,
        case.sag.modtaget,
        case.sag.kanal,
    )


def test_a_case_split_off_again_names_the_first_case_of_the_henvendelse(case):
    case.sag = replace(case.sag, henvendelse="2026-0007")
    assert split(case, 2).sag.henvendelse == "2026-0007"


def test_a_klagepunkt_the_centre_has_not_had_begins_in_a_new_case(case):
    new = split(case, 2)
    assert new.state() == "ny"
    assert [event.handling for event in new.sag.forloeb] == ["registrer"]


def test_a_klagepunkt_the_centre_has_had_keeps_the_state_and_the_date_promised(case):
    sent_on(case)
    new = split(case, 2)
    assert (new.state(), new.deadline()) == ("hos-centret", "2026-03-18")
    assert new.situation("2026-03-20").course.frist.regel.id == "svar"
    assert new.sag.forloeb[-1].punkter == (1,)
    assert case.deadline() == "2026-03-18"


def test_the_centres_answer_in_the_new_case_leaves_the_old_one_waiting(case):
    sent_on(case)
    new = split(case, 2, dato="2026-03-05")
    new.step("centersvar", "2026-03-10", medhold="fuldt")
    assert (new.state(), case.state()) == ("besvaret", "hos-centret")
    assert new.sag.klagepunkter[0].medhold == "fuldt"


def test_the_new_case_can_be_followed_by_a_rykker_and_then_an_investigation(case):
    sent_on(case)
    new = split(case, 2, dato="2026-03-05")
    assert "allerede sendt til centret i sag 2026-0012" in "".join(
        new.refused("videresend", "2026-03-06")
    )
    assert "ikke rykket" in "".join(new.refused("undersoeg", "2026-03-20", kriterium="medhold"))
    new.step("rykker", "2026-03-19")
    new.sent("2026-03-19")
    assert new.refused("undersoeg", "2026-03-27", kriterium="medhold") == []


def test_a_rykker_of_the_old_case_counts_in_the_new_one(case):
    sent_on(case)
    case.step("rykker", "2026-03-19")
    case.sent("2026-03-19")
    new = split(case, 2)
    assert new.refused("undersoeg", "2026-03-27", kriterium="medhold") == []


def test_a_word_to_the_centre_is_still_no_letter_in_the_new_case(case):
    case.step("uformel-kontakt", "2026-03-04", tekst="Ringede.")
    new = split(case, 2)
    assert new.sag.forloeb[-1].slags == "uformel-kontakt"
    assert new.refused("videresend", "2026-03-21") == []
    assert "intet at rykke for" in "".join(new.refused("rykker", "2026-03-21", alligevel=True))


def test_a_late_klagepunkt_told_by_telephone_does_not_share_the_letter_of_the_others(walk):
    sent_on(walk)
    walk.add(punkt(2))
    walk.step("uformel-kontakt", "2026-03-05", tekst="Ringede.", punkt="2")
    assert split(walk, 2).sag.forloeb[-1].slags == "uformel-kontakt"


def test_what_the_centre_knows_is_noted_for_the_klagepunkter_it_has_had_alone(case):
    sent_before(case, "1,3")
    new = split(case, 2, 3)
    assert new.sag.forloeb[-1].punkter == (2,)


def test_the_last_klagepunkt_that_is_dealt_with_stays(case):
    assert "intet" not in why_not(case, 2, 3)
    assert "noget klagepunkt tilbage" in why_not(case, 1, 2, 3)
    split(case, 2, 3)
    assert "noget klagepunkt tilbage" in why_not(case, 1)


def test_only_a_klagepunkt_that_is_dealt_with_is_moved(case):
    case.step("afvis", "2026-03-03", punkt="2", grund="politisk", begrundelse="Politik")
    assert case.refused("opdel", "2026-03-04", punkt="2") == [
        "- Klagepunkt 2 behandles ikke (status: afvist)."
    ]


def test_no_step_names_a_klagepunkt_that_has_been_moved(case):
    split(case, 2)
    with pytest.raises(BadValue, match=f"klagepunkt 2 er flyttet til {NEW}"):
        case.plan("videresend", "2026-03-21", punkt="2")


def test_nothing_is_moved_from_a_closed_case(case):
    case.step("frafald", "2026-03-04", begrundelse="Trukket tilbage")
    assert "når sagen er åben" in case.refused("opdel", "2026-03-05", punkt="2")[0]


def test_a_letter_to_the_centre_that_has_not_been_sent_holds_its_klagepunkter(case):
    case.step("videresend", "2026-03-04", punkt="1,2")
    assert "marts 2026 nævner klagepunkt 2 og er ikke registreret som sendt" in why_not(case, 2)
    assert why_not(case, 3) == ""
    case.sent("2026-03-04")
    assert why_not(case, 2) == ""


def test_a_case_on_hold_is_taken_up_first(case):
    case.step("saet-i-bero", "2026-03-04", begrundelse="Ferie")
    assert "inv ophaev-bero" in why_not(case, 2)


def held_on_to(case):
    sent_on(case)
    case.step("centersvar", "2026-03-16", medhold="intet")
    case.step("borger-fastholder", "2026-03-17")


def test_a_klagepunkt_under_investigation_stays_until_it_is_over(case):
    held_on_to(case)
    case.step("undersoeg", "2026-03-18", kriterium="medhold")
    assert "Klagepunkt 2 indgår i undersøgelsen" in why_not(case, 2)
    assert "inv indstil" in why_not(case, 2)


def test_a_klagepunkt_beside_the_investigation_goes_to_where_it_was_before(case):
    held_on_to(case)
    case.step("undersoeg", "2026-03-18", kriterium="medhold", punkt="1")
    assert why_not(case, 2) == ""
    new = split(case, 2)
    assert (new.state(), case.state()) == ("klage-fastholdt", "undersoeges")
    assert "Det kan kun ske" in "".join(new.refused("afgiv-udtalelse", "2026-03-21"))


def test_a_late_klagepunkt_heard_in_the_investigation_is_part_of_it(case):
    held_on_to(case)
    case.step("undersoeg", "2026-03-18", kriterium="medhold", punkt="1")
    case.step("hoering", "2026-03-19", spoergsmaal="Hvorfor?", punkt="2")
    assert "indgår i undersøgelsen" in why_not(case, 2)
    assert why_not(case, 3) == ""


def test_a_statement_settles_its_klagepunkter(walk):
    walk.investigated()
    walk.add(punkt(2))
    walk.sag = replace(
        walk.sag,
        forloeb=(*walk.sag.forloeb, Haendelse(dato=day("2026-03-19"), handling="afgiv-udtalelse")),
    )
    assert "Udtalelsen er afgivet" in why_not(walk, 2)


def test_no_letter_lists_a_klagepunkt_that_has_been_moved(case):
    split(case, 2)
    plan = case.plan("afslut", "2026-03-21", udfald="andet", brev=True)
    facts = context(plan, case.situation("2026-03-21"), None)
    assert [p.nr for p in facts["alle_klagepunkter"]] == [1, 3]
    assert [p.nr for p in facts["klagepunkter"]] == [1, 3]


def test_a_state_that_the_event_does_not_name_is_the_one_the_case_has(walk):
    line = Haendelse(dato=day("2026-03-04"), handling="opdelt", tilstand=None)
    sag = replace(walk.sag, forloeb=(*walk.sag.forloeb, line))
    situation = Situation(sag, walk.kontor, walk.rules, day("2026-03-05"))
    assert replay(sag, walk.rules, situation.kalender).tilstand.id == "ny"
