"""The bodies a citizen can be sent to, and what the office must still find out about them."""

from __future__ import annotations

from collections.abc import Iterator

from workflow.core.competence_rows import Authority
from workflow.core.rulebook import Rulebook


def unfilled(rules: Rulebook) -> Iterator[str]:
    """Yield a line for the bodies that nobody has filled in how to reach, if there are any."""
    if names := [row.id for row in rules.myndigheder.values() if not row.kontakt]:
        yield (
            f"regler/myndigheder.yaml: {', '.join(names)} har ingen kontaktoplysninger. Skriv "
            "telefon, hjemmeside eller adresse i kontorets egen regler/myndigheder.yaml, og sæt "
            "'kontrolleret' til den dag, du efterså dem."
        )


def faults(row: Authority) -> Iterator[str]:
    """Yield what is wrong with how a body can be reached."""
    if not row.kontakt and not row.kontoret_udfylder:
        yield "har ingen kontaktoplysninger. Skriv dem, eller sæt 'kontoret_udfylder: true'."
    if row.kontakt and row.kontrolleret is None:
        yield "har kontaktoplysninger. Sæt 'kontrolleret' til den dag, nogen efterså dem."
