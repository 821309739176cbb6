"""What is typed: a text on the command line, in a file that is named there, or in an editor."""

from __future__ import annotations

import os
import stat
import sys
import unicodedata
from pathlib import Path
from typing import Any

from workflow.archive import places
from workflow.core.errors import BadValue

_LONGEST = 2_000_000
_PLAIN_EDITOR = "notepad" if sys.platform == "win32" else "nano"


def text_of(value: Any) -> Any:
    """Read the file that a free text stands for, when it is given as @sti."""
    if not isinstance(value, str):
        return value
    value = _told_as_utf8(value)
    if not value.startswith("@"):
        return unicodedata.normalize("NFC", value.replace("\\n", "\n"))
    path = places.home(value[1:])
    try:
        return unicodedata.normalize("NFC", _held(path).decode("utf-8-sig").strip())
    except OSError:
        raise BadValue(fejl=f"Filen {path} kan ikke læses. Ret stien efter @.") from None
    except UnicodeDecodeError:
        raise BadValue(fejl=f"Filen {path} er ikke gemt som UTF-8. Gem den igen.") from None


def _held(path: Path) -> bytes:
    """Return what a file holds, but wait for no device, and take in no more than a text can be."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise BadValue(fejl=f"{path} er ingen fil, så den kan ikke læses. Ret stien efter @.")
    if found.st_size > _LONGEST:
        raise BadValue(
            fejl=f"Filen {path} er over {_LONGEST // 1_000_000} MB og kan ikke være en tekst her. "
            "Læg den i sagens bilag/."
        )
    return path.read_bytes()


def _told_as_utf8(value: str) -> str:
    """Return a value as it was typed, also where the machine takes Danish letters for bytes."""
    try:
        return os.fsencode(value).decode("utf-8")
    except UnicodeError:
        shown = value.encode("utf-8", "replace").decode()
        raise BadValue(
            fejl=f"'{shown}' er ikke skrevet som UTF-8. Skriv det i en fil, og giv den som @sti."
        ) from None


def from_editor() -> str:
    """Let the user write a text in the editor; refused where there is no terminal."""
    import subprocess
    import tempfile

    if not sys.stdin.isatty():
        raise BadValue(fejl="--tekst mangler. Skriv teksten, eller @sti til en fil med den.")
    chosen = (os.environ.get(name, "").strip() for name in ("VISUAL", "EDITOR"))
    editor = next(filter(None, chosen), _PLAIN_EDITOR)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "notat.md"
        path.touch()
        try:
            subprocess.run([*editor.split(), str(path)], check=True)
        except (OSError, subprocess.CalledProcessError):
            raise BadValue(
                fejl=f"Editoren '{editor}' kunne ikke bruges, så der er ikke skrevet noget. Giv "
                "teksten med --tekst, eller sæt EDITOR til en anden."
            ) from None
        text = _as_saved(path.read_bytes()).strip()
    if not text:
        raise BadValue(fejl="Notatet er tomt, så der er ikke skrevet noget.")
    return text


def _as_saved(content: bytes) -> str:
    """Read what an editor saved, also an old one's; what was written is not to be lost."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")
