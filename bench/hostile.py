"""Put hostile text through real letters, and rows of every short token through pandoc's reader.

    python bench/hostile.py [letters] [seed] [signs]

Each letter holds 60 texts of letters from all planes and of pieces of markup; each must come out
of the DOCX and of the PDF (tests/hostile.py says what is passed over). Then every token of up to
*signs* signs of punctuation (2 unless told) is repeated to 20,000 signs and read, as the adviser's
own Markdown where `core/tangle.py` lets it pass and escaped as a citizen's: what takes over two
seconds is printed.
"""

from __future__ import annotations

import random
import string
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


from workflow.core.errors import CaseworkError  # noqa: E402
from workflow.core.tangle import tangles  # noqa: E402
from workflow.documents.escape import block  # noqa: E402

hostile = import_module("tests.hostile")
made = import_module("letter_sample").made
SLOW, LONG, TEXTS = 2.0, 20_000, 60


def main(letters: int = 20, seed: int = 0, signs: int = 2) -> None:
    """Print what is lost, what is slow, and the counts of both."""
    lost = 0
    for number in range(seed, seed + letters):
        for text in hostile.lost(hostile.texts(random.Random(number), TEXTS)):
            lost += 1
            print(f"lost (seed {number}): {text!a}")
    print(f"{letters * TEXTS} texts, {lost} lost")
    slow, read = 0, 0
    for token, text in _rows(signs):
        read += 1
        begun = time.perf_counter()
        try:
            made(text)
            told = ""
        except CaseworkError as error:
            told = str(error).split("\n", maxsplit=1)[0]
        spent = time.perf_counter() - begun
        if spent > SLOW or told:
            slow += 1
            print(f"{spent:6.1f} s  {token!r}  {told}")
    print(f"{read} rows, {slow} slow or refused by a program")


def _rows(signs: int) -> Iterator[tuple[str, str]]:
    for length in range(1, signs + 1):
        for token in map("".join, product(string.punctuation, repeat=length)):
            row = token * (LONG // length)
            yield f"{token} (citizen)", block(row)
            if not list(tangles(row)):
                yield token, row


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
