"""inv kompetence: the questions shown, asked, answered and journalised."""

from __future__ import annotations

import io
import json
import sys

import pytest
from cli import POINT, begun, folder, git, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

EVERY = "resten=nej"


@pytest.fixture
def case(office):
    begun(office, POINT, POINT | {"haendt": "2024-01-05", "til": "stadig"})
    return office


@pytest.fixture
def typed(monkeypatch):
    """Give what an adviser types in a terminal, line by line."""

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def typing(*lines):
        monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))

    return typing


def facts(office, nummer="2026-0001"):
    return (folder(office, nummer) / "sag.yaml").read_text(encoding="utf-8")


def test_answers_are_part_of_the_case_and_of_its_journal(case, counter):
    ended = counter(
        "kompetence", "1", "--punkt", "1", "--svar", "gyldighed=delvist", archive=case.root
    )
    assert (ended.code, ended.err) == (0, "")
    assert facts(case).count("gyldighed: delvist") == 1
    counter("kompetence", "1", "--svar", "bevistvivl=nej,ikke-bisidder=ja", archive=case.root)
    assert facts(case).count("bevistvivl: nej") == 2
    assert "\nkompetence:                       # svar, der angår hele sagen" in facts(case)
    assert "\n  ikke-bisidder: ja\n" in facts(case)
    journal = json.loads(counter("journal", "1", "--json", archive=case.root).out)
    assert [line["handling"] for line in journal][-2:] == ["kompetence", "kompetence"]
    assert journal[-1]["titel"] == "Svar om kompetence noteret"
    assert git(case.root, "status", "--porcelain") == ""


def test_without_a_terminal_every_unanswered_question_is_named_and_nothing_changes(case, counter):
    counter("kompetence", "1", "--punkt", "1", "--svar", EVERY, archive=case.root)
    with nothing_changes(case.root):
        ended = counter("kompetence", "1", archive=case.root)
    assert ended.code == 2
    assert "- Klagepunkt 1," not in ended.err
    assert "- Klagepunkt 2, bevistvivl: Er der modstridende oplysninger" in ended.err
    assert "- Hele sagen, ikke-bisidder: " in ended.err
    assert "etaarsfrist" not in ended.err
    assert '--punkt 1 --svar "gyldighed=delvist,resten=nej"' in ended.err


def test_when_all_is_answered_there_is_nothing_to_ask(case, counter):
    counter("kompetence", "1", "--svar", EVERY, archive=case.root)
    with nothing_changes(case.root):
        ended = counter("kompetence", "1", archive=case.root)
    assert ended.code == 0
    assert "Intet at notere" in ended.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--svar", "gyldihed=ja"), "--svar: 'gyldihed' er ikke et spørgsmål her. Vælg mellem"),
        (("--svar", "etaarsfrist=nej"), "--svar: 'etaarsfrist' regnes ud af datoerne"),
        (("--svar", "gyldighed=måske"), "--svar: gyldighed: 'måske' findes ikke."),
        (("--punkt", "7", "--svar", "gyldighed=ja"), "--punkt: klagepunkt '7' findes ikke"),
        (("--punkt", "1", "--svar", "ikke-bisidder=ja"), "'ikke-bisidder' er ikke et spørgsmål"),
    ],
)
def test_an_answer_that_is_none_changes_nothing(case, counter, words, said):
    with nothing_changes(case.root):
        ended = counter("kompetence", "1", *words, archive=case.root)
    assert ended.code == 2
    assert said in ended.err


def test_the_questions_are_asked_one_by_one_and_a_word_may_be_cut_short(case, counter, typed):
    counter("kompetence", "1", "--punkt", "1", "--svar", EVERY, archive=case.root)
    typed("n", "", "x", "delvist", "u", *[""] * 9)
    ended = counter("kompetence", "1", archive=case.root)
    assert ended.code == 0
    assert "1 af 13. Handler klagepunktet om, hvad en afgørelse går ud på? (§ 1, litra a)" in (
        ended.out
    )
    assert "Måden, sagen er behandlet på, hører ikke med her." in ended.out
    assert "Undtagelsen: Aktuelle, konkrete forhold fra det seneste år tages" in ended.out
    told = json.loads(counter("kompetence", "1", "--json", archive=case.root).out)
    answers = {q["id"]: q["svar"] for q in told["klagepunkter"][1]["spoergsmaal"]}
    assert answers["ikke-afgoerelse"] == "nej"
    assert answers["uden-for-kommunen"] is None
    assert answers["lovhjemlet-klageorgan"] == "delvist"
    assert answers["indbragt-andetsteds"] == "uafklaret"


def test_a_chosen_klagepunkt_is_asked_about_again_and_enter_keeps_its_answers(case, counter, typed):
    counter("kompetence", "1", "--punkt", "1", "--svar", EVERY, archive=case.root)
    typed("", "ja", *[""] * 8)
    ended = counter("kompetence", "1", "--punkt", "1", archive=case.root)
    assert "Enter beholder nej" in ended.out
    assert "      ikke-afgoerelse: nej\n      uden-for-kommunen: ja\n" in facts(case)


def test_the_end_of_input_ends_the_asking_and_keeps_what_was_answered(case, counter, typed):
    typed("ja")
    assert counter("kompetence", "1", archive=case.root).code == 0
    assert facts(case).count("ikke-afgoerelse: ja") == 1


def test_showing_changes_nothing_and_explains_the_year(case, counter):
    with nothing_changes(case.root):
        page = counter("kompetence", "1", "--vis", archive=case.root).out
        data = json.loads(counter("kompetence", "1", "--json", archive=case.root).out)
    assert "Klagepunkt 2: at centret ikke har svaret\n  Etårsreglen:\n" in page
    assert "delvist   Er det, klagepunktet handler om, mere end et år gammelt?" in page
    assert [point["etaarsregel"]["resultat"] for point in data["klagepunkter"]] == [
        "inden-for",
        "delvist",
    ]
    assert data["sagen"][0]["id"] == "ikke-egen-drift"
    assert data["klagepunkter"][0]["spoergsmaal"][6]["beregnet"]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("gyldihed: ja", "nøglen 'gyldihed' kan ikke bruges. Ret stavningen. Vælg mellem: ikke-af"),
        ("ikke-bisidder: ja", "nøglen 'ikke-bisidder' kan ikke bruges."),
        ("etaarsfrist: ja", "nøglen 'etaarsfrist' kan ikke bruges."),
        ("gyldighed: måske", "'gyldighed' kan ikke være 'måske'. Vælg mellem: ja, delvist, nej"),
        ("udsigtsloes: delvist", "'udsigtsloes' kan ikke være 'delvist'. Vælg mellem: ja, nej"),
    ],
)
def test_an_answer_written_by_hand_is_held_against_the_table_with_its_line(
    case, counter, line, told
):
    counter("kompetence", "1", "--punkt", "1", "--svar", "gyldighed=nej", archive=case.root)
    path = folder(case, "2026-0001") / "sag.yaml"
    text = facts(case).replace("gyldighed: nej", line)
    path.write_text(text, encoding="utf-8")
    number = text[: text.index(line)].count("\n") + 1
    ended = counter("vis", "1", archive=case.root)
    assert ended.code == 3
    assert f"sag.yaml, linje {number}: {told}" in ended.err


@pytest.mark.parametrize("words", [(), ("--svar", EVERY)])
def test_the_facts_of_a_closed_case_are_not_answered_anew(case, counter, typed, words):
    counter("frafald", "1", "--begrundelse", "Trukket tilbage", archive=case.root)
    typed("ja")
    with nothing_changes(case.root):
        ended = counter("kompetence", "1", *words, archive=case.root)
    assert ended.code == 4
    assert "inv genoptag" in ended.err


def test_what_the_answers_amount_to_is_told_for_each_klagepunkt_with_the_way_on(case, counter):
    counter("kompetence", "1", "--punkt", "1", "--svar", EVERY, archive=case.root)
    answers = "udsigtsloes=ja,resten=nej"
    said = counter("kompetence", "1", "--punkt", "2", "--svar", answers, archive=case.root).out
    assert "Klagepunkt 1: det kan du se på.\n" in said
    assert "Klagepunkt 2: det kan du ikke se på (etaarsfrist, udsigtsloes). Afvis det med " in said
    assert "inv afvis 2026-0001 --punkt 2 --grund udsigtsloes.\n" in said
    assert "Ubesvaret: 3 (inv kompetence 2026-0001)." in said


def test_an_answer_that_is_none_is_met_with_what_one_is(case, counter, typed):
    typed("måske", "nej")
    said = counter("kompetence", "1", archive=case.root).out
    assert "Ved du det ikke, så svar uafklaret." in said
    assert "Svar ja, delvist, nej eller uafklaret. Bogstavet er nok." in said
