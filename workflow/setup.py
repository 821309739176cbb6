"""Set the program up on a fresh machine: an environment of its own, then a demo or the tests.

    python3 -m workflow.setup demo
    python3 -m workflow.setup test

Only the standard library is used, and the same commands work on Linux, macOS and Windows.
"""

from __future__ import annotations

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parent.parent
HOME = ROOT / ".venv"
PROGRAMS = HOME / ("Scripts" if sys.platform == "win32" else "bin")

STEPS = {
    "demo": (".", ["inv demo"]),
    "test": (
        ".[test]",
        ["ruff check", "ruff format --check", "mypy", "lint-imports", "python -m pytest"],
    ),
}


def main(arguments: list[str]) -> int:
    """Make the environment if need be, install, and run what was asked for."""
    if len(arguments) != 1 or arguments[0] not in STEPS:
        print(__doc__)
        return 2
    wanted, commands = STEPS[arguments[0]]
    install(wanted)
    return next((code for code in map(run, commands) if code), 0)


def install(wanted: str) -> None:
    """Install the program, as it stands in this folder, with the versions it was tested with."""
    if not any(PROGRAMS.glob("pip*")):
        venv.create(HOME, with_pip=True, clear=True)
    options = ["--quiet", "--disable-pip-version-check", "--constraint", "constraints.txt"]
    python = str(PROGRAMS / "python")
    subprocess.run(
        [python, "-m", "pip", "install", *options, "--editable", wanted], cwd=ROOT, check=True
    )


def run(command: str) -> int:
    """Run one of the environment's programs in the project's folder."""
    program, *rest = command.split()
    return subprocess.run([str(PROGRAMS / program), *rest], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
