"""A report in its three formats, read back as others' programs read it."""

from __future__ import annotations

import io
import re
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise

import docx
import pikepdf
import pypdf
import pytest
from letter_sample import LOOK, pdf_text, tags_below
from report_sample import EDITION, FIGURES, REPORT, TABLES, chapter, made, parts

from workflow.documents.report_setting import render

CHAPTERS = [told.titel for told in REPORT.kapitler]
VOID = {"meta", "br", "hr", "img", "rect", "link"}


@cache
def whole():
    """Set the sample once for all that look at it."""
    return render(REPORT, EDITION, LOOK)


@pytest.fixture(scope="module")
def pdf():
    return pikepdf.open(io.BytesIO(whole().pdf))


@pytest.fixture(scope="module")
def document():
    return docx.Document(io.BytesIO(whole().docx))


class Page(HTMLParser):
    """The elements of a page in their order, and whether each is ended where it should be."""

    def __init__(self, text):
        super().__init__()
        self.seen, self.open, self.texts = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def all(self, *tags):
        return [attrs for tag, attrs in self.seen if tag in tags]


@pytest.fixture(scope="module")
def page():
    return Page(whole().html.decode())


def test_the_same_report_is_the_same_bytes():
    again = render(REPORT, EDITION, LOOK)
    assert (again.docx, again.pdf, again.html) == (whole().docx, whole().pdf, whole().html)


def test_the_pdf_says_its_title_its_language_and_that_it_is_tagged(pdf):
    assert str(pdf.Root.Lang) == "da-DK"
    assert pdf.Root.MarkInfo.Marked
    with pdf.open_metadata() as told:
        assert (told["pdfaid:part"], told["pdfaid:conformance"]) == ("2", "A")
        assert told["pdfuaid:part"] == "1"
        assert told["dc:title"] == REPORT.titel


def test_the_pdf_tags_every_table_figure_and_heading(pdf):
    tags = list(tags_below(pdf.Root.StructTreeRoot.K))
    tables = sum(isinstance(b, type(TABLES["T1"])) for c in REPORT.kapitler for b in c.blokke)
    assert tags.count("/Table") == tables
    assert tags.count("/Caption") == tables + len(FIGURES)
    assert tags.count("/H1") == len(CHAPTERS) + 1
    assert tags.count("/THead") == tables


def test_the_pdf_has_each_figure_in_words(pdf):
    alts = []

    def below(node):
        if isinstance(node, pikepdf.Array):
            list(map(below, node))
        elif isinstance(node, pikepdf.Dictionary):
            alts.extend([str(node.Alt)] if "/Alt" in node else [])
            below(node.get("/K", pikepdf.Array()))

    below(pdf.Root.StructTreeRoot.K)
    assert {figure.alt for figure in FIGURES.values()} <= set(alts)


def test_the_contents_of_the_pdf_lead_to_the_page_that_they_print():
    reader = pypdf.PdfReader(io.BytesIO(whole().pdf))
    contents = reader.pages[1].extract_text()
    begun = {mark.title: reader.get_destination_page_number(mark) + 1
             for mark in reader.outline if not isinstance(mark, list)}  # fmt: skip
    for titel in CHAPTERS:
        assert re.search(rf"{titel}\s*{begun[titel]}\b", contents), titel
        assert titel in reader.pages[begun[titel] - 1].extract_text()


def test_the_lists_name_every_table_once():
    contents = "".join(
        p.extract_text() for p in pypdf.PdfReader(io.BytesIO(whole().pdf)).pages[1:3]
    )
    for name, table in TABLES.items():
        assert len(re.findall(rf"Tabel {name}\. {re.escape(table.titel)}", contents)) == 1


def test_a_running_head_names_the_chapter_except_where_it_begins():
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(whole().pdf)).pages]
    tallene = [text for text in pages if "Om centrenes svar" in text][-1]
    assert "Tallene" in tallene.split("Om centrenes svar")[0]
    assert all("Ishøj Kommune" in text for text in pages)


def test_a_wide_table_lies_on_its_side_in_pdf_and_word(document):
    pages = pypdf.PdfReader(io.BytesIO(whole().pdf)).pages
    turned = [page.extract_text() for page in pages if page.mediabox.width > page.mediabox.height]
    assert len(turned) == 2
    assert all("Tabel T7" in text for text in turned)
    across = [section for section in document.sections if section.orientation == 1]
    assert len(across) == 2
    assert all(section.header.paragraphs[-1].text.strip() for section in document.sections)


def test_a_long_table_repeats_its_head(document):
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(whole().pdf)).pages]
    held = [text for text in pages if "Aktivitet " in text]
    assert len(held) == 2
    assert all("2025" in text for text in held)
    xml = parts(whole().docx)["word/document.xml"]
    assert xml.count("<w:tblHeader/>") == len(document.tables)


def test_word_has_the_headings_the_captions_and_their_styles(document):
    styled = [(p.style.name, p.text) for p in document.paragraphs]
    assert [text for style, text in styled if style == "Heading 1"] == CHAPTERS
    captions = [text for style, text in styled if style == "Table Caption"]
    assert captions[:2] == ["Tabel T1. Henvendelser, sager og personer, 2026",
                            "Figur T12. Henvendelser måned for måned"]  # fmt: skip
    assert (document.core_properties.title, document.core_properties.language) == (
        REPORT.titel,
        "da-DK",
    )


def test_words_contents_and_references_lead_somewhere():
    xml = parts(whole().docx)["word/document.xml"]
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]+)"', xml)
    led = re.findall(r'<w:hyperlink w:anchor="([^"]+)"', xml)
    assert len(names) == len(set(names))
    assert led
    assert set(led) <= set(names)
    paged = re.findall(r"PAGEREF ([\w-]+) ", xml)
    assert len(paged) == len(set(paged)) == len(TABLES) + len(FIGURES) + len(CHAPTERS) + 10
    assert set(paged) <= set(names)


def test_words_bookmarks_and_drawings_have_numbers_of_their_own():
    xml = parts(whole().docx)["word/document.xml"]
    numbers = re.findall(r'<w:bookmarkStart [^>]*w:id="(\d+)"', xml)
    assert len(numbers) == len(set(numbers))


def test_words_figures_are_drawings_with_a_text():
    xml = parts(whole().docx)["word/document.xml"]
    told = re.findall(r'<wp:docPr [^>]*descr="([^"]*)"', xml)
    assert sorted(told) == sorted(figure.alt for figure in FIGURES.values())


def test_the_page_is_one_file_in_danish_with_landmarks_and_a_way_past_the_contents(page):
    assert page.open == []
    assert page.all("html")[0]["lang"] == "da"
    assert [tag for tag, _ in page.seen if tag in ("header", "nav", "main", "footer")] == [
        "header", "nav", "main", "footer",
    ]  # fmt: skip
    first = page.all("a")[0]
    assert first["href"] == f"#{page.all('main')[0]['id']}"
    assert page.all("script", "link", "img", "iframe", "object") == []
    assert (
        re.findall(r"""(?:src|url\(|@import)[=(\s"']+(?!#)[^"')]+""", whole().html.decode()) == []
    )


def test_the_pages_headings_never_skip_a_level(page):
    levels = [int(tag[1]) for tag, _ in page.seen if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_name_on_the_page_is_its_own_and_every_link_leads_to_one(page):
    names = [attrs["id"] for _, attrs in page.seen if "id" in attrs]
    assert len(names) == len(set(names))
    led = {a["href"][1:] for a in page.all("a") if a["href"].startswith("#")}
    assert led <= set(names)


def test_every_table_on_the_page_has_a_caption_and_heads_that_say_what_they_are_of(page):
    tables = page.all("table")
    assert len(page.all("caption")) == len(tables) == len(whole_tables())
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}


def whole_tables():
    return [b for c in REPORT.kapitler for b in c.blokke if isinstance(b, type(TABLES["T1"]))]


def test_every_figure_on_the_page_is_a_picture_with_a_name_and_in_words(page):
    drawn = page.all("svg")
    assert len(drawn) == len(FIGURES)
    assert all(svg["role"] == "img" and svg["aria-labelledby"] for svg in drawn)
    assert len(page.all("details")) == len(drawn)


def test_a_number_is_written_in_danish_in_all_three_formats(document):
    words = "\n".join(c.text for t in document.tables for row in t.rows for c in row.cells)
    for text in (words, pdf_text(whole().pdf), whole().html.decode()):
        assert "1.312" in text
        assert "1312" not in text


def test_a_figure_shown_twice_keeps_the_names_on_the_page_apart():
    twice = made(chapter("Tallene", FIGURES["T7"], FIGURES["T7"]))
    names = [attrs["id"] for _, attrs in Page(twice.html.decode()).seen if "id" in attrs]
    assert len(names) == len(set(names))
    assert "T7-titel-1" in names


def test_a_report_without_tables_has_no_list_of_them():
    plain = made(chapter("Forord", "Kun tekst, og T7 er ingen henvisning."))
    assert "Tabeller og figurer" not in pdf_text(plain.pdf) + plain.html.decode()
    assert 'href="#tabel' not in plain.html.decode()
