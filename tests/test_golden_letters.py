"""Letters as they read, held against Markdown that a jurist can read and correct.

After a change that is meant, run the tests once with `SAGSGANG_GOLDEN=skriv` and read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from every_letter import BEHALF, Kind, letters

GOLDEN = Path(__file__).parent / "golden"
LETTERS = {
    "videresendelse-borger-et-punkt": ("videresend: videresendelse-borger", Kind()),
    "videresendelse-center-tre-punkter-fuldmagt": (
        "videresend: videresendelse-center",
        Kind(3, BEHALF),
    ),
    "rykker-center-et-punkt": ("rykker: rykker-center", Kind()),
    "opfoelgning-center-tre-punkter": ("foelg-op: opfoelgning-center", Kind(3)),
    "genfremsendelse-borger-tre-punkter-fuldmagt": (
        "genfremsend: genfremsendelse-borger",
        Kind(3, BEHALF, adresse=None),
    ),
    "kvittering-borger-engelsk": ("kvitter: kvittering-borger", Kind(3, adresse=None, sprog="en")),
}


@pytest.mark.parametrize("name", LETTERS)
def test_a_letter_reads_as_it_was_agreed(name, kontor, rules):
    letter, kind = LETTERS[name]
    text = letters(kind, kontor, rules)[letter]
    golden = GOLDEN / f"{name}.md"
    if os.environ.get("SAGSGANG_GOLDEN") == "skriv":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")
