"""How wide a text is in the house's font, so that nothing in a chart runs into anything."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

UNKNOWN = 850
# Thousandths of the size, by the characters that are so wide; a test holds them to the fonts.
REGULAR: Mapping[int, str] = {
    200: " ", 241: "|", 246: "i", 247: "j", 249: "',.:;·’", 255: "l", 263: "I", 289: "!",
    292: "f", 303: "()[]{}", 304: "•", 311: "-", 338: "t", 347: "r", 350: "/\\", 418: "*",
    419: "s", 425: "?z", 426: '"', 446: "x", 456: "c", 467: "vy", 476: "Y", 480: "J–",
    486: "L", 494: "F", 495: "k", 496: "eé", 497: "#$+0123456789<=>^~§≥≤×", 500: "_",
    504: "agåä", 513: "X", 515: "V", 527: "EÉ", 534: "S", 536: "T", 539: "Z", 542: "`oøö",
    544: "AhuÅüÄ", 547: "n", 553: "b", 555: "dpq", 566: "P", 569: "R", 571: "C", 579: "K",
    588: "B", 609: "&", 615: "D", 617: "G", 645: "UÜ", 647: "N", 652: "H", 664: "OQØÖ",
    718: "w", 727: "M", 785: "æ", 786: "W", 800: "—", 808: "½", 822: "Æ", 824: "%", 829: "m",
    847: "@", 948: "…",
}  # fmt: skip
BOLD: Mapping[int, str] = {
    200: " ", 268: "|", 276: "i", 278: "j", 286: "l", 300: "',.:;·’", 301: "I", 332: "-",
    339: "/\\", 340: "!", 341: "f", 344: "()[]{}", 345: "•", 383: "t", 398: "r", 443: "s",
    457: "*", 460: "z", 463: "?", 467: "c", 480: "–", 500: "_", 509: "J", 514: "x", 518: "Leé",
    521: "y", 523: "v", 524: "F", 525: "Y", 527: "aåä", 528: "#$+0123456789<=>^~§≥≤×", 534: "g",
    537: '"', 541: "Z", 548: "EkÉ", 555: "`oøö", 556: "STV", 567: "X", 568: "uü", 571: "h",
    572: "n", 573: "AbdpqÅÄ", 582: "C", 596: "P", 605: "B", 613: "R", 614: "K", 635: "D",
    638: "G", 665: "NUÜ", 667: "&", 674: "H", 684: "OQØÖ", 762: "M", 776: "w", 786: "æ",
    800: "—", 813: "W", 845: "Æ", 846: "½", 857: "%m", 903: "@", 978: "…",
}  # fmt: skip


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of a text set in a size."""
    known = _widths(bold)
    return sum(known.get(character, UNKNOWN) for character in text) * size / 1000


def wrapped(text: str, room: float, size: float, *, bold: bool = False) -> tuple[str, ...]:
    """Break a text into lines that fit; a word too long for a line is broken anywhere."""
    lines = [""]
    for word in _pieces(text.split(), room, size, bold):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(line for line in lines if line)


def _pieces(words: list[str], room: float, size: float, bold: bool) -> Iterator[str]:
    for word in words:
        piece = ""
        for character in word:
            if piece and width(f"{piece}{character}-", size, bold=bold) > room:
                yield f"{piece}-"
                piece = ""
            piece += character
        yield piece


@cache
def _widths(bold: bool) -> Mapping[str, int]:
    table = BOLD if bold else REGULAR
    return {character: wide for wide, characters in table.items() for character in characters}
