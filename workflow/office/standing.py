"""The archive as it stands, held against what was last booked; the journal, against witnesses."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from workflow.archive import casefile, places, registers
from workflow.archive.journal import lying, witness
from workflow.archive.journal.ledger import Ledger
from workflow.archive.journal.witness import Witness
from workflow.core.dates import spelled
from workflow.core.entry import CASE_FILE
from workflow.core.errors import BadFile
from workflow.core.model import Sag
from workflow.core.names import case_of
from workflow.core.proof import FORMATS, LETTERS, Fault, made
from workflow.core.proof_links import broken, missing_rows
from workflow.office.desk import Office
from workflow.office.gather import BACK
from workflow.office.proving import Proof

Cases = Mapping[str, Sag]


def lying_now(office: Office) -> Mapping[str, str]:
    """Return each case's file and finished letters as they lie there, with their blobs."""
    return dict(lying.blobs(office.root, (CASE_FILE, LETTERS)))


def booked_last(ledger: Ledger) -> Mapping[str, str]:
    """Return each case's file and finished letters as they were last booked, with their blobs."""
    return {path: blob for path, blob in ledger.standing() if _concerns(path)}


def frozen(
    office: Office,
    ledger: Ledger,
    cases: Cases,
    proof: Proof,
    booked: Mapping[str, str],
    there: Mapping[str, str],
) -> Iterator[Fault]:
    """Yield what is wrong with finished letters and cases that the proof has not told already.

    *booked* is what was last booked, *there* what lies in the cases' folders.
    """
    known = proof.kendte
    for path in sorted(booked.keys() | there.keys()):
        if f"/{LETTERS}/" in path and path not in known and booked.get(path) != there.get(path):
            yield Fault(path, _differs(path, booked.get(path), there.get(path)))
    for sag in cases.values():
        elsewhere = proof.uden_filer.get(sag.nummer, frozenset())
        yield from _three_files(sag, booked, known, elsewhere)
    yield from _courses(office, ledger, cases, booked, there)


def links(office: Office, cases: Cases, there: Container[str]) -> Iterator[Fault]:
    """Yield the wrong links between cases, and the rows that are missing, with their lines."""
    for sag in cases.values():
        found = [*broken(sag, cases, there), *missing_rows(sag, office.rules)]
        if found:
            path = _case_file(sag.nummer)
            document = casefile.read(
                path, (office.root / path).read_bytes(), office.schema
            ).document
            for where, tekst in found:
                yield Fault(f"{path}, linje {document.linje(where)}", tekst)


def gone(office: Office, ledger: Ledger) -> Iterator[Fault]:
    """Yield the years of a register that the journal has and the archive has not."""
    names = [register.navn for register in (registers.WORK, registers.CALLS)]
    for path in sorted({path for name in names for path in ledger.files(ledger.head, name)}):
        if not (office.root / path).is_file():
            yield Fault(path, f"filen mangler. Læg den tilbage: inv forkast arkiv --fil {path}")


def rewritten(
    office: Office, ledger: Ledger, seen: Container[str], entries: int
) -> Iterator[Fault]:
    """Yield where a head that is remembered outside the history is no longer in it."""
    last = witness.read(office.root)
    if last and last.head not in seen:
        yield Fault("journalen", _rewritten(last, ledger, entries))
    shared = ledger.at(witness.SYNCHRONISED)
    if shared and shared not in seen:
        yield Fault("journalen", "den er skrevet om, siden arkivet sidst blev synkroniseret")


def incomplete(office: Office) -> Iterator[Fault]:
    """Yield why the history that can be read is not all of it."""
    for why in witness.incomplete(office.root):
        yield Fault("journalen", f"ufuldstændig historik: {why}. Hent hele arkivet fra en kopi")


def _rewritten(last: Witness, ledger: Ledger, entries: int) -> str:
    gone = ledger.beyond(last.head) if ledger.holds(last.head) else max(last.entries - entries, 0)
    count = f"{gone} {'post' if gone == 1 else 'poster'}" if gone else "et ukendt antal poster"
    return (
        f"den er skrevet om, siden inv tjek fandt den i orden den {spelled(last.day)} med "
        f"{last.entries} poster: {count} fra dengang findes her ikke mere"
    )


def _concerns(path: str) -> bool:
    """Tell whether a file is a case's own or a finished letter of it, where these lie."""
    _, _, inside = path.split("/", 2) if case_of(path) else ("", "", "")
    return inside == CASE_FILE or inside.startswith(f"{LETTERS}/")


def _differs(path: str, booked: str | None, there: str | None) -> str:
    back = BACK.format(nummer=case_of(path))
    if there is None:
        return f"et færdigt brev mangler i mappen. {back}"
    if booked is None:
        return (
            "filen ligger blandt de færdige breve, men journalen kender den ikke. Hører den til "
            "sagen, så flyt den til bilag/; ellers slet den"
        )
    return f"et færdigt brev er ændret, efter at det blev journaliseret. {back}"


def _three_files(
    sag: Sag, booked: Mapping[str, str], known: Container[str], elsewhere: Container[str]
) -> Iterator[Fault]:
    """Yield the letters of a case that lack a file; one from elsewhere need not have any."""
    for name in sorted(made(sag.forloeb)):
        path = f"{places.case_folder(sag.nummer)}/{LETTERS}/{name}"
        files = [f"{path}.{form}" for form in FORMATS]
        lacking = [form for form, file in zip(FORMATS, files, strict=True) if file not in booked]
        if name in elsewhere and len(lacking) == len(FORMATS):
            continue
        if lacking and not any(file in known for file in files):
            yield Fault(path, f"brevet mangler i journalen som {', '.join(lacking)}")


def _courses(
    office: Office,
    ledger: Ledger,
    cases: Cases,
    booked: Mapping[str, str],
    there: Mapping[str, str],
) -> Iterator[Fault]:
    """Yield the cases that are gone from their folder or whose forløb no entry has made so."""
    names = {path for path in booked if path == _case_file(case_of(path))}
    for path in sorted(names):
        if not (office.root / path).parent.is_dir():
            yield Fault(path, "sagens mappe mangler i arkivet")
        elif there.get(path) != booked[path] and case_of(path) in cases:
            yield from _course(office, ledger, cases[case_of(path)], path, booked[path])


def _course(office: Office, ledger: Ledger, sag: Sag, path: str, blob: str) -> Iterator[Fault]:
    try:
        before = casefile.as_booked(path, ledger.blob(blob))
    except BadFile:
        return
    if before.forloeb != sag.forloeb:
        document = casefile.read(path, (office.root / path).read_bytes(), office.schema).document
        line = document.linje(("forloeb",))
        back = BACK.format(nummer=sag.nummer)
        yield Fault(f"{path}, linje {line}", f"forloeb er ikke, som journalen har det. {back}")


def _case_file(nummer: str) -> str:
    return f"{places.case_folder(nummer)}/{CASE_FILE}"
