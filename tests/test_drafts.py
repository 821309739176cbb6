"""Letters being prepared, in the core: edited, out of date, unfinished, and what a step is told."""

from __future__ import annotations

import pytest
from made_up import day
from msgspec.structs import replace

from workflow.core import drafts
from workflow.core.drafts import Draft
from workflow.core.model import Haendelse

TEXT = "# Klage til besvarelse\n\nTil centret\n\nSvar senest 18. marts 2026.\n"
LINES = {"brev": 2, "handling": 3, "oplyst": 6, "tekst": 9}


def draft(tekst=TEXT, *, brev="videresendelse-center", navn=None, handling="videresend", **facts):
    usual = {"dato": day("2026-03-04"), "oplyst": {}, "frist": None, "linjer": LINES}
    usual |= {"grundlag": drafts.fingerprint(TEXT)}
    fil = f"udkast/{navn or brev}.md"
    return Draft(fil=fil, brev=brev, handling=handling, tekst=tekst, **(usual | facts))


def test_a_text_is_edited_when_a_word_is_another():
    assert not draft().rettet
    assert draft(TEXT.replace("Svar", "Svar os")).rettet


@pytest.mark.parametrize("ends", ["\r\n", " \n", "\n\n\n"])
def test_what_an_editor_does_to_the_ends_of_a_file_is_no_edit(ends):
    text = TEXT.replace("\n", "\r\n") if ends == "\r\n" else TEXT.rstrip() + ends
    assert not draft(text).rettet


def test_a_draft_is_out_of_date_when_the_program_would_write_another_text_today():
    edited = draft("# Mit eget\n\nKære center")
    assert not edited.aeldre_end(TEXT)
    assert edited.aeldre_end(TEXT.replace("18.", "25."))


@pytest.mark.parametrize(
    ("tekst", "told"),
    [
        ("", "linje 9: der er ingen tekst"),
        ("\n \n", "linje 9: der er ingen tekst"),
        ("\nKære center\n\nTak.", "linje 10: brevets titel mangler"),
        ("## Klage\n\nTak.", "linje 9: brevets titel mangler"),
        ("#Klage\n\nTak.", "linje 9: brevets titel mangler"),
        ("# Klage\n\n", "linje 9: der er ingen tekst under titlen"),
        ("# Klage\n\nTak.\n<!-- husk bilag -->", "linje 12: kommentaren <!--"),
        ("# Klage\n\nKære [skriv navnet\nher]", "linje 11: [skriv navnet her] er ikke skrevet"),
        ("# Klage\n\nDen [Indsæt dato] ringede", "linje 11: [Indsæt dato]"),
        ("# Klage\n\nDen [...] ringede", "linje 11: [...]"),
        ("# Klage\n\nKære [skriv navn\n\nTak.", "linje 11: [skriv navn Tak. er ikke"),
        ("# Klage\n\n[[konklusion 1]]", "linje 11: [[konklusion 1]"),
    ],
)
def test_an_unfinished_text_is_told_with_its_line(tekst, told):
    reasons = list(drafts.unready(draft(tekst)))
    assert len(reasons) == 1
    assert reasons[0].startswith("udkast/videresendelse-center.md")
    assert told in reasons[0]


def test_brackets_without_end_are_looked_at_a_piece_at_a_time():
    told = list(drafts.unready(draft(f"# Klage\n\n{'[' * 20_000}")))
    assert "over 3 [ er åbne" in told[0]
    assert len(told) == 1 + 100
    assert all(len(reason) < 300 for reason in told)


def test_everything_unfinished_is_told_at_once():
    tekst = "Kære [skriv navn]\n\n<!-- husk -->\n\n[udfyld resten]"
    assert len(list(drafts.unready(draft(tekst)))) == 4


@pytest.mark.parametrize(
    "tekst", ["[Se her](https://example.dk)", r"Hun \[skriv\]", "{{ navn }}", r"Hun skrev \<!-- x"]
)
def test_a_link_and_what_the_citizen_wrote_are_not_unfinished(tekst):
    assert list(drafts.unready(draft(f"# Klage\n\n{tekst}"))) == []


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"handling": "videresendt"}, "linje 3: 'handling' er 'videresendt', som ikke findes"),
        ({"handling": "kvitter"}, "linje 3: inv kvitter skriver kvittering-borger og ikke"),
        ({"handling": "gem"}, "som ikke findes"),
        ({"handling": "centersvar"}, "inv centersvar skriver ingen breve"),
        ({"navn": "videresendelse-centre"}, "og ikke 'videresendelse-centre'"),
        ({"navn": "videresendelse-borger"}, "linje 2: 'brev' er 'videresendelse-center'"),
        ({"oplyst": {"svar": "Nej"}}, "linje 6: 'svar' kendes ikke af inv videresend"),
        ({"brev": "udtalelse", "handling": "afgiv-udtalelse"}, "og ikke 'udtalelse'"),
    ],
)
def test_a_draft_of_no_such_letter_or_step_is_told_with_its_line(facts, told, rules):
    assert told in "".join(drafts.belongs(draft(**facts), rules))


def test_a_draft_as_it_was_written_belongs_to_its_step(rules):
    kept = draft(oplyst={"frist": "2026-03-20", "alligevel": True})
    assert list(drafts.belongs(kept, rules)) == []


def test_what_is_given_now_wins_over_what_a_draft_was_told():
    told = drafts.told([draft(oplyst={"frist": "2026-03-18", "punkt": "1"})], {"punkt": "2"})
    assert told == {"frist": "2026-03-18", "punkt": "2"}


def test_an_option_that_is_not_given_hides_nothing():
    given = {"frist": "", "punkt": None, "alligevel": False}
    assert drafts.told([draft(oplyst={"frist": "2026-03-18"})], given) == {"frist": "2026-03-18"}


def test_a_draft_never_says_that_a_step_is_to_be_done_anyway():
    kept = [draft(oplyst={"alligevel": True})]
    assert drafts.told(kept, {}) == {}
    assert drafts.told(kept, {"alligevel": True}) == {"alligevel": True}


@pytest.mark.parametrize(
    ("frist", "given", "expected"),
    [
        ("2026-03-17", None, ("2026-03-17", None)),  # not what the day would give: it is kept
        ("2026-03-20", None, (None, None)),  # the usual length gives it: it is reckoned as ever
        ("2026-03-17", "2026-03-25", ("2026-03-25", None)),
    ],
)
def test_the_deadline_that_a_draft_promises_is_kept_unless_another_is_told(
    frist, given, expected, walk
):
    situation, action = walk.situation("2026-03-06"), walk.rules.handlinger["videresend"]
    told = Haendelse(dato=day("2026-03-06"), handling="videresend", frist=given and day(given))
    event = drafts.promised(told, [draft(frist=day(frist))], action, situation)
    assert (event.frist and event.frist.isoformat(), event.arbejdsdage) == expected


def test_drafts_of_one_step_that_were_told_different_things_are_refused():
    one, other = draft(frist=day("2026-03-18")), draft(frist=day("2026-03-25"))
    assert list(drafts.disagreement([one, replace(one, brev="videresendelse-borger")])) == []
    assert "--forfra" in "".join(drafts.disagreement([one, other]))


def test_what_has_changed_is_told_line_by_line():
    now = TEXT.replace("18. marts", "25. marts").replace(
        "Til centret\n", "Til centret\n\nHaster.\n"
    )
    told = list(drafts.changes(TEXT, now))
    assert told == [
        "før: ”Svar senest 18. marts 2026.”",
        "nu: ”Haster.”",
        "nu: ”Svar senest 25. marts 2026.”",
    ]
    assert list(drafts.changes(TEXT, TEXT)) == []


def test_a_long_line_is_told_from_where_it_changed_and_many_are_counted():
    before = "\n".join(f"{number} {'ord ' * 80}slut" for number in range(9))
    told = list(drafts.changes(before, before.replace("slut", "ende")))
    assert len(told) == drafts.SHOWN + 1
    assert "slut”; nu: ”…" in told[0]
    assert len(told[0]) < 2 * drafts.WIDTH
    assert told[-1] == "… og 4 til"


def test_an_unfinished_text_gets_the_letters_own_title_when_it_is_looked_at(rules):
    assert drafts.titled(draft("Kære center"), rules).startswith("# Klage til besvarelse\n\nKære")
    assert drafts.titled(draft(), rules) == TEXT.strip()
