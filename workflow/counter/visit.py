"""Someone at the counter: what time it is, and the office that the errand is about."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from workflow.archive import places
from workflow.core.reading import chosen_day

if TYPE_CHECKING:
    from workflow.office.desk import Office


_ENDING = "afslutning af et afbrudt skridt"


class Visit(Struct, frozen=True, dict=True):
    """One command being run: where the archives are, what surrounds it, and when."""

    cases: Path
    environment: Mapping[str, str]
    now: datetime
    here: Path | None = None

    @property
    def own_rules(self) -> Path | None:
        """The folder of the office's own tables, if an archive can be told and has one."""
        return places.own_rules(self.cases, self.environment, self.here)

    @cached_property
    def archive(self) -> Path:
        """The archive that is worked on; what a killed command left in it has been ended."""
        from workflow import telling
        from workflow.archive import journal

        root = places.archive(self.cases, self.environment, self.here)
        telling.remark(journal.end_interrupted(root, _ENDING))
        return root

    @cached_property
    def office(self) -> Office:
        """The office whose archive is worked on; NoArchive or BadFile when there is none."""
        from workflow.office import desk

        return desk.enter(self.archive)

    def over(self) -> None:
        """End the visit, when all has been told: see to the archive that was worked on."""
        if "archive" in vars(self):
            from workflow.archive import journal

            journal.begin_where_due(self.archive)

    @property
    def today(self) -> date:
        """The day it is."""
        return self.now.date()

    def day(self, given: str) -> date:
        """Return the day of --dato, or today."""
        return chosen_day("dato", given, self.today)
