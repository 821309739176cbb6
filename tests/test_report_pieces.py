from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from report_sample import FIGURES, REPORT, TABLES, chapter, made, parts

from workflow.core.report import Report
from workflow.documents.report_pieces import NOTHING, danish, heads, pieces, signs


def of(*blocks):
    return pieces(Report("Beretning", "Ishøj Kommune", "2026", (chapter("Tallene", *blocks),)))


@pytest.mark.parametrize(
    ("cell", "printed"),
    [("0", "0"), ("999", "999"), ("1234", "1.234"), ("1234567", "1.234.567"), ("1234,5", "1.234,5"),
     ("-1234", "−1.234"), ("12,5", "12,5"), ("33 %", "33 %"), ("<5", "<5"), ("·", "·"), ("", ""),
     ("2026-27", "2026-27")],
)  # fmt: skip
def test_a_number_gets_danish_signs_and_a_sign_stays(cell, printed):
    assert danish(cell) == printed


def test_a_table_and_its_chart_share_a_name():
    table, figure = of(TABLES["T7"], FIGURES["T7"])
    assert (table.maerke, figure.maerke) == ("Tabel T7", "Figur T7")
    assert (table.anchor, figure.anchor) == ("tabel-t7", "figur-t7")


def test_a_name_in_small_letters_is_printed_in_capitals():
    (figure,) = of(replace(FIGURES["T7"], id="t9b"))
    assert (figure.maerke, figure.anchor) == ("Figur T9B", "figur-t9b")


def test_a_table_shown_twice_is_led_to_where_it_stands_first():
    first, other = of(TABLES["T7"], "Tekst", TABLES["T7"])
    assert (first.anchor, other.anchor) == ("tabel-t7", "")


def test_a_unit_that_a_line_names_itself_is_not_said_twice():
    (table,) = of(TABLES["T1"])
    assert [row.enhed for row in table.linjer] == ["", "", "klager", ""]


def test_only_signs_that_are_used_are_explained():
    assert signs(of(TABLES["T1"])) == ()
    assert [sign for sign, _ in signs(pieces(REPORT))] == ["<5", "·"]


def test_what_most_columns_begin_with_is_left_to_the_title():
    centres = ["Center for Social og Handicap", "Center for Børn", "Center for miljø", "I alt"]
    assert heads(centres) == ("Social og Handicap", "Børn", "Miljø", "I alt")
    assert heads(centres[1:]) == tuple(centres[1:])
    assert heads(["Social", "Sundhed", "Skole"]) == ("Social", "Sundhed", "Skole")
    assert heads([]) == ()


def test_a_table_without_a_line_says_that_there_is_nothing():
    empty, filled = of(replace(TABLES["T1"], linjer=()), TABLES["T5"])
    assert empty.under[0] == NOTHING
    assert NOTHING not in filled.under


def test_a_table_of_many_columns_lies_on_its_side():
    wide, upright = of(TABLES["T7"], TABLES["T5"])
    assert (wide.wide, upright.wide) == (True, False)


def test_a_tall_drawing_is_made_smaller_until_it_stands_on_a_page_with_its_caption():
    tall = replace(FIGURES["T7"], svg='<svg viewBox="0 0 160 320"></svg>')
    assert [piece.width for piece in of(FIGURES["T7"], tall)] == [160.0, 95.0]


def test_a_table_that_the_adviser_has_written_is_set_and_not_led_to():
    own = (
        "| Spørgsmål | Svar |\n|---|---|\n| Er en rykker en følgesag? | Ja. |\n\nSådan er der talt."
    )
    told = made(chapter("Metode", own), chapter("Tallene", TABLES["T2"]))
    assert told.pdf.startswith(b"%PDF")
    written = parts(told.docx)["word/document.xml"]
    cell = re.search(r"<w:tc>(?:(?!</w:tc>).)*følgesag\?", written, re.DOTALL)
    assert 'w:val="Tabeltekst"' in cell[0]  # prose keeps to a measure that a cell has not room for
