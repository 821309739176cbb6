"""How long inv tjek takes over a large journal, beside git fsck over the same one.

    python bench/proof.py [CASES ...]

prints, for each size, entries, seconds and the most memory held; each runs in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import archive

SIZES = (1250, 12500)
TODAY = date(2040, 1, 1)


def main() -> None:
    """Time each size."""
    print("| entries | inv tjek s | of them ours | MB | git fsck s | faults |")
    print("|--:|--:|--:|--:|--:|--:|")
    for cases in [int(word) for word in sys.argv[1:]] or SIZES:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder) / "arkiv"
            entries = archive.build(root, cases)
            asked = [sys.executable, __file__, "--tjek", str(root)]
            said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
            seconds, busy, megabytes, faults = said.split()
            begun = time.perf_counter()
            subprocess.run(["git", "-C", str(root), "fsck", "--no-progress"], check=True)
            fsck = time.perf_counter() - begun
        print(f"| {entries} | {seconds} | {busy} | {megabytes} | {fsck:.1f} | {faults} |")


def proved(root: Path) -> None:
    """Prove one archive in this process, and print what it took."""
    from workflow.garbage import look_seldom
    from workflow.office import checking

    look_seldom()  # as a command does
    begun, busy = time.perf_counter(), time.process_time()
    found = checking.check(root, TODAY)
    seconds, busy = time.perf_counter() - begun, time.process_time() - busy
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{seconds:.1f} {busy:.1f} {held:.0f} {len(found.fejl)}")
    print("\n".join(found.fejl[:5]), file=sys.stderr)


if __name__ == "__main__":
    if "--tjek" in sys.argv:
        proved(Path(sys.argv[-1]))
    else:
        main()
