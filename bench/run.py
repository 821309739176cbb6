"""Time the work of a day on a large archive, each beside a peer that does the same.

    python bench/run.py [CASES [ROUNDS]]

Figures are whole processes, start-up included. A piece of work and its peers take turns; what is
printed is the median of each, and the ratio. Where a peer gives an answer of its own, the two are
compared first, and it stops if they are not the same. The archive is made by bench/archive.py and
converted for ledger and hledger by bench/transactions.py. Nothing is asserted about time.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import archive  # noqa: E402
import letters  # noqa: E402
import step  # noqa: E402
import tally  # noqa: E402
import transactions  # noqa: E402

from workflow.archive.journal import upkeep  # noqa: E402
from workflow.core import period  # noqa: E402
from workflow.core.situation import Situation  # noqa: E402
from workflow.office import desk, recall  # noqa: E402

TODAY = step.TODAY
PARSED = """
import sys, yaml_rs
from pathlib import Path
for path in Path(sys.argv[1]).glob("[0-9]*/*/sag.yaml"):
    yaml_rs.loads(path.read_text(encoding="utf-8"))
"""
Work = Callable[[], object]


def main(cases: int, rounds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        print(archive.build(bench.root, cases), "entries\n", flush=True)
        print("| work | s | against | s | ratio | aim |\n|---|--:|---|--:|--:|--:|", flush=True)
        for group in (bench.starting, bench.listing, bench.counting, bench.reading):
            for aim, works in group():
                print("\n".join(rows(aim, in_turn(works, rounds))), flush=True)
        steps(max(3, rounds))
        for aim, works in bench.proving():  # once: it takes minutes
            print("\n".join(rows(aim, in_turn(works, 1))), flush=True)
    many_letters(max(3, rounds))


def in_turn(works: Mapping[str, Work], rounds: int) -> dict[str, float]:
    """Do pieces of work in turn, and return the median seconds of each; once warms the caches."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for number in range(rounds + (rounds > 1)):
        for name, work in works.items():
            begun = time.perf_counter()
            work()
            if number or rounds == 1:
                times[name].append(time.perf_counter() - begun)
    return {name: statistics.median(seconds) for name, seconds in times.items()}


def rows(aim: str, medians: Mapping[str, float]) -> Iterator[str]:
    """Write a row for each peer of the first piece of work."""
    (work, ours), *peers = medians.items()
    for peer, theirs in peers:
        yield f"| {work} | {ours:.2f} | {peer} | {theirs:.2f} | {ours / theirs:.2f} | {aim} |"


def steps(rounds: int) -> None:
    """Time a whole step beside its floor, as bench/step.py does."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        runs = step.measured(step.first_step(work / "first", work))
        times: dict[str, list[float]] = {"inv videresend": [], "floor": []}
        for number in range(rounds):
            for name, found in times.items():
                found.append(step.once(work / f"{number}-{name}", *runs[name]))
    medians = {name: statistics.median(found) for name, found in times.items()}
    medians["bare pandoc ×4, Typst ×2, one commit"] = medians.pop("floor")
    print("\n".join(rows("≤ 1.5", medians)), flush=True)


def many_letters(rounds: int) -> None:
    """Time 100 letters beside docxtpl and LibreOffice, as bench/letters.py does."""
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = letters.measured(Path(folder), letters.LETTERS, rounds)
    for name, mine in ours.items():
        if peer is None:
            print(f"| {name} | {mine.seconds:.2f} | {letters.PEER} | not run |  | {letters.AIM} |")
            continue
        medians = {name: mine.seconds, letters.PEER: peer.seconds}
        print("\n".join(rows(letters.AIM, medians)), flush=True)


class Bench:
    """An archive, and the same records as the peers read them."""

    def __init__(self, folder: Path) -> None:
        """Work in a folder."""
        self.folder, self.root = folder, folder / "arkiv"
        self.rounds = 0

    def starting(self) -> Iterator[tuple[str, Mapping[str, Work]]]:
        """Show one case, and list the commands."""
        bare = {"python -c 'import invoke'": lambda: run(sys.executable, "-c", "import invoke")}
        yield "≤ 2", {"inv vis 12": lambda: self.inv("vis", "12"), **bare}
        yield "≤ 2", {"inv --list": lambda: self.inv("--list"), **bare}

    def listing(self) -> Iterator[tuple[str, Mapping[str, Work]]]:
        """List the open cases, unchanged and right after an edit."""
        journal = self.folder / "sager.journal"
        journal.write_text("\n".join(transactions.transactions(self.root)), encoding="utf-8")
        peers = {
            name: [program, "-f", str(journal), "balance", "--flat", "^aaben"]
            for name in ("ledger", "hledger")
            if (program := shutil.which(name))
        }
        ours = self.open_by_centre()
        said = json.loads(self.inv("overblik", "--json"))["aabne"]
        same("inv overblik", said, sum(ours.values()))
        for name, asked in peers.items():
            same(name, transactions.balances(run(*asked)), ours)
        works = {
            f"{name} balance": lambda asked=asked: run(*asked) for name, asked in peers.items()
        }
        overview: Work = lambda: self.inv("overblik")  # noqa: E731
        time.sleep(4)  # until all files are so old that their stamps can be believed
        yield "< 1", {"inv overblik": overview, **works}
        yield "≤ 1.3", {"inv overblik, one file edited": self.edited, "unchanged": overview}

    def counting(self) -> Iterator[tuple[str, Mapping[str, Work]]]:
        """Count the last year."""
        office = desk.enter(self.root)
        first, last = archive.BEGUN.year, int(max(recall.noted(office))[:4])
        journal = self.folder / "fakta.journal"
        facts = [tally.one_year(office, period.year(year)) for year in range(first, last + 1)]
        journal.write_text("\n".join(map(tally.posted, facts)), encoding="utf-8")
        asked = ["-f", str(journal), "balance", "--flat", "-p", str(last)]
        program = shutil.which("hledger")
        if program is None:
            return
        mine = json.loads(self.inv("statistik", "--periode", str(last), "--json", "--ubeskyttet"))
        for unit in ("sag", "klagepunkt"):
            told = run(program, *asked, "--depth", "1", f"^{unit}$|^{unit}:")
            same(f"hledger, {unit}", int(told.split()[0]), counted(mine, unit))
        yield (
            "< 1",
            {
                f"inv statistik --periode {last}": lambda: self.inv(
                    "statistik", "--periode", str(last)
                ),
                "hledger balance": lambda: run(program, *asked),
            },
        )

    def reading(self) -> Iterator[tuple[str, Mapping[str, Work]]]:
        """Read the journal of one case, both sides kept up, and every case from nothing."""
        nummer = f"{archive.BEGUN.year}-0012"
        upkeep.keep_up(self.root)
        logs = {
            f"git log -- its path, {how}": (
                *("git", "-C", self.kept_up(*how.split()), "log", "--format=%H %aI %an %s"),
                *("--", f"{nummer[:4]}/{nummer}"),
            )
            for how in ("maintenance run", "commit-graph write --changed-paths")
        }
        entries = self.inv("journal", nummer).count("journaliseret ")
        for name, log in logs.items():
            same(name, len(run(*log).splitlines()), entries)
        peers = {name: lambda log=log: run(*log) for name, log in logs.items()}
        yield "≤ 1.5", {"inv journal, one case": lambda: self.inv("journal", nummer), **peers}
        yield (
            "≤ 1.5",
            {
                "inv overblik, first index": self.anew,
                "read and parsed by yaml_rs": lambda: run(sys.executable, "-c", PARSED, self.root),
            },
        )

    def kept_up(self, *how: str) -> Path:
        """Return a copy of the journal that Git has packed, and then kept up in some way."""
        kept = self.folder / f"{how[0]}.git"
        run("git", "clone", "--quiet", "--bare", "--no-local", self.root, kept)
        run("git", "-C", kept, "gc", "--quiet")
        run("git", "-C", kept, *how)
        return kept

    def proving(self) -> Iterator[tuple[str, Mapping[str, Work]]]:
        """Check the whole archive."""
        fsck = ("git", "-C", self.root, "fsck", "--no-progress")
        yield "< 1", {"inv tjek": lambda: self.inv("tjek"), "git fsck": lambda: run(*fsck)}

    def open_by_centre(self) -> Counter[str]:
        """Count the open cases by the centre of their first klagepunkt, as we see them."""
        office = desk.enter(self.root)
        found: Counter[str] = Counter()
        for sag in recall.every(office).values():
            if isinstance(sag, tuple):
                sys.exit("\n".join(sag))
            state = Situation(sag, office.kontor, office.rules, TODAY).tilstand
            found[sag.egne[0].center] += bool(state and state.aaben)
        return found

    def edited(self) -> None:
        """Edit one file by hand, and list."""
        self.rounds += 1
        path = self.root / f"{archive.BEGUN.year}" / f"{archive.BEGUN.year}-0012" / "sag.yaml"
        new, old = ("email", "telefon") if self.rounds % 2 else ("telefon", "email")
        path.write_text(
            path.read_text(encoding="utf-8").replace(f"kanal: {old}", f"kanal: {new}"),
            encoding="utf-8",
        )
        self.inv("overblik")

    def anew(self) -> None:
        """List with nothing kept."""
        (self.root / desk.SCHEMAS / recall.COPY).unlink(missing_ok=True)
        self.inv("overblik")

    def inv(self, *words: str) -> str:
        """Run a command on the archive."""
        return run(step.INV, *words, env={**os.environ, "SAGSGANG_ARKIV": str(self.root)})


def counted(told: Mapping[str, object], unit: str) -> int:
    """Return what table T1 says of a unit."""
    name = {"sag": "Sager (hovedsager)", "klagepunkt": "Klagepunkter"}[unit]
    (table,) = (table for table in told["tabeller"] if table["id"] == "t1")  # type: ignore[attr-defined]
    return int(next(line for line in table["linjer"] if line["navn"] == name)["celler"][0])


def same(whose: str, answer: object, ours: object) -> None:
    """Stop where a peer's answer is another than ours."""
    if answer != ours:
        sys.exit(f"{whose} says {answer}, we say {ours}")


def run(*command: object, env: Mapping[str, str] | None = None) -> str:
    """Run a program in the project and return what it says; stop if it fails."""
    words: Sequence[str] = [str(word) for word in command]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(words)}: {done.stdout}{done.stderr}")
    return done.stdout


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:]]
    main(given[0] if given else 10_000, given[1] if given[1:] else 5)
