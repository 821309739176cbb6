"""A note written in the adviser's own editor, and what happens when there is none that works."""

from __future__ import annotations

import io
import sys

import pytest
from cli import ROOT, folder, nothing_changes

from workflow.core.errors import BadValue
from workflow.counter.typed import from_editor

pytest_plugins = ("at_the_counter",)

NUMMER = "2026-0001"
NOTE = ("notat", "1", "--slags", "telefon")


@pytest.fixture
def edits(monkeypatch, tmp_path):
    """Let the adviser sit at a terminal, with an editor that does what its one line says."""
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    def with_editor(line):
        script = tmp_path / "editor.py"
        script.write_text(
            f"import sys, pathlib\nfil = pathlib.Path(sys.argv[1])\n{line}\n", "utf-8"
        )
        monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")

    return with_editor


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_what_an_editor_saved_is_the_note_however_old_the_editor(edits, encoding):
    edits(f"fil.write_bytes('Om blåbærgrød\\n'.encode('{encoding}'))")
    assert from_editor() == "Om blåbærgrød"


def test_an_editor_that_is_not_there_or_fails_writes_nothing(
    edits, monkeypatch, with_case, counter
):
    edits("sys.exit(3)")
    with nothing_changes(with_case.root):
        ended = counter(*NOTE, archive=with_case.root)
        assert (ended.code, ended.out) == (2, "")
        assert "kunne ikke bruges, så der er ikke skrevet noget" in ended.err
        monkeypatch.setenv("EDITOR", "findes-ikke -w")
        assert "Editoren 'findes-ikke -w'" in counter(*NOTE, archive=with_case.root).err


def test_an_editor_that_is_only_spaces_is_none(edits, monkeypatch):
    edits("fil.write_bytes(b'x')")
    monkeypatch.setenv("VISUAL", "  ")
    assert from_editor() == "x"


def test_an_empty_note_is_none(edits):
    edits("pass")
    with pytest.raises(BadValue, match="Notatet er tomt"):
        from_editor()


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pseudoterminal there")
def test_a_danish_letter_typed_where_the_machine_knows_only_ascii_is_no_fault(with_case):
    import os
    import pty
    import subprocess

    ours, theirs = pty.openpty()
    os.write(ours, "å\n".encode())
    os.write(ours, b"\x04")
    ascii_only = {"PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", "kompetence", "1"],
        cwd=ROOT,
        env={**os.environ, **ascii_only, "SAGSGANG_ARKIV": str(with_case.root)},
        stdin=theirs,
        capture_output=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()
    assert "Intet at notere" in ended.stdout.decode()


@pytest.fixture
def writes(monkeypatch, tmp_path):
    """Let the adviser sit at a terminal with an editor that writes a note."""
    script = tmp_path / "editor.py"
    script.write_text("import sys\nopen(sys.argv[1], 'w').write('En lang samtale')\n", "utf-8")
    monkeypatch.setenv("EDITOR", f"{sys.executable} {script}")
    monkeypatch.setattr(sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    return tmp_path


@pytest.mark.parametrize(
    "told", [("99",), ("1", "--dato", "2026-3-4"), ("1", "--slags", "video")], ids="".join
)
def test_a_note_that_nothing_can_come_of_is_refused_before_it_is_written(
    writes, monkeypatch, with_case, counter, told
):
    monkeypatch.setenv("EDITOR", "findes-ikke")
    with nothing_changes(with_case.root):
        ended = counter("notat", *told, archive=with_case.root)
    assert ended.code == 2
    assert "findes-ikke" not in ended.err


def test_a_note_that_is_refused_after_it_was_written_is_laid_aside(writes, with_case, counter):
    path = folder(with_case, NUMMER) / "sag.yaml"
    with (writes / "editor.py").open("a", encoding="utf-8") as script:
        script.write(f"open({str(path)!r}, 'a', encoding='utf-8').write('ukendt: x\\n')\n")
    ended = counter("notat", "1", "--slags", "telefon", archive=with_case.root)
    assert ended.code == 3
    (kept,) = (with_case.root / ".forhaandsvisning").glob("notat-*/notat.md")
    assert f'--tekst "@{kept}"' in ended.err
    assert kept.read_text(encoding="utf-8") == "En lang samtale\n"
