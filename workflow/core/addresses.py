"""Where a shared archive may be: a folder, or an address by SSH; nothing that runs a program."""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.core.errors import BadValue

_SSH = re.compile(r"(ssh)://(?:[\w.-]+@)?[A-Za-z0-9][\w.-]*(?::\d+)?/\S+")
_BRIEF = re.compile(r"(?:\w[\w.-]*@)?(?P<host>[A-Za-z0-9][\w.-]+):(?P<path>[^:\s-]\S*)")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


class Address(NamedTuple):
    """A place, and whether it is a folder that this machine sees."""

    sted: str
    er_mappe: bool


def address(given: str) -> Address:
    """Read a place as the user wrote it; BadValue when it is neither a folder nor SSH."""
    sted = given.strip()
    if not sted or not sted.isprintable() or sted.startswith("-") or "::" in sted:
        raise _refused(given)
    if "://" in sted:
        if not _SSH.fullmatch(sted):
            raise _refused(given)
        return Address(sted, er_mappe=False)
    brief = _BRIEF.fullmatch(sted) and not _DRIVE.match(sted)
    return Address(sted, er_mappe=not brief)


def _refused(given: str) -> BadValue:
    return BadValue(
        fejl=f"'{given}' er ikke et sted, der kan deles. Skriv en mappe, fx "
        r"/mnt/faelles/arkiv eller \\server\faelles\arkiv, eller en SSH-adresse, fx "
        "bruger@server:arkiv"
    )
