"""The letters that say what can be looked into: written from the answers, in two languages."""

from __future__ import annotations

import re

import pytest
from letter_sample import TEMPLATES
from made_up import day, punkt

from workflow.core.letter import context
from workflow.core.model import Afgoerelse, Borger, Periode
from workflow.documents.compose import Desk

DATED = {"haendt": day("2026-01-05"), "vedroerer": "betjening"}
OLD = {"haendt": Periode(fra=day("2023-01-01")), "vedroerer": "betjening"}


@pytest.fixture
def written(walk_of):
    """Write a step's letter to a citizen of a language, with whole sentences on a line."""

    def write(handling, *klagepunkter, sprog="da", told=(), **facts):
        case = walk_of(*klagepunkter, borger=Borger(navn="Øjvind Åse", sprog=sprog), **facts)
        plan = case.plan(handling, "2026-03-04", **dict(told))
        ending = "" if sprog == "da" else f".{sprog}"
        template = plan.breve[0][1].fil.removesuffix(".md") + f"{ending}.md"
        facts = context(plan, case.situation("2026-03-04"), None, sprog) | {"modtager": "borger"}
        text = Desk((TEMPLATES,)).compose(template, facts)
        return re.sub(r"\\(.)", r"\1", text).replace("\u00a0", " ")

    return write


def about(letter, number, heading="Klagepunkt"):
    """Return the part of a letter that is about one klagepunkt."""
    found = re.search(rf"## {heading} {number}: .*?(?=\n## )", letter, re.DOTALL)
    return found[0]


def test_each_klagepunkt_is_told_whether_it_can_cannot_or_can_partly_be_looked_into(written):
    letter = written(
        "forventningsafstem",
        punkt(1, **DATED, kompetence={"politisk": "nej"}),
        punkt(2, **DATED, kompetence={"politisk": "ja"}),
        punkt(3, **DATED, kompetence={"ansaettelsesforhold": "delvist"}),
        punkt(4, **DATED, kompetence={"bevistvivl": "ja"}),
    )
    assert "**Det kan jeg som udgangspunkt se på.**" in about(letter, 1)
    assert "politisk" not in about(letter, 1)
    assert "**Det kan jeg ikke gå ind i.** Det handler om en politisk beslutning" in about(
        letter, 2
    )
    assert "**Hvad kan du ellers gøre?** Du kan skrive til politikerne" in about(letter, 2)
    partly = about(letter, 3)
    assert "**Det kan jeg kun delvist se på.** En del af det handler om et ansættelses" in partly
    assert "Resten kan jeg som udgangspunkt se på." in partly
    reserved = about(letter, 4)
    assert "**Det kan jeg normalt ikke selv tage stilling til.**" in reserved
    assert "Jeg kan stadig bede centret om at svare dig." in reserved
    assert "Domstolene kan afhøre vidner." in reserved


def test_the_same_is_told_in_english(written):
    letter = written(
        "forventningsafstem",
        punkt(1, **DATED, kompetence={"politisk": "nej"}),
        punkt(2, **DATED, kompetence={"politisk": "ja"}),
        punkt(3, **DATED, kompetence={"ansaettelsesforhold": "delvist"}),
        punkt(4, **DATED, kompetence={"gyldighed": "uafklaret"}),
        sprog="en",
        kompetence={"ikke-bisidder": "ja"},
    )
    assert "**In principle, I can look into this.**" in about(letter, 1, "Point")
    assert "**I cannot look into this.** It is about a political decision" in letter
    assert "**What else can you do?** You can write to the politicians" in letter
    assert "**I can only look into part of this.** Part of it is about employment" in letter
    assert "I need to clarify this: Is the matter closely connected with the valid" in letter
    assert "## Your enquiry as a whole\n\nI am impartial." in letter
    assert "Yours sincerely" in letter
    for danish in ("Klagepunkt", "Jeg ", "Du ", "uvildig", "handler om"):
        assert danish not in letter.replace("centret ikke har svaret", ""), danish


def test_what_is_not_settled_is_said_to_be_looked_at_first(written):
    letter = written("forventningsafstem", punkt(**DATED, kompetence={"bevistvivl": "uafklaret"}))
    told = about(letter, 1)
    assert "**Det skal jeg se nærmere på først.**" in told
    assert "Det skal jeg have afklaret: Er der modstridende oplysninger, som ikke kan af" in told
    assert "Hvad kan du ellers gøre?" not in told


def test_several_limits_stand_in_a_list_and_each_place_once(written):
    answers = {"faglig-vurdering": "delvist", "gyldighed": "delvist"}
    told = about(written("forventningsafstem", punkt(**OLD, kompetence=answers)), 1)
    assert re.search(
        r"se på\.\*\*\n\n- En del af det er sket .*\n- En del .* en faglig .*\n- Den del",
        told,
    )
    assert "\n\nResten kan jeg som udgangspunkt se på." in told
    assert (
        "Grænsen er den 2. marts 2025: Det, der er sket den dag eller senere, er ikke for gammelt."
        in told
    )
    assert told.count("Hvad kan du ellers gøre?") == 1


def test_of_something_older_the_rest_that_can_be_looked_into_is_the_last_year(written):
    told = about(written("forventningsafstem", punkt(**OLD)), 1)
    assert (
        "En del af det er sket mere end et år, før du henvendte dig til mig. Den del kan jeg ikke "
        "tage stilling til.\nResten kan jeg som udgangspunkt se på." in told
    )


@pytest.mark.parametrize(
    ("sprog", "passed_on", "looked_into"),
    [
        ("da", "Jeg sender din klage over afgørelsen videre", "jeg undersøger sagen nærmere"),
        ("en", "I am passing your complaint about the decision on", "to look into the case"),
    ],
)
def test_a_receipt_never_promises_to_look_into_what_a_decision_says(
    written, sprog, passed_on, looked_into
):
    decided = punkt(vedroerer="afgoerelse", haendt=day("2026-01-05"))
    letter = written("kvitter", decided, sprog=sprog)
    assert passed_on in letter
    assert looked_into not in letter
    assert looked_into in written("kvitter", punkt(**DATED), sprog=sprog)


def test_what_holds_for_every_complaint_is_said_once(written):
    limits = {"ikke-bisidder": "ja"}
    points = [punkt(nr, haendt=day("2026-01-05")) for nr in (1, 2)]
    letter = written("forventningsafstem", *points, kompetence=limits)
    assert letter.count("gyldighed og udfald") == 1
    assert letter.count("være bisidder") == 1
    letter = written("forventningsafstem", *points)
    assert letter.count("være bisidder") == 1


def test_until_someone_answers_the_letter_says_what_can_be_computed(written):
    decided = Afgoerelse(truffet=day("2026-01-05"), klagefrist=day("2026-04-01"))
    letter = written(
        "forventningsafstem",
        punkt(1, vedroerer="afgoerelse", afgoerelse=decided),
        punkt(2, haendt=day("2024-01-05")),
        punkt(3, haendt=day("2026-01-05"), afgoerelse=decided),
        punkt(4),
    )
    assert "Jeg sender din klage over afgørelsen videre til Center" in about(letter, 1)
    assert "sidste dag for at klage over afgørelsen er den 1. april 2026" in about(letter, 1)
    assert "**Det kan jeg ikke gå ind i.** Det går mere end et år tilbage." in about(letter, 2)
    assert "Der blev truffet afgørelse den 5. januar 2026. Den del af sags" in about(letter, 3)
    assert "**Det kan jeg som udgangspunkt se på.**" in about(letter, 4)
    assert "Jeg mangler at vide, hvornår det skete." in about(letter, 4)


@pytest.mark.parametrize(
    ("sprog", "said"),
    [
        ("da", ("Du oplyser, at ", "stopper ikke en klagefrist", "Vedtægt for borgerrådgiveren")),
        ("en", ("You state ", "does not stop a deadline", "Vedtægt for borgerrådgiveren")),
    ],
)
def test_the_letter_takes_no_side_stops_no_deadline_and_cites_the_offices_own_rules(
    written, sprog, said
):
    letter = written("forventningsafstem", punkt(**DATED), sprog=sprog)
    assert [words for words in said if words not in letter] == []
    assert "\n\n\n\n" not in letter


@pytest.mark.parametrize(
    ("sprog", "said"),
    [
        (
            "da",
            (
                "# En del af din klage kan jeg ikke behandle",
                "Det handler om en politisk beslutning",
                "Byrådet har fastsat taksten.",
                "Jeg går videre med resten af din klage: klagepunkt 1.",
                "Du kan skrive til politikerne",
                "Fristen stopper ikke, fordi du har henvendt dig",
            ),
        ),
        (
            "en",
            (
                "# I cannot deal with part of your complaint",
                "It is about a political decision",
                "Byrådet har fastsat taksten.",
                "I am going on with the rest of your complaint: point 1.",
                "You can write to the politicians",
                "The deadline does not stop because you have contacted me",
            ),
        ),
    ],
)
def test_a_rejection_names_its_ground_and_its_reasons_in_the_citizens_language(
    written, sprog, said
):
    told = {"grund": "politisk", "begrundelse": "Byrådet har fastsat taksten.", "punkt": "2"}
    letter = written("afvis", punkt(1, **DATED), punkt(2, **OLD), sprog=sprog, told=told)
    assert [words for words in said if words not in letter] == []
