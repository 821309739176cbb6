"""What stops a report or a comparison: what is missing in it, or does not agree."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class ReportNotReady(CaseworkError):
    """A report has gaps, or says what its tables do not."""

    WITH_GAPS = "Skriv det, der mangler. Med --udkast kan du se den, som den er."
    WITHOUT_GAPS = (
        "Ret tallene, eller brug et mærke som [[tal T1 klagepunkter]]. Er de rigtige alligevel, så "
        "gentag med --alligevel; med --udkast kan du se den, som den er."
    )
    besked = "Beretningen er ikke lavet endnu:\n{fund}\n{udvej}"
    exit_code = 4


class NotComparable(CaseworkError):
    """Data packages that cannot be laid side by side; every reason at once."""

    besked = "Pakkerne kan ikke sammenlignes:\n{grunde}\nVælg andre pakker, eller bed om nye."
    exit_code = 4
