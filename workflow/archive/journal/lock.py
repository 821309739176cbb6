"""One command at a time: a lock that the system lets go of when its holders are dead."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workflow.core.errors import ArchiveBusy, JournalFailed
from workflow.screen import say

_BETWEEN_TRIES = 0.05
_UNTOLD = 1.0


@contextmanager
def held(path: Path, *, command: str, patience: float) -> Iterator[int]:
    """Hold the lock, and yield the descriptor that Git's processes are to inherit."""
    descriptor = _open(path)
    try:
        _wait(descriptor, path, patience)
        _sign(descriptor, command)
        yield descriptor
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        path.parent.mkdir(exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise JournalFailed(sted=path.parent.parent.parent, fejl=error) from error


def _wait(descriptor: int, path: Path, patience: float) -> None:
    begun, told = time.monotonic(), False
    while not _taken(descriptor):
        waited = time.monotonic() - begun
        if waited > patience:
            raise ArchiveBusy(hvem=_holder(path))
        if waited > _UNTOLD and not told:
            say(f"Venter på {_holder(path)} …", file=sys.stderr)
            told = True
        time.sleep(_BETWEEN_TRIES)


def _sign(descriptor: int, command: str) -> None:
    """Write who holds the lock, so that whoever waits can be told."""
    signature = f"'{command}' (proces {os.getpid()}, siden kl. {time.strftime('%H:%M:%S')})"
    os.ftruncate(descriptor, 0)
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, signature.encode())


def _holder(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") or "en anden kommando"


if sys.platform == "win32":
    import msvcrt

    _FAR_AWAY = 1 << 30  # Windows locks bytes against reading too: lock one beyond the signature

    def _taken(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _taken(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
