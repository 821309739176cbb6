"""How long a backup takes, and bringing it back: `python bench/backup.py ARCHIVE`."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from workflow.archive.journal import ledger
from workflow.core.seal import Tally
from workflow.office import backups

Result = TypeVar("Result")


def timed(what: str, work: Callable[[], Result]) -> Result:
    """Do some work, and print how many seconds it took."""
    start = time.perf_counter()
    result = work()
    print(f"{what:<44}{time.perf_counter() - start:8.1f} s")
    return result


def reckoned(root: Path) -> int:
    """Reckon the journal as a bekræftelse does; return how many entries it has."""
    tally = Tally()
    with ledger.reading(root) as led:
        for line in led.lines(files=False):
            if line.booked:
                tally.add(line.booked)
    return tally.standing.poster


def main(root: Path) -> None:
    """Measure one archive."""
    with TemporaryDirectory(dir=root.parent) as folder:
        place = Path(folder)
        print(f"{timed('reckoned for a bekræftelse', lambda: reckoned(root))} entries")
        now = datetime.now().astimezone()
        made = timed("backed up, restored and compared", lambda: backups.make(root, folder, now))
        timed("brought back", lambda: backups.bring_back(str(made.fil), str(place / "ny"), place))
        size = made.fil.stat().st_size / 1e6
        print(f"{made.filer} files, {made.ikke_journaliseret} not journalised, {size:.0f} MB")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{peak:.0f} MB of memory at most")


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve())
