"""Time the statistics of a year over a large archive, beside `hledger balance` on the same facts.

    python bench/tally.py [CASES | ARCHIVE]

The archive is made by bench/archive.py, or copied from one that there is. hledger adds up a journal
with an entry for each fact of the same year. What it finds is held against every figure that is
printed and that its accounts can tell; a table by months or by working days is not among them.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import archive  # noqa: E402

from workflow.core import period  # noqa: E402
from workflow.core.rulebook import Rulebook  # noqa: E402
from workflow.core.tally import Tally, tally  # noqa: E402
from workflow.office import desk, recall, registers  # noqa: E402
from workflow.office.desk import Office  # noqa: E402

INV = Path(sys.executable).with_name("inv.exe" if sys.platform == "win32" else "inv")
ROUNDS = 3
IN_NO_ACCOUNT = ("maaned", "kvartal", "arbejdsdage")
Figure = tuple[str, str, str]
Made = TypeVar("Made")


def main(given: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "arkiv"
        if given.isdigit():
            archive.build(root, int(given))
        else:
            shutil.copytree(given, root, symlinks=True)
        year = max(int(place.name) for place in root.iterdir() if place.name.isdigit())
        office = desk.enter(root)
        found = one_year(office, period.year(year))
        journal = Path(folder) / "fakta.journal"
        journal.write_text(posted(found), encoding="utf-8")
        ours, told = timed(f"inv statistik --periode {year}", lambda: statistics(root, year))
        if not (program := shutil.which("hledger")):
            raise SystemExit("hledger is not installed: nothing to hold the figures against")
        theirs, sums = timed("hledger balance", lambda: balance(program, journal))
        print(f"{len(found.fakta)} facts; inv takes {ours / theirs:.1f} times as long as hledger")
        printed = dict(figures(told, sums, office.rules))
        differ = {figure: pair for figure, pair in printed.items() if pair[0] != pair[1]}
        nonzero = sum(bool(ours) for ours, _ in printed.values())
        print(f"{len(printed)} figures compared, {nonzero} above 0, {len(differ)} differ: {differ}")
        raise SystemExit(bool(differ))


def one_year(office: Office, days: period.Span) -> Tally:
    sager = [case for case in recall.every(office).values() if not isinstance(case, tuple)]
    return tally(sager, registers.activities(office), days, office.rules, office.kontor)


def posted(found: Tally) -> str:
    """Write each fact as an entry: its unit and what it is divided by is the account."""
    return "\n".join(
        f"{fact.dag} {fact.sag}\n    {account(fact.enhed, fact.led)}  {fact.antal}\n"
        f"    modpost  {-fact.antal}\n"
        for fact in found.fakta
    )


def account(unit: str, led: Mapping[str, str]) -> str:
    return ":".join([unit, *(f"{name}={value}" for name, value in led.items())])


def statistics(root: Path, year: int) -> Any:
    command = [str(INV), "statistik", "--periode", str(year), "--json", "--ubeskyttet"]
    place = {**os.environ, "SAGSGANG_ARKIV": str(root)}
    return json.loads(
        subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=place).stdout
    )


def balance(program: str, journal: Path) -> Mapping[str, int]:
    """Return what hledger makes of each account."""
    command = [program, "-f", str(journal), "balance", "--flat", "-N", "-O", "csv"]
    told = subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8")
    rows = list(csv.reader(told.stdout.splitlines()))[1:]
    return {name: int(amount) for name, amount in rows if name != "modpost"}


def figures(
    told: Any, sums: Mapping[str, int], rules: Rulebook
) -> Iterator[tuple[Figure, tuple[object, int]]]:
    """Yield each figure that is printed and a sum of accounts, with hledger's."""
    parted = [(name.split(":")[0], {*name.split(":")[1:]}, n) for name, n in sums.items()]

    def total(unit: str | None, *wanted: Mapping[str, str]) -> int:
        led = {f"{name}={value}" for one in wanted for name, value in one.items() if value}
        return sum(n for other, has, n in parted if other == unit and led <= has)

    for table in told["tabeller"]:
        row = rules.tabeller[table["id"]]
        own = {line.navn: line for line in row.linjer}
        columns = table["kolonner"] if row.kolonner else table["kolonner"][:1]
        if row.opgoerelse not in ("kryds", "linjer") or {row.raekker, row.kolonner} & {
            *IN_NO_ACCOUNT
        }:
            continue
        for line in table["linjer"]:
            mine = own.get(line["id"])
            for column, cell in zip(columns, line["celler"], strict=False):
                across = {row.kolonner: column["id"]} if row.kolonner else {}
                down = {row.raekker: line["id"]} if row.raekker else {}
                found = (
                    total(mine.fakta, mine.hvor)
                    if mine
                    else total(row.fakta, row.hvor, down, across)
                )
                yield (row.id, line["navn"], column["id"]), (int(cell or 0), found)


def timed(what: str, work: Callable[[], Made]) -> tuple[float, Made]:
    """Print and return the shortest of some rounds, with what the last one made."""
    took = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        made = work()
        took.append(time.perf_counter() - begun)
    print(f"{what:30} {min(took):8.2f} s, all rounds: {', '.join(f'{one:.2f}' for one in took)}")
    return min(took), made


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "10000")
