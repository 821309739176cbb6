"""Time the statistics of a year over a large archive, beside `hledger balance` on the same facts.

    python bench/tally.py [CASES]

The archive is made by bench/archive.py. hledger is used where it is installed: it adds up a journal
with a posting for each fact of the same year.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import archive  # noqa: E402

from workflow.core import period  # noqa: E402
from workflow.core.tally import Tally, tally  # noqa: E402
from workflow.office import desk, recall, registers, statistics  # noqa: E402
from workflow.office.desk import Office  # noqa: E402


def main(cases: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "arkiv"
        archive.build(root, cases)
        office = desk.enter(root)
        days = period.year(archive.BEGUN.year + (cases - 1) // archive.PER_YEAR)
        timed("all cases read anew", lambda: recall.every(office, anew=True))
        timed("all cases, unchanged since", lambda: recall.every(office))
        timed("one year counted", lambda: one_year(office, days))
        timed("all tables, with the series", lambda: statistics.count(office, days))
        if program := shutil.which("hledger"):
            journal = Path(folder) / "fakta.journal"
            journal.write_text(posted(one_year(office, days)), encoding="utf-8")
            command = [program, "-f", str(journal), "balance", "--flat"]
            timed(
                "hledger balance",
                lambda: subprocess.run(command, check=True, stdout=subprocess.DEVNULL),
            )


def one_year(office: Office, days: period.Span) -> Tally:
    sager = [case for case in recall.every(office).values() if not isinstance(case, tuple)]
    return tally(sager, registers.activities(office), days, office.rules, office.kontor)


def posted(found: Tally) -> str:
    """Write each fact as an entry: its unit and what it is divided by is the account."""
    return "\n".join(
        f"{fact.dag} {fact.sag}\n    {fact.enhed}:{':'.join(fact.led.values())}  {fact.antal}\n"
        f"    modpost  {-fact.antal}\n"
        for fact in found.fakta
    )


def timed(what: str, work: Callable[[], object]) -> None:
    begun = time.perf_counter()
    work()
    print(f"{what:30} {time.perf_counter() - begun:8.2f} s")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
