"""A case that both sides have changed: merged by field and event, or kept in two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from workflow.archive import casefile, places
from workflow.archive.casefile import CaseFile
from workflow.core import joining, merge
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile
from workflow.core.joining import CONFLICTING, MERGED, Together, Versions
from workflow.core.merge import Merged
from workflow.core.model import Sag
from workflow.core.renumbering import Numbers, rewritten
from workflow.office import gather
from workflow.office.meeting import Meeting

_TITLES = {
    MERGED: "Flettet med ændringer fra en anden plads",
    CONFLICTING: "To udgaver, der ikke kan flettes; begge er bevaret",
}


class Both(Struct, frozen=True):
    """A case in its three versions, and what the sides now call cases that have a new number."""

    nummer: str
    tidligere: str
    versions: Versions
    faelles: Numbers
    anden: Numbers


class Outcome(Struct, frozen=True):
    """What became of a case that both sides had changed: its entry, and what to tell of it."""

    entry: Entry
    follows: str
    meddelelser: tuple[str, ...]


def gathered(
    meeting: Meeting, nummer: str, tidligere: str, faelles: Numbers, anden: Numbers
) -> Both:
    """Find a case's versions; the other side may know it by an earlier number."""
    here, before = places.case_folder(nummer), places.case_folder(tidligere)
    versions = Versions(
        meeting.place.tree(meeting.base, before),
        meeting.place.tree(meeting.shared.commit, here),
        meeting.place.tree(meeting.other.commit, before),
    )
    return Both(nummer, tidligere, versions, faelles, anden)


def outcome(meeting: Meeting, case: Both) -> Outcome:
    """Merge a case, or keep both versions of it."""
    shared = _read(meeting, case.versions.shared, case.nummer)
    other = _read(meeting, case.versions.other, case.tidligere)
    together = joining.together(case.versions, joining.settled(other.sag.forloeb) if other else ())
    merged = _merged(meeting, case, together.renamed, shared, other)
    clashes = {*together.clashes} - {casefile.NAME}
    if clashes or merged.sag is None or shared is None:
        files = _contents(meeting, joining.apart(case.versions))
        sag = shared.sag if shared else None
        return _outcome(meeting, case, CONFLICTING, files, (sag, sag))
    files = _contents(meeting, together.files)
    whole = _read(meeting, together.files, case.nummer)
    if casefile.NAME in together.clashes or whole is None or whole.sag != merged.sag:
        files[casefile.NAME] = casefile.written(shared, merged.sag)
    done = _outcome(meeting, case, MERGED, files, (shared.sag, merged.sag), together)
    told = (f"  Den anden plads' klagepunkt {a} er nu {b}." for a, b in merged.omnummereret.items())
    return replace(done, meddelelser=(*done.meddelelser, *told))


def _merged(
    meeting: Meeting,
    case: Both,
    renamed: Mapping[str, str],
    shared: CaseFile | None,
    other: CaseFile | None,
) -> Merged:
    base = _read(meeting, case.versions.base, case.tidligere)
    if base is None or shared is None or other is None:
        return Merged(None)
    office = meeting.office
    return merge.merged(
        rewritten(base.sag, {case.tidligere: case.nummer}),
        rewritten(shared.sag, case.faelles),
        joining.with_names(rewritten(other.sag, case.anden), renamed),
        office.rules,
        office.kontor,
        _texts(meeting, case.versions),
    )


def _texts(meeting: Meeting, versions: Versions) -> list[str]:
    """Return the other side's texts that the shared side does not have as they are."""
    texts = (path for path in versions.other if path.endswith(".md"))
    new = (path for path in texts if versions.shared.get(path) != versions.other[path])
    return [meeting.content(versions.other[path]).decode("utf-8", "replace") for path in new]


def _read(meeting: Meeting, files: joining.Files, nummer: str) -> CaseFile | None:
    """Read a version of a case, if it is there and sound."""
    try:
        return meeting.case(nummer, files[casefile.NAME])
    except (KeyError, BadFile):
        return None


def _contents(meeting: Meeting, files: joining.Files) -> dict[str, bytes]:
    return {path: meeting.content(blob) for path, blob in files.items()}


def _outcome(
    meeting: Meeting,
    case: Both,
    handling: str,
    files: Mapping[str, bytes],
    sager: tuple[Sag | None, Sag | None],
    together: Together | None = None,
) -> Outcome:
    folder = places.case_folder(case.nummer)
    now = {path: meeting.content(blob) for path, blob in case.versions.shared.items()}
    changed = {
        f"{folder}/{path}": files.get(path)
        for path in sorted({*now, *files})
        if now.get(path) != files.get(path)
    }
    fra, til = (_state(meeting, sag) for sag in sager)
    earlier = case.tidligere if case.tidligere != case.nummer else ""
    follows, fletter = meeting.met(case.nummer, earlier)
    title = f"{case.nummer}: {_TITLES[handling]}"
    entry = Entry(case.nummer, handling, fra, til, meeting.today, title, changed, fletter=fletter)
    return Outcome(entry, follows, tuple(_told(case, handling, together)))


def _state(meeting: Meeting, sag: Sag | None) -> str:
    return gather.entered(gather.state_of(meeting.office, sag)) if sag else NONE


def _told(case: Both, handling: str, together: Together | None) -> Iterator[str]:
    if handling == CONFLICTING:
        yield (
            f"Sag {case.nummer} er ændret to steder på måder, der ikke kan flettes. Begge "
            "versioner er bevaret, og intet er tabt. Se forskellen, og vælg: "
            f"inv afklar {case.nummer}"
        )
        return
    yield f"Sag {case.nummer} er ændret to steder og flettet. Se den igennem: inv vis {case.nummer}"
    for old, new in together.renamed.items() if together else ():
        yield f"  {old} hedder nu {new}, for den anden plads har et andet af samme navn."
