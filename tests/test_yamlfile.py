"""A YAML file read strictly and written gently."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.archive import yamlfile, yamlwrite
from workflow.core.errors import BadFile

FILE = """\
# øverst
navn: Øjvind      # hvem
adresse: "Vejgade 1\\n2635 Ishøj"
telefon: '0123'
gruppe:
  dag: 2026-03-02   # en dag

  tom:
# mellem
liste:
  - {dato: 2026-03-02, handling: registrer}
  - nr: 1           # det første
    tekst: |-
      to
      linjer
# nederst
"""


def read(text):
    return yamlfile.read("sag.yaml", text if isinstance(text, bytes) else text.encode())


def refusal(text):
    with pytest.raises(BadFile) as error:
        read(text)
    assert error.value.exit_code == 3
    return str(error.value)


def written(text, **changes):
    document = read(text)
    return yamlwrite.write(document, document.data, document.data | changes).decode()


def test_values_are_read_as_json_has_them():
    assert read(FILE).data == {
        "navn": "Øjvind",
        "adresse": "Vejgade 1\n2635 Ishøj",
        "telefon": "0123",
        "gruppe": {"dag": "2026-03-02", "tom": None},
        "liste": [
            {"dato": "2026-03-02", "handling": "registrer"},
            {"nr": 1, "tekst": "to\nlinjer"},
        ],
    }


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nej", "nej"),
        ("no", "no"),
        ("true", True),
        ("0123", 123),
        ("0x1F", 31),
        ("1.0", 1),
        ("1.5", 1.5),
        ("2026-02-30", "2026-02-30"),
        ("2026-3-2", "2026-3-2"),
        ("2026-03-02 10:00:00", "2026-03-02 10:00:00"),
        ("'\\uDCFF'", "\\uDCFF"),
        ("~", None),
        ("", None),
    ],
)
def test_a_plain_value_is_what_yaml_1_2_says_and_a_day_stays_as_it_is_written(text, value):
    assert read(f"a: {text}\n").data == {"a": value}


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ((), 1),
        (("navn",), 2),
        (("gruppe", "dag"), 6),
        (("gruppe", "findes-ikke"), 5),
        (("liste", 1), 12),
        (("liste", 1, "tekst"), 13),
        (("liste", 9, "tekst"), 10),
        (("findes", "ikke"), 1),
    ],
)
def test_a_value_is_found_on_its_line_or_that_of_what_is_nearest(path, line):
    assert read(FILE).linje(path) == line


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a: 1\nb: 2\na: 3\n", "linje 3: den samme nøgle står to gange. Slet den ene."),
        ("a: {b: 1, b: 2}\n", "linje 1: den samme nøgle står to gange. Slet den ene."),
        ("a:\n\tb: 1\n", "linje 2: linjen er rykket ind med tabulator. Brug mellemrum."),
        ("a: 1\nb: Klage: sen\n", "linje 2: teksten indeholder et kolon. Sæt den i anførselstegn."),
        ("a: 1\nb: x\0y\n", "linje 2: filen indeholder et usynligt tegn. Slet linjen om."),
        ("a: 1\nb: x\x07y\n", "linje 2: filen indeholder et usynligt tegn. Slet linjen om."),
        ('a: 1\nb: "x\n', "linje 3: et anførselstegn er ikke lukket."),
        ("a:\n  - 1\n - 2\n", "linje 3: indrykningen passer ikke med linjerne ovenfor."),
        ("a: 1\nb\n", "linje 3: der mangler et kolon efter nøglen."),
        ('a: 1\nb: "\\uDCFF"\n', "linje 2: \\uD… er et halvt tegn. Skriv selve tegnet."),
        ("a: 1\nb: @x\n", "linje 2: linjen kan ikke læses."),
        ("a: 1\n---\nb: 2\n", "linje 2: linjen kan ikke læses."),
        ("a: 1\nb: &x 2\n", "linje 2: ankre (& og *) kan ikke bruges. Skriv teksten ud."),
        ("a: &x 1\nb: *x\n", "linje 1: ankre (& og *) kan ikke bruges. Skriv teksten ud."),
        ("a: 1\nb: *x\n", "linje 2: ankre (& og *) kan ikke bruges. Skriv teksten ud."),
        ("a: !!str 1\n", "linje 1: mærker (!) kan ikke bruges. Slet mærket."),
        ("a: !!python/object:os.system x\n", "linje 1: mærker (!) kan ikke bruges."),
        ("a: 1\nb: !eget {c: 1}\n", "linje 2: mærker (!) kan ikke bruges. Slet mærket."),
        ("a: 1\nb: " + "[" * 30 + "]" * 30 + "\n", "linje 2: filen er nøstet for dybt."),
        ("a: " + "[" * 100_000, "linje 1: filen er nøstet for dybt."),
        ("", "linje 1: filen er tom eller er ikke en liste af nøgler."),
        ("# kun en bemærkning\n", "linje 1: filen er tom eller er ikke en liste af nøgler."),
        ("- a\n- b\n", "linje 1: filen er tom eller er ikke en liste af nøgler."),
        (b"a: 1\nb: \xf8l\n", "linje 2: filen er ikke gemt som UTF-8. Gem den igen som UTF-8."),
        ("a: 1\n".encode("utf-16"), "linje 1: filen er ikke gemt som UTF-8."),
    ],
)
def test_what_cannot_be_read_is_told_with_file_line_and_remedy(text, told):
    assert f"sag.yaml, {told}" in refusal(text)


def test_a_file_over_256_kb_is_refused_and_one_of_256_kb_is_not():
    fill = "# " + "x" * (yamlfile.LIMIT - len("a: 1\n# \n")) + "\n"
    assert read("a: 1\n" + fill).data == {"a": 1}
    assert refusal("a: 1\n#" + fill) == (
        "sag.yaml: filen er over 256 KB. Flyt lange tekster til .md."
    )


@pytest.mark.parametrize("text", ["b: {<<: {a: 1}}\n", "a: ! x\n", "%YAML 1.1\n---\na: nej\n"])
def test_yaml_that_means_something_else_than_it_says_is_refused(text):
    refusal(text)


@pytest.mark.parametrize("text", ["a: '<<'\n", 'a: "<<"\n', "a: |-\n  <<\n"])
def test_two_less_than_signs_are_a_text_when_they_are_written_as_one(text):
    assert read(text).data == {"a": "<<"}
    refusal("a: <<\n")


def test_nothing_changed_is_nothing_written():
    assert written(FILE) == FILE


@pytest.mark.parametrize(
    ("change", "was", "becomes"),
    [
        ({"navn": "Åse"}, "navn: Øjvind      # hvem", "navn: Åse         # hvem"),
        ({"telefon": "0456"}, "telefon: '0123'", "telefon: '0456'"),
        ({"adresse": "Vej 2"}, '"Vejgade 1\\n2635 Ishøj"', '"Vej 2"'),
    ],
)
def test_a_change_changes_its_own_line_alone(change, was, becomes):
    assert written(FILE, **change) == FILE.replace(was, becomes)


def test_a_new_event_is_one_line_and_the_lines_around_it_stay():
    document = read(FILE)
    event = {"dato": "2026-03-04", "handling": "videresend", "punkter": [1, 2]}
    after = document.data | {"liste": [*document.data["liste"], event]}
    was = "      linjer\n"
    line = "  - {dato: '2026-03-04', handling: videresend, punkter: [1, 2]}\n"
    told = yamlwrite.write(document, document.data, after).decode()
    assert sorted(told.splitlines()) == sorted(FILE.replace(was, was + line).splitlines())


@pytest.mark.parametrize("text", ["? ved ikke", "??", "- a", "a: b", "a #b", "}", "[x", "'", '"'])
def test_a_text_like_a_mark_of_yaml_is_written_so_that_it_is_read_again(text):
    document = read("liste:\n  - {handling: notat, tekst: x}\n")
    after = {"liste": [{"handling": "notat", "tekst": text}, {"handling": "notat", "tekst": text}]}
    assert read(yamlwrite.write(document, document.data, after)).data == after


@pytest.mark.parametrize("text", [FILE.replace("\n", "\r\n"), "\ufeff" + FILE])
def test_windows_line_ends_and_a_byte_order_mark_are_kept(text):
    assert written(text) == text
    assert written(text, navn="Øjvind Åse") == text.replace("Øjvind      #", "Øjvind Åse  #")


def test_a_line_of_any_length_is_not_broken():
    assert written(f"a: {'ord ' * 900}ord\nb: 1\n", b=2) == f"a: {'ord ' * 900}ord\nb: 2\n"


@pytest.mark.parametrize(
    "text",
    [
        "a: {b: , c: 1}   # tom i en gruppe, som i kontrakten (design §3)\n",
        "---\na: 1\n",
        "a: null\nb: ~\n",
        "a:    'x'\n",
        "liste:\n- 1\n- 2\n",
        "liste:\n  - # første\n    nr: 1\n",
        "a: en lang\n  tekst\n",
        "a: 1\r\nb: 2\n",
    ],
)
def test_what_is_not_changed_is_not_touched_however_it_is_written(text):
    assert written(text) == text


def test_a_list_that_is_emptied_can_be_read_again():
    text = "liste:   # de punkter, der er\n  - {nr: 1}\nb: 1\n"
    assert read(written(text, liste=[])).data == {"liste": [], "b": 1}


names = st.sampled_from(["navn", "email", "nr", "æøå", "a-b", "x y"])
texts = st.text(st.characters(codec="utf-8", exclude_characters="\x85"), max_size=12)
scalars = texts | st.integers(-5, 5) | st.booleans() | st.dates().map(str)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)
records = st.dictionaries(names, values, min_size=1, max_size=4)


@settings(max_examples=60, deadline=None)
@given(records, records)
def test_what_is_written_is_read_back(before, after):
    first = yamlwrite.write(read("# start\nemne: x  # emnet\n"), {}, before)
    document = read(first)
    assert {k: v for k, v in document.data.items() if k != "emne"} == before
    again = yamlwrite.write(document, before, after)
    assert read(again).data == {"emne": "x"} | after
    assert "# emnet" in again.decode()
