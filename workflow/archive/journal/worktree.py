"""The files that people see and edit: read, and changed only where they hold what is expected."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from workflow.archive import texts
from workflow.archive.journal import durable
from workflow.archive.journal.objects import object_id
from workflow.core.errors import BadFileName, LinkInArchive, UnreadableFile

_PASSING = (
    "~$*",
    ".~lock.*",
    ".*.sw?",
    "*~",
    ".#*",
    "#*#",
    "*.tmp",
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
)
_UNUSABLE = frozenset('\\:*?"<>|')
_DEVICES = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[1-9¹²³])(?:[. ].*)?")
_LONGEST = 240  # in bytes; a file system takes 255, and a lock or a copy adds some
_GIT_NAMES = (".git", "git~1")
_is_junction: Callable[[str], bool] = getattr(os.path, "isjunction", lambda _: False)


def check_name(path: str, *, removed: bool = False) -> None:
    """Refuse a path that leaves the archive, or that cannot be one on every system.

    What cannot be one may yet be removed: that is the remedy.
    """
    parts = PurePosixPath(path).parts
    inside = bool(parts) and "/".join(parts) == path and ".." not in parts
    hidden = any(part.casefold() in _GIT_NAMES for part in parts)
    if not inside or hidden or not (removed or all(map(is_portable, parts))):
        raise BadFileName(fil=path)


def is_portable(part: str) -> bool:
    """Tell whether every system can have a file of that name, and means one thing by it."""
    return part.isprintable() and not (
        _UNUSABLE & set(part)
        or part.endswith((".", " "))
        or _DEVICES.fullmatch(part.casefold())
        or len(part.encode("utf-8", "surrogateescape")) > _LONGEST
    )


def content(root: Path, path: str) -> bytes | None:
    """Return what a file holds, or None if there is none; follow no link to it."""
    _refuse_links(root, path)
    where = f"{root}/{path}"
    try:
        if not stat.S_ISREG(os.stat(where).st_mode):  # noqa: PTH116 - see texts.content
            raise UnreadableFile(fil=path, fejl="det er ingen fil")
        return texts.content(where)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise UnreadableFile(fil=path, fejl=error.strerror) from error


def blob(root: Path, path: str) -> str | None:
    """Return the id that a file has as it is now, or None if there is none."""
    held = content(root, path)
    return None if held is None else object_id("blob", held)


def has_room(root: Path, path: str) -> bool:
    """Tell whether a file can be put at *path*: no file stands where a folder must."""
    above = [root / folder for folder in PurePosixPath(path).parents]
    return all(folder.is_dir() or not folder.exists() for folder in above)


def write(root: Path, path: str, content: bytes, *, scratch: Path) -> None:
    """Give a file new content, making the folders above it."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    durable.write(target, content, scratch=scratch)


def lay(root: Path, path: str, content: bytes) -> None:
    """Put a file where there is none, in a folder that nobody uses yet."""
    target = root / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        file.write(content)


def remove(root: Path, path: str) -> None:
    """Remove a file, and the folders that have become empty with it."""
    (root / path).unlink()
    for folder in PurePosixPath(path).parents[:-1]:
        if any((root / folder).iterdir()):
            return
        (root / folder).rmdir()


def folders(root: Path, path: str) -> Iterator[Path]:
    """Yield the folders that exist above a file, up to the archive itself."""
    return (root / folder for folder in PurePosixPath(path).parents if (root / folder).is_dir())


def paths(root: Path, prefix: str) -> Iterator[str]:
    """Yield the file at *prefix*, or every file below it; what Git keeps for itself is left out."""
    if prefix:
        _refuse_links(root, prefix)
    top = f"{root}/{prefix}"
    if os.path.isfile(top):  # noqa: PTH113 - see texts.content
        yield prefix.strip("/")
    elif os.path.isdir(top):  # noqa: PTH112
        yield from _walk(root, Path(top))


def is_passing(path: str) -> bool:
    """Tell whether a name is one that programs give to files of their own beside the user's."""
    return any(fnmatch(path.rpartition("/")[2], pattern) for pattern in _PASSING)


def _walk(root: Path, folder: Path) -> Iterator[str]:
    for found in sorted(os.scandir(folder), key=lambda found: found.name):
        if found.is_dir(follow_symlinks=False) and not _is_link(found.path):
            if found.name.casefold() not in _GIT_NAMES:
                yield from _walk(root, Path(found.path))
        else:
            yield Path(found.path).relative_to(root).as_posix()


def _refuse_links(root: Path, path: str) -> None:
    above = path.strip("/")
    while above:
        if _is_link(f"{root}/{above}"):
            raise LinkInArchive(fil=above)
        above = above.rpartition("/")[0]


def _is_link(path: str) -> bool:
    """Tell whether a path is a symbolic link or, on Windows, a junction."""
    return os.path.islink(path) or _is_junction(path)  # noqa: PTH114 - see texts.content
