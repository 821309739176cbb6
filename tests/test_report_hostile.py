"""What stands in a report's prose, tables and titles is text; nothing of it is run or fetched."""

from __future__ import annotations

import pytest
from letter_sample import LOOK, TEMPLATES, pdf_text, squeezed
from msgspec.structs import replace
from report_sample import EDITION, FIGURES, TABLES, Row, chapter, made, parts

from workflow.core.errors import BadFile, LookBroken, LookIncomplete, RenderingTooSlow
from workflow.core.report import Report
from workflow.documents.look import Look
from workflow.documents.report_setting import Edition, render

CANARY = "kanariefuglen-sang"
HOSTILE = (
    "<script>alert(1)</script>",
    '<img src="x" onerror="alert(1)">',
    '#read("/etc/hostname") #panic() \\input{x} $x$',
    "</main></svg></w:t></w:p><w:p/>",
    "$titel ${krop} @indhold@ <!--indhold--> <!--sidehoveder-->",
    '`#panic("x")`{=typst} `<w:br/>`{=openxml} `<b>`{=html}',
    "{{ 7*7 }} {% include 'x' %}",
)


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_words_come_out_of_all_three_formats_as_words(written):
    table = replace(
        TABLES["T1"], titel=written, noter=(written,), linjer=(Row(written, ("7", "8")),)
    )
    figure = replace(FIGURES["T7"], titel=written, kilde=written, alt=written)
    # The reader takes Markdown's own signs, and a template's, so prose is given in one of code.
    told = made(chapter(written, f"Prosa `{written.replace('`', '')}`.", table, figure))
    page = told.html.decode()
    assert page.count("<script") == page.count("<img") == page.count('onerror="alert(1)">') == 0
    assert page.count("</main>") == 1
    assert squeezed(written) in squeezed(pdf_text(told.pdf))
    assert parts(told.docx)["word/document.xml"].count("tblCaption") == 1


def test_a_picture_in_prose_is_not_read_and_a_link_only_leads_where_links_may(tmp_path):
    secret = tmp_path / "hemmelig.svg"
    secret.write_text(f"<svg>{CANARY}</svg>", encoding="utf-8")
    prose = f"![x]({secret}) [ond](javascript:alert(1)) [god](https://example.dk)"
    told = made(chapter("Forord", prose))
    assert CANARY not in told.html.decode() + pdf_text(told.pdf)
    assert 'href="javascript' not in told.html.decode()
    assert 'href="https://example.dk"' in told.html.decode()
    assert not [name for name in parts(told.docx) if name.startswith("word/media/")]


def test_prose_that_would_take_for_ever_to_read_is_refused_with_its_chapter():
    with pytest.raises(BadFile, match="Kapitlet 'Temaer'"):
        made(chapter("Temaer", "[" * 5000 + "x"))


def test_a_character_that_no_font_has_is_marked_and_told():
    told = made(chapter("Forord", "Tak \U0001f600"))
    assert told.tegn == ("\U0001f600",)
    assert "[U+1F600]" in pdf_text(told.pdf)


def test_a_look_without_the_reports_files_is_refused(tmp_path):
    with pytest.raises(LookIncomplete, match=r"rapport\.docx"):
        render(Report("B", "K", "2026", ()), EDITION, Look((tmp_path,)))


def test_a_draft_says_so_on_every_page():
    draft = Edition(EDITION.kontor, EDITION.dato, EDITION.dato_tekst, udkast=True)
    told = render(
        Report("B", "K", "2026", (chapter("Forord", "Tekst"), chapter("To", "Tekst"))), draft, LOOK
    )
    assert pdf_text(told.pdf).count("UDKAST") == 4
    assert "UDKAST" in parts(told.docx)["word/header1.xml"]
    assert "UDKAST" in told.html.decode()


def test_a_report_that_takes_too_long_is_stopped_by_its_name():
    with pytest.raises(RenderingTooSlow, match="Beretning"):
        render(Report("Beretning", "K", "2026", (chapter("A", "B"),)), EDITION, LOOK,
               limit_seconds=0.01)  # fmt: skip


def test_an_offices_own_template_that_does_not_work_is_named_with_its_line(tmp_path):
    for name in ("brev.typ", "rapport.typ"):
        (tmp_path / name).write_text((TEMPLATES / name).read_text(encoding="utf-8"), "utf-8")
    own = tmp_path / "rapport.typ"
    own.write_text(
        own.read_text(encoding="utf-8") + "#let rapport(meta, body) = findes-ikke\n", "utf-8"
    )
    with pytest.raises(LookBroken, match=r"rapport\.typ, linje \d+"):
        render(Report("B", "K", "2026", (chapter("A", "B"),)), EDITION, Look((tmp_path, TEMPLATES)))
