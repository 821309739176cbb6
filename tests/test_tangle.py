"""Text that no program gets through is refused with its line; what people write is not."""

from __future__ import annotations

import pytest
from letter_sample import BODY, made

from workflow.core import markdown, statement, tangle
from workflow.core.errors import BadLetter
from workflow.documents.escape import block, readable

TOO_MUCH = {
    "brackets": "[" * 20_000,
    "brackets within each other": "[" * 30 + "]" * 30,
    "images within each other": "![" * 30 + "](x)" * 30,
    "a bracket that is never closed": "[" + "ord " * 20_000,
    "ampersands": "&" * 20_000,
    "backticks": "`" * 20_000,
    "quotes within each other": "> " * 5_000 + "x",
    "lists within each other": "- " * 5_000 + "x",
    "numbers within each other": "1. " * 5_000 + "x",
    "columns": "|" + "a|" * 2_000 + "\n|" + "-|" * 2_000,
    "fields within each other": "::: x\n" * 2_000,
    "a word": "x" * 200_000,
    "accents": "a" + "\u0301" * 20_000,
    "a megabyte": "ord " * 250_000,
}
HONEST = {
    "the sample letter": BODY,
    "a mark in brackets": "Se [[konklusion 1]] og [udeladt] og [1](https://example.dk).",
    "a line to write on": "_" * 300,
    "a rule": "-" * 300,
    "a bracket forgotten": "Han skrev [sic og gik.\n\nDer skete intet.",
    "brackets that are text": "\\[" * 5_000,
    "a company's name": "Jensen & Søn & Co. & Brødre",
    "a nested list": "- a\n    - b\n        - c",
    "a quote in a quote": "> > Det sagde hun",
    "a wide table": "|" + "a|" * 20 + "\n|" + "-|" * 20,
    "fields": "::: fakta\nx\n:::\n\n" * 50,
    "accents of Vietnam": "Nguyễn Thị Ngọc Ánh",
}


@pytest.mark.parametrize("name", TOO_MUCH)
def test_what_no_program_gets_through_is_refused_with_its_line(name):
    with pytest.raises(BadLetter) as refused:
        made(f"Kære læser\n\n{TOO_MUCH[name]}")
    line = {"a megabyte": 18, "fields within each other": 41}.get(name, 21)
    assert f"brev.md, linje {line}: " in str(refused.value)


@pytest.mark.parametrize("text", HONEST.values(), ids=HONEST)
def test_what_people_write_is_not_refused(text):
    assert list(tangle.tangles(text)) == []


@pytest.mark.parametrize("row", ["[", "]", "&", "`", ">", "*", "|", "- ", "![", "[[", "<!--", "<"])
def test_a_citizens_row_of_signs_is_text_and_never_refused(row):
    text = block(row * 2_000)
    assert list(tangle.tangles(text)) == []
    assert list(tangle.tangles(readable(text))) == []


def test_a_citizens_rows_of_signs_are_set_in_one_letter():
    rows = ("[", "]", "&", "`", ">", "*", "_", "|", "~", "- ", "![", "[[", "<!--", "<", "#", ":")
    assert made("\n\n".join(block(row * 500) for row in rows)).pdf


def test_the_statement_tells_the_line_of_a_tangle():
    faults = list(statement.text_faults(f"# Resumé\n\n{'[' * 20_000}\n", []))
    assert any("udtalelse.md, linje 3: over 3 [" in fault for fault in faults)


def test_a_comment_is_left_out_and_one_that_never_ends_is_text():
    text = "a<!-- x\ny -->b<!-- z -->c<!-- d"
    assert markdown.without_comments(text) == "abc<!-- d"
    assert markdown.comments_blanked(text) == "a\nbc<!-- d"


@pytest.mark.parametrize("row", ["<!--", "[[", "[[konklusion ", "# #", "»", "‘", "(", ":", "a :"])
def test_a_megabyte_of_one_sign_is_read_to_its_end(row):
    text = row * (1_000_000 // len(row))
    assert markdown.without_comments(text) == text
    assert statement.sections(text)
    assert readable(block(text[:200_000]))
