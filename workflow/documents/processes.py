"""Run the programs that make documents, and never longer than they may."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from msgspec import Struct

from workflow.core.errors import RenderingFailed, RenderingTooSlow

# Where a program would look for settings, fonts or packages of the user's own, there is nothing:
# the same letter is the same bytes on every desk, and no start-up script of others is run.
_NOWHERE = f"{os.devnull}/sagsgang"
_KEPT = ("SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "PATH", "LD_LIBRARY_PATH", "PYTHONPATH")
_OUT_OF_MEMORY = ("memory allocation", "heap exhausted", "memoryerror", "out of memory")
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)


class Program(Struct, frozen=True):
    """A program, the package it comes with, and the letters it is at work on."""

    navn: str
    pakke: str
    breve: str
    seconds: float
    deadline: float

    def failed(self, fejl: object) -> RenderingFailed:
        """Make the error that says what went wrong."""
        return RenderingFailed(program=self.navn, breve=self.breve, fejl=fejl, pakke=self.pakke)


def deadline(seconds: float) -> float:
    """Say when *seconds* from now is."""
    return time.monotonic() + seconds


@contextmanager
def running(
    program: Program, command: Sequence[str], extra: Mapping[str, str]
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a program in a group of its own, and leave none of it behind."""
    try:
        process = subprocess.Popen(
            command,
            bufsize=0,  # What a dead reader never took must not be written again on closing.
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(extra),
            start_new_session=os.name == "posix",
            creationflags=_NO_WINDOW,
        )
    except OSError as error:
        raise program.failed(f"programmet kan ikke startes ({error.strerror})") from error
    try:
        yield process
    finally:
        _end(process)


def answer(program: Program, process: subprocess.Popen[bytes], question: bytes) -> bytes:
    """Hand a program its work and wait for what it makes of it."""
    left = max(0.0, program.deadline - time.monotonic())
    try:
        output, errors = process.communicate(question, timeout=left)
    except subprocess.TimeoutExpired:
        raise RenderingTooSlow(
            program=program.navn, breve=program.breve, sekunder=program.seconds
        ) from None
    if process.returncode or not output:
        raise program.failed(_last_words(process.returncode, errors))
    return output


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name.upper() in _KEPT}
    homes = dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA"), _NOWHERE)
    return {**kept, **homes, **extra}


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    for stream in (process.stdin, process.stdout, process.stderr):
        if stream:
            with suppress(OSError):  # What was still to be written has no reader any more.
                stream.close()
    process.wait()


def _last_words(code: int, errors: bytes) -> str:
    text = " ".join(errors.decode("utf-8", "replace").split())
    if any(word in text.lower() for word in _OUT_OF_MEMORY):
        return "teksten kræver mere hukommelse, end programmet må bruge"
    return f"{text[-400:] or 'uden et ord'} (kode {code})"
