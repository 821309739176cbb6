"""Which files no archive may hold, whoever brings them: programs and settings of programs."""

from __future__ import annotations

_PROGRAMS = (".py", ".pyc", ".pyd", ".pth")
_SETTINGS = (".gitattributes", ".gitmodules", ".vscode", ".idea", ".git")


def foreign(path: str) -> str:
    """Say why a file may not stand at *path* in an archive, or nothing when it may."""
    parts = path.casefold().split("/")
    if any(part in _SETTINGS for part in parts):
        return "er indstillinger til et program"
    if parts[-1].endswith(_PROGRAMS):
        return "er et program"
    return ""
