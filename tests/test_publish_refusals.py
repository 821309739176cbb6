"""What cannot be set is refused by name, in time, and leaves nothing behind."""

from __future__ import annotations

import io
import os
import shutil
import stat
import zipfile
from pathlib import Path

import pytest
from letter_sample import (
    LOOK,
    TEMPLATES,
    made,
    source,
)

from workflow.core.errors import (
    BadLetter,
    LookBroken,
    LookIncomplete,
    NotShowable,
    RenderingFailed,
    RenderingTooSlow,
    StationeryBroken,
)
from workflow.documents import pandoc, typesetting
from workflow.documents.look import Look
from workflow.documents.publish import Source, render

posix = pytest.mark.skipif(os.name != "posix", reason="a script stands in for the program")


@pytest.fixture
def own(tmp_path):
    """Return an office's own folder of templates, found before the shipped one."""
    folder = tmp_path / "skabeloner"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('titel: "a', "en tekst"),
        ("modtager: [1]", "en liste af tekster"),
        ("udkast: 1", "true eller false"),
        ('modtagr: "x"', "kendes ikke"),
        ('form: "digt"', "udtalelse"),
        ('dato: "2026-02-30"', "en dato som"),
        ('kontor: "x"\nkontor: "y"', "to gange"),
        ("titel: " + "[" * 100_000, "en tekst"),
    ],
)
def test_a_faulty_line_is_named(line, fault):
    with pytest.raises(BadLetter, match=fault) as caught:
        render([Source("brev", f'---\nbrev: "x"\n{line}\n---\nTekst')], LOOK)
    assert "brev.md, linje" in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("text", ["", "Kære", '---\ntitel: "x"\n', "---\n---\nTekst"])
def test_a_letter_without_its_facts_is_refused(text):
    with pytest.raises(BadLetter):
        render([Source("brev", text)], LOOK)


def test_a_character_that_cannot_be_shown_is_refused_by_name():
    with pytest.raises(NotShowable, match="😀"):
        made("Hej 😀")


def test_a_row_of_brackets_is_refused_with_its_line():
    with pytest.raises(BadLetter, match=r"brev\.md, linje \d+: over 3 \["):
        made("[" * 20_000)


def test_a_letter_that_takes_too_long_is_stopped_in_time():
    with pytest.raises(RenderingTooSlow, match="pandoc"):
        render([source("ord " * 50_000)], LOOK, limit_seconds=0.05)


def test_a_template_that_never_ends_is_stopped_in_time(own):
    _template(own, "#let n = 0\n#for i in range(1000000000) { n = i }")
    with pytest.raises((RenderingTooSlow, LookBroken, RenderingFailed)):
        made_within(own, 2)


def test_a_template_that_fails_is_named_with_its_line(own):
    _template(own, "#let x = ukendt")
    with pytest.raises(LookBroken, match=r"brev\.typ, linje") as caught:
        made("Tekst", Look((own, TEMPLATES)))
    assert str(own / "brev.typ") in str(caught.value)
    assert caught.value.exit_code == 6


def test_a_template_fetches_no_package(own):
    _template(own, '#import "@preview/cetz:0.3.0": canvas')
    with pytest.raises(LookBroken, match="package"):
        made("Tekst", Look((own, TEMPLATES)))


def test_a_missing_look_is_named(tmp_path):
    with pytest.raises(LookIncomplete, match=r"brevpapir\.docx"):
        made("Tekst", Look((tmp_path,)))


def test_stationery_that_is_no_word_file_is_named(own):
    (own / "brevpapir.docx").write_text("ikke et brevpapir")
    with pytest.raises(StationeryBroken, match="ikke et Word-dokument"):
        made("Tekst", Look((own, TEMPLATES)))


def test_a_missing_pandoc_is_one_plain_error(monkeypatch):
    monkeypatch.setattr(pandoc, "executable", lambda: None)
    with pytest.raises(RenderingFailed, match="pypandoc_binary") as caught:
        made("Tekst")
    assert caught.value.exit_code == 6


@posix
@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 3", RenderingFailed),
        ("kill -9 $$", RenderingFailed),
        ("exit 0", RenderingFailed),
        ("sleep 60", RenderingTooSlow),
    ],
)
def test_a_broken_pandoc_gives_no_document(monkeypatch, tmp_path, script, error):
    monkeypatch.setattr(pandoc, "executable", lambda: _program(tmp_path, script))
    with pytest.raises(error, match="pandoc"):
        render([source("Tekst")], LOOK, limit_seconds=0.5 if error is RenderingTooSlow else 30)


@posix
@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$", "cat >/dev/null"])
def test_a_broken_typesetter_gives_no_document(monkeypatch, tmp_path, script):
    monkeypatch.setattr(typesetting, "_command", lambda: (str(_program(tmp_path, script)),))
    with pytest.raises(RenderingFailed, match="Typst"):
        made("Tekst")


@posix
def test_a_hanging_typesetter_is_stopped_and_leaves_no_process(monkeypatch, tmp_path):
    script = f"echo $$ > {tmp_path}/pid; sleep 60"
    monkeypatch.setattr(typesetting, "_command", lambda: (str(_program(tmp_path, script)),))
    with pytest.raises(RenderingTooSlow, match="Typst"):
        render([source("Tekst")], LOOK, limit_seconds=2)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@posix
def test_a_typesetter_that_eats_the_memory_is_stopped(own):
    _template(own, '#let x = range(40000000).map(i => str(i) + "x")')
    with pytest.raises(RenderingFailed, match="Typst"):
        render([source("Tekst")], Look((own, TEMPLATES)), limit_megabytes=400)


def test_nothing_of_a_letter_is_left_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made("Tekst")
    assert not list(tmp_path.iterdir())


def test_the_documents_are_plain_packages(letter):
    with zipfile.ZipFile(io.BytesIO(letter.docx)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert package.namelist()[1:] == sorted(package.namelist()[1:])
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def _template(own: Path, addition: str) -> None:
    shipped = (TEMPLATES / "brev.typ").read_text(encoding="utf-8")
    (own / "brev.typ").write_text(f"{shipped}\n{addition}\n", encoding="utf-8")


def made_within(own: Path, seconds: float) -> None:
    render([source("Tekst")], Look((own, TEMPLATES)), limit_seconds=seconds)


def _program(folder: Path, script: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    assert shutil.which(str(path))
    return path
