from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from letter_sample import (
    BODY,
    LOOK,
    TEMPLATES,
    parts,
    pdf_text,
    source,
    tags_below,
    word_text,
)

from workflow.documents.publish import render


@pytest.fixture(scope="module")
def xmp(letter):
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf, pdf.open_metadata() as metadata:
        keys = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title")
        return {key: metadata[key] for key in keys}


@pytest.fixture(scope="module")
def tags(letter):
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf:
        return set(tags_below(pdf.Root.StructTreeRoot.K))


@pytest.fixture
def own(tmp_path):
    """Return an office's own folder of templates, found before the shipped one."""
    folder = tmp_path / "skabeloner"
    folder.mkdir()
    return folder


def test_the_pdf_declares_archive_and_accessibility(xmp):
    assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
    assert xmp["pdfuaid:part"] == "1"


def test_the_pdf_says_its_language_and_title(letter, xmp):
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "da-DK"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert xmp["dc:title"] == "Din klage er sendt videre"


def test_the_pdf_is_tagged(tags):
    assert tags >= {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/BlockQuote"}


def test_a_space_is_read_as_a_space(letter):
    assert "\u2003" not in pdf_text(letter.pdf)
    assert "Uafhængig af kommunens forvaltning" in pdf_text(letter.pdf)


def test_the_title_is_the_first_heading(letter):
    text = pdf_text(letter.pdf)
    assert text.index("2635 Ishøj") < text.index("Din klage er sendt videre")
    assert text.index("Din klage er sendt videre") < text.index("Kære Øjvind")


def test_the_docx_uses_the_styles_of_the_stationery(letter):
    used = set(re.findall(r'<w:pStyle w:val="(\w+)" ?/>', parts(letter.docx)["word/document.xml"]))
    assert used >= {
        "Modtager", "Date", "Title", "Heading2", "ListBullet", "ListNumber", "TableCaption",
        "Borgerensord", "Konklusion", "Underskrift",
    }  # fmt: skip


def test_no_style_is_used_that_the_stationery_does_not_define(letter):
    defined = set(re.findall(r'w:styleId="(\w+)"', parts(letter.docx)["word/styles.xml"]))
    shipped = set(
        re.findall(
            r'w:styleId="(\w+)"',
            parts((TEMPLATES / "brevpapir.docx").read_bytes())["word/styles.xml"],
        )
    )
    used = set(re.findall(r'<w:[pr]Style w:val="(\w+)"', parts(letter.docx)["word/document.xml"]))
    assert used <= shipped <= defined


def test_a_list_in_a_box_stays_in_the_box(letter):
    document = parts(letter.docx)["word/document.xml"]
    item = next(p for p in re.findall("<w:p>.*?</w:p>", document) if "ikke blev svaret" in p)
    assert 'w:pStyle w:val="Konklusion"' in item
    assert "<w:numPr>" in item


def test_the_docx_says_its_language_and_title_and_nothing_else(letter):
    found = parts(letter.docx)
    assert 'w:val="da-DK"' in found["word/styles.xml"]
    assert "<dc:title>Din klage er sendt videre</dc:title>" in found["docProps/core.xml"]
    assert "Øjvind" not in found["docProps/core.xml"]
    assert [name for name in found if name.startswith("docProps")] == ["docProps/core.xml"]
    assert "custom.xml" not in found["[Content_Types].xml"] + found["_rels/.rels"]


def test_the_recipient_stands_in_the_window(letter):
    frame = re.search(
        r'<w:pStyle w:val="Modtager" /><w:framePr [^>]*w:x="(\d+)" w:y="(\d+)"',
        parts(letter.docx)["word/document.xml"],
    )
    assert frame
    assert 18 <= int(frame[1]) / 1440 * 25.4 <= 25
    assert 45 <= int(frame[2]) / 1440 * 25.4 <= 55


def test_first_and_following_pages_have_their_own_head(letter):
    found = parts(letter.docx)
    assert "<w:titlePg" in found["word/document.xml"]
    heads = [text for name, text in found.items() if name.startswith("word/header")]
    assert sum("borgerraadgiver@example.dk" in head for head in heads) == 1
    assert sum("Sag 2026-0012" in head for head in heads) == 1
    assert not any("«" in text for text in found.values())


def test_every_part_of_the_docx_is_well_formed(letter):
    from xml.dom.minidom import parseString

    for text in parts(letter.docx).values():
        assert parseString(text)  # noqa: S318 - our own document


def test_the_same_letter_is_the_same_bytes_wherever_it_is_made(letter):
    script = (
        "import hashlib; from letter_sample import made; from test_publish import BODY; "
        "r = made(BODY); print(hashlib.sha256(r.docx + r.pdf).hexdigest())"
    )
    root = Path(__file__).parents[1]
    environment = {
        **os.environ,
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "tests"))),
    }
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(sys.executable).parent,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(letter.docx + letter.pdf).hexdigest()


def test_letters_made_together_are_the_letters_made_alone(letter):
    other = source("Kære Bo", "andet", titel="Svar", modtager=["Bo Ek"], kontakt=[])
    together = render([other, source(BODY)], LOOK)
    assert together[1] == letter
    assert together[0] == render([other], LOOK)[0]
    assert "Øjvind" not in pdf_text(together[0].pdf) + word_text(together[0].docx)


def test_no_letters_are_no_documents():
    assert render([], LOOK) == ()
