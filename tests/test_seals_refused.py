"""A bekræftelse is worth what a witness is: what was changed since it was filed is found."""

from __future__ import annotations

import shutil

import pytest
from cli import edit, git, head, nothing_changes
from sealing import ENTRIES, NAME, NOW, found, refused, signing_with

from workflow.archive import journal, signing
from workflow.archive.journal import Person
from workflow.core.entry import Entry
from workflow.core.errors import BadFile, SignerMissing
from workflow.office import desk, opening, seals

pytest_plugins = ("at_the_counter", "signers")
pytestmark = pytest.mark.usefixtures("unset_letters")


@pytest.mark.parametrize(
    ("old", "new"),
    [("Fjordby Kommune,", "Andre,"), (f"Poster: {ENTRIES}", "Poster: 4"), ("Tidsp", "Tids")],
)
def test_an_altered_text_is_found(counter, signer, filed, old, new):
    edit(filed, old, new)
    told = refused(counter, signer, filed)
    assert "ændret" in told


def test_an_altered_or_empty_signature_is_found(counter, signer, filed):
    signed = filed.with_name(f"{NAME}.sig")
    for content in (b"", b"hej", signed.read_bytes().replace(b"U1NIU0lH", b"U1NIU0lI")):
        signed.write_bytes(content)
        assert "underskriften passer ikke" in refused(counter, signer, filed)


def test_an_unknown_key_or_one_not_in_use_then_is_found(counter, signer, filed, keys):
    for name in (NAME, f"{NAME}.sig"):
        shutil.copy(filed.with_name(name), signer.root / name)
    edit(signer.root / "kontor.yaml", "gaelder_fra: 2020-01-01", "gaelder_fra: 2026-07-01")
    assert "en nøgle, som kontor.yaml ikke har" in refused(counter, signer, filed)
    theirs = [(keys / f"{name}.pub").read_text().split()[1] for name in ("id_raad", "id_fremmed")]
    edit(signer.root / "kontor.yaml", *theirs)
    edit(signer.root / "kontor.yaml", "gaelder_fra: 2026-07-01", "gaelder_fra: 2020-01-01")
    assert "en nøgle, som kontor.yaml ikke har" in refused(counter, signer, filed)


def test_a_history_rewritten_or_cut_off_under_it_is_found(counter, signer, filed):
    tip = head(signer.root)
    for target in ("HEAD~3", "HEAD~4"):
        git(signer.root, "reset", "-q", "--hard", tip)
        git(signer.root, "reset", "-q", "--hard", target)
        assert "skrevet om eller skåret af" in refused(counter, signer, filed)
    git(signer.root, "reset", "-q", "--hard", tip)
    git(signer.root, "reset", "-q", "--soft", "HEAD~3")
    git(signer.root, "-c", "user.name=x", "-c", "user.email=x", "commit", "-qm", "omskrevet")
    assert "skrevet om eller skåret af" in refused(counter, signer, filed)
    assert any("skrevet om" in line for line in found(counter, signer))


def test_another_archives_bekraeftelse_does_not_hold(counter, filed, tmp_path):
    other = opening.archive(tmp_path / "anden", "Anden Kommune", NOW)
    with nothing_changes(other):
        assert "et andet arkiv" in refused(counter, desk.enter(other), filed)


def test_one_that_is_removed_or_loses_its_signature_is_found(counter, signer, filed):
    lying = signer.root / "bekraeftelser"
    (lying / f"{NAME}.sig").unlink()
    assert any("mangler" in line for line in found(counter, signer))
    git(signer.root, "-c", "user.name=x", "-c", "user.email=x", "commit", "-qam", "væk")
    assert any("mangler" in line for line in found(counter, signer))


def test_a_missing_key_or_program_stops_it_and_nothing_is_changed(
    counter, signer, home, monkeypatch
):
    (home / "id_raad").unlink()
    with nothing_changes(signer.root):
        said = counter("bekraeft", archive=signer.root)
    assert (said.code, "Læg den private nøgle" in said.err) == (5, True), said
    monkeypatch.setattr(signing, "_NAME", "findes-ikke")
    with nothing_changes(signer.root), pytest.raises(SignerMissing, match="openssh-client"):
        seals.confirm(signer, NOW)


def test_a_key_that_is_none_is_refused_in_kontor_yaml(counter, with_case, tmp_path):
    bad = tmp_path / "bad.pub"
    bad.write_text('"ssh-ed25519 AAAA\\nx namespaces=* ssh-rsa AAAA"', encoding="utf-8")
    with pytest.raises(BadFile, match="offentlig"):
        signing_with(with_case, bad)


def test_a_hand_made_entry_that_claims_more_does_not_hold(counter, signer, filed):
    claimed = filed.read_bytes().replace(f"Poster: {ENTRIES}".encode(), b"Poster: 9")
    forged = Entry(
        "arkiv", "bekraeft", "-", "-", NOW.date(), "x", {f"bekraeftelser/{NAME}x.txt": claimed}
    )
    with journal.opened(signer.root, command="x", who=Person("x", "y")) as book:
        book.book([forged], now=NOW, program="x")
    assert any("9 poster" in line for line in found(counter, signer))
