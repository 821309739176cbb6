"""A package from elsewhere may be made to do harm: it is refused, with file and line, unread."""

from __future__ import annotations

import json
import os

import packages
import pytest
from cli import edit
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.archive import datapackages
from workflow.core import received_rows
from workflow.core.errors import BadFile
from workflow.core.received import Resource
from workflow.office import comparing

ROW = "frist,Frist,periode,Periode,klagesager,40,vist\r\n"
ABOUT = Resource(name="t3", path="data/t3.csv", title="Tabel", enhed="klagesager")


@pytest.fixture
def folder(tmp_path):
    """Write a package that is as it should be."""
    return packages.written(tmp_path / "pakke", "Skovby Kommune")


def faults(place):
    return datapackages.read(str(place))[1]


def refused(place, why):
    told = "\n".join(faults(place))
    assert why in told, told
    assert all(len(line) < 600 for line in told.splitlines())
    return told


def test_a_package_that_is_as_it_should_be_is_read_from_a_folder_and_from_a_zip(folder):
    assert faults(folder) == []
    assert faults(packages.zipped(folder)) == []
    assert faults(packages.zipped(folder, "datapakke-2026/")) == []


CSV = {
    "another head": (b"linje,linje_navn", b"linje,navn", "linje 1: overskriften er en anden"),
    "a BOM": (b"linje,linje_navn", b"\xef\xbb\xbflinje,linje_navn", "usynligt tegn (BOM)"),
    "a hidden number": (b"40,vist", b"40,lille", "linje 2: cellen er ikke vist, men har et tal"),
    "a shown nothing": (b"40,vist", b",vist", "linje 2: cellen er vist, men tallet mangler"),
    "no status": (b"40,vist", b"40,synlig", "status 'synlig' kendes ikke"),
    "a line too much": (b"svar,Svar", ROW.encode() + b"svar,Svar", "står også i linje 2"),
    "a field too much": (b"40,vist", b"40,vist,x", "linje 2: der er 8 felter"),
    "a field too little": (b"40,vist", b"40", "linje 2: der er 6 felter"),
    "not a number": (b"40,vist", b"NaN,vist", "'NaN' er ikke et helt tal"),
    "less than nothing": (b"40,vist", b"-4,vist", "'-4' er ikke et helt tal"),
    "half a case": (b"40,vist", b"4.5,vist", "'4.5' er ikke et helt tal"),
    "without end": (b"40,vist", b"1e999,vist", "'1e999' er ikke et helt tal"),
    "other digits": (b"40,vist", "٤٠,vist".encode(), "er ikke et helt tal"),
    "two names": (b"svar,Svar", b"frist,Svar", "hedder både"),
    "not closed": (b"frist,Frist", b'"frist,Frist', "linjen er ikke CSV"),
    "not UTF-8": (b"Frist", b"Fr\xe6st", "linje 2: filen er ikke UTF-8"),
    "an escape": (b"Frist", b"Fr\x1b[31mst", "tegn, der ikke kan ses"),
    "a turned text": (b"Frist", "Fr\u202est".encode(), "tegn, der ikke kan ses"),
    "a NUL": (b"Frist", b"Fr\x00st", "t3.csv, linje"),
    "a giant field": (b"Frist", b"F" * 300, "et felt er over 200 tegn"),
    "a monstrous field": (b"Frist", b"F" * 200_000, "t3.csv, linje 2: "),
    "an empty code": (b"frist,Frist", b",Frist", "'linje' er tom"),
}


@pytest.mark.parametrize("name", CSV)
def test_a_table_that_is_not_as_it_should_be_is_told_with_file_and_line(folder, name):
    old, new, why = CSV[name]
    path = folder / "data/t3.csv"
    held = path.read_bytes()
    assert old in held
    path.write_bytes(held.replace(old, new, 1))
    assert f"{folder}/data/t3.csv, linje" in refused(folder, why)


def test_other_line_ends_are_no_fault(folder):
    path = folder / "data/t3.csv"
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))
    assert faults(folder) == []


def test_a_package_longer_than_any_real_one_is_read_no_further(folder, monkeypatch):
    described = (folder / "datapackage.json").stat().st_size
    monkeypatch.setattr(datapackages, "LONGEST_PACKAGE", described)
    refused(folder, "data/t3.csv, linje 1: pakken er over")


def test_a_table_with_a_cell_too_little_is_told(tmp_path):
    rows = packages.table({("a", "x"): 1, ("a", "y"): 2, ("b", "x"): 3})
    place = packages.written(tmp_path / "p", "Skovby Kommune", {"t3": rows})
    refused(place, "cellen i linje 'b', kolonne 'y' mangler")


JSON = {
    "another format": ('"format": 1', '"format": 2', "skrevet i format 2; denne udgave"),
    "no format": ('"format": 1,', "", "det er ikke en datapakke fra inv eksport"),
    "true as format": ('"format": 1', '"format": true', "skrevet i format True"),
    "a key twice": ('"graense": 5', '"graense": 5, "graense": 3', "nøglen 'graense' står to gange"),
    "NaN": ('"graense": 5', '"graense": NaN', "'NaN' er ikke et tal"),
    "a number in words": ('"graense": 5', '"graense": "5"', "linje 8: 'graense' er ikke et helt"),
    "half a character": ('"svar": "Ja."', '"svar": "\\ud800"', "ikke JSON, som vi skriver den"),
    "an escape": ('"svar": "Ja."', '"svar": "\\u001b[31m"', "tegn, der ikke kan ses"),
    "a name of markup": ("Skovby Kommune", "<b>Skovby</b>", "har ikke den rigtige form"),
    "a name with an end of line": ("Skovby Kommune", "Skovby\\n", "har ikke den rigtige form"),
    "a name too long": ("Skovby Kommune", "S" * 5000, "har ikke den rigtige form"),
    "a giant answer": ('"Ja."', f'"{"J" * 5000}"', "'svar' er over 1000 tegn"),
    "a day that is none": ("2026-12-31", "2026-02-30", "ikke en dato, der findes"),
    "an end before": ("2026-12-31", "2025-12-31", "perioden slutter (2025-12-31), før"),
    "a way out": ("data/t3.csv", "../t3.csv", "har ikke den rigtige form"),
    "an absolute way": ("data/t3.csv", "/etc/passwd", "har ikke den rigtige form"),
    "another file": ("data/t3.csv", "data/t4.csv", "ligger i data/t4.csv, ikke i data/t3.csv"),
    "no JSON": ('"sagsgang": {', '"sagsgang": ', "filen er ikke JSON"),
    "a number too great": ('"graense": 5', f'"graense": {"9" * 5000}', "ikke JSON, som vi skriver"),
    "no unit": ('"enhed": "klagesager"', '"enhed": ""', "'t3' mangler sin enhed"),
}


@pytest.mark.parametrize("name", JSON)
def test_a_description_that_is_not_as_it_should_be_is_told(folder, name):
    old, new, why = JSON[name]
    edit(folder / "datapackage.json", old, new)
    assert "datapackage.json, linje" in refused(folder, why)


def test_a_description_nested_without_end_is_told(folder):
    (folder / "datapackage.json").write_text("[" * 100_000, encoding="utf-8")
    refused(folder, "datapackage.json, linje 1: ")


def test_every_fault_of_every_package_is_told_at_once(folder, tmp_path):
    other = packages.written(tmp_path / "anden", "Herlev Kommune", graense=1)
    edit(folder / "data/t3.csv", "40,vist", "4x,vist")
    edit(folder / "data/t3.csv", "12,vist", "12,vidst")
    with pytest.raises(BadFile) as told:
        comparing.compare([str(folder), str(other), str(tmp_path / "ingen")], "")
    *lines, advice = str(told.value).splitlines()
    assert advice == "Ret ikke i en anden kommunes pakke; bed om den igen."
    assert [line.partition(":")[0] for line in lines] == [
        f"{folder}/data/t3.csv, linje 2",
        f"{folder}/data/t3.csv, linje 3",
        f"{other}/datapackage.json, linje 8",
        f"{tmp_path}/ingen",
    ]


def test_many_faults_are_told_by_the_first_and_their_number(tmp_path):
    rows = packages.table({(f"a{n}", "periode"): "vidst" for n in range(500)})
    refused(packages.written(tmp_path / "p", "Skovby Kommune", {"t3": rows}), "og 488 fejl mere")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe in a folder is Unix's")
def test_a_pipe_is_not_waited_for(folder):
    (folder / "data/t3.csv").unlink()
    os.mkfifo(folder / "data/t3.csv")
    refused(folder, "data/t3.csv, linje 1: filen mangler")


@given(st.text(max_size=400))
def test_any_text_as_a_table_is_told_or_read(text):
    received_rows.table(packages.text([]) + text, ABOUT)


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(key=st.sampled_from(["format", "fra", "graense", "taellevaner"]), value=anything)
def test_anything_as_a_key_of_the_description_is_told_or_read(tmp_path_factory, key, value):
    place = packages.written(tmp_path_factory.mktemp("p") / "p", "Skovby Kommune", **{key: value})
    package, told = datapackages.read(str(place))
    held = json.loads((place / "datapackage.json").read_text())["sagsgang"][key]
    assert told or getattr(package.om, key) is not None
    assert held == value


def test_words_of_a_package_are_shown_as_they_are_and_are_never_markup(tmp_path):
    bad = "<script>alert(1)</script> **fed** [[tal T1]] #eval(1) \\input{x} | ny"
    habit = [{**packages.HABIT, "svar": bad}]
    rows = [[r[0], "<img src=x onerror=alert(1)>" if r[0] == "frist" else r[1], *r[2:]]
            for r in packages.table(packages.THEMES)]  # fmt: skip
    one = packages.written(tmp_path / "a", "Fjordby Kommune", {"t3": rows})
    two = packages.written(tmp_path / "b", "Skovby Kommune", taellevaner=habit)
    found = comparing.compare([str(one), str(two)], "")
    written = comparing.write(found, str(tmp_path / "ud"), found.pakker[0].om.til)
    html = next(path for path in written if path.suffix == ".html").read_text(encoding="utf-8")
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; **fed** [[tal T1]] #eval(1) \\input{x}" in html
