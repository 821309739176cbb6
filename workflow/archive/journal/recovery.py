"""After the swap a step is done: its files follow, now or when the next command starts."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.archive.journal import commits, durable, index, intent, trees, worktree
from workflow.archive.journal.intent import Change, Intent
from workflow.archive.journal.repository import Places, Repository
from workflow.core.errors import CaseworkError, StepUnfinished

FINISHED = "Et afbrudt skridt var journaliseret; dets filer er nu på plads."
DROPPED = "Et afbrudt skridt nåede ikke at blive journaliseret; intet er ændret."
_EDITED = "{fil} blev ændret, mens skridtet blev journaliseret. Din udgave er ladt urørt."
_HELD = "Skridtet er journaliseret, men {fil} kunne ikke skrives endnu ({fejl})."
_INDEX = "Skridtet er journaliseret, men arkivet er optaget af et andet program ({fejl})."
_STILL = 2.0
_CUT_OFF = b"\0\n"  # what a power cut can leave in place of what was written


def recover(repository: Repository) -> list[str]:
    """End what an earlier command left: forward if it was booked, back if it was not."""
    repository.places.stage.mkdir(exist_ok=True)
    found = intent.read(repository.places)
    if found is None:
        withdraw(repository.places)
        return []
    _clear_ref_locks(repository.places, found)
    if not is_booked(repository, found):
        withdraw(repository.places)
        return [DROPPED]
    return [FINISHED, *_finished(repository, _still_true(repository, found))]


def finish(repository: Repository, booked: Intent) -> list[str]:
    """Put a booked step's files in place; what cannot be done now stays in the intent."""
    try:
        durable.sync({repository.places.git, *repository.places.ref_folders(booked.ref)})
    except OSError as error:  # should the power go now, the files would be ahead of the journal
        return [_INDEX.format(fejl=error)]
    held: dict[str, Change] = {}
    notices = list(_lay_out(repository, booked.files, held))
    try:
        index.put(repository, {path: change.after for path, change in booked.files.items()})
        _end(repository.places, booked, held)
    except (OSError, CaseworkError) as error:
        notices.append(_INDEX.format(fejl=error))
    return notices


def withdraw(places: Places) -> None:
    """Take back what a step had prepared, its lock on the index first."""
    index.withdraw(places)
    for left in places.stage.iterdir():
        if left not in places.lasting:
            left.unlink()


def is_booked(repository: Repository, found: Intent) -> bool:
    """Tell whether the swap took place: the branch has the new commit in it."""
    tip = repository.objects.find(found.ref)
    if tip is None or tip.id == found.old:
        return False
    return repository.git.ask("merge-base", "--is-ancestor", found.new, tip.id) is not None


def _finished(repository: Repository, booked: Intent) -> list[str]:
    notices = finish(repository, booked)
    if repository.places.intent.exists():
        raise StepUnfinished(hvad="\n".join(notices))
    return notices


def _lay_out(
    repository: Repository, files: Mapping[str, Change], held: dict[str, Change]
) -> Iterator[str]:
    """Write each file, yielding a notice for each that was edited, or is *held* by a program."""
    for path, change in files.items():
        try:
            if not _put(repository, path, change):
                yield _EDITED.format(fil=path)
        except (OSError, CaseworkError) as error:
            held[path] = change
            yield _HELD.format(fil=path, fejl=error)


def _put(repository: Repository, path: str, change: Change) -> bool:
    """Make the file what it is to be, unless it holds something that we do not know."""
    places = repository.places
    now = worktree.blob(places.root, path)
    if now == change.after:
        return True
    if now not in change.before:
        return False
    if change.after is None:
        worktree.remove(places.root, path)
    else:
        content = repository.objects.read(change.after)
        worktree.write(places.root, path, content, scratch=places.scratch)
    return True


def _end(places: Places, booked: Intent, held: Mapping[str, Change]) -> None:
    """Forget the intent when its files are on the disk to stay."""
    durable.sync({above for path in booked.files for above in worktree.folders(places.root, path)})
    if held:
        intent.write(places, Intent(booked.ref, booked.old, booked.new, held))
    else:
        places.intent.unlink()


def _still_true(repository: Repository, found: Intent) -> Intent:
    """Leave out what has been changed again since, by others than us."""
    tree = commits.parsed(repository.objects.read("HEAD")).tree
    files = {
        path: change
        for path, change in found.files.items()
        if trees.find(repository.objects, tree, path) == change.after
    }
    return Intent(found.ref, found.old, found.new, files)


def _clear_ref_locks(places: Places, found: Intent) -> None:
    """Remove the locks of our own killed git: we hold the archive's lock, so it is not alive."""
    begun = places.intent.stat().st_mtime
    left = {
        lock: _state(lock) for lock in places.ref_locks(found.ref) if _is_ours(lock, found, begun)
    }
    if left:
        time.sleep(_STILL)
    for lock, state in left.items():
        if _state(lock) == state:
            lock.unlink()


def _is_ours(lock: Path, found: Intent, begun: float) -> bool:
    if not lock.is_file() or lock.stat().st_mtime < begun:
        return False
    written = lock.read_bytes().strip(_CUT_OFF)
    return found.new.encode().startswith(written)


def _state(lock: Path) -> tuple[int, int] | None:
    if not lock.is_file():
        return None
    return lock.stat().st_ino, lock.stat().st_mtime_ns
