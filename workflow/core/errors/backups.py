"""What stops a backup, or the restoring of one."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class BackupFailed(CaseworkError):
    """A backup could not be written, or not be restored when it was tried."""

    besked = (
        "Sikkerhedskopien i {sted} blev ikke lavet: {fejl}\n"
        "Der ligger ingen halv kopi, og tidligere kopier er urørte. Se efter adgang og plads, og "
        "prøv igen, eller vælg et andet sted."
    )
    exit_code = 5


class BadBackup(CaseworkError):
    """A file is no backup of ours, or not any longer what it was."""

    besked = (
        "{fil} kan ikke gendannes: {fejl}\n"
        "Intet er gendannet. Brug en anden kopi, eller hent filen igen, hvis den er flyttet hertil."
    )
    exit_code = 3


class RestoreFailed(CaseworkError):
    """A sound backup could not be restored in that place."""

    besked = (
        "Arkivet kunne ikke gendannes i {sted}: {fejl}\n"
        "Der er ikke efterladt noget. Se efter adgang og plads, og prøv igen, eller giv et andet "
        "sted med --til."
    )
    exit_code = 5
