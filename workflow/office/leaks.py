"""No name and no number leaves the office by mistake: what is to leave is looked through first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow.archive import papers, places
from workflow.archive import texts as texts_of
from workflow.core import cpr, leaks, parties
from workflow.core.errors import Leaking
from workflow.core.leaks import Leak
from workflow.core.model import Sag
from workflow.core.names import RESUME
from workflow.core.parties import Known
from workflow.core.scanned import Scanned
from workflow.office import recall, registers
from workflow.office.desk import Office

NAME_OF_FILE = "filens navn"
# What may stand between the digits of a number, and what ends it, for a look before the real one.
_ENDS = b",:;()[]{}'\""
_BETWEEN = bytes(b for b in range(256) if not chr(b).isascii() or not chr(b).isalnum())
_SIGNS = bytes(b for b in _BETWEEN if b not in _ENDS)
_DIGITS = bytes.maketrans(b"0123456789", b"0" * 10)
_TEN, _FOREIGN = b"0" * 10, (b"\xef\xbc", b"\xd9", b"\xdb")


def known(office: Office) -> Known:
    """Lay out every party that the archive knows."""
    sager = [sag for sag in recall.every(office).values() if isinstance(sag, Sag)]
    everyone = parties.of_cases(sager, registers.calls(office))
    return parties.known(everyone, sager, office.kontor, office.rules)


def check(office: Office, texts: Mapping[str, str]) -> list[str]:
    """Return everything in these texts, by their file, that may not leave; with file and line."""
    return [f"{fil}, {leak}." for fil, leak in _found(texts, known(office))]


def in_documents(office: Office, files: Mapping[str, bytes]) -> list[str]:
    """Return everything in finished documents, and in their names, that may not leave."""
    return check(office, as_texts(files))


def as_texts(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return what each finished document says, its metadata among it; the name of its file too."""
    from workflow.documents import extract

    texts = {fil: extract.text(fil, content) for fil, content in files.items()}
    return texts | {f"{fil} ({NAME_OF_FILE})": fil.title() for fil in files}


def refuse(
    office: Office, texts: Mapping[str, str], *, anyway: bool = False, of: Known | None = None
) -> list[str]:
    """Raise Leaking with everything that may not leave; what is allowed *anyway* is returned.

    A CPR number is never allowed. The parties are laid out anew unless they are given.
    """
    found = _found(texts, of or known(office))
    stops = [(fil, leak) for fil, leak in found if leak.fast or not anyway]
    if stops:
        hard = any(leak.fast for _, leak in stops)
        told = "\n".join(f"- {fil}, {leak}" for fil, leak in stops)
        raise Leaking(fund=told, udvej="" if hard else Leaking.UDVEJ)
    return [f"{fil}, {leak}." for fil, leak in found]


def of_resumes(office: Office) -> Iterator[str]:
    """Yield what in the cases' resumes may not leave: they are set in the report as they stand."""
    names = [f"{places.case_folder(nummer)}/{RESUME}" for nummer in places.numbers(office.root)]
    texts = {name: _text(office, name) for name in sorted(names)}
    if held := {name: text for name, text in texts.items() if text}:
        yield from check(office, held)


def of_case_files(office: Office) -> Iterator[str]:
    """Yield the first CPR number of each of the cases' own texts: it belongs in the ESDH."""
    for case in texts_of.cases(office.root):
        for fil, content in case.texts.items():
            if fil.startswith(f"{texts_of.BILAG}/") or not _has_digits(content):
                continue
            scanned = Scanned(content.decode("utf-8-sig", "replace"))
            sure = (hit for hit in cpr.found(scanned) if hit.grad == cpr.CERTAIN)
            if (first := next(sure, None)) is not None:
                yield (
                    f"{places.case_folder(case.nummer)}/{fil}, linje {scanned.line(first.start)}: "
                    f"»{first.vist}« er et CPR-nummer. Det hører til i ESDH. Slet det her."
                )


def _has_digits(content: bytes) -> bool:
    """Tell, fast, whether a text has ten digits with nothing but signs between them."""
    return _TEN in content.translate(_DIGITS, _SIGNS) or any(s in content for s in _FOREIGN)


def _text(office: Office, name: str) -> str:
    return (papers.content(office.root, name) or b"").decode("utf-8-sig", "replace")


def _found(texts: Mapping[str, str], of: Known) -> list[tuple[str, Leak]]:
    return [(fil, leak) for fil, text in texts.items() for leak in leaks.find(text, of)]
