"""An office's own tables: they replace the shipped ones, and a bad one is told with every line."""

from __future__ import annotations

import shutil
from datetime import date

import pytest

from workflow.archive import compiled, rulefiles
from workflow.core.errors import BadFile
from workflow.core.options import in_force

SCALE = """\
# vores egen
raekker:
  lidt-galt: {navn: lidt galt, kilde: Vores vedtægt}
  helt-galt: {navn: helt galt, kilde: Vores vedtægt}
"""
SHIPPED = "handlinger.yaml"


@pytest.fixture
def own(tmp_path):
    return tmp_path


def write(own, name, text):
    (own / name).write_text(text, encoding="utf-8", newline="")


def changed(own, was, becomes, name=SHIPPED):
    """Take a shipped table as one's own with a change in it; return the change's line."""
    text = (rulefiles.SHIPPED / name).read_text(encoding="utf-8")
    assert was in text
    write(own, name, text.replace(was, becomes, 1))
    return text[: text.index(was)].count("\n") + 1


def refusal(own):
    with pytest.raises(BadFile) as error:
        rulefiles.load(own)
    assert error.value.exit_code == 3
    return str(error.value)


def test_an_own_table_replaces_the_shipped_one_and_leaves_the_rest(own):
    write(own, "kritikskala.yaml", SCALE)
    rules = rulefiles.load(own)
    assert [row.navn for row in rules.kritikskala.values()] == ["lidt galt", "helt galt"]
    assert rules.forklaringer.get("kritikskala") is None
    assert rules.temaer == rulefiles.load().temaer
    assert rulefiles.load().grad("uheldigt") is not None


def test_every_shipped_table_can_be_an_offices_own(own):
    for path in rulefiles.SHIPPED.glob("*.yaml"):
        shutil.copy(path, own)
    assert rulefiles.load(own) == rulefiles.load()


def with_the_shipped_themes(place):
    """Make a folder of own tables that change nothing, so that no earlier reading will do."""
    own = place / "regler"
    own.mkdir()
    (own / "temaer.yaml").write_bytes((rulefiles.SHIPPED / "temaer.yaml").read_bytes())
    return own


def test_the_compiled_tables_are_made_anew_when_they_are_broken_or_old(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "cache")
    own = with_the_shipped_themes(tmp_path)
    fresh = rulefiles.load(own)
    (copy,) = (tmp_path / "cache").iterdir()
    for content in (b"{halv", b'{"stamp": []}', b"[]", b"\xff"):
        copy.write_bytes(content)
        assert rulefiles.load(own) == fresh


def test_tables_are_read_though_nothing_can_be_kept(tmp_path, monkeypatch):
    (tmp_path / "fil").touch()
    monkeypatch.setattr(compiled, "FOLDER", tmp_path / "fil" / "cache")
    assert rulefiles.load(with_the_shipped_themes(tmp_path)) == rulefiles.check_shipped()


@pytest.mark.parametrize(
    ("was", "becomes", "row", "fault", "choice"),
    [
        ("fra: [ny, hos-centret]", "fra: [ny, hos-centeret]", "videresend", "'fra'", "hos-centret"),
        ("breve: [rykker-center,", "breve: [rykker-centre,", "rykker", "'breve'", "rykker-center"),
        ("frist: svar", "frist: svarfrist", "videresend", "'frist'", "svar, rykker"),
        ("kan: [forventet]", "kan: [forventt]", "kvitter", "'kan'", "forventet"),
        ("[grund-kan-afvise,", "[grund-kan-afvses,", "afvis", "'betingelser'", "grund-kan-afvise"),
        ("[klagesag]\n    kilde", "[klagsag]\n    kilde", "bliver", "'virkninger'", "klagesag"),
    ],
)
def test_a_misspelt_reference_is_told_with_file_row_and_choices(
    own, was, becomes, row, fault, choice
):
    line = changed(own, was, becomes)
    told = refusal(own).splitlines()[0]
    place, _, said = told.partition(": ")
    where, _, number = place.partition(", linje ")
    assert where == f"regler/{SHIPPED}"
    text = (own / SHIPPED).read_text(encoding="utf-8").splitlines()
    assert text[int(number) - 1].strip().startswith(row)
    assert int(number) <= line
    assert said.startswith(f"{fault} nævner ")
    assert choice in said


def test_a_state_that_leads_nowhere_is_told(own):
    changed(own, "til: besvaret", "til: besvart")
    assert "'til' nævner 'besvart', som ikke findes i tilstande.yaml." in refusal(own)


def test_every_fault_of_a_table_is_told_at_once_in_the_order_of_the_file(own):
    write(
        own,
        "kritikskala.yaml",
        "raekker:\n  a:\n    navn: galt\n  B: {navn: slemt, kilde: x}\n"
        "  c: {nvn: skidt, kilde: x}\n  d: {navn: 12, kilde: }\nhusk: mig\n",
    )
    told = refusal(own).splitlines()
    lines = [int(line.partition(", linje ")[2].partition(":")[0]) for line in told]
    assert lines == sorted(lines)
    said = "\n".join(told)
    assert all(line.startswith("regler/kritikskala.yaml, linje ") for line in told)
    for fault in (
        "linje 2: 'a' mangler nøglen 'kilde'",
        "linje 4: nøglen 'B' kan ikke bruges",
        "linje 5: nøglen 'nvn' kendes ikke",
        "linje 6: 'navn' er et tal, men skal være en tekst",
        "linje 6: 'kilde' mangler",
        "linje 7: nøglen 'husk' kendes ikke",
    ):
        assert fault in said


def test_a_sentence_that_cannot_be_filled_in_is_told(own):
    changed(own, "af, at {konstateret}", "af, at {konstatert}", "konklusioner.yaml")
    assert "'saetning' bruger {konstatert}, som ikke findes. Brug: forhold," in refusal(own)
    changed(own, "af, at {konstateret}", "af, at {konstateret", "konklusioner.yaml")
    assert "krøllet parentes, der ikke er lukket" in refusal(own)


def test_a_conclusion_that_is_gone_is_told(own):
    changed(own, "  bevistvivl-helt:", "  bevistvivl-andet:", "konklusioner.yaml")
    assert "rækken mangler. Hent den" in refusal(own)


def test_a_table_of_another_name_is_told_with_the_names_there_are(own):
    write(own, "skalaer.yaml", SCALE)
    told = refusal(own)
    assert told.startswith("regler/skalaer.yaml: der er ingen tabel af det navn.")
    assert "kritikskala.yaml" in told


def test_a_row_the_shipped_tables_need_is_told_where_it_is_missed(own):
    write(own, "frister.yaml", "raekker: {}\n")
    told = refusal(own)
    assert "regler/handlinger.yaml, videresend: 'frist' nævner 'svar'" in told


def test_a_bad_own_table_disables_no_command(own):
    write(own, "temaer.yaml", "raekker: [\n")
    assert rulefiles.for_counter(own) == rulefiles.load()
    assert rulefiles.for_counter(None) == rulefiles.load()


def test_the_faults_of_two_tables_are_told_at_once(own):
    write(own, "kritikskala.yaml", "raekker: {a: {navn: galt}}\n")
    write(own, "temaer.yaml", "raekker: {a: {navn: andet}}\n")
    told = refusal(own)
    assert "regler/kritikskala.yaml" in told
    assert "regler/temaer.yaml" in told


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("helligdage.yaml", "dag: 12-25", "dag: 13-45"),
        ("helligdage.yaml", "dag: 12-25", "dag: 02-30"),
        ("oplysninger.yaml", "tabel: udfald", "tabel: udfal"),
        ("oplysninger.yaml", "    tabel: udfald\n", ""),
        ("oplysninger.yaml", "  alligevel:\n", "  noget-andet:\n"),
        ("handlinger.yaml", "til_med_punkt: samme", "til_med_punkt: sammme"),
        ("handlinger.yaml", "til: {ny: hos-centret,", "til: {nyy: hos-centret,"),
        ("konklusioner.yaml", "kritik af, at {konstateret}", "kritik af {center}"),
    ],
)
def test_what_could_not_be_used_is_refused_when_it_is_read(own, name, was, becomes):
    changed(own, was, becomes, name)
    refusal(own)


def test_a_row_that_has_ended_is_no_longer_offered(own):
    changed(
        own,
        "    navn: Afsluttet på anden måde\n",
        "    navn: Andet\n    gaelder_til: 2020-12-31\n",
        "udfald.yaml",
    )
    table = rulefiles.load(own).udfald
    ended = [ident for ident, row in table.items() if row.gaelder_til]
    assert ended == ["andet"]
    assert "andet" not in in_force(table, date(2026, 3, 4))
    assert "andet" in in_force(table, date(2020, 12, 31))


def test_a_table_cannot_give_a_klagepunkt_an_answer_that_a_case_cannot_remember(own):
    shipped = "vaerdier: [fuldt, delvist, intet, uoplyst]"
    changed(own, shipped, "vaerdier: [fuldt, overvejende]", "oplysninger.yaml")
    assert "en sag kan ikke huske 'overvejende'" in refusal(own)
