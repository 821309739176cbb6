"""An archive and the place where it is shared: what is fetched from there and handed over to it.

Nothing of the other side's is run. A shared folder is a repository whose settings Git would follow
on this machine: they are read as text first, and its hooks are off.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.archive.journal import settings, trees
from workflow.archive.journal.commits import parsed
from workflow.archive.journal.compared import Compared
from workflow.archive.journal.differences import Change, differences
from workflow.archive.journal.git import Git
from workflow.archive.journal.ledger import Ledger
from workflow.archive.journal.session import Journal
from workflow.archive.journal.witness import SYNCHRONISED
from workflow.core.addresses import Address, address
from workflow.core.errors import BadValue, ForeignOwner, NotDelivered, NotShared, Unreachable

FETCHED = "refs/sagsgang/faelles"
SERIES = "sagsgang.serie"
_URL = "remote.faelles.url"
_MAIN = f"refs/heads/{settings.BRANCH}"
_CHECKED = ("-c", "transfer.fsckObjects=true", "-c", "push.pushOption=")
_FETCH = ("--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules", "--no-prune")
_PUSH = ("--quiet", "--porcelain", "--no-signed", "--no-follow-tags", "--no-recurse-submodules")
_ALONE = (
    f"git -c core.hooksPath={os.devnull} -c core.fsmonitor=false -c gc.auto=0"
    " -c core.fsync=all -c core.fsyncObjectFiles=true"
)
_PATIENT = "ssh -o ConnectTimeout=20"
_SAFE = {"receive.denyNonFastForwards": "true", "receive.denyDeletes": "true"}
_LOST = ("(fetch first)", "(non-fast-forward)", "failed to update ref", "incorrect old value")
_NONE_YET = "couldn't find remote ref"


class Sharing:
    """One archive's dealings with the shared place, while the archive is ours alone."""

    def __init__(self, journal: Journal) -> None:
        """Take the place that the archive's own settings name."""
        self._journal = journal
        told = self._git.ask("config", "--local", "--get", _URL)
        self._sted = told.decode().strip() if told else ""

    @property
    def sted(self) -> Address:
        """Where the archive is shared; NotShared when nobody has said so yet."""
        if not self._sted:
            raise NotShared
        return address(self._sted)

    def move_to(self, given: str) -> None:
        """Share the archive there from now on; an absent or empty folder is made ready for it."""
        place = address(given)
        if place.er_mappe:
            _make_ready(self._git, Path(place.sted).expanduser().absolute())
        self.name(given)

    def name(self, given: str) -> None:
        """Share the archive there, where there is one already."""
        place = address(given)
        absolute = str(Path(place.sted).expanduser().absolute())
        self._sted = absolute if place.er_mappe else place.sted

    def remember(self) -> None:
        """Keep where the archive is shared, for the next time."""
        if self._git.ask("config", "--local", "--get", _URL) != f"{self._sted}\n".encode():
            self._git.run("config", "--local", _URL, self._sted)

    def fetch(self) -> str:
        """Fetch what the shared place has; return its last commit, or nothing when it is empty."""
        place = self._audited()
        peer = ("--upload-pack", f"{_ALONE} upload-pack") if place.er_mappe else ()
        what = f"+{_MAIN}:{FETCHED}"
        code, _, complaint = self._talk("fetch", *_FETCH, *peer, place.sted, what)
        if _NONE_YET in complaint:
            return ""
        if code:
            _unreachable(place, complaint)
        return self._git.run("rev-parse", "--verify", FETCHED).decode().strip()

    def hand_over(self, commit: str) -> bool:
        """Give the shared place a commit that follows its own; False when another was first."""
        place = self._audited()
        peer = ("--receive-pack", f"{_ALONE} receive-pack") if place.er_mappe else ()
        what = f"{commit}:{_MAIN}"
        code, said, complaint = self._talk("push", *_PUSH, *peer, place.sted, what)
        if code and any(word in f"{said}{complaint}" for word in _LOST):
            return False
        if code:
            raise NotDelivered(sted=place.sted, fejl=_reason(complaint))
        return True

    @property
    def agreed(self) -> str:
        """The last commit that both sides are known to have had, or nothing."""
        found = self._journal.repository.objects.find(SYNCHRONISED)
        return found.id if found else ""

    def agree(self) -> None:
        """Note that both sides have what we have."""
        if self.agreed != self._journal.head:
            self._git.run("update-ref", SYNCHRONISED, self._journal.head)

    def common(self, commit: str) -> str:
        """Return the last commit that our history and another one share, or nothing."""
        told = self._git.ask("merge-base", self._journal.head, commit)
        return told.decode().strip() if told else ""

    def contains(self, later: str, earlier: str) -> bool:
        """Tell whether a history has a commit in it."""
        return self._git.ask("merge-base", "--is-ancestor", earlier, later) is not None

    def changes(self, old: str, new: str) -> Mapping[str, Change]:
        """Return each path in which two commits differ; without *old*, all that *new* has."""
        return differences(self._git, self._tree(old), self._tree(new))

    def ledger(self, commit: str) -> Ledger:
        """Return the journal as it was at a commit."""
        return Ledger(self._git, self._journal.repository.objects, Compared(self._git), commit)

    def tree(self, commit: str, folder: str) -> Mapping[str, str]:
        """Return each file below a folder as of a commit, by its path inside, and its blob."""
        objects, tree = self._journal.repository.objects, self._tree(commit)
        found = trees.files(objects, tree, folder) if tree else {}
        return {path.removeprefix(f"{folder}/"): blob for path, blob in found.items()}

    def names(self, commit: str, folder: str) -> tuple[str, ...]:
        """Return the names of what a folder held as of a commit."""
        return trees.names(self._journal.repository.objects, self._tree(commit), folder)

    def _tree(self, commit: str) -> str:
        return parsed(self._journal.repository.objects.read(commit)).tree if commit else ""

    @property
    def _git(self) -> Git:
        return self._journal.repository.git

    def _audited(self) -> Address:
        """Return the place, when nothing in it could make a program run here."""
        place = self.sted
        if place.er_mappe:
            folder = Path(place.sted)
            if not _is_place(folder):
                raise Unreachable(sted=place.sted, fejl="der er intet fælles arkiv i mappen")
            settings.audit_file(folder / "config")
        return place

    def _talk(self, *arguments: str) -> tuple[int, str, str]:
        more = {"GIT_ALLOW_PROTOCOL": "file:ssh"}
        if not self.sted.er_mappe and self._git.ask("config", "--get", "core.sshCommand") is None:
            more["GIT_SSH_COMMAND"] = _PATIENT
        return self._git.talk(*_CHECKED, *arguments, more=more)


def series(journal: Journal, letter: str | None = None) -> str:
    """Return the series letter of this desk's new cases, or nothing; give it another one first."""
    git = journal.repository.git
    if letter is not None:
        git.run("config", "--local", SERIES, letter)
    told = git.ask("config", "--local", "--get", SERIES)
    return told.decode().strip() if told else ""


def _make_ready(git: Git, folder: Path) -> None:
    """Make a folder a place to share an archive, unless it is one."""
    if git.root == folder or git.root in folder.parents:
        raise BadValue(fejl=f"--sted: {folder} ligger inde i arkivet selv. Vælg en anden mappe.")
    if not folder.parent.is_dir():
        raise BadValue(fejl=f"--sted: {folder.parent} findes ikke. Er drevet forbundet?")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not _is_place(folder):
            raise BadValue(fejl=f"--sted: {folder} er i brug til andet. Vælg en tom mappe.")
        if any((folder / "refs" / "heads").iterdir()) or (folder / "packed-refs").exists():
            return
    plain = ("--object-format=sha1", f"--initial-branch={settings.BRANCH}", "--template=")
    git.run("init", "--quiet", "--bare", *plain, str(folder))
    for key, value in _SAFE.items():
        git.run("config", "--file", str(folder / "config"), key, value)


def _is_place(folder: Path) -> bool:
    """Tell whether a folder is made for sharing: a history alone, and its settings are its own."""
    return (folder / "HEAD").is_file() and not (folder / "commondir").exists()


def _unreachable(place: Address, complaint: str) -> None:
    if "dubious ownership" in complaint:
        raise ForeignOwner(sted=place.sted)
    raise Unreachable(sted=place.sted, fejl=_reason(complaint))


def _reason(complaint: str) -> str:
    """Return the first line that says what went wrong, on one line."""
    lines: Iterator[str] = (line.strip() for line in complaint.splitlines())
    told = [line for line in lines if line and not line.startswith(("warning:", "hint:"))]
    return (told[0] if told else "ukendt fejl").removeprefix("fatal: ").removeprefix("error: ")
