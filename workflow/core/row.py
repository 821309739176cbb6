"""What every row of every table has: an id, a source, its years and its translations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Self

import msgspec
from msgspec import Meta

from workflow.core.model import Record, Tekst


class Row(Record, frozen=True, kw_only=True):
    """What every row has: an id, which is its key in the file, and where the rule comes from."""

    id: Annotated[str, Meta(pattern=r"^[a-z0-9][a-z0-9-]*$")]
    kilde: Tekst
    kontrolleret: date | None = None
    gaelder_fra: date | None = None
    gaelder_til: date | None = None
    oversat: dict[str, dict[str, str]] = msgspec.field(default_factory=dict)

    def paa(self, sprog: str, felt: str) -> str:
        """Return a field's text in a language, or as the row has it when it is not translated."""
        text: str = self.oversat.get(sprog, {}).get(felt) or getattr(self, felt)
        return text

    def i_oversaettelse(self, sprog: str) -> Self:
        """Return the row with every text in a language that it is translated to."""
        return msgspec.structs.replace(self, **self.oversat.get(sprog, {}))

    def gaelder(self, day: date) -> bool:
        """Tell whether the row is in force on *day*."""
        begun = self.gaelder_fra is None or self.gaelder_fra <= day
        return begun and (self.gaelder_til is None or day <= self.gaelder_til)
