"""Time 100 letters in DOCX and PDF beside the same texts through docxtpl and LibreOffice.

    python bench/letters.py [LETTERS [ROUNDS]]

The letters are of the real kind: cases are played with their receipts and forwardings, each another
text. Ours is `inv genskab alle`, which reads every letter's Markdown in the journal, makes both
formats anew and holds all of it against what is journalised, byte for byte; and the same Markdown
set by `publish.render` and written to files. The peer fills a template with docxtpl, the letter's
own stationery, and lets one LibreOffice convert all the files. docxtpl is none of the project's
dependencies: it gets a temporary environment of its own with pip, or the peer is not run and it is
said why. Each side's files are counted, and each PDF must have its letter's words. A time is
printed, never asserted; processor time too, for the machine may have other work.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

import step  # noqa: E402

from workflow.documents import extract, frontmatter, pandoc  # noqa: E402
from workflow.office import demo, played  # noqa: E402

LETTERS, ROUNDS = 100, 3
A_CASE = 3  # a receipt, and a forwarding to each side
AIM = "≤ 0.5"
OURS = """\
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from workflow.documents import publish
root, source, target = map(Path, sys.argv[1:])
texts = [publish.Source(p.stem, p.read_text(encoding="utf-8")) for p in sorted(source.iterdir())]
for made in publish.render(texts, publish.Look((root / "templates",)), limit_seconds=300):
    (target / f"{made.navn}.docx").write_bytes(made.docx)
    (target / f"{made.navn}.pdf").write_bytes(made.pdf)
"""
FILLED = """\
import json, sys
from docxtpl import DocxTemplate
template, facts, target = sys.argv[1:]
for letter in json.load(open(facts, encoding="utf-8")):
    document = DocxTemplate(template)
    document.render(letter, autoescape=True)
    document.save(f"{target}/{letter['navn']}.docx")
"""
TEMPLATE = """\
{%p for linje in modtager %}

{{ linje }}

{%p endfor %}

{{ stand }}

# {{ titel }}

{%p for linje in afsnit %}

{{ linje }}

{%p endfor %}
"""
NAMES = (
    "Øjvind Åse",
    "Mette Lund",
    "Karen Holm",
    "Jens Bæk",
    "Sofie Dahl",
    "Ulla Krogh",
    "Finn Sø",
)
MATTERS = ("hjælpemiddel", "boligstøtte", "plejebolig", "aktindsigt", "byggetilladelse")


class Timed(NamedTuple):
    """What a piece of work took: seconds on the clock, and of processor time."""

    seconds: float
    processor: float


Work = Callable[[], None]


def main(letters: int, rounds: int) -> None:
    """Print the table."""
    print("| work | s | of processor | against | s | of processor | ratio | aim |")
    print("|---|--:|--:|---|--:|--:|--:|--:|")
    with tempfile.TemporaryDirectory() as folder:
        ours, peer = measured(Path(folder), letters, rounds)
    for name, mine in ours.items():
        told = f"| {name} | {mine.seconds:.2f} | {mine.processor:.2f} | {PEER} |"
        for theirs in filter(None, (peer,)):
            ratio = mine.seconds / theirs.seconds
            told += f" {theirs.seconds:.2f} | {theirs.processor:.2f} | {ratio:.2f} |"
        print(f"{told} {AIM} |" if peer else f"{told} not run |  |  | {AIM} |", flush=True)


PEER = "docxtpl, and one soffice"


def measured(folder: Path, letters: int, rounds: int) -> tuple[dict[str, Timed], Timed | None]:
    """Return the medians of our two ways and of the peer's, if it could be run, in turn."""
    bench = Bench(folder, letters)
    works: dict[str, Work] = {
        f"inv genskab alle, {letters} letters": bench.remade,
        f"{letters} letters written": bench.written,
    }
    if lack := bench.lacking():
        print(f"{PEER}: {lack}", file=sys.stderr)
    else:
        works[PEER] = bench.filled
    times: dict[str, list[Timed]] = {name: [] for name in works}
    for number in range(rounds + 1):  # the first fills the caches
        for name, work in works.items():
            took = timed(work)
            if number:
                times[name].append(took)
    bench.compared(peer=PEER in works)
    medians = {
        name: Timed(*map(statistics.median, zip(*found, strict=True)))
        for name, found in times.items()
    }
    return {name: found for name, found in medians.items() if name != PEER}, medians.get(PEER)


def timed(work: Work) -> Timed:
    """Do a piece of work, and tell what it and its processes took."""
    begun, used = time.perf_counter(), _processor()
    work()
    return Timed(time.perf_counter() - begun, _processor() - used)


def _processor() -> float:
    took = os.times()
    return took.user + took.system + took.children_user + took.children_system


class Bench:
    """The letters, and where each side puts its files."""

    def __init__(self, folder: Path, letters: int) -> None:
        """Make the letters in a folder, and the same as docxtpl reads them."""
        self.folder, self.letters = folder, letters
        self.archive = folder / "arkiv"
        self.texts, self.mine, self.theirs = (folder / n for n in ("tekster", "vore", "deres"))
        for place in (self.texts, self.mine, self.theirs):
            place.mkdir()
        played_out(self.archive, letters)
        for path in sorted(self.archive.glob("*/*/breve/*.md")):
            shutil.copy(path, self.texts / f"{path.parts[-3]}-{path.name}")
        self.facts = [facts(path) for path in sorted(self.texts.iterdir())]
        self.python = folder / "miljø" / ("Scripts" if os.name == "nt" else "bin") / "python"

    def lacking(self) -> str:
        """Make the peer ready, or say what it lacks."""
        self.office = shutil.which("soffice") or ""
        if not self.office:
            return "LibreOffice (soffice) is not on this machine, so it was not run."
        venv.create(self.folder / "miljø", with_pip=True)
        asked = (self.python, "-m", "pip", "install", "--quiet", "docxtpl")
        done = subprocess.run([str(word) for word in asked], capture_output=True, check=False)
        if done.returncode:
            return "pip could not install docxtpl, so it was not run."
        template(self.folder, next(self.archive.glob("*/*/breve/*.docx")))
        (self.folder / "fakta.json").write_text(json.dumps(self.facts), encoding="utf-8")
        return ""

    def remade(self) -> None:
        """Make every letter of the archive again, as a user does; it fails if one is another."""
        env = {**os.environ, "SAGSGANG_ARKIV": str(self.archive)}
        step.run((step.INV, "genskab", "alle"), ROOT, env)

    def written(self) -> None:
        """Make every letter's files of the same Markdown."""
        step.run((sys.executable, "-c", OURS, ROOT, self.texts, self.mine), self.folder)

    def filled(self) -> None:
        """Fill the template, and convert every file at once."""
        given = (self.folder / "skabelon.docx", self.folder / "fakta.json", self.theirs)
        step.run((self.python, "-c", FILLED, *given), self.folder)
        profile = f"-env:UserInstallation={(self.folder / 'profil').as_uri()}"
        how = ("--headless", "--convert-to", "pdf", "--outdir", self.theirs)
        step.run((self.office, profile, *how, *sorted(self.theirs.glob("*.docx"))), self.folder)

    def compared(self, *, peer: bool) -> None:
        """Stop unless each side made every file, and each PDF has its letter's words."""
        for place in (self.mine, *([self.theirs] if peer else [])):
            for letter in self.facts:
                for ending in ("docx", "pdf"):
                    whole(place / f"{letter['navn']}.{ending}", letter)


def played_out(root: Path, letters: int) -> None:
    """Play cases until there are so many letters, each of another text."""
    office = played.made_up_office(root, played.read(demo.COURSES / demo.OFFICE), demo.FOUNDED)
    day = step.TODAY.isoformat()
    for number in range(-(-letters // A_CASE)):
        navn, emne = NAMES[number % len(NAMES)], MATTERS[number % len(MATTERS)]
        told = (
            f"Jeg har ventet i {number + 2} uger på svar om {emne}.\n\nJeg ringede {number} gange."
        )
        steps = ("kvitter", "videresend") if (number + 1) * A_CASE <= letters else ("kvitter",)
        case = {
            **step.CASE,
            "sag": {**step.CASE["sag"], "navn": navn, "emne": f"Ventetid på {emne}"},
            "henvendelse": told,
            "forloeb": [{"dato": day, "handling": name} for name in steps],
        }
        played.play(office, case)


def facts(path: Path) -> dict[str, object]:
    """Return a letter as docxtpl fills it in: its lines and paragraphs, without markup."""
    letter = frontmatter.read(path.stem, path.read_text(encoding="utf-8"))
    plain = (pandoc.executable(), "-f", "markdown", "-t", "plain", "--wrap=none")
    told = subprocess.run(
        [str(word) for word in plain], input=letter.body.encode(), capture_output=True, check=True
    )
    return {
        "navn": path.stem,
        "titel": letter.fakta["titel"],
        "modtager": letter.fakta["modtager"],
        "stand": f"{letter.dato_tekst}  ·  {letter.fakta['sagsnummer']}",
        "sagsnummer": letter.fakta["sagsnummer"],
        "afsnit": [part for part in re.split(r"\n\s*\n", told.stdout.decode()) if part.strip()],
    }


def template(folder: Path, letter: Path) -> None:
    """Write the template: a finished letter's stationery, and places for the facts."""
    bare, made = folder / "bar.docx", folder / "skabelon.docx"
    text = folder / "skabelon.md"
    text.write_text(TEMPLATE, encoding="utf-8")
    how = ("-f", "markdown-smart", f"--reference-doc={letter}", text, "-o", bare)
    step.run((pandoc.executable(), *how), folder)
    number = letter.parts[-3].encode()
    with ZipFile(bare) as source, ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if re.fullmatch(r"word/(header|footer)\d*\.xml", name):
                content = content.replace(number, b"{{ sagsnummer }}")
            target.writestr(name, content)


def whole(path: Path, letter: Mapping[str, object]) -> None:
    """Stop if a file is not there or lacks a word of its letter, hyphens at line ends aside."""
    if not path.is_file():
        sys.exit(f"{path.name} was not made")
    said = _run_together(extract.text(path.name, path.read_bytes()))
    if lost := [word for word in _words(letter) if _run_together(word) not in said]:
        sys.exit(f"{path} lacks {', '.join(lost[:5])}")


def _words(letter: Mapping[str, object]) -> Iterator[str]:
    for lines in (letter["modtager"], letter["afsnit"], [letter["titel"]]):
        assert isinstance(lines, Sequence)
        for line in lines:
            yield from str(line).split()


def _run_together(text: str) -> str:
    return re.sub(r"[\s\u00ad\u2010-]", "", text)


if __name__ == "__main__":
    main(*map(int, (sys.argv[1:] + [str(LETTERS), str(ROUNDS)][len(sys.argv) - 1 :])[:2]))
