"""sag.yaml and kontor.yaml: what is refused, by program and editor alike, and what is kept."""

from __future__ import annotations

import msgspec
import pytest
from made_up import sag

from workflow.archive import casefile
from workflow.core.errors import BadFile
from workflow.core.model import Borger, Haendelse
from workflow.core.schema import case_schema, office_schema
from workflow.office.desk import TEMPLATES

CASE = """\
# yaml-language-server: $schema=../../.skema/sag.json
format: 1
nummer: 2026-0012
type: klagesag                    # klagesag | vejledning | vejvisning
modtaget: 2026-03-02
kanal: telefon
emne: Ventetid på hjælpemiddel
esdh: 26/001234
borger:
  navn: Øjvind Åse
  telefon: "0123"                 # med nul
klagepunkter:
  - nr: 1                         # hovedsag
    tema: sagsbehandlingstid
    center: social
    forhold: centret ikke har svaret
    haendt: {fra: 2025-11-01}
    vedroerer: sagsbehandling
forloeb:
  - {dato: 2026-03-02, handling: registrer}
"""
# What is put in the place of what, and what the program says of it; None is accepted.
DOCUMENTS = [
    ("format: 1", "format: 1.0", None),
    ("haendt: {fra: 2025-11-01}", "haendt: 2025-11-01", None),
    ("haendt: {fra: 2025-11-01}", "haendt:", None),
    ("esdh: 26/001234", "esdh:", None),
    ("format: 1", "format: 2", "linje 2: formatet er 2, men dette program kender 1."),
    ("format: 1\n", "", "linje 1: mangler nøglen 'format'."),
    ("nummer: 2026-0012", "nummer: 26-12", "linje 3: 'nummer' '26-12' har ikke den rigtige form."),
    ("type: klagesag", "type: klage", "linje 4: 'type' kan ikke være 'klage'. Vælg mellem: kl"),
    ("kanal: telefon", "kanal:", "linje 6: 'kanal' mangler. Vælg mellem: aaben-raadgivning,"),
    ("modtaget: 2026-03-02", "modtaget: 2026-02-30", "linje 5: 'modtaget' '2026-02-30' er ikke"),
    (
        "modtaget: 2026-03-02",
        "modtaget: 9999-12-31",
        "'9999-12-31' ligger ikke i årene 1900-2199",
    ),
    ("modtaget: 2026-03-02", "modtaget: 0000-01-01", "linje 5: 'modtaget' '0000-01-01' er ikke"),
    (
        "modtaget: 2026-03-02",
        "modtaget: 2026-3-2",
        "linje 5: 'modtaget' '2026-3-2' er ikke skrevet som en dato",
    ),
    ("modtaget: 2026-03-02", "modtaget: 2026", "linje 5: 'modtaget' er et tal"),
    ("emne: Ventetid på hjælpemiddel", "emne:", "linje 7: 'emne' mangler. Skriv en tekst."),
    ("emne: Ventetid på hjælpemiddel", "emne: '  '", "linje 7: 'emne' er tom. Udfyld den."),
    ("esdh: 26/001234", "esdh: 26001234", "linje 8: 'esdh' er et tal, men skal være en tekst."),
    ("esdh: 26/001234", "esdh: true", "linje 8: 'esdh' er ikke en tekst."),
    ('telefon: "0123"', "telefon: 0123", "linje 11: 'telefon' er et tal, men skal være en tekst."),
    ("navn: Øjvind Åse", "nvn: Øjvind Åse", "linje 10: nøglen 'nvn' kendes ikke. Ret stavningen"),
    ("borger:\n", "borger: Øjvind\nx:\n", "linje 9: 'borger' er ikke en gruppe af nøgler."),
    ("  - nr: 1 ", "  - nr: 0 ", "linje 13: 'nr' er 0, men skal være mindst 1."),
    ("  - nr: 1 ", "  - nr: en ", "linje 13: 'nr' er ikke et helt tal."),
    ("  - nr: 1 ", "  - nr: .nan ", "linje 13: 'nr' mangler. Skriv et helt tal."),
    ("tema: sagsbehandlingstid", "tema: tid", "linje 14: 'tema' kan ikke være 'tid'. Vælg"),
    ("center: social", "center: socia", "linje 15: 'center' kan ikke være 'socia'. Vælg mellem:"),
    ("{fra: 2025-11-01}", "{fra: 2025-11-31}", "linje 17: 'fra' '2025-11-31' er ikke en dato"),
    ("{fra: 2025-11-01}", "{til: 2025-11-01}", "linje 17: 'haendt' mangler nøglen 'fra'."),
    ("handling: registrer", "handling: x", "linje 20: 'handling' kan ikke være 'x'. Vælg mellem:"),
    ("handling: registrer", "handling: registrer, ja: 1", "linje 20: nøglen 'ja' kendes ikke."),
    ("forloeb:\n  - {dato: 2026-03-02, handling: registrer}\n", "", "mangler nøglen 'forloeb'"),
    ("forloeb:\n", "cpr: x\nforloeb:\n", "linje 19: nøglen 'cpr' kendes ikke."),
]


def read(schema, text):
    return casefile.read("sag.yaml", text if isinstance(text, bytes) else text.encode(), schema)


def refusal(schema, text):
    with pytest.raises(BadFile) as error:
        read(schema, text)
    return str(error.value)


@pytest.mark.parametrize(("was", "becomes", "told"), DOCUMENTS)
def test_a_fault_is_told_in_danish_with_file_and_line(schema, was, becomes, told):
    assert was in CASE
    text = CASE.replace(was, becomes, 1)
    if told is None:
        assert read(schema, text).sag.nummer == "2026-0012"
    else:
        assert told in refusal(schema, text)
        assert refusal(schema, text).startswith("sag.yaml, linje ")


@pytest.mark.parametrize(("was", "becomes", "told"), DOCUMENTS)
def test_an_editor_refuses_what_the_program_refuses(schema, was, becomes, told):
    import jsonschema  # type: ignore[import-untyped]

    from workflow.archive import yamlfile

    data = yamlfile.read("sag.yaml", CASE.replace(was, becomes, 1).encode()).data
    checked = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert checked.is_valid(data) is (told is None)


def test_every_fault_of_the_file_is_told_at_once_in_its_order(schema):
    wrong = CASE.replace("telefon\n", "fax\n").replace("tid på", "tid: på", 0)
    wrong = wrong.replace("center: social", "center: x").replace("2025-11-01", "2025-11-31")
    wrong = wrong.replace("emne: Ventetid på hjælpemiddel\n", "emne: 12\n") + "cpr: x\n"
    told = [line.partition(":")[0] for line in refusal(schema, wrong).splitlines()]
    assert told == [f"sag.yaml, linje {number}" for number in (6, 7, 15, 17, 21)]


def test_a_klagepunkt_that_stands_twice_is_told(schema):
    again = "  - {nr: 1, tema: andet, center: social, forhold: x, vedroerer: praktisk}\n"
    told = refusal(schema, CASE.replace("forloeb:", again + "forloeb:"))
    assert told == "sag.yaml, linje 19: klagepunkt 1 står to gange."


def test_a_period_that_ends_before_it_begins_is_told(schema):
    refusal(schema, CASE.replace("{fra: 2025-11-01}", "{fra: 2025-11-01, til: 2024-01-01}"))


def test_the_offices_own_words_are_the_ones_that_count(rules, kontor):
    own = case_schema(rules, msgspec.structs.replace(kontor, centre=kontor.centre[1:]))
    assert "linje 15: 'center' kan ikke være 'social'" in refusal(own, CASE)


@pytest.mark.parametrize("change", [{"emne": "Nyt emne"}, {"esdh": None}, {"type": "vejledning"}])
@pytest.mark.parametrize("text", [CASE, CASE.replace("\n", "\r\n"), "\ufeff" + CASE])
def test_a_change_of_the_case_leaves_every_other_line_byte_for_byte(schema, text, change):
    file = read(schema, text)
    assert casefile.written(file, file.sag) == text.encode()
    after = casefile.written(file, msgspec.structs.replace(file.sag, **change))
    kept = [line for line in text.splitlines(True) if not line.startswith(tuple(change))]
    (gone,) = [line for line in text.splitlines(True) if line not in kept]
    found = after.decode().splitlines(keepends=True)
    assert [line for line in found if not line.startswith(tuple(change))] == kept
    assert gone not in found


def test_an_event_is_added_as_one_line_and_taken_away_as_one(schema):
    file = read(schema, CASE)
    event = Haendelse(dato=file.sag.modtaget, handling="kvitter", breve=("2026-03-02-a",))
    after = msgspec.structs.replace(file.sag, forloeb=(*file.sag.forloeb, event))
    line = "  - {dato: 2026-03-02, handling: kvitter, breve: [2026-03-02-a]}\n"
    text = casefile.written(file, after)
    assert text.decode() == CASE + line
    assert casefile.written(read(schema, text), file.sag).decode() == CASE


def test_a_new_case_is_the_commented_skeleton_with_its_values(schema):
    skeleton = (TEMPLATES / "sag.yaml").read_bytes()
    opened = sag(esdh="26/001234", borger=Borger(navn="Øjvind: Åse", telefon="0012"))
    text = casefile.fresh("sag.yaml", skeleton, opened)
    assert read(schema, text).sag == msgspec.structs.replace(
        opened, borger=msgspec.structs.replace(opened.borger, sprog="da")
    )
    comments = [line.partition("#")[2] for line in skeleton.decode().splitlines() if "#" in line]
    assert all(comment in text.decode() for comment in comments)


def test_the_skeleton_of_kontor_yaml_is_a_sound_office(rules, kontor):
    skeleton = (TEMPLATES / "kontor.yaml").read_bytes().replace(b"KOMMUNE", b"Ishoej Kommune")
    read_office = casefile.read_office("kontor.yaml", skeleton, office_schema(rules))
    assert read_office.kommune == "Ishoej Kommune"
    in_use = [center.id for center in kontor.centre if center.gaelder_til is None]
    assert [center.id for center in read_office.centre] == in_use


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        (b"svar: 10", b"svar: 0", "'svar' er 0, men skal være mindst 1."),
        (b"svar: 10", b"svar: 500", "'svar' er 500, men må højst være 400."),
        (b"svar: 10", b"svr: 10", "nøglen 'svr' kan ikke bruges. Ret"),
        (b"[grundlovsdag,", b"[juleaften,", "kan ikke være 'juleaften'. Vælg mellem: grundlovs"),
        (b"- id: social", b"- id: Social", "'id' 'Social' har ikke den rigtige form."),
        (b"kommune: KOMMUNE", b"kommune:", "'kommune' mangler. Skriv en tekst."),
    ],
)
def test_a_fault_of_the_office_is_told_with_its_line(rules, was, becomes, told):
    skeleton = (TEMPLATES / "kontor.yaml").read_bytes()
    assert was in skeleton
    with pytest.raises(BadFile) as error:
        casefile.read_office("kontor.yaml", skeleton.replace(was, becomes), office_schema(rules))
    assert str(error.value).startswith("kontor.yaml, linje ")
    assert told in str(error.value)
