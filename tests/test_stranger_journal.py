"""Opening a stranger's archive runs nothing of its journal and writes nothing outside it.

Each attack would make a file, or change one of the user's, if anything of it were run or followed.
"""

from __future__ import annotations

import json
import os
import shutil

import pytest
from cli import everything, git

from workflow.archive.journal import settings
from workflow.archive.journal.repository import places
from workflow.core.errors import ArchiveOfAnotherKind, UnsafeSetting

pytest_plugins = ("at_the_counter",)
pytestmark = [
    pytest.mark.usefixtures("unset_letters"),
    pytest.mark.skipif(os.name == "nt", reason="the attacks are scripts and links of Unix"),
]

D = ("--dato", "2026-03-04")
READING = (("vis", "1"), ("journal", "1"), ("tjek",), ("overblik",))
WRITING = (("notat", "1", "--tekst", "Talt", *D), ("gem", "1", "--besked", "x"))
HOOKS = (
    *("pre-commit", "commit-msg", "post-commit", "pre-auto-gc", "post-checkout", "post-merge"),
    *("reference-transaction", "post-index-change", "update", "fsmonitor-watchman", "sendemail"),
)
PROGRAM = "touch {canary}"
SETTINGS = {
    "a clean filter": '[filter "x"]\n\tclean = {program}\n\tprocess = {program}\n\trequired',
    "a monitor": "[core]\n\tfsmonitor = {program}",
    "hooks on the section's line": "[core]hooksPath = {hooks}",
    "hooks in capitals": "[CORE]\n\tHOOKSPATH = {hooks}",
    "hooks on a continued line": "[core]\n\tbare = false \\\n\thooksPath = {hooks}",
    "hooks on a line that Windows continued": "[core]\n\tbare = false \\\r\n\thooksPath = {hooks}",
    "hooks behind a comment": "[core] # x\n\thooksPath = {hooks}",
    "an editor": "[core]\n\teditor = {program}\n\tpager = {program}\n\taskPass = {program}",
    "a transport": "[core]\n\tsshCommand = {program}\n\tgitProxy = {program}",
    "a driver of differences": '[diff "x"]\n\tcommand = {program}\n\ttextconv = {program}',
    "a differ for all": "[diff]\n\texternal = {program}",
    "a driver of mergers": '[merge "x"]\n\tdriver = {program}',
    "a signer": "[gpg]\n\tprogram = {program}\n[commit]\n\tgpgSign = true",
    "a signer by SSH": '[gpg "ssh"]\n\tprogram = {program}\n\tdefaultKeyCommand = {program}',
    "a helper of passwords": "[credential]\n\thelper = !{program}",
    "an alias": "[alias]\n\tlog = !{program}",
    "a command for every text": '[trailer "x"]\n\tcommand = {program}',
    "another file of settings": "[include]\n\tpath = {other}",
    "another file on a condition": '[includeIf "gitdir:/**"]\n\tpath = {other}',
    "settings of the working folder": "[extensions]\n\tworktreeConfig = true",
    "a working folder elsewhere": "[core]\n\tworktree = {outside}",
    "lent objects": "[core]\n\talternateRefsCommand = {program}",
    "objects on demand": '[extensions]\n\tpartialClone = x\n[remote "x"]\n\tpromisor = true',
    "a program at the other end": '[remote "x"]\n\turl = .\n\tuploadpack = {program}',
    "a helper of the remote": '[remote "x"]\n\tvcs = ext',
    "a command of a submodule": '[submodule "x"]\n\tupdate = !{program}',
    "one line too many": "[core]\n\tbare = false\n" + "\tbare = false\n" * 6000,
    "a mark of byte order": "\ufeff[core]\n\tfsmonitor = {program}",
    "a zero byte": "[core]\n\tbare = fal\0se\n\tfsmonitor\0 = {program}",
    "a quotation that goes on": '[core]\n\tbare = "false\n[x "]\n\tfsmonitor = {program}',
    "a section of a name in quotes": '[core "]\n[x"]\n\tfsmonitor = {program}',
    "a section of a dot": "[core.x]\n\tfsmonitor = {program}",
}


@pytest.fixture
def victim(tmp_path, monkeypatch):
    """Give the user something outside the archive that could be harmed, and a canary."""
    home = tmp_path / "brugeren"
    (home / "noter").mkdir(parents=True)
    (home / "noter" / "mine.md").write_text("mit\n", encoding="utf-8")
    (home / ".bashrc").write_text("# mit\n", encoding="utf-8")
    return home


@pytest.fixture
def try_all(counter, with_case, victim):
    """Run commands that read and that write; tell their codes, when nothing outside was touched."""
    before = everything(victim)

    def run(*, words=(*READING, *WRITING)):
        told = [counter(*one, archive=with_case.root) for one in words]
        assert everything(victim) == before
        assert not [said.err for said in told if "Traceback" in said.err or said.code == 1]
        return {said.code for said in told}

    return run


def with_settings(root, victim, lines):
    """Put lines in the archive's settings, and what they name beside them."""
    hooks, other, canary = root / ".git" / "kroge", root / ".git" / "andet", victim / "kanariefugl"
    hooks.mkdir()
    put_program(hooks / "reference-transaction", canary)
    program = PROGRAM.format(canary=canary)
    other.write_text(f"[core]\n\tfsmonitor = {program}\n", encoding="utf-8")
    values = {"program": program, "hooks": hooks, "other": other, "outside": victim / "noter"}
    for name, value in values.items():
        lines = lines.replace(f"{{{name}}}", str(value))
    with (root / ".git" / "config").open("ab") as config:
        config.write(f"\n{lines}\n".encode())


def put_program(path, canary):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{PROGRAM.format(canary=canary)}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.mark.parametrize("lines", SETTINGS.values(), ids=SETTINGS)
def test_settings_that_could_start_or_lead_somewhere_are_refused(lines, with_case, victim):
    with_settings(with_case.root, victim, lines)
    with pytest.raises((ArchiveOfAnotherKind, UnsafeSetting)):
        settings.audit(places(with_case.root))


def test_every_command_looks_at_the_settings_first(try_all, with_case, victim):
    with_settings(with_case.root, victim, SETTINGS["a monitor"])
    assert try_all(words=(READING[1], *WRITING)) == {5}


@pytest.mark.parametrize("name", ["a monitor", "another file of settings", "hooks in capitals"])
def test_such_settings_start_a_program_in_plain_git(name, with_case, victim):
    with_settings(with_case.root, victim, SETTINGS[name])
    git(with_case.root, "status", check=False)
    git(with_case.root, "update-ref", "refs/heads/ny", "HEAD", check=False)
    assert (victim / "kanariefugl").exists()


def test_no_hook_attribute_or_submodule_of_the_archive_runs_anything(try_all, with_case, victim):
    root, canary = with_case.root, victim / "kanariefugl"
    for name in HOOKS:
        put_program(root / ".git" / "hooks" / name, canary)
    attributes = "* filter=x diff=x merge=x text eol=crlf working-tree-encoding=UTF-16 ident\n"
    (root / ".git" / "info").mkdir(exist_ok=True)
    (root / ".git" / "info" / "attributes").write_text(attributes, encoding="utf-8")
    (root / ".git" / "config.worktree").write_text(f"[core]\n\tfsmonitor = touch {canary}\n")
    (root / ".gitmodules").write_text(f'[submodule "x"]\n\tpath = x\n\tupdate = !touch {canary}\n')
    assert try_all() == {0}
    assert git(root, "show", "HEAD:2026/2026-0001/sag.yaml").startswith("# yaml-language-server")


LINKS = {
    "logs/HEAD": ".bashrc",
    "logs/refs/heads/main": ".bashrc",
    "refs/heads/main": ".bashrc",
    "sagsgang": "noter",
    "sagsgang/laas": "noter/mine.md",
    "sagsgang/fil": "noter/mine.md",
    "sagsgang/intent.json": "noter/mine.md",
    "index": "noter/mine.md",
    "config": ".bashrc",
    "objects": "noter",
    "objects/aa": "noter",
    "objects/info": "noter",
    "objects/info/commit-graph": ".bashrc",
    "objects/info/commit-graph.lock": ".bashrc",
    "objects/pack/tmp_pack_x": "noter/mine.md",
    "HEAD": ".bashrc",
    "info": "noter",
}


@pytest.mark.parametrize("name", LINKS)
def test_a_link_in_the_journal_is_not_followed(name, try_all, with_case, victim):
    inside = with_case.root / ".git" / name
    inside.parent.mkdir(parents=True, exist_ok=True)
    if inside.is_dir():
        shutil.rmtree(inside)
    inside.unlink(missing_ok=True)
    inside.symlink_to(victim / LINKS[name])
    assert try_all(words=(*READING[:2], *WRITING)) <= {0, 5}
    assert 5 in try_all(words=WRITING[:1])


def test_a_pipe_in_the_journal_holds_nothing_up(try_all, with_case):
    (with_case.root / ".git" / "config").unlink()
    os.mkfifo(with_case.root / ".git" / "config")
    assert try_all(words=(READING[1], WRITING[0])) == {5}


@pytest.mark.parametrize("name", ["objects/info/alternates", "info/grafts", "commondir"])
def test_a_journal_that_borrows_from_another_is_refused(name, try_all, with_case, victim):
    path = with_case.root / ".git" / name
    path.parent.mkdir(exist_ok=True)
    git(victim, "init", "--quiet", "noter")
    path.write_text(f"{victim}/noter/.git\n", encoding="utf-8")
    shutil.rmtree(victim / "noter" / ".git")
    assert try_all(words=(READING[1], WRITING[0])) == {5}


def test_a_journal_in_anothers_folder_is_not_written_in(counter, with_case, victim):
    git(victim, "init", "--quiet")
    shutil.rmtree(with_case.root / ".git")
    before = everything(victim)
    for lay in (
        lambda: (with_case.root / ".git").write_text(f"gitdir: {victim}/.git\n"),
        lambda: (with_case.root / ".git").symlink_to(victim / ".git"),
    ):
        (with_case.root / ".git").unlink(missing_ok=True)
        lay()
        ended = counter(*WRITING[0], archive=with_case.root)
        assert ended.code == 5
        assert "fører ud af arkivet" in ended.err
        assert everything(victim) == before


NOTES = {
    "a file outside": ("../brugeren/ny.md", None),
    "a file in the journal": (".git/hooks/pre-commit", None),
    "an absolute path": ("/fremmed/kanariefugl", None),
    "a branch outside": ("kontor.yaml", "refs/heads/../../../../brugeren/noter/mine"),
    "a branch of an option": ("kontor.yaml", "--upload-pack=x"),
}


@pytest.mark.parametrize(("path", "ref"), NOTES.values(), ids=NOTES)
def test_a_note_of_a_step_that_names_others_files_is_refused(path, ref, try_all, with_case):
    root = with_case.root
    head = git(root, "rev-parse", "HEAD").strip()
    blob = git(root, "rev-parse", "HEAD:kontor.yaml").strip()
    note = {"ref": ref or "refs/heads/main", "old": "0" * 40, "new": head}
    note["files"] = {path: [[None], blob]}
    (root / ".git" / "sagsgang" / "intent.json").write_text(json.dumps(note), encoding="utf-8")
    assert try_all(words=WRITING[:1]) == {5}


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"ref": 1}', b"\xff\xfe"])
def test_a_damaged_note_of_a_step_is_told(note, counter, with_case):
    (with_case.root / ".git" / "sagsgang" / "intent.json").write_bytes(note)
    ended = counter(*WRITING[0], archive=with_case.root)
    assert ended.code == 5
    assert "intent.json" in ended.err
