"""Read the letters' Markdown and write Word and Typst: one pandoc process for each core."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import cache, partial
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from workflow.documents import processes
from workflow.documents.frontmatter import Letter
from workflow.documents.processes import Program

# The script comes with the work, so that no path has to be understood by a C library.
_START = (
    'local job = pandoc.json.decode(io.read("a"), false) '
    'assert(load(job.program, "=program.lua"))(job)'
)
PRIVATE = "Privatbrev"
_MOST_MEGABYTES = 512
_CORES = min(2, os.cpu_count() or 1)


class Written(NamedTuple):
    """One letter in the two formats that pandoc writes."""

    docx: bytes
    typst: str


def start(
    stack: ExitStack, program: Program, letters: int, megabytes: int
) -> list[subprocess.Popen[bytes]]:
    """Start a process for each core that so many letters can keep busy."""
    command = _command(program, megabytes)
    # `pandoc lua` keeps a history in a folder that it only removes when it ends by itself.
    folder = stack.enter_context(TemporaryDirectory(prefix="sagsgang-", ignore_cleanup_errors=True))
    own = dict.fromkeys(("TMPDIR", "TEMP", "TMP"), folder)
    return [
        stack.enter_context(processes.running(program, command, own))
        for _ in range(min(letters, _CORES))
    ]


def write(
    working: Sequence[subprocess.Popen[bytes]],
    letters: Sequence[Letter],
    stationery: Path,
    program: Program,
) -> tuple[Written, ...]:
    """Turn every letter into both formats, each process its share."""
    share = -(-len(letters) // len(working))
    shares = [letters[at : at + share] for at in range(0, len(letters), share)]
    jobs = [_job(letters, stationery) for letters in shares]
    with ThreadPoolExecutor(len(working)) as pool:
        answers = list(pool.map(partial(processes.answer, program), working, jobs))
    return tuple(
        Written(bytes.fromhex(answer["docx"]), answer["typst"])
        for output in answers
        for answer in json.loads(output)
    )


def _job(letters: Sequence[Letter], stationery: Path) -> bytes:
    job = {
        "reference": str(stationery),
        "letters": [_work(letter) for letter in letters],
    }
    return work("letters.lua", job)


def work(script: str, job: Mapping[str, object]) -> bytes:
    """Return what a process is to read: the script comes with its job."""
    scripts = {"program": _script(script), "shared": _script("reading.lua")}
    return json.dumps({**scripts, **job}).encode("ascii")


def executable() -> Path | None:
    """Find the pandoc that came with us; another on PATH may be of any age."""
    # Importing pypandoc costs more than a letter does, so only its place is looked up.
    package = find_spec("pypandoc")
    for folder in (package and package.submodule_search_locations) or ():
        for name in ("pandoc", "pandoc.exe"):
            if (path := Path(folder, "files", name)).is_file():
                return path
    return None


def _command(program: Program, megabytes: int) -> tuple[str, ...]:
    path = executable()
    if path is None:
        raise program.failed("programmet mangler")
    limit = f"-M{min(megabytes, _MOST_MEGABYTES)}m"
    return (str(path), "lua", "+RTS", limit, "-RTS", "-E", "-e", _START)


@cache
def _script(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


def _work(letter: Letter) -> dict[str, object]:
    return {
        "markdown": letter.body,
        "lang": letter.fakta["sprog"],
        "opening": [{"style": style, "lines": lines} for style, lines in _opening(letter) if lines],
    }


def _opening(letter: Letter) -> tuple[tuple[str, list[str]], ...]:
    """List what stands above the body; brev.typ sets the same for the PDF."""
    fakta = letter.fakta
    titel = ("Title", [fakta["titel"]])
    if fakta["afsender"]:
        return (PRIVATE, fakta["afsender"]), (PRIVATE, fakta["modtager"]), titel
    stand = f"{letter.dato_tekst}  ·  {letter.ord['sag']} {fakta['sagsnummer']}"
    if not letter.dokumenttype:
        return ("Modtager", fakta["modtager"]), ("Date", [stand]), titel
    til = "".join(f"  ·  {letter.ord['til']} {name}" for name in fakta["modtager"][:1])
    return ("Dokumenttype", [letter.dokumenttype]), titel, ("Subtitle", [stand + til])
