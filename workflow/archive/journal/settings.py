"""The archive's own settings: what a new one gets, what any may have, and who the user is."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from pathlib import Path

from workflow.archive.journal import enclosure
from workflow.archive.journal.commits import Person
from workflow.archive.journal.git import Git
from workflow.archive.journal.repository import Places
from workflow.core.errors import ArchiveOfAnotherKind, UnsafeSetting

BRANCH = "main"
_NEW = {"core.autocrlf": "false", "core.fileMode": "false", "core.longpaths": "true"}

# What cannot make a program run or store the archive otherwise than we read it. A copied archive
# may hold anything, so all else is refused.
_HARMLESS = (
    "branch.*",
    "color.*",
    "commit.gpgsign",
    "core.abbrev",
    "core.autocrlf",
    "core.bare",
    "core.compression",
    "core.eol",
    "core.filemode",
    "core.hidedotfiles",
    "core.fsync*",
    "core.ignorecase",
    "core.logallrefupdates",
    "core.longpaths",
    "core.precomposeunicode",
    "core.preloadindex",
    "core.protect*",
    "core.quotepath",
    "core.repositoryformatversion",
    "core.safecrlf",
    "core.sharedrepository",
    "core.splitindex",
    "core.symlinks",
    "core.untrackedcache",
    "gc.auto*",
    "i18n.*",
    "index.*",
    "pull.*",
    "push.*",
    "receive.deny*",
    "receive.fsckobjects",
    "remote.fetch",
    "remote.pushurl",
    "remote.url",
    "sagsgang.*",
    "transfer.fsckobjects",
    "user.email",
    "user.name",
    "user.useconfigonly",
)
_MOST = 64 * 1024
_SECTION = re.compile(r'\[\s*([A-Za-z0-9-]+)(\s+"(\\.|[^"\\])*")?\s*\]')
_KEY = re.compile(r"([A-Za-z][A-Za-z0-9-]*)\s*(=.*)?")


def audit(places: Places) -> None:
    """Read the archive's settings as text, before Git does, and refuse what could run a program.

    First of all the journal must keep to itself: no link may lead its settings elsewhere.
    """
    enclosure.refuse_leading_out(places)
    audit_file(places.common / "config")


def audit_file(path: Path) -> None:
    """Refuse a file of settings with a line that is not known to be harmless."""
    section = ""
    lines = map(str.strip, _text(path).split("\n"))
    for number, line in enumerate(lines, start=1):
        if header := _SECTION.fullmatch(line):
            section = header[1].lower()
        elif section == "extensions" and _KEY.fullmatch(line):
            raise ArchiveOfAnotherKind(fil=path, linje=number, indhold=line)
        elif not _is_harmless(section, line):
            raise UnsafeSetting(fil=path, linje=number, indhold=line)


def initialise(git: Git) -> None:
    """Make the folder a repository that keeps every byte as it is."""
    plain = ("--object-format=sha1", f"--initial-branch={BRANCH}", "--template=")
    git.run("-c", "init.defaultRefFormat=files", "init", "--quiet", *plain)
    for key, value in _NEW.items():
        git.run("config", key, value)


def identity(git: Git, otherwise: Person) -> Person:
    """Return who Git's settings say that the user is, or *otherwise* if they do not say both."""
    told = git.ask("config", "--null", "--get-regexp", r"^user\.(name|email)$") or b""
    lines = (line.partition("\n") for line in told.decode("utf-8", "replace").split("\0"))
    values = {key: value for key, _, value in lines}
    person = Person(values.get("user.name", ""), values.get("user.email", ""))
    return person if all(person) else otherwise


def _text(path: Path) -> str:
    """Return the settings; an archive without any has Git's own defaults."""
    if not path.exists():
        return ""
    if path.stat().st_size > _MOST:
        raise UnsafeSetting(fil=path, linje=1, indhold="alt for meget tekst")
    return path.read_bytes().decode("utf-8-sig", "replace")


def _is_harmless(section: str, line: str) -> bool:
    """Judge one line; a continued line could hide where the next one belongs."""
    if not line or line[0] in "#;":
        return True
    key = _KEY.fullmatch(line)
    if key is None or line.endswith("\\"):
        return False
    return any(fnmatch(f"{section}.{key[1].lower()}", known) for known in _HARMLESS)
