"""Start the typesetter and read what it answers; `typesetter` is the process itself."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from workflow.core.errors import CaseworkError, LookBroken, NotShowable
from workflow.documents import processes, typesetter
from workflow.documents.look import Look
from workflow.documents.processes import Program

TYPESETTER = ("Sætteriet Typst", "typst")

Process = subprocess.Popen[bytes]

# A proxy that nobody is: a template that imports a package fails at once, and nothing is fetched.
_OFFLINE = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY"), "http://127.0.0.1:9")
_SMALLEST = 1000


def started(
    stack: ExitStack, look: Look, template: str, program: Program, megabytes: int
) -> Process:
    """Start the typesetter, and let it warm up on a template."""
    first = _first(look, template, megabytes)
    worker = stack.enter_context(processes.running(program, _command(), _OFFLINE))
    _warm(worker, first)
    return worker


def question(work: Sequence[Mapping[str, Any]]) -> bytes:
    """Write what the typesetter is to set."""
    return json.dumps(work).encode("ascii")


def answered(answer: bytes, look: Look, template: str) -> tuple[bytes, ...]:
    """Read what the typesetter has set, or say what is wrong with the template."""
    told = json.loads(answer)
    if trouble := told.get("trouble"):
        raise _error(trouble["navn"], trouble["message"], trouble["where"], look, template)
    return tuple(map(b64decode, told["pdfs"]))


def checked(pdf: bytes, program: Program) -> bytes:
    """Return a PDF that is one."""
    if len(pdf) < _SMALLEST or not pdf.startswith(b"%PDF"):
        raise program.failed("PDF-filen er tom")
    return pdf


def _command() -> tuple[str, ...]:
    # By path, so that it starts in any folder; -P, so that ours are not taken for others' modules.
    return (sys.executable, "-P", str(Path(typesetter.__file__)))


def _first(look: Look, template: str, megabytes: int) -> bytes:
    """Return what the typesetter needs to warm up; LookIncomplete when it is not there."""
    told = {
        "root": str(look.file(template).parent),
        "template": template,
        "fonts": [str(folder) for folder in look.fonts()],
        "megabytes": megabytes,
    }
    return json.dumps(told).encode("ascii") + b"\n"


def _warm(worker: Process, first: bytes) -> None:
    assert worker.stdin is not None
    try:
        worker.stdin.write(first)
        worker.stdin.flush()
    except OSError:
        return  # It is dead; its last words are read when its answer is due.


def _error(navn: str, message: str, where: str, look: Look, template: str) -> CaseworkError:
    if found := re.search(r'the text `"(.+?)"` could not be displayed', message, re.DOTALL):
        return NotShowable(navn=navn, tegn=f"tegnet {found[1]}")
    place = re.search(r"(\w+\.typ):(\d+):", where)
    linje = f" ({place[1]}, linje {place[2]})" if place and place[1] == template else ""
    return LookBroken(fil=look.file(template), navn=navn, fejl=message + linje)
