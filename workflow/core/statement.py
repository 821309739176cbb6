"""The udtalelse: the adviser's prose read by section, and the conclusions worded by the tables.

Every sentence of a conclusion is a row (kritikskala.yaml, konklusioner.yaml); this module only
picks the rows that a `vurdering` calls for. What is found is told as found, what the citizen
says as hers (design §5, domain §4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workflow.core.dates import spelled
from workflow.core.markdown import Markdown
from workflow.core.model import Klagepunkt, Vurdering
from workflow.core.rulebook import Rulebook

FILE = "udtalelse.md"
COMMON = {
    "resume": "Resumé",
    "sagsfremstilling": "Sagsfremstilling",
    "centrets_udtalelse": "Centrets udtalelse",
    "borgerens_bemaerkninger": "Borgerens bemærkninger",
    "retsgrundlag": "Retsgrundlag",
}
OPTIONAL = frozenset({"borgerens_bemaerkninger"})
PARTS = {"fakta": "Faktiske forhold", "regler": "Regler", "vurdering": "Vurdering"}

Heading = tuple[str, ...]

_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_HEADING = re.compile(r"^(#{1,2})[ \t]+(.+?)[ \t#]*$")
_MARK = re.compile(r"\[\[\s*konklusion\s+(\d+)\s*\]\]")
_ANY_MARK = re.compile(r"\[\[.*?\]\]")


@dataclass(frozen=True, slots=True)
class Section:
    """A piece of the adviser's prose: where it stands, and its text without comments."""

    overskrift: tuple[str, ...]
    linje: int
    tekst: str

    @property
    def tom(self) -> bool:
        """Tell whether nothing has been written."""
        return not _MARK.sub("", self.tekst).strip()


def sections(text: str) -> dict[tuple[str, ...], Section]:
    """Read the prose by its headings of level one and two; line 1 is the first."""
    found: dict[tuple[str, ...], Section] = {}
    path: tuple[str, ...] = ()
    start, lines = 1, list[str]()
    for number, line in enumerate(_without_comments(text).split("\n"), 1):
        heading = _HEADING.match(line)
        if heading:
            found[path] = Section(path, start, "\n".join(lines))
            path = (*path[: len(heading[1]) - 1], heading[2].strip())
            start, lines = number, []
        else:
            lines.append(line)
    found[path] = Section(path, start, "\n".join(lines))
    return found


def prose(text: str) -> dict[str, Markdown]:
    """Return the common sections' Markdown by their short names."""
    found = sections(text)
    return {
        key: Markdown(found[(title,)].tekst.strip() if (title,) in found else "")
        for key, title in COMMON.items()
    }


def prose_of(text: str, nr: int) -> dict[str, Markdown]:
    """Return one klagepunkt's sections' Markdown by their short names."""
    found = sections(text)
    return {
        key: Markdown(_MARK.sub("", found[path].tekst).strip() if path in found else "")
        for key, path in _paths(nr).items()
    }


def text_faults(text: str | None, numbers: Sequence[int]) -> Iterator[str]:
    """Yield what is missing or out of place in the prose, each with its line."""
    if text is None:
        yield f"{FILE} mangler i sagens mappe. inv undersoeg lægger den der; se inv journal."
        return
    found = sections(text)
    wanted: list[Heading] = [(t,) for key, t in COMMON.items() if key not in OPTIONAL]
    wanted += [path for nr in numbers for path in _paths(nr).values()]
    for path in wanted:
        yield from _absent(found.get(path), path)
    yield from _misplaced(found, numbers)
    yield from _unknown_marks(text, numbers)


def _absent(section: Section | None, path: tuple[str, ...]) -> Iterator[str]:
    name = " / ".join(path)
    if section is None:
        yield f"{FILE}: overskriften '{name}' mangler. Skriv den, og teksten under den."
    elif section.tom:
        yield f"{FILE}, linje {section.linje}: afsnittet '{name}' er tomt. Skriv teksten."


def _misplaced(found: Mapping[tuple[str, ...], Section], numbers: Sequence[int]) -> Iterator[str]:
    known: set[Heading] = {(title,) for title in COMMON.values()}
    known |= {path for nr in numbers for path in _paths(nr).values()}
    for path, section in found.items():
        if path not in known and not section.tom:
            name = " / ".join(path) or "før den første overskrift"
            yield (
                f"{FILE}, linje {section.linje}: teksten under '{name}' hører ikke til et afsnit i "
                "udtalelsen. Flyt den, eller slet den."
            )


def _unknown_marks(text: str, numbers: Sequence[int]) -> Iterator[str]:
    for line, words in enumerate(_without_comments(text).split("\n"), 1):
        for mark in _ANY_MARK.findall(words):
            known = _MARK.fullmatch(mark)
            if not known or int(known[1]) not in numbers:
                yield f"{FILE}, linje {line}: mærket {mark} kendes ikke."


def assessment_faults(punkt: Klagepunkt, rules: Rulebook) -> Iterator[str]:
    """Yield why a klagepunkt's vurdering cannot be worded (design §5, domain §4)."""
    v, who = punkt.vurdering, f"Klagepunkt {punkt.nr}"
    if v is None:
        yield f"{who} er ikke vurderet. Brug inv vurder med --punkt {punkt.nr}."
        return
    if v.udfald != "kan-ikke-vurderes" and not v.konstateret:
        yield f"{who}: 'konstateret' mangler. Skriv, hvad der er fundet, med inv vurder."
    if v.udfald != "kan-ikke-vurderes" and punkt.vedroerer == "afgoerelse":
        yield (
            f"{who} angår, hvad en afgørelse går ud på. Det kan ikke vurderes (§ 1, litra a); "
            "brug kan-ikke-vurderes med forbehold."
        )
    if v.udfald == "kan-ikke-vurderes" and not v.forbehold:
        yield f"{who}: 'forbehold' mangler. Sig, hvorfor klagepunktet ikke kan vurderes."
    yield from _grade_off_scale(v, who, rules)
    if v.holdepunkter and not (v.udfald == "kritik" and "faglig-vurdering" in v.forbehold):
        yield f"{who}: 'holdepunkter' hører kun til kritik af en faglig vurdering."


def _grade_off_scale(v: Vurdering, who: str, rules: Rulebook) -> Iterator[str]:
    if v.grad and v.udfald != "kritik":
        yield f"{who}: en grad hører kun til kritik. Ret udfaldet, eller fjern graden."
    elif v.grad and rules.grad(v.grad) is None:
        steps = ", ".join(row.navn for row in rules.kritikskala.values())
        yield f"{who}: '{v.grad}' er ikke et trin på kritikskalaen: {steps}."


def conclusion(punkt: Klagepunkt, rules: Rulebook) -> tuple[str, ...]:
    """Word a klagepunkt's conclusion, sentence by sentence."""
    v = punkt.vurdering
    if v is None:
        return ()
    facts = _facts(punkt, v)
    named = [rules.konklusioner["paastand"].saetning, *_finding(v, rules)]
    named += [rules.konklusioner[row].saetning for row in _reservations(punkt, v)]
    return tuple(sentence.format_map(facts) for sentence in named)


def label(punkt: Klagepunkt, rules: Rulebook) -> str:
    """Return the conclusion in a word or two, for the statement's overview."""
    v = punkt.vurdering
    if v is None:
        return ""
    return v.grad or str(rules.konklusioner[v.udfald].titel)


def outcome(punkter: Sequence[Klagepunkt], center: str, rules: Rulebook) -> str:
    """Say in the statement's title how it ended."""
    results = [punkt.vurdering.udfald for punkt in punkter if punkt.vurdering]
    kritik, ingen = results.count("kritik"), results.count("ingen-kritik")
    if kritik:
        row = "resultat-kritik" if kritik == len(results) else "resultat-kritik-delvis"
    else:
        row = "resultat-ingen-kritik" if ingen else "resultat-ikke-vurderet"
    facts = {"center": center, "kritik": kritik, "antal": len(results)}
    return rules.konklusioner[row].saetning.format_map(facts)


def clause(text: str | None) -> str:
    """Make a that-clause of what was written: without 'at' in front and a full stop behind."""
    words = " ".join((text or "").split())
    return re.sub(r"^at\s+", "", words, flags=re.IGNORECASE).rstrip(".")


def _finding(v: Vurdering, rules: Rulebook) -> Iterator[str]:
    grade = rules.grad(v.grad)
    if v.udfald == "kan-ikke-vurderes" and v.konstateret:
        yield rules.konklusioner["konstateret"].saetning
    yield grade.saetning if grade else rules.konklusioner[v.udfald].saetning


def _reservations(punkt: Klagepunkt, v: Vurdering) -> Iterator[str]:
    extent = "helt" if v.udfald == "kan-ikke-vurderes" else "delvist"
    for name in v.forbehold:
        if name == "gyldighed":
            yield f"gyldighed-{extent}-{_stage(punkt)}"
        elif name == "faglig-vurdering" and v.holdepunkter:
            yield "faglig-vurdering-holdepunkter"
        else:
            yield f"{name}-{extent}"
    elsewhere = punkt.afgoerelse is not None and punkt.afgoerelse.klageinstans
    if elsewhere and set(v.forbehold) - {"bevistvivl"}:
        yield "klageinstans"


def _stage(punkt: Klagepunkt) -> str:
    """Tell sagens stade; a case that says nothing of an afgørelse has not said there is none."""
    if punkt.afgoerelse is None:
        return "uoplyst"
    return "truffet" if punkt.afgoerelse.truffet else "ikke-truffet"


def _facts(punkt: Klagepunkt, v: Vurdering) -> dict[str, str]:
    decision = punkt.afgoerelse
    return {
        "forhold": clause(punkt.forhold),
        "konstateret": clause(v.konstateret),
        "grad": v.grad or "",
        "holdepunkter": clause(v.holdepunkter),
        "truffet": f"den {spelled(decision.truffet)}" if decision and decision.truffet else "",
        "klageinstans": (decision.klageinstans if decision else None) or "",
    }


def _paths(nr: int) -> dict[str, tuple[str, ...]]:
    return {key: (f"Klagepunkt {nr}", title) for key, title in PARTS.items()}


def _without_comments(text: str) -> str:
    """Blank out the comments, keeping every line where it is."""
    normal = text.replace("\r\n", "\n")
    return _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), normal)
