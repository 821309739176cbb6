"""The limits of competence as questions: asked, answered, and what the answers amount to."""

from __future__ import annotations

from typing import get_args

import pytest
from made_up import day, punkt
from msgspec.structs import replace

from workflow.core import limits, outlook
from workflow.core.consistency import faults
from workflow.core.model import Afgoerelse, Svar

LETTER_TEXTS = ("navn", "spoergsmaal", "saetning")
GROUNDS = {
    "ikke-afgoerelse": "§ 1, litra a",
    "uden-for-kommunen": "§ 1, litra b",
    "lovhjemlet-klageorgan": "§ 1, litra c",
    "indbragt-andetsteds": "§ 1, litra d",
    "politisk": "§ 1, litra e",
    "ansaettelsesforhold": "§ 1, litra f",
    "etaarsfrist": "§ 1",
    "ikke-egen-drift": "§ 1",
    "ikke-bisidder": "§ 1",
    "ikke-for-forvaltningen": "§ 1",
    "udsigtsloes": "§ 7.a",
    "bevistvivl": "§ 7.d",
    "faglig-vurdering": "§ 7.d",
    "gyldighed": "§ 7.d",
}


def found(case, nr=1, sprog="da"):
    return limits.of_punkt(case.sag.punkt(nr), case.situation("2026-03-04"), sprog)


def verdict(case, nr=1):
    return limits.verdict(found(case, nr))


def read(case, raw, *numbers):
    return limits.read(raw, numbers, case.situation("2026-03-04"))


def test_every_ground_and_reservation_is_a_question_with_its_paragraph_and_source(rules):
    assert {row.id: row.paragraf for row in rules.kompetence.values()} == GROUNDS
    for row in rules.kompetence.values():
        assert row.spoergsmaal.endswith("?"), row.id
        assert row.paragraf.partition(",")[0] in row.kilde, row.id


def test_a_ground_to_reject_on_says_where_to_go_instead(rules):
    silent = [row.id for row in rules.kompetence.values() if row.afvisning and not row.andetsteds]
    assert silent == []


def test_every_text_that_a_letter_prints_is_there_in_english_too(rules):
    for row in rules.kompetence.values():
        printed = [*LETTER_TEXTS, *(f for f in ("delvist", "andetsteds") if getattr(row, f))]
        assert sorted(row.oversat["en"]) == sorted(printed), row.id
        assert all(row.paa("en", field) != getattr(row, field) for field in printed), row.id
    for body in rules.myndigheder.values():
        assert sorted(body.oversat["en"]) == ["afgoer", "navn"], body.id


def test_a_translation_of_what_a_row_does_not_have_is_a_fault(rules):
    row = replace(rules.kompetence["politisk"], oversat={"en": {"saetningen": "?"}})
    bad = replace(rules, kompetence={**rules.kompetence, "politisk": row})
    (fault,) = faults(bad)
    assert fault[:2] == ("kompetence", "politisk")
    assert "'oversat' har 'saetningen' på en" in fault[2]


def test_each_klagepunkt_is_asked_about_and_the_case_once(walk_of, rules):
    case = walk_of(punkt(1), punkt(2, status="afvist"), punkt(3))
    keys = [question.key for question in limits.questions(case.situation("2026-03-04"))]
    about_each = [row.id for row in rules.kompetence.values() if row.angaar == "punkt"]
    assert keys[: len(about_each)] == [(1, ident) for ident in about_each]
    assert {nr for nr, _ in keys} == {1, 3, None}
    assert [ident for nr, ident in keys if nr is None] == [
        "ikke-egen-drift",
        "ikke-bisidder",
        "ikke-for-forvaltningen",
    ]


def test_what_is_computed_is_never_waited_for(walk_of):
    case = walk_of(punkt(haendt=day("2024-01-05")))
    asked = {q.ground.id: q for q in limits.questions(case.situation("2026-03-04"))}
    assert asked["etaarsfrist"].svar == "ja"
    assert "etaarsfrist" not in [
        q.ground.id for q in limits.unanswered(case.situation("2026-03-04"))
    ]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({}, "kan"),
        ({"politisk": "nej", "bevistvivl": "nej"}, "kan"),
        ({"politisk": "ja", "bevistvivl": "uafklaret"}, "kan-ikke"),
        ({"politisk": "delvist", "gyldighed": "uafklaret"}, "delvist"),
        ({"bevistvivl": "ja", "politisk": "delvist"}, "kan-ikke-vurderes"),
        ({"gyldighed": "uafklaret"}, "uafklaret"),
    ],
)
def test_what_the_answers_amount_to_is_said_of_the_klagepunkt(walk_of, answers, said):
    assert verdict(walk_of(punkt(haendt=day("2026-01-05"), kompetence=answers))) == said


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"vedroerer": "afgoerelse"}, "kan-ikke"),
        ({"haendt": day("2024-01-05")}, "kan-ikke"),
        ({"afgoerelse": Afgoerelse(truffet=day("2026-01-05"))}, "delvist"),
        ({"afgoerelse": Afgoerelse(truffet=day("2026-01-05")), "vedroerer": "betjening"}, "kan"),
    ],
)
def test_until_someone_answers_the_facts_of_the_case_suggest_it(walk_of, facts, said):
    assert verdict(walk_of(punkt(**facts))) == said


def test_a_human_answer_stands_above_what_the_facts_suggest(walk_of):
    decided = Afgoerelse(truffet=day("2026-01-05"))
    assert verdict(walk_of(punkt(afgoerelse=decided, kompetence={"gyldighed": "nej"}))) == "kan"


def test_a_limit_is_worded_by_its_answer_and_in_the_letters_language(walk_of, rules):
    row = rules.kompetence["gyldighed"]
    for svar, field in (("ja", "saetning"), ("delvist", "delvist"), ("uafklaret", "spoergsmaal")):
        case = walk_of(punkt(kompetence={"gyldighed": svar}))
        assert [limit.saetning for limit in found(case)] == [getattr(row, field)]
        assert [limit.saetning for limit in found(case, sprog="en")] == [row.oversat["en"][field]]


def test_answers_hold_for_every_klagepunkt_or_for_the_chosen_or_for_the_case(walk_of):
    case = walk_of(punkt(1), punkt(2))
    assert read(case, "gyldighed=delvist, ikke-bisidder=ja") == {
        (1, "gyldighed"): "delvist",
        (2, "gyldighed"): "delvist",
        (None, "ikke-bisidder"): "ja",
    }
    assert read(case, "gyldighed=delvist", 2) == {(2, "gyldighed"): "delvist"}


def test_the_rest_can_be_answered_at_once_but_only_with_no_or_not_yet(walk_of):
    case = walk_of(punkt(kompetence={"politisk": "ja"}))
    given = read(case, "bevistvivl=ja,resten=nej", 1)
    assert given[1, "bevistvivl"] == "ja"
    assert given[1, "gyldighed"] == "nej"
    assert (1, "politisk") not in given
    assert len(given) == 9
    with pytest.raises(ValueError, match="Vælg mellem: nej, uafklaret"):
        read(case, "resten=ja")
    case.sag = limits.answered(case.sag, read(case, "resten=nej"))
    with pytest.raises(ValueError, match="alle spørgsmål er besvaret"):
        read(case, "resten=nej")


def test_the_rest_does_not_answer_no_to_what_the_cases_own_facts_speak_for(walk_of):
    case = walk_of(punkt(vedroerer="afgoerelse"), punkt(2))
    given = read(case, "resten=nej")
    assert (1, "ikke-afgoerelse") not in given
    assert given[2, "ikke-afgoerelse"] == "nej"
    case.sag = limits.answered(case.sag, given)
    with pytest.raises(ValueError, match="Svar selv på: ikke-afgoerelse"):
        read(case, "resten=nej")
    assert read(case, "ikke-afgoerelse=nej", 1) == {(1, "ikke-afgoerelse"): "nej"}


def test_every_fault_of_what_is_answered_is_told_at_once(walk_of):
    with pytest.raises(ValueError, match="gyldihed") as error:
        read(walk_of(punkt()), "gyldihed=ja,etaarsfrist=nej,udsigtsloes=delvist,bevistvivl")
    told = str(error.value).splitlines()
    assert len(told) == 4
    assert "'gyldihed' er ikke et spørgsmål her. Vælg mellem: ikke-afgoerelse, " in told[0]
    assert "'etaarsfrist' regnes ud af datoerne" in told[1]
    assert "udsigtsloes: 'delvist' findes ikke. Vælg mellem: ja, nej, uafklaret." in told[2]
    assert "bevistvivl: mangler." in told[3]


def test_only_a_question_with_words_for_a_part_can_be_answered_in_part(rules):
    assert rules.kompetence["gyldighed"].svar == get_args(Svar)
    assert rules.kompetence["udsigtsloes"].svar == ("ja", "nej", "uafklaret")


def test_unanswered_questions_are_one_line_among_what_the_case_lacks(walk_of):
    case = walk_of(punkt(1), punkt(2))
    line = "Der er ubesvarede spørgsmål om, hvad du kan se på: klagepunkt 1, klagepunkt 2, sagen"
    assert f"{line} (inv kompetence)." in list(outlook.lacking(case.situation("2026-03-04")))
    case.sag = limits.answered(case.sag, read(case, "resten=nej"))
    assert "inv kompetence" not in "\n".join(outlook.lacking(case.situation("2026-03-04")))
