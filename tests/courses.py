"""The courses that a jurist writes in tests/forloeb/: read, played in the head and held to.

Whatever does not hold is told in Danish with the file and the line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workflow.archive import validate, yamlfile
from workflow.core.course import letter_id
from workflow.core.decide import Plan
from workflow.core.errors import BadFile, BadValue, NotAllowed
from workflow.core.kontor import Kontor
from workflow.core.rulebook import Rulebook
from workflow.core.statement import ABOUT_A_POINT, COMMON
from workflow.office import played, rehearsed
from workflow.office.rehearsed import Rehearsal

FOLDER = Path(__file__).parent / "forloeb"
ROWS = range(1, 28)
NONE = "ingen"
SAG = {"type": "klagesag", "navn": "Øjvind Åse", "emne": "Ventetid", "modtaget": "2026-03-02"}
POINT = {
    "tema": "sagsbehandlingstid",
    "center": "social",
    "forhold": "centret ikke har svaret",
    "haendt": "2026-01-05",
    "vedroerer": "sagsbehandling",
}
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_SAA = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "tilstand": _TEXT,
        "type": _TEXT,
        "frist": {"type": "string"},
        "frister": {"type": "object", "additionalProperties": {"type": "string"}},
        "breve": _TEXTS,
        "advarsler": _TEXTS,
        "klagepunkter": {"type": "object", "additionalProperties": _TEXT},
    },
}
_LINE = {
    "type": "object",
    "required": ["handling"],
    "properties": {
        "dato": {"type": "string", "format": "date"},
        "handling": _TEXT,
        "saa": _SAA,
        "afvises": _TEXTS | {"minItems": 1},
    },
}
_ROW = {"type": "integer", "minimum": ROWS[0], "maximum": ROWS[-1]}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "required": ["navn", "forloeb"],
    "additionalProperties": False,
    "properties": {
        "navn": _TEXT,
        "raekke": {"type": "array", "items": _ROW, "minItems": 1},
        "umuligt": {"type": "string", "pattern": r"^[a-z-]+$"},
        "registreret": {"type": "boolean"},
        "sag": {"type": "object"},
        "klagepunkter": {"type": "array", "items": {"type": "object"}},
        "forloeb": {"type": "array", "items": _LINE, "minItems": 1},
        "saa": _SAA,
    },
}


@dataclass(frozen=True)
class Course:
    """A course as it is written, and where its lines stand."""

    document: yamlfile.Document

    @property
    def data(self) -> Mapping[str, Any]:
        """What the file says."""
        return self.document.data

    def told(self, *path: str | int) -> str:
        """Say where in the file something is."""
        return f"{self.document.fil}, linje {self.document.linje(path)}"


def read(path: Path) -> Course:
    """Read a course; BadFile with every fault and its line."""
    document = yamlfile.read(path.name, path.read_bytes())
    if told := yamlfile.lines(document, validate.faults(SCHEMA, document.data)):
        raise BadFile(fejl="\n".join(told))
    return Course(document)


def everyone() -> list[Course]:
    """Return every course there is."""
    return [read(path) for path in sorted(FOLDER.glob("*.yaml"))]


def unmet(course: Course, kontor: Kontor, rules: Rulebook) -> Iterator[str]:
    """Play a course and yield what does not go as it says, with file and line."""
    written = _with_usual(course.data)
    try:
        begin = rehearsed.begun if written.get("registreret", True) else rehearsed.unregistered
        case = begin(written, kontor, rules)
    except (BadValue, NotAllowed) as fault:
        yield f"{course.told('sag')}: {fault}"
        return
    for number, (today, line) in enumerate(played.days(written)):
        for fault in _taken(case, line, today):
            yield f"{course.told('forloeb', number)}: {fault}"
    for fault in _not_so(course.data.get("saa", {}), case, None, today):
        yield f"{course.told('saa')}: {fault}"


def _with_usual(data: Mapping[str, Any]) -> dict[str, Any]:
    """Fill in what a course need not say."""
    sag = SAG | data.get("sag", {})
    given = data.get("klagepunkter", [{}] if sag["type"] == "klagesag" else [])
    return {**data, "sag": sag, "klagepunkter": [POINT | point for point in given]}


def _taken(case: Rehearsal, line: Mapping[str, Any], today: Any) -> Iterator[str]:
    before = case.sag, case.udtalelse
    try:
        plan = _done(case, line, today)
    except (BadValue, NotAllowed, ValueError) as refused:
        told = str(refused).replace("\u00a0", " ")
        if "afvises" not in line:
            yield f"skridtet blev afvist:\n{told}"
        missing = [part for part in line.get("afvises", ()) if part not in told]
        yield from (f"'{part}' står ikke i begrundelsen:\n{told}" for part in missing)
        if (case.sag, case.udtalelse) != before:
            yield "sagen er ændret, selv om skridtet blev afvist"
    else:
        if "afvises" in line:
            yield "skridtet skulle være afvist, men skete"
        yield from _not_so(line.get("saa", {}), case, plan, today)


def _done(case: Rehearsal, line: Mapping[str, Any], today: Any) -> Plan | None:
    if line["handling"] == "skriv":
        case.udtalelse = prose(case, line.get("tekst", "Det har jeg vurderet."))
        return None
    if line["handling"] == "klagepunkt":
        line = POINT | line
    return rehearsed.do(case, line, today)


def prose(case: Rehearsal, text: str) -> str:
    """Write every section that a statement has, the assessments with a text of the course's own."""
    found = [f"# {title}\n\nSkrevet.\n" for title in COMMON.values()]
    parts = {
        title: text if title == "Vurdering" else "Skrevet." for title in ABOUT_A_POINT.values()
    }
    for punkt in case.sag.behandlede:
        found.append(f"# Klagepunkt {punkt.nr}\n")
        found += [f"## {title}\n\n{said}\n" for title, said in parts.items()]
    return "\n".join(found)


def _not_so(
    saa: Mapping[str, Any], case: Rehearsal, plan: Plan | None, today: Any
) -> Iterator[str]:
    """Yield each thing that a course says is so and that is not."""
    found = _found(case, plan, today)
    for key, wanted in saa.items():
        if key == "advarsler":
            yield from _unsaid(wanted, plan)
        elif key in ("frister", "klagepunkter"):
            for name, value in wanted.items():
                if (is_ := found[key].get(str(name), NONE)) != value:
                    yield f"{key}, {name}: skulle være '{value}', men er '{is_}'"
        elif found[key] != wanted:
            yield f"{key}: skulle være '{_shown(wanted)}', men er '{_shown(found[key])}'"


def _found(case: Rehearsal, plan: Plan | None, today: Any) -> dict[str, Any]:
    course, rules = case.situation(today).course, case.rules
    made = plan.breve if plan else ()
    return {
        "tilstand": course.tilstand.id if course.tilstand else NONE,
        "type": case.sag.type,
        "frist": course.frist.dato.isoformat() if course.frist else NONE,
        "frister": {frist.id: frist.dato.isoformat() for frist in course.frister},
        "breve": [letter_id(name, rules) for name, _ in made],
        "klagepunkter": {str(punkt.nr): punkt.status for punkt in case.sag.klagepunkter},
    }


def _unsaid(wanted: list[str], plan: Plan | None) -> Iterator[str]:
    said = "\n".join(plan.advarsler if plan else ())
    if not wanted and said:
        yield f"der skulle intet være at bemærke, men der siges: {said}"
    yield from (f"der siges ikke '{part}', men: {said}" for part in wanted if part not in said)


def _shown(value: Any) -> str:
    return ", ".join(value) or NONE if isinstance(value, list) else str(value)
