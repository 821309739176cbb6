"""The order in which a step is booked: aside first, one swap of the branch, then the files.

    index        the next index is made aside, and linked as Git's own lock keeps others out
    objects      every blob, folder and commit is stored, and its name; nothing refers to them yet
    first        a joining is handed over to the shared place: were it ours alone, what others do
                 meanwhile to a case that it has given another number would have no place to go
    intent       what is about to happen is on the disk
    swap         the branch moves from the commit that was read to the new one: this is the booking;
                 no file is touched before the disk has it for good
    files        each file is replaced, unless someone has edited it; then the index; then no intent

Killed before the swap, a step has not happened; killed after it, the next command ends it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from workflow.archive.journal import commits, durable, index, intent, recovery, trees, worktree
from workflow.archive.journal.intent import Change, Intent
from workflow.archive.journal.objects import Objects, object_id
from workflow.archive.journal.preflight import Head
from workflow.archive.journal.repository import Places, Repository, refuse_held
from workflow.core.errors import ArchiveChanged, FileChangedMeanwhile, JournalFailed

Blobs = Mapping[str, str | None]
First = Callable[[str], None]

_NO_COMMIT = "0" * 40


class Draft(NamedTuple):
    """An entry ready to be booked: its message, and its files (None: removed).

    One that joins another history names its last commit, and the blobs that are stored already.
    """

    message: str
    files: Mapping[str, bytes | None]
    joins: str = ""
    stored: Blobs = MappingProxyType({})


def book(
    repository: Repository,
    head: Head,
    drafts: Sequence[Draft],
    signature: str,
    first: First | None = None,
) -> tuple[str, list[str]]:
    """Book all drafts in one swap; return the new commit and what the user should know."""
    planned = _plan(repository.objects, head, drafts, signature)
    fetched = any(draft.joins for draft in drafts)
    return planned.new, _booked(repository, planned, fetched=fetched, first=first)


def advance(repository: Repository, head: Head, new: str, blobs: Blobs) -> list[str]:
    """Move on to a commit that has *head* in it; *blobs* are the files in which they differ."""
    for path in blobs:
        worktree.check_name(path)
    before = commits.parsed(repository.objects.read(head.commit)).tree if head.commit else None
    changes = _changes(repository.objects, before, [blobs])
    return _booked(repository, Intent(head.ref, head.commit, new, changes), fetched=True)


def _booked(
    repository: Repository, planned: Intent, *, fetched: bool, first: First | None = None
) -> list[str]:
    """Do what is planned, or leave all as it was; return what the user should know."""
    _refuse_changed(repository.places, planned.files)
    try:
        _carry_out(repository, planned, fetched=fetched, first=first)
    except BaseException as error:
        if not recovery.is_booked(repository, planned):
            recovery.withdraw(repository.places)
            if isinstance(error, OSError):
                raise JournalFailed(sted=repository.places.root, fejl=error) from error
            raise
    return recovery.finish(repository, planned)


def named(files: Mapping[str, bytes | None]) -> Blobs:
    """Return the id that each file is to have; BadFileName where there can be no such file."""
    for path, content in files.items():
        worktree.check_name(path, removed=content is None)
    return {
        path: None if content is None else object_id("blob", content)
        for path, content in files.items()
    }


def _plan(objects: Objects, head: Head, drafts: Sequence[Draft], signature: str) -> Intent:
    """Prepare one commit for each draft, and say what it all does to the files."""
    before = commits.parsed(objects.read(head.commit)).tree if head.commit else None
    blobs = [_blobs(objects, draft) for draft in drafts]
    commit, tree = head.commit, before
    for draft, changes in zip(drafts, blobs, strict=True):
        tree = trees.changed(objects, tree, changes)
        folder = tree or objects.prepare("tree", b"")
        parents = (commit, draft.joins)
        message = commits.written(folder, parents, signature, draft.message)
        commit = objects.prepare("commit", message)
    return Intent(head.ref, head.commit, commit, _changes(objects, before, blobs))


def _blobs(objects: Objects, draft: Draft) -> Blobs:
    for path, new in {**draft.files, **draft.stored}.items():
        worktree.check_name(path, removed=new is None)
    return {
        path: None if content is None else objects.prepare("blob", content)
        for path, content in draft.files.items()
    } | dict(draft.stored)


def _changes(objects: Objects, tree: str | None, blobs: Sequence[Blobs]) -> dict[str, Change]:
    """Return what each file may hold now (as booked, or by an earlier draft) and will hold."""
    changes: dict[str, Change] = {}
    for path, blob in ((path, blob) for draft in blobs for path, blob in draft.items()):
        known = changes.get(path)
        booked = trees.find(objects, tree, path) if tree else None
        before = (*known.before, known.after) if known else (booked,)
        changes[path] = Change(before, blob)
    return changes


def _refuse_changed(places: Places, files: Mapping[str, Change]) -> None:
    """Refuse to start where a file is not what it was when the step was decided."""
    for path, change in files.items():
        now = worktree.blob(places.root, path)
        fits = change.after is None or worktree.has_room(places.root, path)
        if now not in (*change.before, change.after) or not fits:
            raise FileChangedMeanwhile(fil=path)


def _carry_out(
    repository: Repository, planned: Intent, *, fetched: bool, first: First | None
) -> None:
    """Do what is planned up to the swap; what was *fetched* may lie in any of Git's folders."""
    index.reserve(repository, {path: change.after for path, change in planned.files.items()})
    stored = repository.objects.store()
    durable.sync(repository.places.object_folders(None if fetched else stored))
    if first:
        first(planned.new)
    intent.write(repository.places, planned)
    _swap(repository, planned)


def _swap(repository: Repository, planned: Intent) -> None:
    """Move the branch, if it still is where it was when the step was decided."""
    old = planned.old or _NO_COMMIT
    try:
        repository.git.run("update-ref", "-m", "sagsgang", planned.ref, planned.new, old)
    except JournalFailed as error:
        tip = repository.objects.find(planned.ref)
        if (tip.id if tip else "") != planned.old:
            raise ArchiveChanged from error
        for lock in repository.places.ref_locks(planned.ref):
            refuse_held(lock)
        raise
