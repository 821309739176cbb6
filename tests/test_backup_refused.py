"""A backup that is damaged, foreign or made to do harm is refused, and leaves nothing behind."""

from __future__ import annotations

import hashlib
import json
import subprocess
from io import BytesIO
from stat import S_IFLNK, S_IFREG
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from cli import at, copied, day, git

from workflow.archive import journal
from workflow.archive.journal import bundle
from workflow.core.errors import BadBackup, BadFileName, LinkInArchive
from workflow.office import backups

pytest_plugins = ("at_the_counter",)

NOON = at(day("2026-06-30"))


@pytest.fixture(scope="module")
def sound(registered, tmp_path_factory):
    """Take a backup once, with an edit that is not journalised."""
    office = copied(registered, tmp_path_factory.mktemp("kopieret") / "arkiv")
    (office.root / "notér.md").write_text("æøå " * 1000, encoding="utf-8")
    place = tmp_path_factory.mktemp("kopier")
    return backups.make(office.root, str(place), NOON).fil


def refused(content, tmp_path, error=BadBackup):
    """See that a file is refused, that nothing is left of it, and return why."""
    path, cases = tmp_path / "kopi.zip", tmp_path / "cases"
    path.write_bytes(content)
    cases.mkdir(exist_ok=True)
    with pytest.raises(error) as found:
        backups.bring_back(str(path), "", cases)
    assert list(cases.iterdir()) == []
    assert sorted(p.name for p in tmp_path.iterdir()) == ["cases", "kopi.zip"]
    assert ".sagsgang" not in str(found.value)
    return str(found.value)


def changed(sound, change):
    """Return the backup with its parts changed, its sums reckoned anew as a forger would."""
    with ZipFile(sound) as package:
        parts = {info: package.read(info) for info in package.infolist()}
    named = {info.filename: (info, held) for info, held in parts.items()}
    change(named)
    return zipped(named.values())


def zipped(parts):
    """Pack parts with honest sums."""
    target, parts = BytesIO(), list(parts)
    sums = "".join(
        f"{hashlib.sha256(held).hexdigest()}  {info.filename}\n"
        for info, held in parts
        if info.filename != "SHA256SUMS"
    )
    with ZipFile(target, "w") as package:
        for info, held in parts:
            listed = sums.encode() if info.filename == "SHA256SUMS" else held
            package.writestr(info, listed, info.compress_type)
    return target.getvalue()


def put(name, held=b"x", kind=S_IFREG, compress=ZIP_STORED):
    """Return a change that puts one more part in."""
    info = ZipInfo(name)
    info.external_attr, info.compress_type = (kind | 0o644) << 16, compress
    return lambda named: named.update({name: (info, held)})


def test_a_damaged_byte_in_any_part_is_found(sound, tmp_path):
    whole = sound.read_bytes()
    with ZipFile(sound) as package:
        parts = package.infolist()
    for part in parts:
        spot = part.header_offset + 30 + len(part.filename.encode()) + part.file_size // 2
        if part.file_size:
            refused(whole[:spot] + bytes([whole[spot] ^ 1]) + whole[spot + 1 :], tmp_path)


def test_a_file_cut_off_or_of_another_kind_is_refused(sound, tmp_path):
    whole = sound.read_bytes()
    for content in (b"", b"hej", whole[: len(whole) // 2], whole[:-1], whole[100:]):
        refused(content, tmp_path)


def told(named, **facts):
    """Let a backup say something else of itself."""
    info, said = named["kopi.json"]
    named["kopi.json"] = (info, json.dumps(json.loads(said) | facts).encode())


HOSTILE = {
    "out of it": put("filer/../../ud.md"),
    "out of it at the root": put("../ud.md"),
    "absolute": put("filer//tmp/ud.md"),
    "on another drive": put("filer/C:/ud.md"),
    "backslashes": put("filer/..\\..\\ud.md"),
    "the journal's own": put("filer/.git/hooks/post-checkout"),
    "the journal's own, in a case": put("filer/2026/.GIT/config"),
    "its short name": put("filer/GIT~1/config"),
    "a device": put("filer/2026/con.md"),
    "a name that ends in a dot": put("filer/2026/brev."),
    "control characters": put("filer/2026/a\nb.md"),
    "a link": put("filer/2026/ud", b"/etc/passwd", S_IFLNK),
    "a folder": put("filer/mappe/"),
    "compressed": put("filer/bombe", b"0" * 10_000_000, compress=ZIP_DEFLATED),
    "unknown": put("tasks.py"),
    "a file where a folder is": put("filer/2026"),
    "below a file": put("filer/kontor.yaml/x"),
    "no bundle": put("journal.bundle", b"hej"),
    "no facts": put("kopi.json", b"{}"),
    "facts of another format": put("kopi.json", b'{"format": 2}'),
    "a name that leads out": lambda named: told(named, arkiv="../ud"),
    "another end": lambda named: told(named, hoved="0" * 40),
    "a removed file outside": put("fjernede-filer.txt", b"../../ud.md\n"),
    "no journal": lambda named: named.pop("journal.bundle"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_do_harm_is_refused(sound, tmp_path, name):
    refused(changed(sound, HOSTILE[name]), tmp_path)


def test_the_same_name_twice_is_refused(sound, tmp_path):
    copy = tmp_path.parent / "to gange.zip"
    copy.write_bytes(sound.read_bytes())
    with pytest.warns(UserWarning, match="Duplicate"), ZipFile(copy, "a") as package:
        package.writestr("filer/notér.md", b"x")
    refused(copy.read_bytes(), tmp_path)


def test_bytes_counted_twice_are_refused(sound, tmp_path):
    copy = tmp_path.parent / "bombe.zip"
    copy.write_bytes(sound.read_bytes())
    with ZipFile(copy, "a") as package:
        for number in range(40):
            again = ZipInfo(f"filer/{number}")
            bundle = package.getinfo("journal.bundle")
            again.header_offset, again.CRC = bundle.header_offset, bundle.CRC
            again.file_size = again.compress_size = bundle.file_size
            package.filelist.append(again)
            package.NameToInfo[again.filename] = again
        package._didModify = True
    assert "fylder mere ud" in refused(copy.read_bytes(), tmp_path)


@pytest.mark.parametrize("name", ["../ud.md", ".git/config", "2026/nul.md", "link"])
def test_a_journal_that_leads_out_is_refused(sound, tmp_path, name):
    """Its newest entry has a file that no entry of ours could have."""
    forged = tmp_path.parent / f"forfalsket {abs(hash(name))}"
    forged.mkdir()
    git(forged, "init", "-q", "--initial-branch=main")
    blob = stored(forged, "blob", b"x")
    mode = b"120000" if name == "link" else b"100644"
    tree = stored(forged, "tree", mode + b" " + name.encode() + b"\0" + bytes.fromhex(blob))
    refused(changed(sound, forged_journal(forged, tree)), tmp_path)


def test_a_journal_of_folders_in_folders_without_end_is_refused(sound, tmp_path, monkeypatch):
    monkeypatch.setattr(bundle, "MOST_FILES", 1000)
    forged = tmp_path.parent / "bombe"
    forged.mkdir()
    git(forged, "init", "-q", "--initial-branch=main")
    node, mode = stored(forged, "blob", b"x"), b"100644"
    for _ in range(10):
        names = (mode + b" " + b"%d" % n + b"\0" + bytes.fromhex(node) for n in range(10))
        node, mode = stored(forged, "tree", b"".join(names)), b"40000"
    assert "for meget" in refused(changed(sound, forged_journal(forged, node)), tmp_path)


def test_nothing_of_a_strangers_backup_is_run(sound, tmp_path, monkeypatch):
    canary = tmp_path.parent / "kanarie"
    hostile = f"#!/bin/sh\ntouch '{canary}'\n".encode()

    def arm(named):
        put("filer/.gitattributes", b"* filter=x diff=x merge=x\n")(named)
        put("filer/.gitmodules", b'[submodule "x"]\n\tpath = x\n\turl = ext::sh -c x\n')(named)
        put("filer/tasks.py", hostile)(named)

    (tmp_path / "kopi.zip").write_bytes(changed(sound, arm))
    root = backups.bring_back(str(tmp_path / "kopi.zip"), str(tmp_path / "ny"), tmp_path)
    assert not list((root / ".git").glob("hooks/*"))
    with journal.opened(root, command="x", who=journal.Person("x", "y")):
        pass
    assert not canary.exists()


def test_a_link_or_a_name_that_cannot_be_kept_stops_a_backup_and_says_which(with_case, tmp_path):
    (with_case.root / "link").symlink_to("/etc/passwd")
    with pytest.raises(LinkInArchive, match="link"):
        backups.make(with_case.root, str(tmp_path), NOON)
    (with_case.root / "link").unlink()
    for name in ("a:b.md", "con.md"):
        (with_case.root / name).write_bytes(b"x")
        with pytest.raises(BadFileName, match=name):
            backups.make(with_case.root, str(tmp_path), NOON)
        (with_case.root / name).unlink()
    assert list(tmp_path.glob("*.zip")) + list(tmp_path.glob(".sagsgang*")) == []


def forged_journal(root, tree):
    """Return a change that puts in a journal whose newest entry has that tree."""
    who = "X <x@y> 1700000000 +0100"
    said = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n"
    commit = stored(root, "commit", said.encode())
    git(root, "update-ref", "refs/heads/main", commit)
    git(root, "bundle", "create", "-q", "ud.bundle", "HEAD", "main")

    def forge(named):
        told(named, hoved=commit)
        put("journal.bundle", (root / "ud.bundle").read_bytes())(named)

    return forge


def stored(root, kind, content):
    """Store an object as it is, however bad."""
    words = ["git", "hash-object", "-w", "--literally", "-t", kind, "--stdin"]
    done = subprocess.run(words, cwd=root, input=content, capture_output=True, check=True)
    return done.stdout.decode().strip()
