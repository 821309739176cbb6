"""What strace saw of a command, as things that happened to a folder of a disk."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from disk import Disk, File, Folder

CALLS = (
    "openat,open,creat,write,pwrite64,rename,renameat,renameat2,link,linkat,symlink,symlinkat,"
    "unlink,unlinkat,mkdir,mkdirat,rmdir,truncate,ftruncate,fsync,fdatasync,sync,syncfs,writev,"
    "pwritev,fallocate,copy_file_range,sendfile,chdir"
)
TRACED = ("strace", "-f", "-qq", "-y", "-xx", "-s", "8000000", "-e", f"trace={CALLS}", "-o")
_CALL = re.compile(r"(\d+) +(\w+)\((.*)\) += (\d+)(?:<(.*)>)?$")
_BROKEN = re.compile(r"(\d+) +(.*?) *<unfinished \.\.\.>$")
_RESUMED = re.compile(r"(\d+) +<\.\.\. \w+ resumed>(.*)$")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')
_OPEN = re.compile(r"(AT_FDCWD|\d+)<([^>]*)>")
_PART = re.compile(r'(?:(AT_FDCWD|\d+)<([^>]*)>, )?"((?:\\x[0-9a-f]{2})*)"')


class Call(NamedTuple):
    """A system call that was answered with success, with every path whole."""

    name: str
    arguments: str
    paths: tuple[Path, ...]
    opened: tuple[tuple[str, Path], ...]
    data: bytes
    result: int


def record(disk: Disk, log: Path) -> None:
    """Let everything happen to a disk that strace wrote down of a command."""
    first = ""
    for process, call in calls(log):
        first = first or process
        if call.name in ("write", "writev") and process == first and call.opened[0][0] in "12":
            disk.say()
        _HAPPENS.get(call.name, _refuse)(disk, call)


def calls(log: Path) -> Iterator[tuple[str, Call]]:
    """Yield each call that succeeded, as it ended, with the process that made it."""
    begun: dict[str, str] = {}
    here: dict[str, Path] = {}
    for line in log.read_text("ascii", "replace").splitlines():
        if broken := _BROKEN.match(line):
            begun[broken[1]] = broken[2]
            continue
        if resumed := _RESUMED.match(line):
            line = f"{resumed[1]} {begun.pop(resumed[1])}{resumed[2]}"  # noqa: PLW2901
        if found := _CALL.match(line):
            yield found[1], _read(found, here)


def _read(found: re.Match[str], here: dict[str, Path]) -> Call:
    process, name, arguments, result, _ = found.groups()
    opened = tuple((number, _path(path)) for number, path in _OPEN.findall(arguments))
    here.update((process, path) for number, path in opened if number == "AT_FDCWD")
    texts = [_bytes(text) for text in _TEXT.findall(arguments)]
    paths = tuple(
        (_path(above) if above else here.get(process, Path())) / _path(text)
        for _, above, text in _PART.findall(arguments)
    )
    return Call(name, arguments, paths, opened, b"".join(texts), int(result))


def _bytes(text: str) -> bytes:
    """Return what strace wrote in hexadecimal, or as it is where it did not."""
    return bytes.fromhex(text.replace("\\x", "")) if text.startswith("\\x") else text.encode()


def _path(text: str) -> Path:
    return Path(os.path.normpath(os.fsdecode(_bytes(text))))


def _open(disk: Disk, call: Call) -> None:
    (path,) = call.paths
    if not disk.inside(path) or "O_RDONLY" in call.arguments:
        return
    file = disk.find(path)
    if file is None and "O_CREAT" in call.arguments:
        disk.name((path, file := File(born=len(disk.events))))
    if isinstance(file, File):
        file.at = len(file.holds()) if "O_APPEND" in call.arguments else 0
        if "O_TRUNC" in call.arguments and file.holds():
            disk.write(path, None, 0)


def _write(disk: Disk, call: Call) -> None:
    disk.write(call.opened[0][1], call.data[: call.result])


def _sendfile(disk: Disk, call: Call) -> None:
    (_, target), (_, source) = call.opened
    file, begin = disk.find(source), int(call.arguments.split("[")[1].split("]")[0])
    if disk.inside(target) and call.result:
        content = file.holds() if isinstance(file, File) else source.read_bytes()
        disk.write(target, content[begin : begin + call.result])


def _ftruncate(disk: Disk, call: Call) -> None:
    disk.write(call.opened[0][1], None, int(call.arguments.rpartition(", ")[2]))


def _sync(disk: Disk, call: Call) -> None:
    if disk.inside(call.opened[0][1]):
        disk.sync(call.opened[0][1])


def _rename(disk: Disk, call: Call) -> None:
    source, target = call.paths
    if disk.inside(source) or disk.inside(target):
        disk.name((target, disk.find(source)), (source, None))


def _link(disk: Disk, call: Call) -> None:
    source, target = call.paths
    disk.name((target, disk.find(source)))


def _mkdir(disk: Disk, call: Call) -> None:
    disk.name((call.paths[0], Folder()))


def _remove(disk: Disk, call: Call) -> None:
    disk.name((call.paths[0], None))


def _refuse(disk: Disk, call: Call) -> None:
    """Refuse what the disk does not know, where it is asked of it."""
    if any(disk.inside(path) for path in (*call.paths, *(path for _, path in call.opened))):
        raise ValueError(f"what this does to the disk is not known: {call}")


_HAPPENS: Mapping[str, Callable[[Disk, Call], None]] = {
    **dict.fromkeys(("open", "openat", "creat"), _open),
    **dict.fromkeys(("fsync", "fdatasync"), _sync),
    **dict.fromkeys(("rename", "renameat", "renameat2"), _rename),
    **dict.fromkeys(("link", "linkat"), _link),
    **dict.fromkeys(("mkdir", "mkdirat"), _mkdir),
    **dict.fromkeys(("unlink", "unlinkat", "rmdir"), _remove),
    "write": _write,
    "sendfile": _sendfile,
    "ftruncate": _ftruncate,
    "chdir": lambda *_: None,
}
