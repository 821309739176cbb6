"""Convert an archive's records to a ledger that ledger and hledger read.

    python bench/transactions.py ARCHIVE > sager.journal

Each entry of the journal becomes a transaction: the case leaves one state and enters another, with
its centre in between, so that what stands in the accounts is how many cases are in each state. The
day, the step and the states are Git's own words; the centre is sought in sag.yaml as text.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

CLOSED = ("afsluttet", "afvist")
_ENTRY = re.compile(
    r"Sag: (?P<sag>\d{4}-\d+)\nHandling: (?P<handling>\S+)\nFra: (?P<fra>\S+)\nTil: (?P<til>\S+)\n"
    r"Dato: (?P<dato>\S+)\n"
)


def transactions(root: Path) -> Iterator[str]:
    """Yield each entry as a transaction, the oldest first."""
    asked = ["git", "-C", str(root), "log", "--reverse", "--format=%B"]
    said = subprocess.run(asked, check=True, capture_output=True, text=True).stdout
    centres: dict[str, str] = {}
    for entry in _ENTRY.finditer(said):
        sag = entry["sag"]
        centre = centres.get(sag) or centres.setdefault(sag, centre_of(root, sag))
        yield (
            f"{entry['dato']} {sag} {entry['handling']}\n"
            f"    {account(centre, entry['til'])}  1\n"
            f"    {account(centre, entry['fra'])}  -1\n"
        )


def account(centre: str, state: str) -> str:
    """Name the account of a state: open cases by centre, closed ones, and those not come yet."""
    kind = "ukendt" if state == "-" else "lukket" if state in CLOSED else "aaben"
    return f"{kind}:{centre}:{state.strip('-') or 'ny'}"


def centre_of(root: Path, sag: str) -> str:
    """Return the centre of a case's first klagepunkt."""
    text = (root / sag[:4] / sag / "sag.yaml").read_text(encoding="utf-8")
    found = re.search(r"^ +center: (\S+)$", text, re.MULTILINE)
    return found[1] if found else "intet"


def balances(said: str) -> Counter[str]:
    """Read what `balance` of either program says: a number and the centre it stands under."""
    found: Counter[str] = Counter()
    for number, name in re.findall(r"^ *(-?\d+) +(\S+)$", said, re.MULTILINE):
        found[name.split(":")[1]] += int(number)
    return found


if __name__ == "__main__":
    print("\n".join(transactions(Path(sys.argv[1]))))
