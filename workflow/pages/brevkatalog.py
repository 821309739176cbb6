"""The letter catalogue: every letter as a case of the demonstration has it, for a jurist."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from workflow.core.rulebook import Letter, Rulebook
from workflow.pages.specimens import Specimen

HEAD = """\
# Brevkatalog

<!-- Siden er lavet af breve.yaml, skabelonerne og demonstrationens sager. Ret dem og ikke siden:
     python -m workflow.pages -->

Hvert brev, som det ser ud i en opdigtet sag. Brevhoved, adresse, dato og sidetal sætter programmet
selv. Ordene står i `templates/breve/`; et kontor kan have sine egne i arkivets `skabeloner/breve/`.
"""
LANGUAGES = {"da": "dansk", "en": "engelsk", "de": "tysk"}
UNREAD = "Brevet skrives endnu ikke i demonstrationen. Sådan lyder skabelonen:\n"
_NEEDLESS = re.compile(r"(?<=[\w»)])\\([,.\-:;/?!%@)])")
_TO = {"borger": "borgeren", "center": "centret", "begge": "både borgeren og centret"}


def page(rules: Rulebook, templates: Path, specimens: Mapping[str, Specimen]) -> str:
    """Return the whole page."""
    return "\n".join(_page(rules, templates, specimens)).rstrip() + "\n"


def _page(rules: Rulebook, templates: Path, specimens: Mapping[str, Specimen]) -> Iterator[str]:
    yield HEAD
    yield from _overview(rules, templates)
    for letter in rules.breve.values():
        yield f"\n## {letter.id}\n"
        yield f"**{letter.titel}**, til {_to(letter)}. {_by(letter, rules)}\n"
        yield f"Kilde: {letter.kilde}.\n"
        yield from _shown(letter, templates, specimens.get(letter.id))
        for sprog, path in translations(letter, templates).items():
            yield f"\n### {letter.id} på {LANGUAGES.get(sprog, sprog)}: skabelonen\n"
            yield _source(path)


def _overview(rules: Rulebook, templates: Path) -> Iterator[str]:
    yield "| Brev | Titel | Til | Skrives ved | Sprog |"
    yield "|---|---|---|---|---|"
    for letter in rules.breve.values():
        languages = ["da", *translations(letter, templates)]
        named = ", ".join(LANGUAGES.get(sprog, sprog) for sprog in languages)
        steps = ", ".join(f"`{name}`" for name in _steps(letter, rules)) or "–"
        yield (
            f"| [{letter.id}](#{letter.id}) | {letter.titel} | {_to(letter)} | {steps} | {named} |"
        )


def translations(letter: Letter, templates: Path) -> dict[str, Path]:
    """Return a letter's templates in other languages: `<id>.en.md` beside `<id>.md`."""
    own = templates / letter.fil
    found = sorted(own.parent.glob(f"{own.stem}.*.md"))
    return {path.name.removeprefix(f"{own.stem}.").removesuffix(".md"): path for path in found}


def _steps(letter: Letter, rules: Rulebook) -> Iterator[str]:
    for action in rules.handlinger.values():
        if letter.id in action.breve:
            yield action.id


def _by(letter: Letter, rules: Rulebook) -> str:
    steps = [f"[{name}](sagsgang.md#{name})" for name in _steps(letter, rules)]
    return f"Skrives ved {', '.join(steps)}." if steps else "Skrives ikke af noget skridt."


def _to(letter: Letter) -> str:
    return _TO.get(letter.modtager, letter.modtager)


def _shown(letter: Letter, templates: Path, specimen: Specimen | None) -> Iterator[str]:
    if specimen is None:
        yield UNREAD
        yield _source(templates / letter.fil)
    else:
        yield f"I sagen »{specimen.emne}«:\n"
        yield quoted(specimen.tekst)


def _source(path: Path) -> str:
    return f"```text\n{path.read_text(encoding='utf-8').strip()}\n```"


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
