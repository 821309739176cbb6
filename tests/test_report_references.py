"""A table's name in the prose leads to the table, in all three formats."""

from __future__ import annotations

import io

import pypdf
import pytest
from report_sample import FIGURES, TABLES, chapter, made, parts

PROSE = "Se T7 og (T5), og figur T7; men T99, [T7](https://example.dk) og FT7 er andet."


@pytest.fixture(scope="module")
def told():
    return made(chapter("Tallene", PROSE, TABLES["T5"], TABLES["T7"], FIGURES["T7"]))


def test_a_name_leads_to_its_table_on_the_page(told):
    main = told.html.decode().partition("<main")[2]
    led = [main.count(f'<a href="#{name}">') for name in ("tabel-t7", "tabel-t5", "figur-t7")]
    assert led == [1, 1, 1]
    assert "t99" not in main


def test_a_name_leads_to_its_table_in_word(told):
    text = parts(told.docx)["word/document.xml"].partition('<w:t xml:space="preserve">Se')[2]
    assert [text.count(f'w:anchor="{name}"') for name in ("tabel-t7", "tabel-t5", "figur-t7")] == [
        1, 1, 1,
    ]  # fmt: skip


def test_a_name_leads_to_its_table_in_pdf(told):
    page = pypdf.PdfReader(io.BytesIO(told.pdf)).pages[2]
    assert page.extract_text().startswith("Beretning")
    links = [note.get_object() for note in page["/Annots"]]
    assert len([link for link in links if "/Dest" in link or "/D" in link.get("/A", {})]) == 3
