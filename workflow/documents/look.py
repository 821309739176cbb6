"""The look of the office's documents: the office's own files first, then the shipped ones."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from workflow.core.errors import LookIncomplete

LETTER = "brev.typ"
STATIONERY = "brevpapir.docx"
REPORT, REPORT_STATIONERY, REPORT_PAGE = "rapport.typ", "rapport.docx", "rapport.html"
FONTS = "fonts"


class Look(Struct, frozen=True):
    """Folders searched in order for brev.typ, brevpapir.docx and fonts/."""

    folders: tuple[Path, ...]

    def file(self, name: str) -> Path:
        """Find a file of the look in the first folder that has it."""
        for folder in self.folders:
            if (folder / name).is_file():
                return (folder / name).resolve()
        raise LookIncomplete(fil=name, mapper=", ".join(map(str, self.folders)))

    def fonts(self) -> tuple[Path, ...]:
        """Return every folder of fonts, the office's own first."""
        found = tuple((folder / FONTS).resolve() for folder in self.folders)
        if fonts := tuple(folder for folder in found if folder.is_dir()):
            return fonts
        raise LookIncomplete(fil=FONTS, mapper=", ".join(map(str, self.folders)))
