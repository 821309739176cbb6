"""A note written in the adviser's own editor, and what happens when there is none that works."""

from __future__ import annotations

import io
import sys

import pytest
from cli import ROOT, nothing_changes

from workflow.core.errors import BadValue
from workflow.counter.typed import from_editor

pytest_plugins = ("at_the_counter",)

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
