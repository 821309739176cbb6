"""Letters in the citizen's own language, and what stays in Danish."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pikepdf
import pytest
from cli import approve, folder, nothing_changes
from letter_sample import made, parts, pdf_text, word_text, words

from workflow.archive import rulefiles
from workflow.core.errors import BadFile, BadLetter
from workflow.office import desk
from workflow.office.desk import Office

pytest_plugins = ("at_the_counter",)

SHIPPED = rulefiles.SHIPPED / "sprog.yaml"
D = ("--dato", "2026-03-04")


@pytest.fixture
def speaking(with_case, counter) -> Callable[..., Office]:
    """Return a function that writes the citizen's language in the case, as an editor does."""

    def written(sprog: str) -> Office:
        sag = folder(with_case, "2026-0001") / "sag.yaml"
        text = sag.read_text(encoding="utf-8")
        assert "sprog: da" in text
        sag.write_text(text.replace("sprog: da", f"sprog: {sprog}", 1), encoding="utf-8")
        return with_case

    return written


def letter(office: Office, name: str) -> str:
    return (folder(office, "2026-0001") / "breve" / name).read_text(encoding="utf-8")


def test_a_citizen_who_reads_english_gets_the_letter_in_english(speaking, counter):
    office = speaking("en")
    ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 0
    assert "sprog" not in ended.err
    home = folder(office, "2026-0001") / "breve" / "2026-03-04-kvittering-borger"
    with pikepdf.open(home.with_suffix(".pdf")) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
    shown = pdf_text(home.with_suffix(".pdf").read_bytes())
    for said in (
        "Citizens’ Adviser",
        "Independent of the municipal administration",
        "4 March 2026",
        "Case 2026-0001",
        "Telephone hours",
        "Monday to Thursday, 9 am to 3 pm",
        "Page 1 of 2",
        "My note on your complaint, in Danish",
        "case processing time",
    ):
        assert said in re.sub(r"\s+", " ", shown), said
    for said in ("Telefontid", "Side 1", "marts", "Uafhængig", "mandag"):
        assert said not in shown, said


def test_the_word_file_is_in_the_letters_language_too(speaking, counter):
    office = speaking("en")
    counter("kvitter", "1", *D, archive=office.root)
    home = folder(office, "2026-0001") / "breve" / "2026-03-04-kvittering-borger.docx"
    found = parts(home.read_bytes())
    assert "<dc:language>en-GB</dc:language>" in found["docProps/core.xml"]
    assert "<dc:title>I have received your enquiry</dc:title>" in found["docProps/core.xml"]
    assert 'w:val="en-GB"' in found["word/styles.xml"]
    heads = "".join(text for name, text in found.items() if "header" in name or "footer" in name)
    assert "Telephone hours" in heads
    assert ">Page </w:t>" in heads
    assert "«" not in heads
    assert "4\u00a0March 2026  ·  Case 2026-0001" in word_text(home.read_bytes())


def test_the_letter_to_the_centre_stays_in_danish(speaking, counter):
    office = speaking("en")
    counter("videresend", "1", *D, archive=office.root)
    assert "# " not in letter(office, "2026-03-04-videresendelse-center.md").split("\n---\n")[0]
    assert 'sprog: "da-DK"' in letter(office, "2026-03-04-videresendelse-center.md")
    assert "4.\u00a0marts 2026" in letter(office, "2026-03-04-videresendelse-center.md")
    assert 'sprog: "en-GB"' in letter(office, "2026-03-04-videresendelse-borger.md")


def test_a_letter_that_is_not_translated_is_danish_and_the_step_says_so(speaking, counter):
    office = speaking("en")
    told = ("--begrundelse", "Du har trukket klagen tilbage.", "--brev")
    ended = counter("frafald", "1", *told, *D, archive=office.root)
    assert ended.code == 0
    assert "Bemærk: Borgerens sprog er engelsk, men" in ended.err
    assert "skabelon på engelsk: Sagen er afsluttet." in ended.err
    assert 'sprog: "da-DK"' in letter(office, "2026-03-04-afslutning-borger.md")


def test_a_letter_in_danish_to_one_who_reads_danish_is_not_remarked_upon(with_case, counter):
    ended = counter("kvitter", "1", *D, archive=with_case.root)
    assert "skabelon" not in ended.err


def test_an_office_adds_a_language_with_a_row_and_a_template(speaking, counter):
    office = speaking("de")
    own = office.root / "regler" / "sprog.yaml"
    own.parent.mkdir()
    shipped = SHIPPED.read_text(encoding="utf-8")
    german = shipped[shipped.index("  en:\n") :].replace("  en:\n", "  de:\n")
    german = german.replace("kode: en-GB", "kode: de-DE").replace("January", "Januar")
    own.write_text(shipped + german.replace("navn: engelsk", "navn: tysk"), encoding="utf-8")
    template = office.root / "skabeloner" / "breve" / "kvittering-borger.de.md"
    template.parent.mkdir(parents=True)
    text = "# Ihre Anfrage\n\nEingang: {{ sag.modtaget | dato }} ({{ klagepunkter[0].tema }})\n"
    template.write_text(text, encoding="utf-8")
    approve(office)
    ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 0, ended.err
    written = letter(office, "2026-03-04-kvittering-borger.md")
    assert 'sprog: "de-DE"' in written
    assert "Eingang: 2\u00a0March 2026 (Sagsbehandlingstid)" in written


def test_a_language_nobody_has_words_for_is_refused_with_those_there_are(speaking, counter):
    office = speaking("fr")
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 3
    assert "'sprog' kan ikke være 'fr'. Vælg mellem: da, en." in ended.err


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ('dato: "{dag} {maaned} {aar}"', 'dato: "{day} {maaned}"', "'dato' kan kun bruge {aar}"),
        ("since {fra}", "since {fra", "'siden' har en krøllet parentes"),
        ("  da:\n", "  dk:\n", "rækken mangler"),
        ("      side: Page\n", "", "mangler nøglen 'side'"),
        ("May, ", "", "'maaneder'"),
    ],
)
def test_a_fault_in_the_offices_languages_is_told(was, becomes, told, office):
    own = office.root / "regler" / "sprog.yaml"
    own.parent.mkdir()
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert was in shipped
    own.write_text(shipped.replace(was, becomes), encoding="utf-8")
    with pytest.raises(BadFile) as caught:
        desk.enter(office.root)
    assert told in str(caught.value)
    assert "regler/sprog.yaml" in str(caught.value)


def test_a_translation_of_what_the_row_does_not_have_is_told(office):
    own = office.root / "regler" / "temaer.yaml"
    own.parent.mkdir()
    row = "  andet: {navn: Andet, oversat: {en: {name: Other}}, kilde: Kontoret}\n"
    own.write_text(f"raekker:\n{row}", encoding="utf-8")
    with pytest.raises(BadFile, match=r"'oversat' har 'name' på en, men .* Brug: navn"):
        desk.enter(office.root)


def test_every_theme_has_a_name_in_every_language_offered(rules):
    languages = set(rules.sprog) - {"da"}
    assert [row.id for row in rules.temaer.values() if languages - row.oversat.keys()] == []


def test_a_draft_is_marked_in_the_letters_language():
    rendered = made("Dear reader", udkast=True, sprog="en-GB", ord=words("en"))
    assert "DRAFT" in pdf_text(rendered.pdf)
    heads = [text for name, text in parts(rendered.docx).items() if "word/header" in name]
    assert all("DRAFT" in head for head in heads)
    assert "UDKAST" not in str(heads) + pdf_text(rendered.pdf)


def test_a_letters_words_that_are_not_all_there_are_refused_with_their_names():
    with pytest.raises(BadLetter, match="'ord' skal være en gruppe med kontakt"):
        made("Kære læser", ord={"side": "Side"})


def test_a_statement_in_english_would_still_be_read_as_one():
    rendered = made("## 1\n\nText", form="udtalelse", sprog="en-GB", ord=words("en"))
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
    for text in (word_text(rendered.docx), pdf_text(rendered.pdf)):
        assert "Statement" in text
        assert "To Øjvind Åse" in text
