"""Time a whole step beside its floor: the same outputs made by the bare programs.

    python bench/step.py [rounds]

The step is `inv videresend` on a fresh archive, process start-up included: two letters in both
formats, journalised. The floor is what a shell would need for the same files: pandoc four times,
Typst twice (a bare Python process each), and `git add` with `git commit`. They take turns, so
that a busy machine is busy for both. A time is printed, never asserted.
"""

from __future__ import annotations

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from workflow.documents import frontmatter, pandoc  # noqa: E402
from workflow.documents.typesetter import STANDARDS  # noqa: E402
from workflow.office import demo, played  # noqa: E402

INV = Path(sys.executable).with_name("inv.exe" if sys.platform == "win32" else "inv")
TEMPLATES = ROOT / "templates"
TODAY = datetime.now().astimezone().date()
ROUNDS = 15
DURABLE = ("-c", "core.fsync=all")
WRITER = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org")

BEGINNING = """\
#import "/brev.typ": brev, horizontalrule
#show: brev.with(json(bytes(sys.inputs.meta)))

"""
BARE_TYPST = """\
import sys, typst
beginning, source, target, root, meta, timestamp, *standards = sys.argv[1:]
typst.compile(
    beginning.encode() + open(source, "rb").read(), output=target, root=root,
    font_paths=[root + "/fonts"], ignore_system_fonts=True, format="pdf",
    pdf_standards=standards, timestamp=int(timestamp), sys_inputs={"meta": meta},
)
"""
CASE: dict[str, Any] = {
    "sag": {
        "type": "klagesag",
        "navn": "Øjvind Åse",
        "adresse": r"Vejgade 1\n9990 Fjordby",
        "emne": "Ventetid på hjælpemiddel",
        "modtaget": TODAY.isoformat(),
    },
    "henvendelse": "Jeg har ventet i fem måneder på svar.\n\nJeg ringede to gange i oktober.",
    "klagepunkter": [
        {
            "tema": "sagsbehandlingstid",
            "center": "social",
            "forhold": "centret ikke har truffet afgørelse om hjælpemidlet",
            "vedroerer": "sagsbehandling",
        }
    ],
    "forloeb": [],
}

Work = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished letter of the step, taken apart for the bare programs."""

    markdown: Path
    meta: str
    timestamp: int


def main(rounds: int) -> None:
    """Time the step, its floor and the floor's parts in turn, and print the medians."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        sheets = first_step(work / "first", work)
        runs = measured(sheets)
        times: dict[str, list[float]] = {name: [] for name in runs}
        for number in range(rounds + 1):
            for index, (name, (prepare, timed)) in enumerate(runs.items()):
                seconds = once(work / f"{number}-{index}", prepare, timed)
                if number:  # The first round fills everybody's caches.
                    times[name].append(seconds)
    print(table(times))


def measured(sheets: Sequence[Sheet]) -> Mapping[str, tuple[Work, Work]]:
    """Say what is timed, and what is made ready for it beforehand."""

    def floor(place: Path, git: Sequence[str]) -> None:
        write(place, sheets)
        typeset(place, sheets)
        commit(place, git)

    return {
        "inv videresend": (archive, step),
        "floor": (archive, lambda place: floor(place, ())),
        "floor, Git with fsync=all": (archive, lambda place: floor(place, DURABLE)),
        "pandoc four times": (archive, lambda place: write(place, sheets)),
        "Typst twice": (lambda place: write(place, sheets), lambda place: typeset(place, sheets)),
        "git add, git commit": (letters, lambda place: commit(place, ())),
        "the same with fsync=all": (letters, lambda place: commit(place, DURABLE)),
        "inv --version": (Path.mkdir, lambda place: run((INV, "--version"), place)),
    }


def once(place: Path, prepare: Work, timed: Work) -> float:
    """Return the seconds that a piece of work takes once it is made ready."""
    prepare(place)
    start = time.perf_counter()
    timed(place)
    return time.perf_counter() - start


def table(times: Mapping[str, Sequence[float]]) -> str:
    """Write medians and quartiles in milliseconds, and how many times each the step takes."""
    step_median, *_ = map(statistics.median, times.values())
    rounds = len(next(iter(times.values())))
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    lines = [
        f"{machine}, Python {platform.python_version()}, {TODAY}, {rounds} rounds",
        "",
        "| | median ms | quartiles | the step is |",
        "|---|--:|--:|--:|",
    ]
    for name, seconds in times.items():
        low, median, high = (1000 * value for value in statistics.quantiles(seconds, n=4))
        ratio = f"{1000 * step_median / median:.2f} times" if name.startswith("floor") else ""
        lines.append(f"| {name} | {median:.0f} | {low:.0f}-{high:.0f} | {ratio} |")
    return "\n".join(lines)


def archive(root: Path) -> None:
    """Make an archive with one case that waits for the step."""
    office = played.made_up_office(root, played.read(demo.COURSES / demo.OFFICE), demo.FOUNDED)
    played.play(office, CASE)


def letters(root: Path) -> None:
    """Make an archive with as many new files, and as large, as the step makes."""
    archive(root)
    for number in range(6):
        (root / f"{number}.bin").write_bytes(os.urandom(25_000))


def step(root: Path) -> None:
    """Do the step as its user does."""
    run((INV, "videresend", "1"), ROOT, {**os.environ, "SAGSGANG_ARKIV": str(root)})


def first_step(root: Path, work: Path) -> list[Sheet]:
    """Take the step and read its letters back, so that the floor makes the same pages."""
    archive(root)
    step(root)
    return [sheet(path, work) for path in sorted(root.glob("*/*/breve/*.md"))]


def sheet(path: Path, work: Path) -> Sheet:
    """Take a finished letter apart: its Markdown, and the facts that stand around it."""
    letter = frontmatter.read(path.stem, path.read_text(encoding="utf-8"))
    markdown = work / path.name
    markdown.write_text(letter.body, encoding="utf-8")
    shown = {"dato_tekst": letter.dato_tekst, "dokumenttype": letter.dokumenttype}
    return Sheet(markdown, json.dumps({**letter.fakta, **shown}), letter.timestamp)


def write(root: Path, sheets: Sequence[Sheet]) -> None:
    """Make Word files and Typst sources, one pandoc process each."""
    root.mkdir(exist_ok=True)
    for each in sheets:
        name, source = root / each.markdown.stem, ("-f", "markdown", each.markdown)
        stationery = f"--reference-doc={TEMPLATES / 'brevpapir.docx'}"
        run((pandoc.executable(), *source, stationery, "-o", name.with_suffix(".docx")), root)
        run((pandoc.executable(), *source, "-o", name.with_suffix(".typ")), root)
        name.with_suffix(".md").write_bytes(each.markdown.read_bytes())


def typeset(root: Path, sheets: Sequence[Sheet]) -> None:
    """Make the PDFs, one bare Python process each."""
    for each in sheets:
        source = (root / each.markdown.stem).with_suffix(".typ")
        given = (BEGINNING, source, source.with_suffix(".pdf"), TEMPLATES)
        facts = (each.meta, each.timestamp, *STANDARDS)
        run((sys.executable, "-c", BARE_TYPST, *given, *facts), root)


def commit(root: Path, options: Sequence[str]) -> None:
    """Add what is new and commit it."""
    run(("git", *options, "add", "."), root)
    run(("git", *options, *WRITER, "commit", "--quiet", "-m", "videresend"), root)


def run(command: Sequence[object], place: Path, env: Mapping[str, str] | None = None) -> None:
    """Run a program, and stop with its words if it fails: a failed run is no time."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=place, env=env, capture_output=True, check=False)
    if done.returncode:
        sys.exit(f"{words[0]}: {done.stderr.decode('utf-8', 'replace')}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else ROUNDS)
