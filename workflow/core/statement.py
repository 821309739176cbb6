"""The udtalelse's prose: what the adviser has written, read by section (design §7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from workflow.core.markdown import Markdown, comments_blanked
from workflow.core.tangle import tangles

FILE = "udtalelse.md"
COMMON = {
    "resume": "Resumé",
    "sagsfremstilling": "Sagsfremstilling",
    "centrets_udtalelse": "Centrets udtalelse",
    "borgerens_bemaerkninger": "Borgerens bemærkninger",
    "retsgrundlag": "Retsgrundlag",
}
OPTIONAL = frozenset({"borgerens_bemaerkninger"})
ABOUT_A_POINT = {"fakta": "Faktiske forhold", "regler": "Regler", "vurdering": "Vurdering"}

Heading = tuple[str, ...]

_HEADING = re.compile(r"(#{1,2})[ \t]++(.*[^ \t#])")
_MARK = re.compile(r"\[\[\s*konklusion\s+(\d+)\s*\]\]")
_ANY_MARK = re.compile(r"\[\[(?:(?!\[\[|\]\]).)*\]\]")


class Section(Struct, frozen=True):
    """A piece of the adviser's prose: where it stands, and its text without comments."""

    overskrift: tuple[str, ...]
    linje: int
    tekst: str

    @property
    def tom(self) -> bool:
        """Tell whether nothing has been written."""
        return not _MARK.sub("", self.tekst).strip()


def sections(text: str) -> dict[Heading, Section]:
    """Read the prose by its headings of level one and two; line 1 is the first."""
    return {section.overskrift: section for section in _sections(text)}


def _sections(text: str) -> Iterator[Section]:
    path: Heading = ()
    start, lines = 1, list[str]()
    for number, line in enumerate(_without_comments(text).split("\n"), 1):
        heading = _HEADING.match(line)
        if heading:
            yield Section(path, start, "\n".join(lines))
            chapter = path[:1] or ("",)
            path = (heading[2],) if heading[1] == "#" else (*chapter, heading[2])
            start, lines = number, []
        else:
            lines.append(line)
    yield Section(path, start, "\n".join(lines))


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
    yield from (f"{FILE}, linje {line + 1}: {fault}" for line, fault in tangles(text))
    found = sections(text)
    yield from _repeated(text)
    wanted: list[Heading] = [(t,) for key, t in COMMON.items() if key not in OPTIONAL]
    wanted += [path for nr in numbers for path in _paths(nr).values()]
    for path in wanted:
        yield from _absent(found.get(path), path)
    yield from _misplaced(found, numbers)
    yield from _unknown_marks(text, numbers)


def _repeated(text: str) -> Iterator[str]:
    """Two sections of one name would hide each other's text."""
    seen: dict[Heading, int] = {}
    for section in _sections(text):
        if section.overskrift in seen:
            name = " / ".join(section.overskrift)
            yield (
                f"{FILE}, linje {section.linje}: overskriften '{name}' står også i linje "
                f"{seen[section.overskrift]}. Saml teksten under den ene."
            )
        seen[section.overskrift] = section.linje


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
    homes = {nr: _paths(nr)["vurdering"] for nr in numbers}
    for section in _sections(text):
        for mark in _ANY_MARK.finditer(section.tekst):
            known = _MARK.fullmatch(mark[0])
            if not known or homes.get(int(known[1])) != section.overskrift:
                line = section.linje + 1 + section.tekst.count("\n", 0, mark.start())
                yield f"{FILE}, linje {line}: mærket {mark[0]} hører ikke til her. Slet det."


def _paths(nr: int) -> dict[str, tuple[str, ...]]:
    return {key: (f"Klagepunkt {nr}", title) for key, title in ABOUT_A_POINT.items()}


def _without_comments(text: str) -> str:
    """Blank out the comments, keeping every line where it is."""
    return comments_blanked(text.replace("\r\n", "\n"))
