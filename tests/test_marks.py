"""The marks in a report's prose: what each becomes, and what is wrong with the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed_tables import T5, TABLES

from workflow.core import marks
from workflow.core import naming_figures as cells
from workflow.core.marks import PROSE, Piece
from workflow.core.naming_figures import UnknownFigure


def told(text):
    (piece,) = marks.pieces(text)
    filled, faults = marks.filled(piece, TABLES)
    assert not faults
    return filled


def faults(text):
    return [tuple(fault) for fault in marks.faults(text, TABLES)]


@pytest.mark.parametrize(
    ("mark", "number"),
    [
        ("tal T1 klagepunkter", "1.155"),
        ("tal t1 klagepunkter 2025", "151"),
        ("tal T1 aaret-foer henvendelser", "198"),
        ("tal T1 sager", "220"),
        ("tal T1 klagesager", "95"),
        ("tal T7 sagsbehandlingstid social", "30"),
        ("tal T7 social sagsbehandlingstid", "30"),
        ("tal T7 Center for Social og Handicap Sagsbehandlingstid", "30"),
        ("tal T7 i alt", "51"),
        ("tal T7", "51"),
        ("tal T5 teknik og miljø fuldt", "7"),
        ("tal T9 vurderede klagepunkter med kritik", "20"),
        ("tal T7 begrundelse social", "færre end 5"),
        ("tal T7 social i alt", "et ikke vist antal"),
        ("andel T5 fuldt i alt", "40 pct. (19 af 48)"),
        ("andel T1 klagesager", "43 pct. (95 af 220)"),
        ("andel T7 begrundelse", "22 pct. (11 af 51)"),
        ("andel T5 intet social", "et ikke vist antal af 28"),
    ],
)
def test_a_mark_in_a_sentence_becomes_the_printed_number(mark, number):
    assert told(f"Der var [[{mark}]] i år.") == f"Der var {number} i år."


@pytest.mark.parametrize(
    ("before", "word"),
    [
        ("", "Færre"),
        ("Det er tallene. ", "Færre"),
        ("Hvorfor?\n", "Færre"),
        ("Sagt »kort.« ", "Færre"),
        ("Første afsnit,\n\n", "Færre"),
        ("- ", "Færre"),
        ("1. Et punkt\n2. **", "Færre"),
        ("## Klager\n", "Færre"),
        ("I 2025 var der 30. ", "Færre"),
        ("Det er ", "færre"),
        ("Der var\n", "færre"),
        ("Det er (", "færre"),
        ("Det er ca. ", "færre"),
        ("Klager over bl.a. ", "færre"),
        ("Sådan: ", "færre"),
    ],
)
def test_a_mark_that_begins_a_sentence_has_a_capital_and_no_other_has(before, word):
    assert told(f"{before}[[tal T7 begrundelse social]] af [[tal T7]]") == (
        f"{before}{word} end 5 af 51"
    )


def test_a_number_that_begins_a_sentence_is_as_it_was():
    assert told("[[tal T1 klagepunkter]] kom.") == "1.155 kom."
    assert told("[[andel T5 intet social]]") == "Et ikke vist antal af 28"


def test_a_mark_alone_in_its_line_parts_the_prose():
    text = "# Tallene\n\nSe her.\n\n[[tabel T7]]\n\n<!-- skjult\n[[figur T7]] -->\n\nOg her.\n"
    assert [*marks.pieces(text)] == [
        Piece(1, PROSE, "# Tallene\n\nSe her."),
        Piece(5, "tabel", "[[tabel T7]]", ("T7",)),
        Piece(10, PROSE, "Og her."),
    ]


def test_a_table_is_narrowed_to_the_line_or_the_column_that_is_named():
    (piece,) = marks.pieces("[[tabel T5 social]]")
    assert [line.id for line in marks.chosen(piece, TABLES).linjer] == ["social"]
    (piece,) = marks.pieces("[[tabel T7 social]]")
    assert [column.id for column in marks.chosen(piece, TABLES).kolonner] == ["social"]


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a\n\n[[tabel T99]]", 3, "Der er ingen tabel T99. Skriv et af: T9"),
        ("a\nb [[tal T7 sagsbehandlingtid]] c", 2, "Skriv et af: sagsbehandlingstid"),
        ("[[tal T9 med kritik]]", 1, "Afsluttet med udtalelse heraf med kritik, Vurderede"),
        ("[[tal T1]]", 1, "findes ikke i T1"),
        ("[[tall T1 klagepunkter]]", 1, "Skriv et af: tal"),
        ("Her er [[tabel T1]].", 1, "Mærket skal stå alene"),
        ("Her er [[tal T1 klagepunkter", 1, "hører ikke til et helt mærke"),
        ("[[resumeer nu]]", 1, "skriv kun [[resumeer]]"),
        ("[[tabel]]", 1, "fx [[tabel T1]]"),
    ],
)
def test_a_mark_that_names_nothing_says_where_it_is_and_what_is_near(text, line, says):
    ((where, fault),) = faults(text)
    assert where == line
    assert says in fault


def test_a_number_put_in_is_not_read_for_marks():
    piece = Piece(1, PROSE, "[[tal T1 klagepunkter]] [[[tal T1 klagepunkter]]]")
    assert marks.filled(piece, TABLES)[0] == "1.155 [1.155]"


@given(st.text(alphabet="[]tal T157abel\nsociæå<!->", max_size=60))
def test_whatever_is_written_is_told_or_replaced_and_never_a_failure(text):
    assert all(fault.linje >= 1 for fault in marks.faults(text, TABLES))


def test_what_a_figure_is_a_part_of_is_found_or_it_is_itself():
    with pytest.raises(UnknownFigure, match="flere"):
        cells.find(TABLES[3], ["med", "kritik"])
    assert cells.base(cells.find(T5, ["fuldt", "social"])).celle == "28"
