"""What may happen to a case, and every reason why not, with the rule it comes from."""

from __future__ import annotations

import pytest
from made_up import PROSE, Walk, day, punkt, sag
from msgspec.structs import replace

from workflow.core.errors import NotAllowed
from workflow.core.model import Afgoerelse


def reasons(found):
    return "\n".join(found)


def test_ten_working_days_from_4_march_2026_are_18_march(walk):
    plan = walk.step("videresend", "2026-03-04")
    assert plan.event.frist == day("2026-03-18")
    assert walk.deadline() == "2026-03-18"


def test_the_office_decides_how_long_its_deadlines_are(kontor, rules):
    slower = replace(kontor, frister={**kontor.frister, "svar": 20})
    assert Walk(sag(punkt()), slower, rules).step("videresend", "2026-03-04").event.frist == day(
        "2026-04-01"
    )


def test_a_deadline_that_is_given_is_the_one(walk):
    plan = walk.step("videresend", "2026-03-04", frist="2026-03-11")
    assert plan.event.frist == day("2026-03-11")


def test_a_deadline_before_the_step_is_refused(walk):
    assert walk.refused("videresend", "2026-03-04", frist="2026-03-03") == [
        "- Fristen 3.\u00a0marts 2026 ligger før skridtet den 4.\u00a0marts 2026."
    ]


def test_an_optional_deadline_runs_only_when_it_is_given(walk):
    assert walk.plan("uformel-kontakt", "2026-03-04", tekst="Ringede").event.frist is None
    told = {"tekst": "Ringede", "frist": "2026-03-10"}
    assert walk.plan("uformel-kontakt", "2026-03-04", **told).event.frist == day("2026-03-10")


def test_the_plan_says_what_the_case_was_and_becomes(walk):
    before = walk.sag
    plan = walk.plan("videresend", "2026-03-04")
    assert (plan.before, plan.fra.id, plan.til.id) == (before, "ny", "hos-centret")
    assert plan.after.forloeb == (*before.forloeb, plan.event)
    assert (plan.event.punkter, plan.event.center) == ((1,), "social")
    assert plan.overskrift == "2026-0012: Klagen sendt videre til centret"
    assert walk.sag is before


def test_the_journals_headline_names_nobody(walk):
    walk.sag = replace(walk.sag, emne="Øjvind Åses sag")
    assert "Øjvind" not in walk.plan("videresend", "2026-03-04").overskrift


def test_a_refusal_names_the_case_so_that_the_wrong_one_is_seen(walk):
    with pytest.raises(NotAllowed) as refused:
        walk.plan("afslut", "2026-03-04")
    assert str(refused.value) == (
        "Sag 2026-0012 (Øjvind Åse: Ventetid på hjælpemiddel): 'Afsluttet' kan ikke ske nu:\n"
        f"- --udfald mangler. Vælg mellem: {', '.join(walk.rules.udfald)}. Se: inv hjaelp afslut.\n"
        "Se, hvad der kan, med inv vis og sagens nummer."
    )
    assert refused.value.exit_code == 4


def test_every_reason_is_told_at_once(walk_of):
    case = walk_of(punkt(1), punkt(2, center="borgerservice"))
    case.step("centersvar", "2026-03-04", medhold="intet")
    case.step("borger-fastholder", "2026-03-05")
    case.add(punkt(3, center="teknik-og-miljoe"))
    told = reasons(case.refused("genfremsend", "2026-03-03", today="2026-03-02"))
    assert "ligger i fremtiden" in told
    assert "ligger før sagens seneste hændelse den 5.\u00a0marts 2026" in told
    assert "flere centre (borgerservice, social, teknik-og-miljoe)" in told
    assert "--bemaerkninger mangler" in told
    assert len(told.splitlines()) == 4


def test_a_reason_is_told_once(walk):
    walk.sag = replace(walk.sag, klagepunkter=())
    told = walk.refused("videresend", "2026-03-04")
    assert told == ["- Sagen har intet klagepunkt, der behandles. Tilføj et med: inv klagepunkt."]


def test_a_step_cannot_happen_tomorrow(walk):
    assert walk.refused("kvitter", "2026-03-05", today="2026-03-04") == [
        "- Datoen 5.\u00a0marts 2026 ligger i fremtiden."
    ]
    assert walk.refused("kvitter", "2026-03-05", today="2026-03-04", alligevel=True) != []


def test_a_date_before_the_last_event_is_taken_only_on_purpose(walk):
    walk.step("kvitter", "2026-03-04")
    told = walk.refused("videresend", "2026-03-03", today="2026-03-06")
    assert reasons(told).endswith("(brug --alligevel, hvis den er rigtig).")
    plan = walk.step("videresend", "2026-03-03", today="2026-03-06", alligevel=True)
    assert plan.event.alligevel


def test_a_step_with_a_date_of_the_past_is_the_latest_none_the_less(walk):
    walk.step("kvitter", "2026-03-04")
    walk.step("videresend", "2026-03-03", today="2026-03-06", alligevel=True)
    assert walk.sag.forloeb[-1].handling == "videresend"
    assert walk.refused("underret", "2026-03-03", venter_paa="svar", forventet="2026-04-01")


def test_a_citizen_is_not_told_to_expect_news_on_a_day_already_past(walk):
    told = walk.refused("underret", "2026-03-04", venter_paa="svar", forventet="2026-03-03")
    assert "--forventet: 3.\u00a0marts 2026 ligger før skridtet" in reasons(told)


def test_a_second_letter_of_the_same_name_on_the_same_day_ends_in_2(walk):
    names = [walk.step("kvitter", "2026-03-04").event.breve for _ in range(3)]
    assert names == [
        ("2026-03-04-kvittering-borger",),
        ("2026-03-04-kvittering-borger-2",),
        ("2026-03-04-kvittering-borger-3",),
    ]
    walk.sent("2026-03-04")
    assert walk.step("kvitter", "2026-03-05").event.breve == ("2026-03-05-kvittering-borger",)


def test_a_second_note_of_the_same_kind_on_the_same_day_ends_in_2(walk):
    for told in ("Ringede", "Ringede igen"):
        walk.step("uformel-kontakt", "2026-03-04", tekst=told)
    first, second = walk.sag.forloeb[-2:]
    assert (first.notat, first.tekst) == ("notater/2026-03-04-uformel-kontakt.md", None)
    assert second.notat == "notater/2026-03-04-uformel-kontakt-2.md"


def test_letters_come_only_when_asked_for_where_the_row_says_so(walk):
    walk.step("centersvar", "2026-03-04", medhold="fuldt")
    assert walk.plan("afslut", "2026-03-05", udfald="imoedekommet").breve == ()
    letters = walk.plan("afslut", "2026-03-05", udfald="imoedekommet", brev=True).breve
    assert [letter.id for _, letter in letters] == ["afslutning-borger"]


def test_a_conversation_takes_the_place_of_the_letter(walk):
    assert walk.plan("forventningsafstem", "2026-03-04").event.breve
    spoken = walk.plan("forventningsafstem", "2026-03-04", mundtlig=True, tekst="Talte med hende")
    assert (spoken.event.breve, spoken.event.notat) == (
        (),
        "notater/2026-03-04-forventningsafstem.md",
    )
    assert reasons(walk.refused("forventningsafstem", "2026-03-04", mundtlig=True)) == (
        "- --tekst mangler. Se: inv hjaelp forventningsafstem."
    )


def test_one_of_two_options_is_enough_and_both_are_named_when_none_is_given(walk):
    walk.held_on_to()
    assert walk.refused("undersoeg", "2026-03-18") == [
        "- --kriterium eller --begrundelse mangler. Se: inv hjaelp undersoeg."
    ]
    assert walk.refused("undersoeg", "2026-03-18", begrundelse="Principielt spørgsmål") == []


def test_an_investigation_without_forventningsafstemning_is_a_warning(walk):
    assert "forventningsafstemning" in reasons(walk.plan("videresend", "2026-03-04").advarsler)
    walk.step("forventningsafstem", "2026-03-03")
    later = reasons(walk.plan("videresend", "2026-03-04").advarsler)
    assert "forventningsafstemning" not in later


def test_a_statement_without_a_hearing_is_a_warning_and_no_more(walk):
    plan = walk.investigated().plan("afgiv-udtalelse", "2026-04-01")
    assert reasons(plan.advarsler).startswith("Centret er ikke hørt i undersøgelsen.")


def test_a_statement_is_given_to_both_and_followed_up(walk):
    plan = walk.investigated().step("afgiv-udtalelse", "2026-04-01")
    made = [letter.id for _, letter in plan.breve]
    assert made == ["udtalelse", "foelgebrev-borger", "foelgebrev-center"]
    assert (walk.state(), walk.deadline()) == ("udtalelse-afgivet", "2026-06-03")


def test_what_the_centre_conceded_is_written_on_each_klagepunkt(walk_of):
    case = walk_of(punkt(1), punkt(2), punkt(3))
    told = case.refused("centersvar", "2026-03-04", medhold="1=fuldt,3=intet")
    assert "Medhold mangler for klagepunkt 2" in told[0]
    event = case.step("centersvar", "2026-03-04", medhold="1=fuldt,2=uoplyst,3=intet").event
    assert [p.medhold for p in case.sag.klagepunkter] == ["fuldt", "uoplyst", "intet"]
    assert event.punkter == (1, 2, 3)


def test_what_the_citizen_lets_go_is_no_longer_dealt_with(walk_of):
    case = walk_of(punkt(1), punkt(2))
    case.step("centersvar", "2026-03-04", medhold="delvist")
    case.step("borger-fastholder", "2026-03-05", punkt="2")
    assert [p.status for p in case.sag.klagepunkter] == ["ikke-fastholdt", "behandles"]
    assert "ikke-fastholdt" in reasons(
        case.refused("genfremsend", "2026-03-06", bemaerkninger="Svar på 1", punkt="1")
    )


def test_a_klagepunkt_can_be_rejected_and_the_case_goes_on(walk_of):
    case = walk_of(punkt(1), punkt(2))
    told = {"grund": "politisk", "begrundelse": "Serviceniveau"}
    case.step("afvis", "2026-03-04", punkt="2", **told)
    assert ([p.status for p in case.sag.klagepunkter], case.state()) == (
        ["behandles", "afvist"],
        "ny",
    )
    case.step("afvis", "2026-03-05", **told)
    assert case.state() == "afsluttet"


def test_guidance_that_turns_out_to_be_a_complaint_becomes_one(walk_of):
    case = walk_of(punkt(), type="vejledning")
    assert "kun i sager af typen klagesag; denne er en vejledning" in reasons(
        case.refused("videresend", "2026-03-04")
    )
    case.step("bliver-klagesag", "2026-03-04")
    assert case.sag.type == "klagesag"
    assert case.refused("videresend", "2026-03-04") == []


def test_a_decisions_substance_cannot_be_criticised(walk):
    decided = punkt(vedroerer="afgoerelse", afgoerelse=Afgoerelse(truffet=day("2026-02-01")))
    walk.investigated()
    walk.sag = replace(walk.sag, klagepunkter=(decided,))
    walk.assess(udfald="kritik", konstateret="afgørelsen er forkert", grad="kritisabelt")
    told = reasons(walk.refused("afgiv-udtalelse", "2026-04-01"))
    assert "Det kan ikke vurderes (§ 1, litra a)" in told


def test_another_steps_word_in_the_prose_stops_the_statement_with_its_line(walk):
    walk.investigated().udtalelse = PROSE.replace("ikke hurtigt nok", "kritisabelt langsomt")
    assert reasons(walk.refused("afgiv-udtalelse", "2026-04-01")).startswith(
        "- udtalelse.md, linje 29: 'kritisabelt' er et andet trin på kritikskalaen end det givne "
        "('beklageligt')"
    )
    assert walk.refused("afgiv-udtalelse", "2026-04-01", alligevel=True) == []
