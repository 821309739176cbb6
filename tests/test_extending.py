"""A new letter, a new action and a new scale need rows and a template, and no Python."""

from __future__ import annotations

import json

import pytest
from cli import ROOT, approve, begun, folder, git, inv, nothing_changes

pytest_plugins = ("at_the_counter",)

D = ("--dato", "2026-03-04")
ACTION = """
  tak:
    titel: Tak til borgeren
    hjaelp: Takker borgeren for et godt samarbejde.
    fra: [aaben]
    kraever: [begrundelse]
    kan: [forventet]
    breve: [tak-borger]
    frist: uformelt
    modtager: borger
    kilde: Kontorets egen skik
"""
LETTER = """
  tak-borger:
    titel: Tak for samarbejdet
    modtager: borger
    kilde: Kontorets egen skik
"""
TEMPLATE = """\
# Tak for hjælpen med {{ sag.emne }}

Kære {{ borger.navn }}

{{ oplysning.begrundelse }}

Jeg vender tilbage senest den {{ frist | dato }}.

{% include "underskrift.md" %}
"""
FILLING, HEADING = "\n\nDet var godt.", "# Klagepunkt 1"
SCALE = """\
forklaring: Kontorets egen skala går fra det mindre til det værre.
raekker:
  skidt:
    navn: skidt
    former: [skidte]
    kilde: Kontorets egen skik
  helt-uacceptabelt:
    navn: helt uacceptabelt
    saetning: "Jeg kan slet ikke acceptere, at {konstateret}."
    kilde: Kontorets egen skik
"""


def with_rows(office, table: str, rows: str) -> None:
    """Lay a table of the office's own that is the shipped one and a row more."""
    shipped = (ROOT / "workflow" / "regler" / f"{table}.yaml").read_text(encoding="utf-8")
    own = office.root / "regler" / f"{table}.yaml"
    own.parent.mkdir(exist_ok=True)
    own.write_text(shipped + rows, encoding="utf-8")


@pytest.fixture
def extended(office):
    with_rows(office, "handlinger", ACTION)
    with_rows(office, "breve", LETTER)
    (office.root / "regler" / "kritikskala.yaml").write_text(SCALE, encoding="utf-8")
    own = office.root / "skabeloner" / "breve" / "tak-borger.md"
    own.parent.mkdir(parents=True)
    own.write_text(TEMPLATE, encoding="utf-8")
    return approve(office)


def test_a_new_action_is_a_command_with_help(extended):
    assert "  tak " in inv("--list", archive=extended.root).out
    ended = inv("--help", "tak", archive=extended.root)
    assert ended.code == 0
    told = " ".join(ended.out.split())
    assert "Tak til borgeren (Kontorets egen skik)." in told
    assert "Takker borgeren for et godt samarbejde." in told
    assert "--begrundelse=STRING" in told
    assert "[skal gives]" in told


def test_a_new_action_writes_its_new_letter_and_sets_its_deadline(extended):
    nummer = begun(extended)
    told = ("--begrundelse", "Tak for et *klart* brev.")
    ended = inv("tak", "1", *told, *D, archive=extended.root)
    assert ended.code == 0, ended.err
    breve = folder(extended, nummer) / "breve"
    names = {path.name for path in breve.iterdir()}
    assert names == {f"2026-03-04-tak-borger.{form}" for form in ("md", "docx", "pdf")}
    text = (breve / "2026-03-04-tak-borger.md").read_text(encoding="utf-8")
    assert "Tak for hjælpen med Ventetid på hjælpemiddel" in text
    assert r"Tak for et \*klart\* brev\." in text
    data = json.loads(inv("vis", "1", "--json", archive=extended.root).out)
    assert data["forloeb"][-1]["handling"] == "tak"
    assert data["forloeb"][-1]["frist"] == "2026-03-11"


def test_a_new_action_is_refused_and_taken_back_as_any_other(extended, counter):
    nummer = begun(extended)
    with nothing_changes(extended.root):
        ended = inv("tak", "1", *D, archive=extended.root)
    assert ended.code == 4
    assert "--begrundelse mangler. Se: inv hjaelp tak." in ended.err
    assert inv("tak", "1", "--begrundelse", "Tak", *D, archive=extended.root).code == 0
    assert counter("fortryd", "1", archive=extended.root).code == 0
    assert not list(folder(extended, nummer).glob("breve/*"))


def test_the_offices_own_tables_and_templates_are_journalised_with_the_step(extended):
    begun(extended)
    template = extended.root / "skabeloner" / "breve" / "tak-borger.md"
    template.write_text(TEMPLATE.replace("Kære", "Hej"), encoding="utf-8")
    approve(extended)
    ended = inv("tak", "1", "--begrundelse", "Tak", *D, archive=extended.root)
    assert "Dine rettelser er journaliseret: tak-borger.md" in ended.err
    assert "Hej" in git(extended.root, "show", "HEAD~1:skabeloner/breve/tak-borger.md")
    tracked = git(extended.root, "ls-files").splitlines()
    assert {"regler/handlinger.yaml", "skabeloner/breve/tak-borger.md"} <= set(tracked)


def test_a_scale_of_the_offices_own_grades_and_words_the_criticism(extended, counter):
    nummer = begun(extended)
    steps = [
        ("centersvar", "1", "--medhold", "intet"),
        ("borger-fastholder", "1"),
        ("undersoeg", "1", "--kriterium", "kvalitet"),
    ]
    for words in steps:
        assert counter(*words, *D, archive=extended.root).code == 0
    assess = ("vurder", "1", "--punkt", "1", "--udfald", "kritik", "--konstateret", "det skete")
    with nothing_changes(extended.root):
        ended = counter(*assess, "--grad", "kritisabelt", archive=extended.root)
    assert ended.code == 2
    assert "skidt, helt uacceptabelt" in ended.err
    assert counter(*assess, "--grad", "helt uacceptabelt", archive=extended.root).code == 0

    statement = folder(extended, nummer) / "udtalelse.md"
    empty = statement.read_text(encoding="utf-8").split("\n")
    written = [line + FILLING if line.startswith("#") else line for line in empty]
    prose = "\n".join(written).replace(HEADING + FILLING, HEADING)
    statement.write_text(prose, encoding="utf-8")
    ended = counter("afgiv-udtalelse", "1", *D, archive=extended.root)
    assert ended.code == 0, ended.err
    letter = next(folder(extended, nummer).glob("breve/*-udtalelse.md"))
    text = letter.read_text(encoding="utf-8")
    assert "Jeg kan slet ikke acceptere, at det skete" in text.replace("\\", "")
    assert "kritisabelt" not in text.lower()


@pytest.mark.parametrize(
    ("table", "content"),
    [
        ("handlinger", "raekker: [\n"),
        ("handlinger", "raekker:\n  tak: {titel: T}\n"),
        ("oplysninger", "raekker: {}\n"),
        ("tilstande", "raekker: {}\n"),
        ("kritikskala", "\tx\n"),
        ("gebyrer", "raekker: {}\n"),
    ],
)
def test_a_bad_table_disables_no_list_and_no_help(table, content, office, counter):
    (office.root / "regler").mkdir()
    own = office.root / "regler" / f"{table}.yaml"
    own.write_text(content, encoding="utf-8")
    shipped = counter("--list", archive=office.root).out.split()
    listed = inv("--list", archive=office.root)
    assert listed.code == 0, listed.err
    assert {"vis", "videresend", "arkiv", "demo"} <= set(listed.out.split()) & set(shipped)
    ended = inv("vis", "1", archive=office.root)
    assert ended.code == 3
    assert f"{table}.yaml" in ended.err


def test_a_table_that_cannot_be_read_disables_no_list(office):
    (office.root / "regler" / "handlinger.yaml").mkdir(parents=True)
    listed = inv("--list", archive=office.root)
    assert listed.code == 0, listed.err
    assert "videresend" in listed.out
