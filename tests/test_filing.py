"""What is to be filed in the ESDH: decided by the core from the forløb and what lies there."""

from __future__ import annotations

import pytest
from made_up import Walk, day
from msgspec.structs import replace

from workflow.core import filing, letter, packing
from workflow.core.decide import decide
from workflow.core.errors import NotAllowed
from workflow.core.model import Borger, Haendelse

NOTE = "notater/2026-03-02-telefon.md"
LYING = {
    "henvendelse.md": "aaa",
    NOTE: "bbb",
    "bilag/2026-03-16-svar-fra-centret.pdf": "",
    "bilag/scan.PDF": "",
}


@pytest.fixture
def case(walk) -> Walk:
    """Bring a case to where a note is written and one of two letters is sent."""
    walk.step("notat", "2026-03-02", slags="telefon", tekst="Talt")
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-05", "2026-03-04-videresendelse-center")
    return walk


def lying(case, files=LYING):
    """Return the situation with what lies in the folder."""
    return replace(case.situation("2026-03-20"), dokumenter=files)


def file(case, files=LYING, *, number="26/001234"):
    """File everything that is ready, as inv esdh --arkiveret does."""
    case.sag = replace(case.sag, esdh=number)
    s = lying(case, files)
    names = tuple(document.navn for document in filing.ready(s))
    event = Haendelse(dato=day("2026-03-20"), handling="arkiver", dokumenter=names)
    case.sag = decide(s, case.rules.handlinger["arkiver"], event).after


def test_every_document_has_its_day_direction_parties_and_title(case):
    told = [(d.sti, str(d.dato), d.retning, d.modtager, d.titel) for d in filing.ready(lying(case))]
    assert told == [
        ("henvendelse.md", "2026-03-02", "ind", "borgerrådgiveren", "Borgerens henvendelse"),
        (NOTE, "2026-03-02", "intern", "borgerrådgiveren", "Notat: Telefonsamtale"),
        (
            "breve/2026-03-04-videresendelse-center.pdf",
            "2026-03-05",
            "ud",
            "centret (Center for Social og Handicap)",
            "Klage til besvarelse",
        ),
        (
            "bilag/2026-03-16-svar-fra-centret.pdf",
            "2026-03-16",
            "ind",
            "borgerrådgiveren",
            "svar fra centret",
        ),
        ("bilag/scan.PDF", "None", "ind", "borgerrådgiveren", "scan"),
    ]


def test_a_letter_is_not_ready_before_it_is_sent(case):
    waiting = [d.sti for d in filing.unfiled(lying(case)) if not d.sendt]
    assert waiting == ["breve/2026-03-04-videresendelse-borger.pdf"]
    assert waiting[0] not in {d.sti for d in filing.ready(lying(case))}


def test_what_is_filed_is_not_to_be_filed_again(case):
    file(case)
    assert filing.ready(lying(case)) == ()
    case.sent("2026-03-20")
    left = [d.sti for d in filing.ready(lying(case))]
    assert left == ["breve/2026-03-04-videresendelse-borger.pdf"]


def test_a_note_edited_after_it_was_filed_is_to_be_filed_again_and_says_so(case):
    file(case)
    edited = filing.ready(lying(case, LYING | {NOTE: "ccc"}))
    assert [(d.sti, d.rettet) for d in edited] == [(NOTE, True)]
    file(case, LYING | {NOTE: "ccc"})
    assert filing.ready(lying(case, LYING | {NOTE: "ccc"})) == ()


def test_nothing_is_filed_without_a_number_to_file_it_under(case):
    with pytest.raises(NotAllowed, match="intet nummer i ESDH"):
        file(case, number=None)


def test_filing_moves_neither_the_case_nor_its_deadlines(case):
    before = case.state(), case.deadline()
    file(case)
    assert (case.state(), case.deadline()) == before


def test_filing_is_no_part_of_the_aktliste_of_a_statement(walk):
    walk.investigated()
    file(walk)
    plan = walk.plan("afgiv-udtalelse", "2026-04-01")
    listed = letter.context(plan, walk.situation("2026-04-01"), None)["aktliste"]
    assert listed[-1][1] == "Udtalelse afgivet"
    assert "Arkiveret i ESDH" not in {titel for _, titel in listed}


def test_a_step_that_closes_the_case_reminds_of_what_is_not_filed(case):
    s = lying(case)
    told = Haendelse(dato=day("2026-03-20"), handling="frafald", begrundelse="Trukket")
    assert list(filing.reminder(s, told)) == [
        "6 dokumenter er ikke arkiveret i ESDH. Se: inv esdh --sag 2026-0012"
    ]
    partly = Haendelse(dato=day("2026-03-20"), handling="afvis", punkter=(1,))
    assert list(filing.reminder(s, partly)) == []


def test_every_step_that_closes_a_case_has_the_reminder(rules):
    closing = {a.id for a in rules.handlinger.values() if a.til == "afsluttet"}
    assert closing == {a.id for a in rules.handlinger.values() if "arkiveret" in a.advarsler}


def test_a_packed_file_is_named_by_day_number_direction_and_words(case):
    names = [item.filnavn for item in packing.named(filing.ready(lying(case)), case.sag)]
    assert names == [
        "2026-03-02-01-ind-henvendelse.pdf",
        "2026-03-02-02-intern-telefon.pdf",
        "2026-03-05-03-ud-videresendelse-center.pdf",
        "2026-03-16-04-ind-svar-fra-centret.pdf",
        "udateret-05-ind-scan.pdf",
    ]


@pytest.mark.parametrize(
    ("received", "name"),
    [
        ("bilag/2026-03-16 Brev fra Øjvind Åse.docx", "2026-03-16-01-ind-brev-fra.docx"),
        ("bilag/2026-03-16 Pårørendes Mål.PDF", "2026-03-16-01-ind-paaroerendes-maal.pdf"),
        ("bilag/999999-9999 Åse", "udateret-01-ind-bilag"),
        ("bilag/2026-13-99-x.txt", "udateret-01-ind-x.txt"),
        ("bilag/.skjult", "udateret-01-ind-skjult"),
        ("notater/2026-03-16-moede.docx", "2026-03-16-01-intern-moede.docx"),
    ],
)
def test_a_file_is_not_named_by_a_person_a_cpr_number_or_a_danish_letter(received, name, walk):
    walk.sag = replace(walk.sag, borger=Borger(navn="Øjvind Åse"))
    documents = filing.ready(lying(walk, {received: ""}))
    assert [item.filnavn for item in packing.named(documents, walk.sag)] == [name]


def test_the_list_opens_in_a_danish_spreadsheet_and_reckons_with_nothing(case):
    case.sag = replace(case.sag, esdh=None)
    items = packing.named(filing.ready(lying(case, {'bilag/=1+1|x;".txt': ""})), case.sag)
    lines = packing.csv(items).splitlines()
    assert lines[0].startswith('\ufeff"Nr.";"Dato";"Retning"')
    assert lines[-1].startswith('"2";"";"ind";"ikke oplyst";"borgerrådgiveren";"\'=1+1|x;""";')
    page = packing.markdown(items, case.sag)
    assert "Nummer i ESDH: mangler" in page
    assert '| =1+1/x;" |' in page
    assert "Øjvind" not in page


@pytest.mark.parametrize(
    ("fil", "titel", "filnavn"),
    [
        ("2026-03-16-010185-1234 svar.pdf", "svar", "2026-03-16-01-ind-svar.pdf"),
        ("2026-03-16-010185_1234.pdf", "uden titel", "2026-03-16-01-ind-bilag.pdf"),
        ("2026-03-16-Øjvinds brev.pdf", "Øjvinds brev", "2026-03-16-01-ind-brev.pdf"),
        ("2026-03-16 sva\u202er\udcff.pdf", "svar", "2026-03-16-01-ind-svar.pdf"),
        (f"2026-03-16 x.{'y' * 240}", "x", f"2026-03-16-01-ind-x.{'y' * 10}"),
    ],
)
def test_a_files_name_gives_away_no_more_than_it_must(case, fil, titel, filnavn):
    (document,) = filing.ready(
        replace(
            lying(case, {f"bilag/{fil}": ""}), sag=replace(case.sag, forloeb=case.sag.forloeb[:1])
        )
    )
    (item,) = packing.named([document], case.sag)
    assert (document.titel, item.filnavn) == (titel, filnavn)
    packing.csv([item]).encode()


@pytest.mark.parametrize("mark", "=+-@＝＋－＠")
def test_no_title_is_reckoned_with_by_a_spreadsheet(case, mark):
    document = replace(filing.ready(lying(case))[0], titel=f"{mark}1+1")
    (item,) = packing.named([document], case.sag)
    assert f';"\'{mark}1+1";' in packing.csv([item])
