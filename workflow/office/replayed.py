"""The journal replayed, where it is long in a process of its own, beside the look at the files.

The process is given nothing but where the archive is, and answers with what it came to. Where it
cannot be started or does not answer, the journal is replayed here: so what is wrong is told once,
and in one place.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from itertools import islice
from pathlib import Path
from typing import IO

import msgspec

from workflow import apart
from workflow.archive import places
from workflow.archive.journal.ledger import reading
from workflow.garbage import look_seldom
from workflow.office import desk
from workflow.office.desk import Office
from workflow.office.proving import Proof, Replay, Tell

MANY = 300  # cases; with fewer, a process takes longer to start than it saves
_SELDOM = 1000  # entries between two words of progress, which a small pipe must hold

Replayed = Callable[[], Proof]


@contextmanager
def begun(office: Office, tell: Tell, many: int = MANY) -> Iterator[Replayed]:
    """Begin to replay a journal; what is yielded waits for what it came to.

    *tell* is told now and then how many entries have been seen.
    """
    if next(islice(places.numbers(office.root), many - 1, None), None) is None:
        yield lambda: _here(office, tell)
        return
    with _process(office.root) as process, ThreadPoolExecutor(1) as reader:
        answer = reader.submit(_answer, process.stdout, tell)
        try:
            yield lambda: answer.result() or _here(office, tell)
        finally:
            process.kill()


def _here(office: Office, tell: Tell) -> Proof:
    with reading(office.root) as ledger:
        return Replay(office, ledger).run(tell)


def _process(root: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        apart.command(__name__, str(root)),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=apart.environment(),
    )


def _answer(stream: IO[bytes] | None, tell: Tell) -> Proof | None:
    """Read the process's answer: lines of progress, an empty one, and what it came to."""
    for line in iter(stream.readline, b"\n") if stream else ():
        if not line:
            return None
        tell(int(line))
    with suppress(msgspec.DecodeError):
        return msgspec.msgpack.decode(stream.read() if stream else b"", type=Proof)
    return None


def main(root: Path) -> None:
    """Replay the journal of an archive, and write what it comes to."""
    look_seldom()
    said = sys.stdout.buffer
    proof = _here(desk.read(root), _teller(said))
    said.write(b"\n" + msgspec.msgpack.encode(proof))


def _teller(stream: IO[bytes]) -> Tell:
    def tell(entries: int) -> None:
        if entries % _SELDOM == 0:
            stream.write(b"%d\n" % entries)
            stream.flush()

    return tell


if __name__ == "__main__":
    main(Path(sys.argv[1]))
