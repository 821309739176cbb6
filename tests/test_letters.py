"""The letters of whole cases: each is written, and what a citizen writes comes out as written."""

from __future__ import annotations

import json
import re
import unicodedata

import pytest
from cli import POINT, begun, do, folder, git
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from workflow.office import played

pytest_plugins = ("at_the_counter",)


D = ("--dato", "2026-03-04")
_SPACE = re.compile(r"[\s\u00ad\u200b-]+")


def squeezed(text: str) -> str:
    """Leave out of a text whatever depends on where its lines end."""
    return _SPACE.sub("", unicodedata.normalize("NFC", text))


def in_word(path) -> str:
    """Return the text of a Word file's body."""
    return squeezed("".join(run.text or "" for run in Document(str(path)).element.body.iter(TEXT)))


def in_pdf(path) -> str:
    """Return the text of a PDF's pages, without what stands at the foot of each."""
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


TEXT = qn("w:t")


def letters(root) -> dict[str, set[str]]:
    """Return each kind of letter in an archive with the formats it was made in."""
    made: dict[str, set[str]] = {}
    for path in root.glob("2*/*/breve/*.md"):
        kind = re.search(r'^brev: "(.+)"$', path.read_text(encoding="utf-8"), re.MULTILINE)
        forms = {form for form in ("docx", "pdf") if path.with_suffix(f".{form}").is_file()}
        made[kind[1]] = made.get(kind[1], forms) & forms
    return made


def test_every_letter_there_is_is_written_in_the_demonstration(demonstration, rules):
    made = letters(demonstration)
    assert made.keys() == rules.breve.keys()
    assert all(forms == {"docx", "pdf"} for forms in made.values())


SENDER = {
    False: (
        "Borgerrådgiveren",
        "Uafhængig af kommunens forvaltning",
        "mandag til torsdag kl. 9-15",
    ),
    True: ("Citizens’ Adviser", "Independent of the municipal administration"),
}


def test_every_letter_has_a_sender_a_date_a_number_and_a_subject(demonstration):
    for path in demonstration.glob("2026/*/breve/*.pdf"):
        if path.stem.endswith("-klageudkast"):
            continue  # the citizen's own letter
        text, case = in_pdf(path), path.parents[1].name
        english = 'sprog: "en-GB"' in path.with_suffix(".md").read_text(encoding="utf-8")
        for words in (*SENDER[english], case):
            assert squeezed(words) in text, (path.name, words)
        assert PdfReader(path).metadata.title


def test_no_journal_entry_or_path_holds_a_name_or_a_number_of_a_person(demonstration):
    log = git(demonstration, "log", "--format=%s", "--name-only").lower()
    people = {
        word.lower()
        for path in demonstration.glob("2026/*/sag.yaml")
        for word in played.read(path)["borger"]["navn"].split()
    }
    assert len(people) > 10
    assert [word for word in people if re.search(rf"\b{re.escape(word)}\b", log)] == []
    assert not re.search(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)", log)


HOSTILE = {
    "markdown": "*ikke* **fed** `kode` [link](http://x.example) # Overskrift > citat ~~nej~~",
    "a list": "3. marts 2026 ringede jeg. - nej + ja 1) først",
    "jinja": "{{ 7*7 }} {% raw %} {# væk #} {{ borger.navn }}",
    "typst": '#read("/etc/passwd") $x^2$ @kilde <mærke> #panic() \\ */ /*',
    "raw": '`<w:br/>`{=openxml} `#v(9cm)`{=typst} ```{=openxml} [x]{custom-style="Y"} ::: fakta',
    "html": "<script>alert(1)</script> <b>fed</b> &amp; &lt; &#x41; <!-- væk -->",
    "yaml": "titel: Ny titel --- ... {a: b} [c] & * ! | > %",
    "quotes": "»citat« \"citat\" 'citat' – — … 5 % 1/2 km² § 7, stk. 2 -184 kr.",
    "tables": "| a | b | \\| --- | ||",
    "citation": "@Jensen [@Hansen2020] ^[note] [^1] H~2~O x^2^ $5$ ==gul== :smile:",
    "placeholders": "KOMMUNE [[konklusion 1]] {forhold} {0} %s $navn",
    "letters": "Æblegrød, Øl, Ål, é, ü, ß, ñ, č, ł, ő, Ærø",
}


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_what_a_citizen_writes_comes_out_as_it_was_written(words, office):
    nummer = begun(office, POINT | {"forhold": f"der stod {words}"}, emne=words, tekst=words)
    complaint = folder(office, nummer) / "henvendelse.md"
    complaint.write_text(f"{words}\n\n{words}\n{words}\n", encoding="utf-8")
    do(office, nummer, "2026-03-04", "videresend")
    letter = folder(office, nummer) / "breve" / "2026-03-04-videresendelse-center"
    shown = words.replace("<!-- væk -->", "").strip() if "<!--" in words else words
    for text in (in_word(letter.with_suffix(".docx")), in_pdf(letter.with_suffix(".pdf"))):
        assert text.count(squeezed(shown)) >= 4


def test_what_no_font_can_show_is_marked_and_said(office, counter):
    nummer = begun(office)
    complaint = folder(office, nummer) / "henvendelse.md"
    complaint.write_text("Jeg er vred 😠 og skriver עברית\u202e baglæns", encoding="utf-8")
    ended = counter("videresend", nummer, *D, archive=office.root)
    assert ended.code == 0
    assert "😠" in ended.err
    letter = folder(office, nummer) / "breve" / "2026-03-04-videresendelse-center"
    for text in (in_word(letter.with_suffix(".docx")), in_pdf(letter.with_suffix(".pdf"))):
        assert "[U+1F620]" in text
        assert "[U+05E2]" in text
        assert "\u202e" not in text
        assert "baglæns" in text


def test_a_very_long_word_and_a_very_long_letter_come_out_whole(office):
    nummer = begun(office)
    long = "Donaudampskibsfart" * 40
    lines = "\n\n".join(f"Afsnit {n} om sagen." for n in range(600))
    (folder(office, nummer) / "henvendelse.md").write_text(f"{long}\n\n{lines}", encoding="utf-8")
    do(office, nummer, "2026-03-04", "videresend")
    letter = folder(office, nummer) / "breve" / "2026-03-04-videresendelse-center"
    text = in_pdf(letter.with_suffix(".pdf"))
    assert text.count("Donaudampskibsfart") >= 39
    assert all(f"Afsnit{n}omsagen." in text for n in range(600))
    assert squeezed(long) in in_word(letter.with_suffix(".docx"))


def test_a_citizen_without_an_address_gets_a_letter(office):
    nummer = begun(office, adresse="")
    do(office, nummer, "2026-03-04", "kvitter")
    letter = next(folder(office, nummer).glob("breve/*.pdf"))
    assert squeezed("Øjvind Åse") in in_pdf(letter)
    assert "None" not in in_pdf(letter)


def test_a_representative_is_named_in_the_letters(office, counter):
    nummer = begun(office)
    sag = folder(office, nummer) / "sag.yaml"
    text = sag.read_text(encoding="utf-8")
    sag.write_text(
        text.replace("repraesentant: ", "repraesentant: Søren Bisidder ", 1), encoding="utf-8"
    )
    assert counter("videresend", nummer, *D, archive=office.root).code == 0
    letter = folder(office, nummer) / "breve" / "2026-03-04-videresendelse-center.pdf"
    assert squeezed("Søren Bisidder") in in_pdf(letter)


def test_several_klagepunkter_are_told_one_by_one(office):
    points = [POINT | {"forhold": f"det gik galt for {n}. gang"} for n in (1, 2, 3)]
    nummer = begun(office, *points)
    do(office, nummer, "2026-03-04", "videresend")
    letter = folder(office, nummer) / "breve" / "2026-03-04-videresendelse-center.docx"
    text = in_word(letter)
    for n in (1, 2, 3):
        assert squeezed(f"Klagepunkt {n}") in text
        assert squeezed(f"Borgeren oplyser, at det gik galt for {n}. gang") in text


def test_two_letters_of_one_name_on_one_day_are_told_apart(office, counter):
    nummer = begun(office)
    for _ in range(2):
        do(office, nummer, "2026-03-04", "kvitter")
    names = {path.stem for path in folder(office, nummer).glob("breve/*.pdf")}
    assert names == {"2026-03-04-kvittering-borger", "2026-03-04-kvittering-borger-2"}
    data = json.loads(counter("vis", nummer, "--json", archive=office.root).out)
    assert data["forloeb"][-1]["breve"] == ["2026-03-04-kvittering-borger-2"]
