"""The git program: run without a shell, in an environment and with settings that are ours alone."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import IO, Any, NoReturn

from msgspec import Struct

from workflow.core.errors import ForeignOwner, GitMissing, JournalFailed

if sys.platform == "linux":
    import fcntl

_SETTINGS = (
    f"core.hooksPath={os.devnull}",
    "core.fsmonitor=false",
    "core.fsync=all",
    "core.fsyncObjectFiles=true",  # what Git before 2.36 knows instead of core.fsync
    "gc.auto=0",
)
_AHEAD = 1 << 20  # bytes
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Git(Struct, frozen=True):
    """The git program at work in *root*; its processes inherit our lock."""

    root: Path
    lock: int | None = None
    own: tuple[str, ...] = ()  # settings of this use, besides those of all

    def run(self, *arguments: str, data: bytes = b"", more: Mapping[str, str] = _NOTHING) -> bytes:
        """Run a command and return what it printed."""
        done = self._done(arguments, data, more)
        if done.returncode:
            failed(self.root, done.stderr)
        return done.stdout

    def ask(self, *arguments: str, data: bytes = b"") -> bytes | None:
        """Run a command whose exit code 1 means no, and return what it printed, or None for no."""
        done = self._done(arguments, data, _NOTHING)
        if done.returncode > 1 or done.returncode < 0:
            failed(self.root, done.stderr)
        return None if done.returncode else done.stdout

    def talk(self, *arguments: str, more: Mapping[str, str]) -> tuple[int, str, str]:
        """Run a command that may well fail; return its exit code, what it said and complained."""
        done = self._done(arguments, b"", more)
        said, complaint = (out.decode("utf-8", "replace") for out in (done.stdout, done.stderr))
        return done.returncode, said, complaint

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a command that is to be talked with."""
        with _refusals(self.root):
            process = subprocess.Popen(
                self._command(arguments), stdin=subprocess.PIPE, **self._options(_NOTHING)
            )
            _widen(process.stdout)
            return process

    def _done(
        self, arguments: tuple[str, ...], data: bytes, more: Mapping[str, str]
    ) -> subprocess.CompletedProcess[bytes]:
        with _refusals(self.root):
            return subprocess.run(
                self._command(arguments), input=data, check=False, **self._options(more)
            )

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        settings = (part for setting in (*_SETTINGS, *self.own) for part in ("-c", setting))
        return ["git", *settings, *arguments]

    def _options(self, more: Mapping[str, str]) -> dict[str, Any]:
        return {
            "cwd": self.root,
            "env": {**environment(self.root), **more},
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "pass_fds": () if self.lock is None or os.name == "nt" else (self.lock,),
        }


def environment(root: Path) -> dict[str, str]:
    """Return our environment without what would send Git elsewhere or put words in its mouth."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return kept | {
        "LC_ALL": "C.UTF-8",
        "LANGUAGE": "",
        "GIT_CEILING_DIRECTORIES": str(root.parent),  # never an outer repository, as the program's
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
    }


def _widen(stream: IO[bytes] | None) -> None:
    """Let Git work ahead of who reads it, where the system can and allows it; it is as right so."""
    if stream and sys.platform == "linux":
        with suppress(OSError):
            fcntl.fcntl(stream, fcntl.F_SETPIPE_SZ, _AHEAD)


_WORDLESS = "Git stoppede uden at sige hvorfor. Det sker fx, når disken er fuld."


def failed(root: Path, stderr: bytes) -> NoReturn:
    """Raise what Git complained of as an error that the user can act on."""
    lines = stderr.decode("utf-8", "replace").splitlines()
    complaint = "\n".join(line for line in lines if not line.startswith("warning: "))
    if "dubious ownership" in complaint:
        raise ForeignOwner(sted=root)
    raise JournalFailed(sted=root, fejl=complaint or _WORDLESS)


@contextmanager
def _refusals(root: Path) -> Iterator[None]:
    """Turn the system's refusal to start Git into an error that the user can act on."""
    try:
        yield
    except FileNotFoundError as error:
        raise GitMissing from error
    except OSError as error:
        raise JournalFailed(sted=root, fejl=error) from error
