"""A bekræftelse says how the journal was, is signed, and holds as long as nothing is changed."""

from __future__ import annotations

import shutil
import subprocess
from datetime import timedelta

import pytest
from cli import begun, copied, do, edit, git
from sealing import ENTRIES, NAME, NOW, found

from workflow.office import seals

pytest_plugins = ("at_the_counter", "signers")
pytestmark = pytest.mark.usefixtures("unset_letters")


def test_a_signed_bekraeftelse_is_journalised_and_holds(counter, signer, filed, home):
    said = counter("tjek", "--bekraeftelse", str(filed), archive=signer.root)
    assert said.code == 0, said
    assert "holder" in said.out
    assert "underskrevet med en af kontorets nøgler" in said.out
    assert found(counter, signer) == []
    shutil.rmtree(home)
    assert counter("tjek", archive=signer.root).code == 0


def test_it_can_be_read_and_says_the_end_that_the_journal_had(signer, filed):
    read = filed.read_text(encoding="utf-8")
    [before] = git(signer.root, "rev-list", "-1", "--skip=2", "HEAD").split()
    assert f"\nHoved: {before}\n" in read
    assert f"\nPoster: {ENTRIES}\n" in read
    assert "\nKommune: Fjordby Kommune\n" in read
    assert max(map(len, read.splitlines())) <= 90
    assert "Øjvind" not in read


def test_without_a_key_it_is_written_and_its_worth_is_said(counter, with_case, tmp_path):
    said = counter("bekræft", archive=with_case.root)
    assert (said.code, "ikke underskrevet" in said.out) == (0, True)
    [made] = (with_case.root / "bekraeftelser").iterdir()
    assert made.name == NAME
    [remark] = found(counter, with_case)
    assert "er ikke underskrevet" in remark
    assert counter("tjek", archive=with_case.root).code == 0
    held = counter("tjek", "--bekraeftelse", str(made), archive=with_case.root)
    assert (held.code, "ikke underskrevet" in held.out) == (0, True)


def test_a_second_one_on_the_same_day_is_a_second_file(signer):
    seals.confirm(signer, NOW)
    seals.confirm(signer, NOW)
    names = sorted(path.name for path in (signer.root / "bekraeftelser").iterdir())
    assert names == sorted([NAME, f"{NAME}.sig", "2026-06-30-2.txt", "2026-06-30-2.txt.sig"])


def test_last_years_key_still_checks_what_it_signed(counter, signer, filed, keys):
    edit(
        signer.root / "kontor.yaml",
        "  gaelder_fra: 2020-01-01\n",
        "  gaelder_fra: 2020-01-01\n  gaelder_til: 2026-06-30\n"
        f"- offentlig: {(keys / 'id_fremmed.pub').read_text().strip()}\n"
        "  gaelder_fra: 2026-07-01\n",
    )
    assert counter("tjek", "--bekraeftelse", str(filed), archive=signer.root).code == 0
    assert counter("tjek", archive=signer.root).code == 0


def test_it_holds_on_both_sides_of_where_two_histories_have_met(counter, signer, tmp_path):
    other = copied(signer.root, tmp_path / "anden maskine")
    do(signer, "2026-0001", "2026-06-30", "kvitter")
    seals.confirm(signer, NOW)
    begun(other)
    seals.confirm(other, NOW + timedelta(days=1))
    git(signer.root, "fetch", "-q", str(other.root), "main")
    who = ("-c", "user.name=x", "-c", "user.email=x")
    git(signer.root, *who, "merge", "-q", "-m", "mødes", "FETCH_HEAD")
    assert len(list((signer.root / "bekraeftelser").glob("*.txt"))) == 2
    assert found(counter, signer) == []


def test_line_ends_of_windows_on_the_way_do_no_harm(counter, signer, filed):
    filed.write_bytes(filed.read_bytes().replace(b"\n", b"\r\n"))
    assert counter("tjek", "--bekraeftelse", str(filed), archive=signer.root).code == 0


@pytest.mark.skipif(shutil.which("ssh-agent") is None, reason="there is no agent to ask")
def test_an_agent_that_holds_the_key_signs_too(signer, home, keys):
    started = subprocess.run(["ssh-agent", "-s"], capture_output=True, check=True).stdout.decode()
    said = dict(part.split("=", 1) for part in started.split(";") if "=" in part)
    socket, pid = (
        said[next(k for k in said if k.strip() == name)]
        for name in ("SSH_AUTH_SOCK", "SSH_AGENT_PID")
    )
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("SSH_AUTH_SOCK", socket)
            subprocess.run(["ssh-add", "-q", str(keys / "id_raad")], check=True)
            (home / "id_raad").unlink()
            assert seals.confirm(signer, NOW).underskrevet
    finally:
        subprocess.run(["kill", pid], check=True)
