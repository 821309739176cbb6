"""The figures of several municipalities side by side, and why what is not there is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from workflow.core import habits_compared, margins
from workflow.core.compared_table import About, Side, beside
from workflow.core.errors import NotComparable
from workflow.core.habits_compared import Difference
from workflow.core.margins import COLUMNS
from workflow.core.printed import Trykt
from workflow.core.received import Received
from workflow.core.rulebook import Table
from workflow.core.translation import Translation

LEAST, MOST = 2, 6
IN_TIME = frozenset(("maaned", "kvartal"))


class Comparison(Struct, frozen=True):
    """What came of it: tables, where counting differs, and what was left out with its reason."""

    pakker: tuple[Received, ...]
    tabeller: tuple[Trykt, ...]
    forskelle: tuple[Difference, ...]
    udeladt: tuple[str, ...]


def refuse(packages: Sequence[Received]) -> None:
    """Raise NotComparable with every reason why the packages cannot be laid side by side."""
    if reasons := [*_reasons(packages)]:
        raise NotComparable(grunde="\n".join(f"- {reason}" for reason in reasons))


def compare(
    packages: Sequence[Received], known: Mapping[str, Table], translation: Translation
) -> Comparison:
    """Compare packages that `refuse` let pass; NotComparable when they share no table."""
    made, left = list[Trykt](), list[str]()
    for name in dict.fromkeys(name for package in packages for name in package.tabeller):
        row = known.get(name)
        reasons = [*_why_not(name, packages, row, translation)]
        left += (f"{name.upper()}: {reason}" for reason in reasons or _lacking(name, packages))
        made += () if reasons else _tables(name, packages, known, translation)
    if not made:
        raise NotComparable(grunde="\n".join(f"- {reason}" for reason in left))
    told = habits_compared.differences(packages)
    return Comparison(tuple(packages), tuple(made), told, tuple(left))


def _reasons(packages: Sequence[Received]) -> Iterator[str]:
    if not LEAST <= len(packages) <= MOST:
        yield f"der er {len(packages)} pakker; der skal være fra {LEAST} til {MOST}."
    seen = dict[str, Received]()
    for package in packages:
        first = seen.setdefault(package.om.kort, package)
        if first is not package:
            yield f"{first.fil} og {package.fil} er begge fra {package.om.kommune}."
    first, *others = packages
    for other in others:
        if other.om.laengde != first.om.laengde:
            yield (
                f"perioderne er ikke lige lange: {first.om.navn} har talt {_long(first)}, og "
                f"{other.om.navn} {_long(other)}."
            )


def _long(package: Received) -> str:
    months, days = package.om.laengde
    told = [f"{months} måneder"] if months else []
    told += [f"{days} dage"] if days else []
    return f"{' og '.join(told)} ({package.om.periode.navn})"


def _having(name: str, packages: Sequence[Received]) -> list[Received]:
    """Return those whose table holds anything."""
    tables = [(package, package.tabeller.get(name)) for package in packages]
    return [package for package, table in tables if table and table.linjer]


def _lacking(name: str, packages: Sequence[Received]) -> Iterator[str]:
    """Yield who is not in a table that the others are compared in."""
    having = {package.om.kort for package in _having(name, packages)}
    for package in packages:
        if package.om.kort not in having:
            yield f"{package.om.navn} har ingen tal i den og er ikke med."


def _why_not(
    name: str, packages: Sequence[Received], row: Table | None, translation: Translation
) -> Iterator[str]:
    """Yield why a table cannot be compared."""
    having = _having(name, packages)
    if len(having) < LEAST:
        yield f"kun {having[0].om.navn} har tal i den." if having else "ingen har tal i den."
        return
    units = {package.tabeller[name].om.enhed for package in having}
    if len(units) > 1:
        counted = (f"{p.om.navn} tæller {p.tabeller[name].om.enhed}" for p in having)
        yield f"enheden er ikke den samme: {', '.join(counted)}."
    if not _shared(name, having):
        yield "kommunernes tabeller har ikke samme form."
    if row and row.raekker in IN_TIME and len({package.om.periode for package in having}) > 1:
        yield "den følger kalenderen, og kommunerne har ikke talt samme periode."
    for kind in _shared(name, having):
        for package in having:
            parts = margins.unmergeable(package, package.tabeller[name], kind, translation)
            yield from (f"{package.om.navn}: {reason}" for reason in parts)
        yield from _unlike(_sides(name, having, kind, translation))


def _unlike(sides: Sequence[Side]) -> Iterator[str]:
    """Yield each line that is not counted in one unit by all."""
    for code in dict.fromkeys(code for side in sides for code in side.punkter):
        units = {s.pakke.om.navn: s.punkter[code].celle.enhed for s in sides if code in s.punkter}
        if len({*units.values()}) > 1:
            counted = ", ".join(f"{unit} ({navn})" for navn, unit in units.items())
            line = code.replace("\n", ", ")
            yield f"linjen '{line}' er talt i forskellige enheder: {counted}."


def _shared(name: str, having: Sequence[Received]) -> list[str]:
    """Return the margins that every municipality's table has."""
    first, *others = [margins.kinds(package.tabeller[name]) for package in having]
    return [kind for kind in first if all(kind in other for other in others)]


def _elsewhere(
    row: Table | None, kind: str, having: Sequence[Received], known: Mapping[str, Table]
) -> bool:
    """Tell whether a table's columns are the lines of another that all of them have."""
    return (
        row is not None
        and kind == COLUMNS
        and any(
            (other.fakta, other.hvor, other.raekker) == (row.fakta, row.hvor, row.kolonner)
            and not other.kolonner
            and other.opgoerelse == row.opgoerelse
            and len(_having(other.id, having)) == len(having)
            for other in known.values()
        )
    )


def _tables(
    name: str, packages: Sequence[Received], known: Mapping[str, Table], translation: Translation
) -> Iterator[Trykt]:
    having = _having(name, packages)
    row = known.get(name)
    kinds = [k for k in _shared(name, having) if not _elsewhere(row, k, having, known)]
    for number, kind in enumerate(kinds, 1):
        sides = _sides(name, having, kind, translation)
        ident = f"{name}-{number}" if len(kinds) > 1 else name
        yield beside(About(name, kind, row, ident), sides)


def _sides(
    name: str, having: Sequence[Received], kind: str, translation: Translation
) -> list[Side]:
    return [Side(p, margins.points(p, p.tabeller[name], kind, translation)) for p in having]
