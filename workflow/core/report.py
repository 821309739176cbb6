"""A report as it is to be set: chapters of prose, tables and figures, every mark replaced."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from workflow.core import marks
from workflow.core.dimensions import Value
from workflow.core.marks import FIGURE, PROSE, TABLE, Piece
from workflow.core.printed import Trykt, TryktLinje

EVERYTHING = "bilag"


class Prose(Struct, frozen=True):
    """The adviser's own text, as Markdown."""

    markdown: str


class TableBlock(Struct, frozen=True):
    """A protected table, with what it counts."""

    id: str
    titel: str
    enhed: str
    definition: str
    kolonner: tuple[Value, ...]
    linjer: tuple[TryktLinje, ...]
    noter: tuple[str, ...]
    periode: str


class FigureBlock(Struct, frozen=True):
    """A chart: `svg` for a page of 16 cm, `smal` the same for a telephone, `alt` all in words.

    `kilde` is the line under it: unit, period, where the numbers stand, and what the marks mean.
    """

    id: str
    titel: str
    svg: str
    alt: str
    kilde: str
    smal: str = ""


Block = Prose | TableBlock | FigureBlock


class Chapter(Struct, frozen=True):
    """A chapter: its title, and what it consists of."""

    titel: str
    blokke: tuple[Block, ...]


class Report(Struct, frozen=True):
    """A whole report."""

    titel: str
    kommune: str
    aar: str
    kapitler: tuple[Chapter, ...]


class Material(Struct, frozen=True):
    """What the marks of a report stand for."""

    tabeller: Sequence[Trykt]
    figurer: Mapping[str, FigureBlock]
    lister: Mapping[str, str]


def chapter(text: str, of: Material) -> Chapter:
    """Return a chapter with its marks replaced; its first heading is its title."""
    title, blocks = "", list[Block]()
    for piece in marks.pieces(text):
        if piece.slags == PROSE and not title and piece.tekst.startswith("# "):
            heading, _, rest = piece.tekst.partition("\n")
            title = heading.removeprefix("#").strip()
            piece = piece._replace(tekst=rest.strip("\n"))  # noqa: PLW2901  # the rest of it
        blocks += _blocks(piece, of)
    return Chapter(title, tuple(blocks))


def table_block(shown: Trykt) -> TableBlock:
    """Return a table as it is set."""
    row, columns = shown.row, shown.kolonner
    named = (row.id.upper(), row.titel, row.enhed, row.definition)
    return TableBlock(*named, columns, shown.linjer, shown.noter, shown.periode)


def markdown(report: Report) -> str:
    """Return a report as one text, figures as the words that stand for them."""
    texts = [f"# {report.titel}", f"{report.kommune}, {report.aar}"]
    for told in report.kapitler:
        texts += [f"# {told.titel}", *map(_text, told.blokke)]
    return "\n\n".join(texts) + "\n"


def _blocks(piece: Piece, of: Material) -> Iterator[Block]:
    if piece.slags == PROSE:
        text, _ = marks.filled(piece, of.tabeller)
        if text.strip():
            yield Prose(text)
    elif piece.slags == TABLE:
        yield table_block(marks.chosen(piece, of.tabeller))
    elif piece.slags == FIGURE:
        figure = of.figurer.get(piece.ord[0].upper())
        yield from () if figure is None else (figure,)
    elif piece.slags == EVERYTHING:
        yield from map(table_block, of.tabeller)
    elif told := of.lister.get(piece.slags, "").strip():
        yield Prose(told)


def _text(block: Block) -> str:
    if isinstance(block, Prose):
        return block.markdown
    if isinstance(block, FigureBlock):
        return f"*{block.titel}.* {block.alt}"
    head = ["", *(column.navn for column in block.kolonner)]
    rows = [head, [":--", *("--:" for _ in block.kolonner)]]
    rows += [[line.navn, *line.celler] for line in block.linjer]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    under = " ".join((f"Enhed: {block.enhed}.", block.definition.strip(), *block.noter))
    return f"**{block.id}. {block.titel}, {block.periode}**\n\n{table}\n\n{under}"
