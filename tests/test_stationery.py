from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from letter_sample import TEMPLATES, made, parts

from workflow.core.errors import StationeryBroken
from workflow.documents import package, report_stationery, report_word
from workflow.documents.look import Look
from workflow.documents.stationery import main, stationery

SHIPPED = TEMPLATES / "brevpapir.docx"


@pytest.fixture
def office(tmp_path):
    """Return a function that gives an office stationery with one part changed."""

    def changed(name: str, old: str, new: str) -> Look:
        content = parts(SHIPPED.read_bytes())
        assert old in content[name]
        content[name] = content[name].replace(old, new)
        packed = package.packed({part: text.encode() for part, text in content.items()})
        (tmp_path / "brevpapir.docx").write_bytes(packed)
        return Look((tmp_path, TEMPLATES))

    return changed


def test_the_shipped_stationery_is_what_the_script_makes(tmp_path):
    main(tmp_path / "brevpapir.docx")
    assert parts((tmp_path / "brevpapir.docx").read_bytes()) == parts(SHIPPED.read_bytes())
    assert stationery() == SHIPPED.read_bytes()


def test_the_reports_stationery_is_what_its_script_makes_and_has_every_style_it_uses():
    shipped = (TEMPLATES / "rapport.docx").read_bytes()
    assert report_stationery.stationery() == shipped
    styles = parts(shipped)["word/styles.xml"]
    named = re.findall(r'w:styleId="(\w+)"', styles)
    assert len(named) == len(set(named))
    assert set(re.findall(r'w:(?:basedOn|next) w:val="(\w+)"', styles)) <= set(named)
    written = Path(report_word.__file__).read_text(encoding="utf-8")
    assert set(re.findall(r'_p\("(\w+)"', written)) <= set(named)


def test_word_can_open_it_and_finds_a_first_page_of_its_own():
    section = docx.Document(str(SHIPPED)).sections[0]
    assert section.different_first_page_header_footer
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert "«kontor»" in "".join(p.text for p in section.first_page_header.paragraphs)


def test_every_style_is_based_on_one_that_exists():
    styles = parts(SHIPPED.read_bytes())["word/styles.xml"]
    named = set(re.findall(r'w:styleId="(\w+)"', styles))
    assert set(re.findall(r'w:(?:basedOn|next) w:val="(\w+)"', styles)) <= named


def test_every_class_that_the_pdf_knows_is_a_style_in_word():
    fields = re.findall(r'^  "([\w-]+)": body =>', _template(), flags=re.MULTILINE)
    names = set(
        re.findall(r'<w:name w:val="([^"]+)"', parts(SHIPPED.read_bytes())["word/styles.xml"])
    )
    assert fields
    assert {field.replace("-", " ").capitalize() for field in fields} <= names


def test_a_style_changed_in_word_is_the_letters_style(office):
    look = office("word/styles.xml", "0F4C5C", "7A0019")
    assert "7A0019" in parts(made("## Nyt", look).docx)["word/styles.xml"]


def test_a_frame_moved_in_word_moves_the_address(office):
    styles = parts(SHIPPED.read_bytes())["word/styles.xml"]
    frame = re.search(r'styleId="Modtager".*?<w:framePr [^>]*w:y="(\d+)"', styles)
    assert frame
    look = office("word/styles.xml", f'w:y="{frame[1]}"', 'w:y="3333"')
    assert 'w:y="3333"' in parts(made("Tekst", look).docx)["word/document.xml"]


def test_a_placeholder_that_word_has_split_is_filled_in(office):
    split = "«kon</w:t></w:r><w:r><w:rPr/><w:t>to</w:t></w:r><w:r><w:t>r»"
    filled = parts(made("Tekst", office("word/header1.xml", "«kontor»", split)).docx)
    text = re.sub("<[^>]*>", "", filled["word/header1.xml"])
    assert text.count("Borgerrådgiveren") == 1
    assert "«" not in text


def test_words_own_namespaces_survive(office):
    declared = '<w:hdr xmlns:w14="urn:w14" xmlns:mc="urn:mc" mc:Ignorable="w14" '
    filled = parts(made("Tekst", office("word/header1.xml", "<w:hdr ", declared)).docx)
    assert 'xmlns:w14="urn:w14"' in filled["word/header1.xml"]
    assert 'mc:Ignorable="w14"' in filled["word/header1.xml"]


def test_a_value_is_text_in_the_head_whatever_it_contains():
    filled = parts(made("Tekst", kontor='A & <w:br/> "«titel»"').docx)["word/header1.xml"]
    assert "A &amp; &lt;w:br/&gt; " in filled
    assert "«titel»" in filled


def test_lines_in_the_contact_column_are_lines_in_word():
    head = parts(made("Tekst", kontakt=["Et", "To", "Tre"]).docx)["word/header1.xml"]
    assert re.search(r">Et</w:t><w:br/><w:t[^>]*>To</w:t><w:br/><w:t[^>]*>Tre<", head)


def test_a_placeholder_that_means_nothing_is_refused_by_name(office):
    with pytest.raises(StationeryBroken, match="«kontro»") as caught:
        made("Tekst", office("word/header1.xml", "«kontor»", "«kontro»"))
    assert caught.value.exit_code == 6


def test_stationery_that_cannot_show_a_draft_makes_no_draft(office):
    look = office("word/header2.xml", "«udkast»", "")
    assert made("Tekst", look)
    with pytest.raises(StationeryBroken, match="«udkast»"):
        made("Tekst", look, udkast=True)


def test_a_head_with_a_document_type_is_refused(office):
    bomb = '<!DOCTYPE x [<!ENTITY a "b">]><w:hdr '
    with pytest.raises(StationeryBroken, match="header1"):
        made("Tekst", office("word/header1.xml", "<w:hdr ", bomb))


def test_an_emptied_cell_keeps_the_paragraph_that_word_wants(office):
    paragraph = "<w:p><w:r><w:t>«telefontid»</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{paragraph}</w:tc></w:tr></w:tbl><w:p/></w:hdr>"
    look = office("word/header1.xml", "</w:hdr>", table)
    assert (
        "<w:tc><w:p/></w:tc>" in parts(made("Tekst", look, telefontid=[]).docx)["word/header1.xml"]
    )


def test_the_stationery_names_no_person_and_no_program():
    with zipfile.ZipFile(io.BytesIO(SHIPPED.read_bytes())) as document:
        assert not [name for name in document.namelist() if name.startswith("docProps")]


def _template() -> str:
    return Path(TEMPLATES / "brev.typ").read_text(encoding="utf-8")
