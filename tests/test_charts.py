"""The charts: legible, the same every time, in words too, and they give nothing hidden away."""

from __future__ import annotations

import dataclasses
import re
from itertools import combinations
from xml.etree.ElementTree import fromstring

import pytest
import typst
from printed_samples import CENTRES, SAMPLES, TYPES, beside, crossed, trykt

from workflow.core.figure_words import told
from workflow.core.figures import MAKERS, charts, remainder
from workflow.core.printed import TryktLinje, is_hidden, number
from workflow.core.printed import grouped as shown
from workflow.documents.chart_bars import STUB
from workflow.documents.charts import DRAWN, PAGE, TELEPHONE, figures
from workflow.documents.palette import GREY, INK
from workflow.documents.svg import HATCH, LEAD, SIZE
from workflow.documents.textwidth import width

SVG = "{http://www.w3.org/2000/svg}"
each = pytest.mark.parametrize("table", SAMPLES.values(), ids=SAMPLES.keys())


def drawn(table):
    (figure,) = figures([table])
    return figure


def both(table):
    figure = drawn(table)
    return [fromstring(svg) for svg in (figure.svg, figure.smal)]  # noqa: S314  # our own


def at(element, name):
    return float(element.get(name))


def bars(root, *, hatched=False):
    """Return the lengths of bars with a colour of their own, or of the hatched ones."""
    found = [rect for rect in root.iter(f"{SVG}rect") if rect.get("class", "") == HATCH]
    if not hatched:
        found = [r for r in root.findall(f"{SVG}rect") if r.get("fill", "").startswith("#")]
    return [at(rect, "width") for rect in found]


def box(element):
    """Return what a line of text covers: left, top, right, bottom."""
    size = float(element.get("font-size", SIZE))
    wide = width(element.text, size, bold=element.get("font-weight") == "700")
    left = at(element, "x") - wide * {"end": 1, "middle": 0.5}.get(element.get("text-anchor"), 0)
    return left, at(element, "y") - 0.66 * size, left + wide, at(element, "y") + 0.1 * size


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


@each
def test_a_chart_is_valid_and_says_what_it_is(table):
    figure = drawn(table)
    for root in both(table):
        named = {element.get("id"): element.text for element in root.iter() if element.get("id")}
        title, text = root.get("aria-labelledby").split()
        assert (named[title], named[text]) == (figure.titel, figure.alt)
        assert (root.get("role"), root.get("lang")) == ("img", "da")
        used = {
            found for e in root.iter() for found in re.findall(r"url\(#(.+)\)", e.get("fill", ""))
        }
        assert used <= named.keys()
    assert not set(re.findall(r' id="(.+?)"', figure.svg)) & set(
        re.findall(r' id="(.+?)"', figure.smal)
    )


@each
def test_no_text_runs_into_another_or_off_the_page(table):
    for root, wide in zip(both(table), (PAGE, TELEPHONE), strict=True):
        boxes = [(box(element), element.text) for element in root.iter(f"{SVG}text")]
        high = float(root.get("height").removesuffix("pt"))
        assert [b for b in boxes if b[0][0] < -0.5 or b[0][2] > wide + 0.5] == []
        assert [b for b in boxes if b[0][1] < 0 or b[0][3] > high] == []
        assert [(a, b) for a, b in combinations(boxes, 2) if overlap(a[0], b[0])] == []


@each
def test_no_text_runs_into_a_bar_but_the_numbers_that_stand_on_one(table):
    for root in both(table):
        bars = [
            (at(r, "x"), at(r, "y"), at(r, "x") + at(r, "width"), at(r, "y") + at(r, "height"))
            for r in root.findall(f"{SVG}rect")
        ]
        beside = [e for e in root.iter(f"{SVG}text") if e.get("fill") in (INK, GREY)]
        assert [e.text for e in beside if any(overlap(box(e), bar) for bar in bars)] == []


@each
def test_no_bar_runs_off_the_page(table):
    for root, wide in zip(both(table), (PAGE, TELEPHONE), strict=True):
        rects = root.findall(f"{SVG}rect")
        assert all(at(rect, "x") >= -0.01 for rect in rects)
        assert all(at(rect, "x") + at(rect, "width") <= wide + 0.01 for rect in rects)


@each
def test_the_text_has_every_number_of_the_chart_and_says_what_is_hidden(table):
    alt = drawn(table).alt
    for chart in charts([table]):
        for line in () if chart.empty else chart.linjer:
            for cell in (*line.celler, *([line.i_alt] if line.i_alt else [])):
                assert told(cell) in alt
        hidden = [cell for line in chart.linjer for cell in (*line.celler, line.i_alt)]
        assert ("skjult" in alt) == any(map(is_hidden, hidden))


@each
def test_the_same_table_is_drawn_by_the_same_bytes(table):
    assert drawn(table) == drawn(dataclasses.replace(table))


@each
def test_a_chart_writes_no_number_that_the_table_does_not_print(table):
    printed = {shown(cell) for line in table.linjer for cell in line.celler}
    names = [part.navn for part in (*table.linjer, *table.kolonner)]
    for element in both(table)[0].iter(f"{SVG}text"):
        alone = re.fullmatch(r"(?:n = )?([\d.,]+)", element.text)
        an_axis = table.row.figur == "median" and element.get("fill") == GREY
        if alone and not an_axis and not any(element.text in name for name in names):
            assert alone[1] in printed


def test_a_hidden_number_is_drawn_alike_whatever_it_is():
    found = {
        length
        for cell in ("<5", "·", "<3")
        for root in both(beside("t8", {"Politik": ("40", "1"), "Klageinstans": (cell, "1")}))
        for length in bars(root, hatched=True)
    }
    assert found == {STUB}


def test_lengths_are_as_the_numbers():
    root = both(beside("t8", {"Politik": ("40", "10"), "Klageinstans": ("20", "30")}))[0]
    first, before, second, before_second = bars(root)
    assert first == pytest.approx(2 * second, abs=0.02)
    assert first == pytest.approx(4 * before, abs=0.05)
    assert before_second == pytest.approx(3 * before, abs=0.05)


def test_a_stacked_bar_is_as_long_as_its_total():
    names = ("Fuldt", "Delvist", "Intet", "Uoplyst", "")
    cells = {"a": ("6", "<5", "·", "0", "20"), "b": ("5", "5", "5", "5", "20")}
    lines = [TryktLinje(name, name, found) for name, found in cells.items()]
    root = both(trykt("t5", names, lines))[0]
    parts = [r for r in root.findall(f"{SVG}rect") if r.get("stroke") and at(r, "height") > 10]
    whole = {}
    for part in parts:
        whole[part.get("y")] = whole.get(part.get("y"), 0) + at(part, "width")
    first, second = whole.values()
    assert first == pytest.approx(second, abs=0.05)


def test_one_hidden_part_alone_is_not_drawn_by_what_is_left_of_the_total():
    lines = [TryktLinje("a", "a", ("6", "<5", "7", "16"))]
    table = trykt("t2", [*TYPES, ""], lines)
    (chart,) = charts([table])
    assert remainder(chart.linjer[0]) is None
    assert bars(both(table)[0], hatched=True) == [STUB]


def test_bars_are_sorted_but_hidden_ones_stay_as_in_the_table_and_the_rest_last():
    cells = {
        "Uden grund": ("90", ""),
        "b": ("·", ""),
        "a": ("<5", ""),
        "c": ("7", ""),
        "d": ("30", ""),
    }
    (chart,) = charts([beside("t8", cells)])
    assert [line.navn for line in chart.linjer] == ["d", "c", "b", "a", "Uden grund"]


def test_centres_are_never_ranked():
    (chart,) = charts([crossed("t2", CENTRES[:8], TYPES)])
    assert [line.navn for line in chart.linjer] == list(CENTRES[:8])


def test_too_many_series_to_tell_apart_become_panels():
    (chart,) = charts([crossed("t2", CENTRES[:3], [f"type {n}" for n in range(6)], seed=3)])
    assert chart.slags == "paneler"


def test_a_curve_is_broken_where_counting_changed_and_where_a_number_is_hidden():
    columns = ("2023", "2024", "| 2025", "2026", "2027")
    line = TryktLinje("Sager", "Sager", ("10", "20", "30", "<5", "12"), enhed="sager")
    table = trykt("t13", columns, [line])
    root = both(table)[0]
    assert len(root.findall(f"{SVG}path")) == 1
    assert [t.text for t in root.iter(f"{SVG}text")].count("brud") == 1
    assert "Brud: 2025 er talt anderledes end året før." in drawn(table).alt


def test_every_kind_of_chart_can_be_made_and_drawn():
    assert MAKERS.keys() == DRAWN.keys()
    assert {table.row.figur for table in SAMPLES.values()} == MAKERS.keys()


def test_hostile_names_are_text():
    name = "<script>alert('x')</script> & \"mere\""
    hostile = beside("t8", {name: ("6", "7")})
    assert "<script" not in drawn(hostile).svg
    assert name.split(maxsplit=1)[0] in "".join(both(hostile)[0].itertext())


def test_numbers_are_written_as_danes_write_them():
    assert [shown(cell) for cell in ("7", "1234", "1234567,5", "<5", "·")] == [
        "7", "1.234", "1.234.567,5", "<5", "·",
    ]  # fmt: skip
    assert number("12,5") == 12.5
    assert LEAD > SIZE


def test_typst_sets_every_chart_in_a_pdf_for_archives_and_for_the_blind():
    source = '#set document(title: [Figurer])\n#set text(font: "Source Sans Pro", lang: "da")\n'
    files = {}
    for place, table in enumerate(SAMPLES.values()):
        figure = drawn(table)
        files[f"f{place}.svg"] = figure.svg.encode()
        source += f'#image("f{place}.svg", width: 100%, alt: "figur")\n'
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=["templates/fonts"]
    )
    pdf = typst.compile(
        {"main.typ": source.encode(), **files}, font_paths=fonts, pdf_standards=["a-2a", "ua-1"]
    )
    assert pdf.startswith(b"%PDF")
