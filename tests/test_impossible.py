"""What can never happen to a case, each with the reason and its rule (design §5)."""

from __future__ import annotations

import pytest
from made_up import punkt


def reasons(found):
    return "\n".join(found)


def overdue(walk, *, reminded=False):
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-04")
    if reminded:
        walk.step("rykker", "2026-03-19")
        walk.sent("2026-03-19")
    return walk


def test_nothing_happens_to_a_case_without_a_henvendelse(walk_of):
    case = walk_of(punkt(), forloeb=())
    told = reasons(case.refused("videresend", "2026-03-04"))
    assert "den er ikke registreret (Ishøj-rapporten § 7.a)" in told


def test_a_case_is_registered_once(walk):
    told = reasons(walk.refused("registrer", "2026-03-04"))
    assert (
        told == "- Det kan kun ske, før sagen er registreret; den er 'Ny' (Ishøj-rapporten § 6.a)."
    )


@pytest.mark.parametrize("begun", [False, True])
def test_a_statement_takes_an_investigation_that_is_open(walk, begun):
    if begun:
        walk.held_on_to()
    told = reasons(walk.refused("afgiv-udtalelse", "2026-03-20"))
    assert "Det kan kun ske, når sagen er 'Undersøges'" in told
    assert "(Ishøj-rapporten § 7.a og § 7.d)" in told


def test_the_centre_has_had_its_chance_before_an_investigation(walk):
    told = reasons(walk.refused("undersoeg", "2026-03-04", kriterium="medhold"))
    assert "når sagen er 'Klagen er fastholdt' eller 'Hos centret'; den er 'Ny'" in told
    overdue(walk)
    told = reasons(walk.refused("undersoeg", "2026-03-30", kriterium="medhold"))
    assert "ikke rykket for svar" in told
    assert "(§ 7.a)" in told


def test_a_silent_centre_can_be_investigated_when_the_reminders_deadline_is_over(walk):
    overdue(walk, reminded=True)
    assert walk.deadline() == "2026-03-26"
    told = reasons(walk.refused("undersoeg", "2026-03-26", kriterium="medhold"))
    assert "Fristen er først overskredet efter den 26.\u00a0marts 2026" in told
    assert walk.refused("undersoeg", "2026-03-27", kriterium="medhold") == []


def test_a_reminder_that_never_went_out_gives_no_ground_for_an_investigation(walk):
    overdue(walk).step("rykker", "2026-03-19")
    told = reasons(walk.refused("undersoeg", "2026-03-27", kriterium="medhold"))
    assert "er ikke registreret som sendt. Kør inv afsendt" in told


def test_a_reminder_of_the_first_round_is_none_in_the_second(walk):
    overdue(walk, reminded=True)
    walk.step("centersvar", "2026-03-20", medhold="intet")
    walk.step("borger-fastholder", "2026-03-23")
    walk.step("genfremsend", "2026-03-24", bemaerkninger="Svar på det, der er spurgt om")
    walk.sent("2026-03-24")
    told = reasons(walk.refused("undersoeg", "2026-05-01", kriterium="medhold"))
    assert "ikke rykket for svar" in told
    walk.step("rykker", "2026-05-01")
    walk.sent("2026-05-01")
    assert walk.refused("undersoeg", "2026-06-01", kriterium="medhold") == []


def test_a_klagepunkt_added_later_cannot_be_investigated(walk):
    walk.held_on_to().add(punkt(2))
    assert reasons(walk.refused("undersoeg", "2026-03-18", kriterium="medhold")) == (
        "- Centret har ikke haft mulighed for at svare på klagepunkt 2. Forelæg det for centret "
        "først (dialogprincippet, § 7.a): med inv genfremsend, eller i en sag for sig med inv "
        "opdel --punkt 2."
    )


def test_a_klagepunkt_added_during_the_investigation_cannot_be_stated_upon(walk):
    walk.investigated().add(punkt(2))
    told = reasons(walk.refused("afgiv-udtalelse", "2026-04-01"))
    assert "ikke haft mulighed for at svare på klagepunkt 2" in told
    assert "Klagepunkt 2 er ikke vurderet. Brug inv vurder med --punkt 2." in told
    assert "overskriften 'Klagepunkt 2 / Vurdering' mangler" in told


def test_a_late_klagepunkt_has_been_heard_of_once_the_centre_is_asked_about_it(walk):
    walk.investigated().add(punkt(2))
    walk.step("hoering", "2026-03-20", spoergsmaal="Hvorfor?", punkt="2")
    walk.step("hoeringssvar", "2026-03-30", udeblevet=True)
    told = reasons(walk.refused("afgiv-udtalelse", "2026-04-01"))
    assert "haft mulighed" not in told
    assert "Klagepunkt 2 er ikke vurderet" in told


def test_an_answer_given_before_a_klagepunkt_was_raised_does_not_answer_it(walk):
    walk.step("videresend", "2026-03-04")
    walk.add(punkt(2))
    assert walk.step("centersvar", "2026-03-10", medhold="intet").event.punkter == (1,)
    walk.step("borger-fastholder", "2026-03-11")
    told = reasons(walk.refused("undersoeg", "2026-03-12", kriterium="medhold"))
    assert "klagepunkt 2" in told
    assert "klagepunkt 1" not in told


def test_a_complaint_is_sent_on_after_informal_contact_but_not_twice(walk):
    walk.step("uformel-kontakt", "2026-03-03", tekst="Bad centret ringe")
    assert walk.state() == "hos-centret"
    walk.step("videresend", "2026-03-04")
    assert reasons(walk.refused("videresend", "2026-03-05")) == (
        "- Klagen er allerede sendt til centret den 4.\u00a0marts 2026. Brug inv rykker eller inv "
        "centersvar (dialogprincippet, § 7.a). Et senere klagepunkt skilles ud med inv opdel."
    )
    assert walk.refused("afslut", "2026-03-05", udfald="borger-tilfreds") != []


def test_a_case_settled_informally_can_be_closed(walk):
    walk.step("uformel-kontakt", "2026-03-03", tekst="Centret har ringet")
    assert walk.refused("afslut", "2026-03-05", udfald="borger-tilfreds") == []


def test_nobody_is_reminded_before_anything_was_sent(walk):
    told = reasons(walk.refused("rykker", "2026-03-20"))
    assert "når sagen er 'Hos centret' eller 'I høring hos centret'; den er 'Ny'" in told
    walk.step("uformel-kontakt", "2026-03-20", tekst="Ringede")
    for anyway in (False, True):
        told = reasons(walk.refused("rykker", "2026-03-21", alligevel=anyway))
        assert "Der er ikke sendt noget skriftligt til centret endnu" in told


def test_nobody_is_reminded_before_the_deadline_is_over_except_on_purpose(walk):
    overdue(walk)
    told = reasons(walk.refused("rykker", "2026-03-18"))
    assert "Fristen er først overskredet efter den 18.\u00a0marts 2026" in told
    assert walk.refused("rykker", "2026-03-18", alligevel=True) == []
    assert walk.refused("rykker", "2026-03-19") == []


def test_nobody_is_reminded_of_a_letter_that_never_went_out(walk):
    walk.step("videresend", "2026-03-04")
    told = reasons(walk.refused("rykker", "2026-03-19"))
    assert "Brevet til centret af 4.\u00a0marts 2026 er ikke registreret som sendt" in told


def test_the_citizens_own_copy_does_not_keep_the_centre_from_being_reminded(walk):
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-04", "2026-03-04-videresendelse-center")
    assert walk.refused("rykker", "2026-03-19") == []


def test_nobody_is_reminded_while_the_case_rests(walk):
    overdue(walk).step("saet-i-bero", "2026-03-10", begrundelse="Ferie")
    told = reasons(walk.refused("rykker", "2026-03-30"))
    assert "Sagen er i bero siden 10.\u00a0marts 2026" in told
    assert walk.refused("saet-i-bero", "2026-03-30", begrundelse="Ferie") != []


def test_what_does_not_rest_cannot_be_taken_up_and_what_does_not_run_cannot_be_moved(walk):
    assert walk.refused("ophaev-bero", "2026-03-04", begrundelse="x") == ["- Sagen er ikke i bero."]
    told = walk.refused("forlaeng-frist", "2026-03-04", frist="2026-04-01", begrundelse="x")
    assert told == ["- Der løber ingen frist i sagen."]


def test_a_rejection_names_its_ground_among_those_that_can_be_one(walk, rules):
    grounds = ", ".join(row.id for row in rules.kompetence.values() if row.afvisning)
    assert walk.refused("afvis", "2026-03-04") == [
        f"- --grund mangler. Vælg mellem: {grounds}. Se: inv hjaelp afvis.",
        "- --begrundelse mangler. Se: inv hjaelp afvis.",
    ]


@pytest.mark.parametrize(
    "ground", ["ikke-egen-drift", "ikke-bisidder", "ikke-for-forvaltningen", "bevistvivl"]
)
def test_a_limit_of_the_role_is_no_ground_for_rejecting_a_citizen(walk, ground):
    told = reasons(walk.refused("afvis", "2026-03-04", grund=ground, begrundelse="x"))
    assert "er ikke en grund til at afvise en borger. Vælg mellem: ikke-afgoerelse," in told


def test_a_grade_off_the_scale_cannot_be_given(walk):
    walk.investigated().assess(udfald="kritik", konstateret="x", grad="slemt")
    told = reasons(walk.refused("afgiv-udtalelse", "2026-04-01"))
    assert "'slemt' er ikke et trin på kritikskalaen: uheldigt, beklageligt," in told


@pytest.mark.parametrize("step", ["foelg-op", "tilbagemelding"])
def test_what_was_never_stated_cannot_be_followed_up(walk, step):
    walk.step("frafald", "2026-03-04", begrundelse="Trukket tilbage")
    told = reasons(walk.refused(step, "2026-03-05"))
    assert "Der er ikke afgivet en udtalelse i sagen, som der kan følges op på (§ 7.d)." in told


def test_klagepunkter_of_two_centres_are_two_cases(walk_of):
    case = walk_of(punkt(1), punkt(2, center="borgerservice"))
    told = reasons(case.refused("videresend", "2026-03-04"))
    assert "Del sagen med inv opdel, så hver sag har ét center (enkeltsagsprincippet)" in told
    assert case.refused("videresend", "2026-03-04", punkt="2") == []


def test_a_centre_that_the_klagepunkt_does_not_concern_cannot_answer_it(walk):
    told = reasons(walk.refused("videresend", "2026-03-04", center="borgerservice"))
    assert "--center borgerservice passer ikke med klagepunkterne, der angår social" in told


def test_a_closed_case_rests_until_it_is_reopened(walk):
    walk.step("frafald", "2026-03-04", begrundelse="Trukket tilbage")
    for step in ("kvitter", "videresend", "afvis", "afslut", "saet-i-bero"):
        assert "den er 'Afsluttet'" in reasons(walk.refused(step, "2026-03-05"))
