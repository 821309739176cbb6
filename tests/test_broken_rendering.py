"""A template or a program that does not work: said with 6, and nothing is left behind."""

from __future__ import annotations

import sys
import tempfile

import pytest
from cli import ROOT, approve, nothing_changes
from letter_sample import LOOK

from workflow.documents import pandoc, publish

pytest_plugins = ("at_the_counter",)

D = ("--dato", "2026-03-04")


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def nummer(office):
    return "2026-0001"


@pytest.mark.parametrize("program", [None, sys.executable], ids=["missing", "dying"])
def test_a_broken_pandoc_leaves_no_trace(program, office, nummer, counter, monkeypatch):
    monkeypatch.setattr(pandoc, "executable", lambda: program)
    with nothing_changes(office.root):
        ended = counter("videresend", "1", *D, archive=office.root)
    assert ended.code == 6
    assert "pandoc" in ended.err
    assert "Intet er lavet" in ended.err


BROKEN = {
    "unclosed": "# Kvittering\n{% if sag %}",
    "unknown value": "# Kvittering\n\n{{ findes_ikke }}",
    "unknown filter": "# Kvittering\n\n{{ sag.emne | stortskrift }}",
    "missing include": "# Kvittering\n\n{% include 'findes-ikke.md' %}",
    "outside the folder": "# Kvittering\n\n{% include '../../kontor.yaml' %}",
    "attributes": "# Kvittering\n\n{{ ''.__class__.__mro__ }}",
    "format": "# Kvittering\n\n{{ '{0.__class__}'.format(sag) }}",
    "division": "# Kvittering\n\n{{ 1 / 0 }}",
    "types": "# Kvittering\n\n{{ 'a' + 1 }}",
    "itself": "# Kvittering\n\n{% include 'breve/kvittering-borger.md' %}",
    "too long a loop": "# Kvittering\n\n{% for i in range(1000000) %}x{% endfor %}",
}


@pytest.mark.parametrize("template", BROKEN.values(), ids=BROKEN)
def test_a_broken_template_is_named_and_nothing_is_done(template, office, nummer, counter):
    own = office.root / "skabeloner" / "breve" / "kvittering-borger.md"
    own.parent.mkdir(parents=True)
    own.write_text(template, encoding="utf-8")
    approve(office)
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 6
    assert "kvittering-borger.md" in ended.err
    assert "Traceback" not in ended.err


def test_a_template_in_another_encoding_is_named(office, nummer, counter):
    own = office.root / "skabeloner" / "underskrift.md"
    own.parent.mkdir()
    own.write_bytes("Rådgiver\n".encode("latin-1"))
    approve(office)
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 6
    assert "underskrift.md" in ended.err


def test_a_letter_without_a_template_is_refused_with_6(office, nummer, counter):
    rows = (ROOT / "workflow" / "regler" / "breve.yaml").read_text(encoding="utf-8")
    own = office.root / "regler" / "breve.yaml"
    own.parent.mkdir()
    row = "  kvittering-borger:\n    titel: K\n    modtager: borger\n    kilde: K\n"
    start, end = rows.index("  kvittering-borger:"), rows.index("  forventningsafstemning-borger:")
    without = row + "    skabelon: breve/findes-ikke.md\n"
    own.write_text(rows[:start] + without + rows[end:], encoding="utf-8")
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 6
    assert "findes-ikke.md" in ended.err


def test_a_refused_step_leaves_nothing_of_its_programs_in_the_machines_temporary_folder(
    office, counter, monkeypatch, tmp_path_factory
):
    temporary = tmp_path_factory.mktemp("midlertidigt")
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    monkeypatch.setenv("TMPDIR", str(temporary))
    ended = counter("genfremsend", "1", "--bemaerkninger", "x", *D, archive=office.root)
    assert ended.code == 4
    assert list(temporary.iterdir()) == []


def test_a_program_that_was_warm_is_stopped_with_the_folder_it_kept(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with publish.Press(LOOK) as press:
        press.warm(2)
        assert [path.name[: len("sagsgang-")] for path in tmp_path.iterdir()] == ["sagsgang-"]
    assert list(tmp_path.iterdir()) == []
