"""Data packages of made-up municipalities, written by hand: whole, and then spoiled."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from zipfile import ZipFile

HEAD = ("linje", "linje_navn", "kolonne", "kolonne_navn", "enhed", "vaerdi", "status")
HABIT = {"id": "rykkere", "spoergsmaal": "Er en rykker en følgesag?", "svar": "Ja."}
THEMES = {("frist", "periode"): 40, ("svar", "periode"): 12, ("i-alt", "periode"): 52}


def table(cells: dict[tuple[str, str], Any], enhed: str = "klagesager") -> list[list[str]]:
    """Return the rows of a table: a number is shown, a word is the status of what is not."""
    return [
        [line, line.capitalize(), column, column.capitalize(), enhed,
         "" if isinstance(found, str) else str(found), found if isinstance(found, str) else "vist"]
        for (line, column), found in cells.items()
    ]  # fmt: skip


def text(rows: list[list[str]], head: tuple[str, ...] = HEAD) -> str:
    """Write rows as inv eksport does."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([head, *rows])
    return out.getvalue()


def description(kommune: str, tables: dict[str, list[list[str]]], **about: Any) -> dict[str, Any]:
    """Return what datapackage.json says."""
    units = {"t6": "svar", "t1": "nævnt ved hver linje"}
    told = {"format": 1, "kommune": kommune, "fra": "2026-01-01", "til": "2026-12-31",
            "graense": 5, "taellevaner": [HABIT]}  # fmt: skip
    files = [
        {"name": name, "path": f"data/{name}.csv", "title": f"Tabel {name}",
         "description": "Det, der er talt.", "enhed": units.get(name, "klagesager"), "noter": []}
        for name in tables
    ]  # fmt: skip
    lists = {"name": "kodelister", "path": "kodelister.csv", "title": "Kodelister"}
    return {"profile": "tabular-data-package", "sagsgang": {**told, **about},
            "resources": [*files, lists]}  # fmt: skip


def written(
    place: Path, kommune: str, tables: dict[str, list[list[str]]] | None = None, **about: Any
) -> Path:
    """Write a package in a folder."""
    tables = {"t3": table(THEMES)} if tables is None else tables
    (place / "data").mkdir(parents=True)
    told = description(kommune, tables, **about)
    (place / "datapackage.json").write_text(json.dumps(told, indent=1), encoding="utf-8")
    for name, rows in tables.items():
        (place / "data" / f"{name}.csv").write_bytes(text(rows).encode())
    return place


def zipped(folder: Path, inside: str = "") -> Path:
    """Pack a folder as one file, below a folder of that name."""
    place = folder.with_suffix(".zip")
    with ZipFile(place, "w") as package:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                package.write(path, inside + path.relative_to(folder).as_posix())
    return place
