"""Fixtures of the tests of bekræftelser: keys, an office that signs, and what it has filed.

A test module that says `pytest_plugins = ("at_the_counter", "signers")` may use them.
"""

from __future__ import annotations

import shutil
import subprocess

import pytest
from cli import do
from sealing import NAME, NOW, signing_with

from workflow.office import seals


@pytest.fixture(scope="session")
def keys(tmp_path_factory):
    """Make two keys, as a user does."""
    folder = tmp_path_factory.mktemp("nøgler")
    for name in ("id_raad", "id_fremmed"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "Rådgiver Å", "-f"]
        subprocess.run([*words, str(folder / name)], check=True)
    return folder


@pytest.fixture
def home(tmp_path, monkeypatch, keys):
    """Give the user a home where her key lies where keys lie."""
    lying = tmp_path / "hjem" / ".ssh"
    lying.mkdir(parents=True)
    for name in ("id_raad", "id_raad.pub"):
        shutil.copy(keys / name, lying)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(lying.parent))
    monkeypatch.delenv("SSH_AUTH_SOCK", raising=False)
    return lying


@pytest.fixture
def signer(with_case, keys, home):
    """Give an office that signs with its key, and has another that is no longer used."""
    return signing_with(with_case, keys / "id_raad.pub")


@pytest.fixture
def filed(signer, tmp_path):
    """File a bekræftelse outside the archive, and do one more step."""
    seals.confirm(signer, NOW)
    for name in (NAME, f"{NAME}.sig"):
        shutil.copy(signer.root / "bekraeftelser" / name, tmp_path / name)
    do(signer, "2026-0001", "2026-06-30", "kvitter")
    return tmp_path / NAME
