"""Signatures with an SSH key: ssh-keygen, which comes with Git or the system, makes them."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from enum import Enum
from pathlib import Path
from tempfile import TemporaryDirectory

from workflow.core.errors import SignerMissing, SigningFailed

_FOR = ("-n", "sagsgang")  # a signature of ours is none for mail or Git, and theirs none of ours
_SIGNER = "raadgiver"
_PATIENCE = 120.0  # seconds: a passphrase may have to be typed
_NAME = "ssh-keygen.exe" if sys.platform == "win32" else "ssh-keygen"


class Verdict(Enum):
    """What a signature is worth."""

    KNOWN = "known"
    STRANGE = "strange"
    BROKEN = "broken"


def sign(content: bytes, public: str) -> bytes:
    """Return a signature by the private half of a public key, in ~/.ssh or in the agent."""
    with TemporaryDirectory() as folder:
        named = Path(folder) / "noegle.pub"
        named.write_text(f"{_plain(public)}\n", encoding="ascii")
        key = _private(public)
        done = _keygen(content, "sign", "-f", str(key or named), *_FOR)
        if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            if said and "No private key" in said[-1]:
                said = ["der er ingen privat nøgle, der passer til den offentlige"]
            raise SigningFailed(
                noegle=public.partition(" ")[2][:24],
                sted=key or "~/.ssh",
                fejl=said[-1] if said else "ingen underskrift",
            )
        return done.stdout


def verify(content: bytes, signature: bytes, known: Iterable[str]) -> Verdict:
    """Tell whether *content* was signed so, and by one of the *known* public keys."""
    with TemporaryDirectory() as folder:
        signed, signers = Path(folder) / "sig", Path(folder) / "kendte"
        signed.write_bytes(signature)
        lines = [f'{_SIGNER} namespaces="{_FOR[1]}" {_plain(key)}\n' for key in known]
        signers.write_text("".join(lines), encoding="ascii")
        of = ("-s", str(signed), *_FOR)
        if not _keygen(content, "verify", "-f", str(signers), "-I", _SIGNER, *of).returncode:
            return Verdict.KNOWN
        strange = not _keygen(content, "check-novalidate", *of).returncode
        return Verdict.STRANGE if strange else Verdict.BROKEN


def _keygen(content: bytes, *words: str) -> subprocess.CompletedProcess[bytes]:
    command = [_program(), "-Y", *words]
    try:
        return subprocess.run(
            command, input=content, capture_output=True, check=False, timeout=_PATIENCE
        )
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, 1, b"", b"ssh-keygen svarede ikke")
    except OSError as error:
        raise SignerMissing from error


def _program() -> str:
    """Return ssh-keygen from PATH or, on Windows, from the folder that Git is installed in."""
    if found := shutil.which(_NAME):
        return found
    git = shutil.which("git")
    for above in Path(git).resolve().parents if git else ():
        if (beside := above / "usr" / "bin" / _NAME).is_file():
            return str(beside)
    raise SignerMissing


def _private(public: str) -> Path | None:
    """Return the file of a public key's private half, if it lies where keys lie."""
    for path in _keys():
        with suppress(OSError, UnicodeDecodeError):
            told = path.read_text(encoding="utf-8")
            if told.strip() and _plain(told) == _plain(public) and path.with_suffix("").is_file():
                return path.with_suffix("")
    return None


def _keys() -> Iterator[Path]:
    with suppress(RuntimeError):
        yield from sorted((Path.home() / ".ssh").glob("*.pub"))


def _plain(public: str) -> str:
    """Return a public key without its comment."""
    return " ".join(public.split()[:2])
