"""Which files differ between two folders, asked of one git process as often as need be."""

from __future__ import annotations

import secrets
import subprocess
from typing import IO, cast

from workflow.archive.journal.git import Git, failed

_ASKED = ("diff-tree", "--stdin", "-r", "-z", "--name-only", "--no-renames")


class Compared:
    """A git process that compares, begun when it is first asked."""

    def __init__(self, git: Git) -> None:
        """Begin nothing yet."""
        self._git = git
        self._process: subprocess.Popen[bytes] | None = None
        # What Git cannot read as two folders it repeats, and says what it has: so an answer ends,
        # in a word that no path can have been made to hold.
        self._end = f"end {secrets.token_hex()}\n".encode()

    def paths(self, one: str, other: str) -> frozenset[str]:
        """Return the paths of the files in which two folders, by their ids, differ."""
        self._process = self._process or self._git.start(*_ASKED)
        question, answers = (
            cast(IO[bytes], stream) for stream in (self._process.stdin, self._process.stdout)
        )
        try:
            question.write(f"{one} {other}\n".encode() + self._end)
            question.flush()
        except OSError:
            self._stopped(self._process)
        told = b""
        while not told.endswith(self._end):
            line = answers.readline()
            if not line:
                self._stopped(self._process)
            told += line
        _, _, paths = told.removesuffix(self._end).partition(b"\n")
        return frozenset(filter(None, paths.decode("utf-8", "surrogateescape").split("\0")))

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.communicate()

    def _stopped(self, process: subprocess.Popen[bytes]) -> None:
        self._process = None
        process.kill()
        failed(self._git.root, process.communicate()[1])
