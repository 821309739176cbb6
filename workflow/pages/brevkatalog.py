"""The letter catalogue: every letter as a case of the demonstration has it, for a jurist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from workflow.core.language import DANISH
from workflow.core.rulebook import Letter, Rulebook
from workflow.pages.specimens import Specimen

HEAD = """\
# Brevkatalog

<!-- Siden er lavet af breve.yaml, skabelonerne og demonstrationens sager. Ret dem og ikke siden:
     python -m workflow.pages -->

Hvert brev, som det ser ud i en opdigtet sag. Brevhoved, adresse, dato og sidetal sætter programmet
selv. Ordene står i `templates/breve/`; et kontor kan have sine egne i arkivets `skabeloner/breve/`.
"""
_NEEDLESS = re.compile(r"(?<=[\w»)])\\([,.\-:;/?!%@)])")
_TO = {"borger": "borgeren", "center": "centret", "begge": "både borgeren og centret"}


def page(rules: Rulebook, specimens: Mapping[str, Specimen]) -> str:
    """Return the whole page."""
    return "\n".join(_page(rules, specimens)).rstrip() + "\n"


def _page(rules: Rulebook, specimens: Mapping[str, Specimen]) -> Iterator[str]:
    yield HEAD
    yield from _overview(rules, specimens)
    for letter in rules.breve.values():
        yield f"\n## {letter.id}\n"
        yield f"**{letter.titel}**, til {_to(letter)}. {_by(letter, rules)}\n"
        yield f"Kilde: {letter.kilde}.\n"
        yield from _shown(letter, rules, specimens[letter.id])


def _overview(rules: Rulebook, specimens: Mapping[str, Specimen]) -> Iterator[str]:
    yield "| Brev | Titel | Til | Skrives ved | Sprog |"
    yield "|---|---|---|---|---|"
    for letter in rules.breve.values():
        languages = (DANISH, *specimens[letter.id].oversat)
        named = ", ".join(rules.sprog[sprog].navn for sprog in languages)
        steps = ", ".join(f"`{name}`" for name in _steps(letter, rules)) or "–"
        yield (
            f"| [{letter.id}](#{letter.id}) | {letter.titel} | {_to(letter)} | {steps} | {named} |"
        )


def _steps(letter: Letter, rules: Rulebook) -> Iterator[str]:
    for action in rules.handlinger.values():
        if letter.id in action.breve:
            yield action.id


def _by(letter: Letter, rules: Rulebook) -> str:
    steps = [f"[{name}](sagsgang.md#{name})" for name in _steps(letter, rules)]
    return f"Skrives ved {', '.join(steps)}." if steps else "Skrives ikke af noget skridt."


def _to(letter: Letter) -> str:
    return _TO.get(letter.modtager, letter.modtager)


def _shown(letter: Letter, rules: Rulebook, specimen: Specimen) -> Iterator[str]:
    yield f"I sagen »{specimen.emne}«:\n"
    yield quoted(specimen.tekst)
    for sprog, text in specimen.oversat.items():
        yield f"\n### {letter.id} på {rules.sprog[sprog].navn}\n"
        yield quoted(text)


def quoted(text: str) -> str:
    """Set a letter's Markdown off from the page: as a quotation, its headings below the page's."""
    depth, lines = 1, [">"]
    for line in text.strip().splitlines():
        mark = line.strip()
        if mark.startswith(":::"):
            depth += 1 if mark.strip(": ") else -1
            shown = ">"
        else:
            lowered = re.sub(r"^(#{1,4}) ", r"##\1 ", line)
            shown = f"{'> ' * depth}{_NEEDLESS.sub(_plain, lowered)}".rstrip()
        if shown != lines[-1] or shown.strip("> "):
            lines.append(shown)
    return "\n".join(lines[1:])


def _plain(found: re.Match[str]) -> str:
    """Leave out a backslash that the page does not need: what is not the start of a list."""
    before = found.string[: found.start()]
    return found[0] if before.strip().isdigit() else found[1]
