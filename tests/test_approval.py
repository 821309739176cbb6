"""An archive's own templates are used only as they have been approved on this machine."""

from __future__ import annotations

import os

import pytest
from cli import folder, nothing_changes

from workflow.archive import approval
from workflow.core.errors import LinkInArchive

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
NUMMER = "2026-0001"
REFUSED = "ikke godkendt på denne maskine: skabeloner/breve/kvittering-borger.md"
LETTERS = (
    ("kvitter", "1", *D),
    ("udkast", "1", "kvitter", *D),
    ("forhaandsvis", "1", "kvitter", *D),
)
NO_LETTERS = (
    ("vis", "1"),
    ("overblik",),
    ("notat", "1", "--tekst", "Talt", *D),
    ("centersvar", "1", "--medhold", "intet", *D),
    ("gem", "1", "--besked", "x"),
    ("journal", "1"),
)


def put(office, name, text):
    path = office.root / "skabeloner" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def own(with_case):
    """Give an archive with a letter and a look of its own that nobody has approved."""
    put(with_case, "breve/kvittering-borger.md", "# Kvittering\n\nKontorets egen tekst.\n")
    return with_case


@pytest.fixture
def say(counter, own):
    return lambda *words: counter(*words, archive=own.root)


@pytest.mark.parametrize("words", LETTERS, ids=lambda words: words[0])
def test_a_letter_stops_until_the_templates_are_approved(words, say, own):
    with nothing_changes(own.root):
        ended = say(*words)
    assert ended.code == 4
    assert REFUSED in ended.err
    assert "inv godkend" in ended.err
    assert say("godkend").code == 0
    assert say(*words).code == 0


def test_what_an_unapproved_template_says_is_not_even_read(say, own):
    put(own, "breve/kvittering-borger.md", "{% for i in range(10**9) %}{% endfor %}")
    assert say("kvitter", "1", *D).code == 4


@pytest.mark.parametrize("words", NO_LETTERS, ids=lambda words: words[0])
def test_a_command_that_makes_no_letter_works_without_approval(words, say, own):
    own.root.joinpath("2026", NUMMER, "henvendelse.md").write_text("Jeg klager\n", encoding="utf-8")
    ended = say(*words)
    assert ended.code == 0, ended.err


def test_a_note_is_the_programs_own_until_the_offices_is_approved(say, own):
    put(own, "notat.md", "# Fremmed notat\n")
    ended = say("notat", "1", "--tekst", "Talt", *D)
    assert ended.code == 0
    assert "notat.md er programmets egen: kontorets er ikke godkendt" in ended.err
    notes = list(folder(own, NUMMER).glob("notater/*.md"))
    assert "Fremmed" not in notes[0].read_text(encoding="utf-8")


def test_a_change_after_the_approval_is_told_and_must_be_approved_anew(say, own):
    put(own, "underskrift.md", "Hilsen\n")
    shown = say("godkend", "--vis").out
    assert "ny        skabeloner/underskrift.md" in shown
    assert "Intet er godkendt endnu" in shown
    assert say("kvitter", "1", *D).code == 4
    assert "er godkendt på denne maskine" in say("godkend").out
    put(own, "underskrift.md", "Hilsen fra en anden\n")
    (own.root / "skabeloner" / "breve" / "kvittering-borger.md").unlink()
    ended = say("kvitter", "1", *D)
    assert ended.code == 4
    assert "skabeloner/underskrift.md" in ended.err
    shown = say("godkend", "--vis").out
    assert "ændret    skabeloner/underskrift.md" in shown
    assert "fjernet   skabeloner/breve/kvittering-borger.md" in shown
    say("godkend")
    assert say("kvitter", "1", *D).code == 0


def test_the_check_of_the_archive_remarks_upon_what_is_not_approved(say, own):
    with nothing_changes(own.root):
        said = say("tjek")
    assert said.code == 0
    assert "skabeloner/breve/kvittering-borger.md er ikke godkendt på denne maskine" in said.out
    say("godkend")
    assert "godkendt" not in say("tjek").out


def test_an_archive_without_templates_of_its_own_never_hears_of_it(counter, with_case):
    assert "intet at godkende" in counter("godkend", archive=with_case.root).out
    assert counter("kvitter", "1", *D, archive=with_case.root).code == 0


def test_a_copy_elsewhere_and_another_user_have_approved_nothing(say, own, monkeypatch, tmp_path):
    assert say("godkend").code == 0
    own.root.rename(tmp_path / "overdraget")
    assert approval.changes(tmp_path / "overdraget").ikke_godkendt
    (tmp_path / "overdraget").rename(own.root)
    assert not approval.changes(own.root).ikke_godkendt
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "en anden"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "en anden"))
    monkeypatch.setenv("HOME", str(tmp_path / "en anden"))
    assert approval.changes(own.root).ikke_godkendt


def test_what_is_remembered_lies_outside_the_archive(say, own):
    with nothing_changes(own.root):
        assert say("godkend").code == 0
    assert not approval.folder().is_relative_to(own.root)


def test_an_approval_that_cannot_be_kept_is_none_and_says_so(say, own, monkeypatch, tmp_path):
    (tmp_path / "fil").touch()
    (tmp_path / "Library").touch()
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path / "fil"))
    ended = say("godkend")
    assert ended.code == 5
    assert "kunne ikke gemmes" in ended.err
    assert say("kvitter", "1", *D).code == 4


@pytest.mark.parametrize("kept", [b"", b"[]", b'{"filer": 1}', b"\xff", b'{"filer": {"a": []}}'])
def test_a_damaged_memory_has_approved_nothing(kept, say, own):
    assert say("godkend").code == 0
    for memory in approval.folder().rglob("*.json"):
        memory.write_bytes(kept)
    assert say("kvitter", "1", *D).code == 4


@pytest.mark.parametrize("name", ["logo.png", "breve"])
def test_a_link_among_the_templates_can_never_be_approved(name, say, own, tmp_path):
    (tmp_path / "hemmeligt").mkdir()
    (tmp_path / "hemmeligt" / "kvittering-borger.md").write_text("# H\n\nhemmeligt", "utf-8")
    for old in (own.root / "skabeloner").rglob("*.md"):
        old.unlink()
    (own.root / "skabeloner" / "breve").rmdir()
    (own.root / "skabeloner" / name).symlink_to(tmp_path / "hemmeligt")
    ended = say("godkend")
    assert ended.code == LinkInArchive.exit_code
    assert f"skabeloner/{name}" in ended.err
    assert say("kvitter", "1", *D).code != 0
    assert not list(own.root.rglob("*.pdf"))


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such file names")
def test_a_templates_name_does_nothing_to_the_terminal(say, own):
    put(own, "x\x1b[2J.md", "")
    for words in (("godkend", "--vis"), ("tjek",), ("kvitter", "1", *D)):
        ended = say(*words)
        assert "\x1b" not in ended.out + ended.err
        assert r"x\x1b[2J.md" in ended.out + ended.err


def test_the_folder_of_the_program_is_where_each_system_has_it(monkeypatch):
    monkeypatch.setenv("HOME", "/hjem")
    monkeypatch.setenv("LOCALAPPDATA", "/lokalt")
    monkeypatch.setenv("XDG_STATE_HOME", "/tilstand")
    found = []
    for system in ("win32", "darwin", "linux"):
        monkeypatch.setattr(approval.sys, "platform", system)
        found.append(approval.folder().as_posix())
    support = "/hjem/Library/Application Support/sagsgang"
    assert found == ["/lokalt/sagsgang", support, "/tilstand/sagsgang"]
