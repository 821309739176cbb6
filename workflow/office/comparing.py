"""Comparing municipalities by the data packages that each has written; no archive is needed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from workflow.archive import datapackages, rulefiles
from workflow.core import comparison, table_text, translation
from workflow.core.comparison import Comparison
from workflow.core.errors import BadFile, BadValue
from workflow.core.habits_compared import grouped, inhabitants, listed
from workflow.core.received import Received
from workflow.core.translation import Translation
from workflow.office import comparison_report, outside

NAME = "sammenligning"
LINE = ", linje "
SIGNS = (
    "Et tal som <5 er mindst 1 og under 5. Et · er skjult, for at intet skjult tal kan regnes ud. "
    "Hver kommune har sin egen grænse."
)
ANEW = "Ret ikke i en anden kommunes pakke; bed om den igen."


def compare(given: Sequence[str], oversaettelse: str) -> Comparison:
    """Read packages and lay their figures side by side.

    BadFile with every fault of the files; NotComparable with every reason why they cannot be.
    """
    packages, faults = list[Received](), list[str]()
    for place in given:
        package, wrong = datapackages.read(place)
        faults += wrong
        packages += [package] if package else []
    if faults:
        spoiled = any(LINE in fault for fault in faults)
        raise BadFile(fejl="\n".join([*faults, *([ANEW] if spoiled else [])]))
    comparison.refuse(packages)
    return comparison.compare(
        packages, rulefiles.load().tabeller, _translation(oversaettelse, packages)
    )


def only(found: Comparison, word: str) -> Comparison:
    """Return a comparison of the tables that a word names, or all; T7 is both T7-1 and T7-2."""
    if not word:
        return found
    wanted = word.lower()
    chosen = [t for t in found.tabeller if wanted in (t.row.id, t.row.id.rpartition("-")[0])]
    if not chosen:
        known = ", ".join(table.row.id.upper() for table in found.tabeller)
        raise BadValue(fejl=f"--tabel: der er ingen tabel '{word}'. Vælg mellem: {known}.")
    return replace(found, tabeller=tuple(chosen), udeladt=())


def page(found: Comparison) -> str:
    """Return the comparison to read in a terminal, the differences in counting first."""
    who = [f"  {p.om.kommune}: {p.om.periode.navn}, {inhabitants(p)}" for p in found.pakker]
    told = ["Sammenligning af", *who, "", *_differences(found), "", SIGNS]
    tables = [table_text.page(table) for table in found.tabeller]
    left = [f"- {reason}" for reason in found.udeladt]
    last = ["\n".join(["Ikke sammenlignet:", *left])] if left else []
    return "\n\n".join(["\n".join(told).rstrip(), *tables, *last])


def data(found: Comparison) -> dict[str, Any]:
    """Return the comparison as --json gives it."""
    return {
        "kommuner": [_told(package) for package in found.pakker],
        "forskelle": [difference._asdict() for difference in found.forskelle],
        "tabeller": [table_text.as_data(table) for table in found.tabeller],
        "ikke_sammenlignet": list(found.udeladt),
    }


def write(found: Comparison, folder: str, today: date) -> tuple[Path, ...]:
    """Set the comparison as a report in a new folder that is in no archive."""
    place = outside.new_folder("til", folder, "sammenligningen")
    made = comparison_report.made(found, today)
    files = {f"{NAME}.{ending}": content for ending, content in made.items()}
    outside.laid(place, files).replace(place)
    return tuple(place / name for name in files)


def _translation(given: str, packages: Sequence[Received]) -> Translation:
    if not given:
        return Translation()
    try:
        text = datapackages.small_file(given).decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BadFile(fejl=f"{given}: filen er ikke UTF-8. Gem den som CSV UTF-8.") from fault
    made, faults = translation.read(text, packages)
    if faults:
        raise BadFile(fejl="\n".join(f"{given}, linje {line}: {why}" for line, why in faults))
    return made


def _differences(found: Comparison) -> list[str]:
    if not found.forskelle:
        return ["Kommunerne siger, at de tæller ens."]
    lines = ["Kommunerne tæller forskelligt. Læs tallene med det i tankerne:"]
    for difference in found.forskelle:
        lines.append(f"- {difference.spoergsmaal}")
        answers = grouped(difference, found.pakker)
        lines += (f"  {listed(names)}: {answer}" for answer, names in answers.items())
    return lines


def _told(package: Received) -> dict[str, Any]:
    om, people = package.om, package.om.indbyggere
    told = {"kommune": om.kommune, "fra": str(om.fra), "til": str(om.til), "graense": om.graense}
    return told | ({"indbyggere": people.antal} if people else {})
