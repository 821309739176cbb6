from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from letter_sample import LOOK, made, parts, pdf_text, squeezed, word_text

from workflow.documents.coverage import showable
from workflow.documents.escape import Markdown, block, escape, readable

HOSTILE = (
    "# overskrift", "- punkt", "3. januar", "1) et", "*fed* _kursiv_", "$5$ og $6$", "`kode`",
    "#set page(fill: red)", "@Jensen", "<b>fed</b>", "[a](b)", "![x](/etc/passwd)", "[^1]",
    "::: {.konklusion}", "---", "/ t: d", "-? ... --", "= x", "a\\", "\\*", "{{ 7*7 }}", "~~x~~",
    "| a | b |", "&amp; &#65;", "«kontor»", '"citat" \'a\'', "http://example.dk/a_b_c", "> citat",
    "+ x", "[x]: y", '#"x";', "//kommentar", "/* x */", "<a>", "a~b", "H~2~O x^2^", "2026-03-04",
)  # fmt: skip

CHARACTERS = st.characters(codec="utf-8")
TEXTS = st.lists(
    st.one_of(st.text(CHARACTERS, max_size=25), st.sampled_from(HOSTILE)), min_size=1, max_size=12
)


def contexts(text: str) -> str:
    """Put a value wherever a template may put one."""
    value = escape(text)
    return "\n\n".join((
        value, f"Ord {value} ord", f"- {value}", f"> {value}", f"**ord {value} ord**",
        f"| a | b |\n|---|---|\n| {value} | {value} |", f"::: {{.fakta}}\n{value}\n:::",
    ))  # fmt: skip


@pytest.mark.parametrize("text", ["a\r\nb", "a\u2028b", "a\u00a0 b", "  a\tb  ", "a\x85b"])
def test_a_value_is_always_one_line(text):
    assert re.fullmatch("a[ \u00a0]+b", escape(text))


def test_a_date_keeps_the_space_that_does_not_break():
    assert escape("3.\u00a0marts") == "3\\.\u00a0marts"


def test_what_hides_in_a_name_is_left_out():
    assert escape("Jens\u202etxt.exe\u200b\u00ad\x00") == "Jenstxt\\.exe"


def test_markdown_passes_through_and_text_does_not():
    assert escape(Markdown("**fed**")) == "**fed**"
    assert escape("**fed**") == "\\*\\*fed\\*\\*"


def test_a_decomposed_name_is_composed():
    assert escape(unicodedata.normalize("NFD", "Åse")) == "Åse"


def test_half_a_surrogate_pair_and_a_noncharacter_are_replaced_visibly():
    assert escape("a\ud800b\uffff") == "a\ufffdb\ufffd"


def test_a_block_keeps_its_lines_and_paragraphs():
    assert block("et\nto\n\n\n \ntre\n") == "et\\\nto\n\ntre"


def test_a_block_of_nothing_is_nothing():
    assert block(" \n\n\t") == ""


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_a_draft_without_needless_backslashes_is_the_same_document(texts):
    shown = [showable(text, LOOK)[0].strip() for text in texts]
    body = "\n\n".join(contexts(f"{text} ord {text}") for text in shown)
    body += "\n\n" + block("\n".join(f"{text}\nord{text}" for text in shown))
    assert made(readable(body)) == made(body)


def test_a_draft_has_no_backslashes_in_ordinary_words():
    text = "Ring kl. 10:30 (til Åse) om sag 2026-0012; er det 50% eller 100%? Skriv til a@b.dk!"
    assert readable(escape(text)) == text
    assert readable(f"- {escape('1. marts - *nu*')}") == r"- 1\. marts - \*nu\*"


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(TEXTS)
def test_any_text_comes_out_of_both_formats_as_it_was_written(texts):
    texts = [shown for shown in (showable(text, LOOK)[0].strip() for text in texts) if shown]
    rendered = made("\n\n".join(map(contexts, texts)) + "\n\n" + block("\n".join(texts)))
    in_word, in_pdf = squeezed(_with_tables(rendered.docx)), squeezed(pdf_text(rendered.pdf))
    for text in texts:
        expected = squeezed(_literal(text))
        assert in_word.count(expected) >= 8
        assert _alike(expected) in _alike(in_pdf)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_looks_like_markup_is_only_text(text, hostile):
    assert hostile["word"].count(squeezed(text)) >= 8
    assert hostile["pdf"].count(squeezed(text)) >= 8


@pytest.fixture(scope="module")
def hostile():
    rendered = made("\n\n".join(map(contexts, HOSTILE)) + "\n\n" + block("\n".join(HOSTILE)))
    return {
        "word": squeezed(_with_tables(rendered.docx)),
        "pdf": squeezed(pdf_text(rendered.pdf)),
    }


def test_a_character_that_no_font_has_is_marked_and_told():
    assert showable("Hej 😀 fra Ж", LOOK) == ("Hej [U+1F600] fra Ж", ("😀",))


def test_a_mark_never_becomes_a_reference_or_a_link():
    shown, missing = showable("😀: tekst, der ellers forsvandt", LOOK)
    assert missing == ("😀",)
    assert "tekst, der ellers forsvandt" in word_text(made(shown).docx)


def test_a_name_in_cyrillic_is_shown_in_every_face():
    text, missing = showable("Женя", LOOK)
    assert not missing
    assert pdf_text(made(f"{text} *{text}* **{text}**").pdf).count("Женя") == 3


def _literal(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", escape(text))


def _with_tables(docx: bytes) -> str:
    text = re.sub(r"<w:br ?/>|</w:p>", "\n", parts(docx)["word/document.xml"])
    plain = re.sub("<[^>]*>", "", text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#39;", "'")):
        plain = plain.replace(entity, character)
    return plain.replace("&amp;", "&")


def _alike(text: str) -> str:
    """Compare what a reader of PDF can be held to: letters, not the ligatures they were set in."""
    return unicodedata.normalize("NFKD", text)
