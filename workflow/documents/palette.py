"""The house's colours for charts: told apart by the colour-blind, in grey, and on white.

The first is the accent of the letters. Each is at least 3:1 against white, any two are far apart
also as seen with protanopia, deuteranopia and tritanopia, and no two are the same grey.
"""

from __future__ import annotations

SERIES = ("#0f4c5c", "#b26527", "#2c1417", "#5e9daa", "#724ca0")
TEXTURES = ("", "prikker", "", "streger", "")  # Neighbours differ in more than colour.
ACCENT = SERIES[0]
INK = "#26333a"
GREY = "#4a5559"
BEFORE = "#7d8b90"
HAIRLINE = "#b7c5c8"
WHITE = "#ffffff"
DARK = "#000000"
LIGHT = frozenset({SERIES[1], SERIES[3]})  # What is written on these is black.
