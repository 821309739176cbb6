"""What a letter says comes out as it stands, and reads or fetches nothing."""

from __future__ import annotations

import io

import pikepdf
import pytest
from letter_sample import (
    made,
    parts,
    pdf_text,
    squeezed,
    tags_below,
    word_text,
)


def test_an_image_is_neither_read_nor_fetched_and_its_absence_shows(tmp_path):
    picture = tmp_path / "hemmelig.png"
    picture.write_bytes(b"\x89PNG kanariefugl")
    rendered = made(f"![et billede]({picture}) ![to](http://127.0.0.1:9/x.png)")
    assert "kanariefugl" not in str(parts(rendered.docx))
    assert not any("media" in name for name in parts(rendered.docx))
    assert "billede udeladt: et billede" in word_text(rendered.docx)
    assert "billedeudeladt:etbillede" in squeezed(pdf_text(rendered.pdf))


def test_a_link_leads_to_the_web_or_nowhere():
    rendered = made("[a](https://example.dk) [b](file:///etc/passwd) [c](javascript:x) [d](#e)")
    relations = parts(rendered.docx)["word/_rels/document.xml.rels"]
    assert "https://example.dk" in relations
    assert "file:" not in relations
    assert "javascript" not in relations
    assert "file:///etc/passwd" in word_text(rendered.docx)


def test_raw_typst_and_word_are_text():
    rendered = made('`#panic()`{=typst}\n\n```{=openxml}\n<w:p/>\n```\n\n#read("/etc/passwd")')
    assert '#read("/etc/passwd")' in pdf_text(rendered.pdf)


def test_a_skipped_or_empty_heading_does_not_break_the_pdf():
    rendered = made("#### Fire\n\n# En\n\n##\n\n##### Fem\n\nTekst")
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        assert {"/H1", "/H2", "/H3"} <= set(tags_below(pdf.Root.StructTreeRoot.K))


def test_a_paragraph_of_the_vedtaegt_is_never_broken_over_two_lines():
    rendered = made("Efter vedtægtens § 6, stk. 2, og kl. 16")
    assert "§\u00a06, stk.\u00a02, og kl.\u00a016" in word_text(rendered.docx)


def test_a_telephone_number_a_day_and_a_number_of_days_are_never_broken():
    said = word_text(made("Ring på 12 34 56 78, senest 3. marts og inden 10 arbejdsdage.").docx)
    assert "12\u00a034\u00a056\u00a078, senest 3.\u00a0marts og inden 10\u00a0arbejdsdage" in said


DAYS = """\
1. november 2025: Borgeren søgte.

15. januar 2026: Borgeren rykkede.

3. Marts rykkede borgeren igen.

17. 4. 2026 svarede centret.

- 12. maj 2026: møde
- 30. sept. 2026: svar

7. først

8. så
"""


@pytest.mark.parametrize("of", ["docx", "pdf"])
def test_a_day_that_begins_a_line_is_the_day_that_was_written(of):
    rendered = made(DAYS)
    text = word_text(rendered.docx) if of == "docx" else pdf_text(rendered.pdf)
    said = squeezed(text.replace("\u00a0", " "))
    for day in (
        "1. november 2025",
        "15. januar 2026",
        "3. Marts rykkede",
        "17. 4. 2026 svarede",
        "12. maj 2026: møde",
        "30. sept. 2026: svar",
    ):
        assert squeezed(day) in said


def test_a_numbered_list_is_one_still():
    rendered = made("7. først\n\n8. majoritet")
    assert "7.først8.majoritet" in squeezed(pdf_text(rendered.pdf))
    assert parts(rendered.docx)["word/document.xml"].count("<w:numPr>") == 2


def test_a_word_without_end_stays_on_the_page():
    assert squeezed("x" * 300) in squeezed(pdf_text(made("x" * 300).pdf))


@pytest.mark.parametrize("modtager", [[], ["Øjvind Åse"], ["", "  ", "Øjvind Åse"]])
def test_a_recipient_without_address_leaves_no_empty_lines(modtager):
    rendered = made("Kære læser", modtager=modtager)
    first = word_text(rendered.docx).split("\n")[0]
    assert first == ("Øjvind Åse" if modtager else "4.\u00a0marts 2026  ·  Sag 2026-0012")
    assert "Din klage er sendt videre" in pdf_text(rendered.pdf)


def test_an_office_without_hours_has_no_heading_for_them():
    rendered = made("Kære læser", telefontid=[])
    assert "Telefontid" not in str(parts(rendered.docx)) + pdf_text(rendered.pdf)


def test_a_draft_says_so_on_every_page_in_both_formats():
    rendered = made("Et afsnit.\n\n" * 60, udkast=True)
    heads = [text for name, text in parts(rendered.docx).items() if "word/header" in name]
    assert heads
    assert all("UDKAST" in head for head in heads)
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        pages = len(pdf.pages)
    assert pages > 1
    assert pdf_text(rendered.pdf).count("UDKAST") == pages


def test_a_finished_letter_is_no_draft(letter):
    assert "UDKAST" not in str(parts(letter.docx)) + pdf_text(letter.pdf)


def test_a_statement_is_named_above_its_title():
    rendered = made("## 1. Sagen\n\nTekst", form="udtalelse", modtager=["Center for Social"])
    for text in (word_text(rendered.docx), pdf_text(rendered.pdf)):
        assert text.index("Udtalelse") < text.index("Din klage er sendt videre")
        assert "Til Center for Social" in text


def test_pages_are_counted_and_name_the_case():
    text = pdf_text(made("Et afsnit.\n\n" * 60).pdf)
    assert "Side 1 af 3" in text
    assert "Side 3 af 3" in text
    assert text.count("Sag 2026-0012") == 3
