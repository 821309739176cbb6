"""What stops the archive: it is not one, it is busy, or it is not in a fit state."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class NoArchive(CaseworkError):
    """There is no archive to work on, or not one."""

    besked = "{fejl}"
    exit_code = 5


class NotAnArchive(CaseworkError):
    """The folder has no journal of its own."""

    besked = (
        "{sted} er ikke et arkiv, eller arkivet er tomt.\n"
        "Opret et med 'inv arkiv', eller vælg et andet med 'inv vaelg'."
    )
    exit_code = 5


class ArchiveExists(CaseworkError):
    """An archive is to be made where there is one."""

    besked = (
        "Der er allerede et arkiv i {sted}. Vælg et andet navn, eller brug det med 'inv vaelg'."
    )
    exit_code = 5


class ArchiveBusy(CaseworkError):
    """Another command of ours is at work in the archive."""

    besked = "Arkivet er optaget af {hvem}.\nVent, til det er færdigt, og prøv igen."
    exit_code = 5


class ArchiveChanged(CaseworkError):
    """Another program added to the archive between our reading and our booking."""

    besked = (
        "Arkivet blev ændret af et andet program, mens der blev journaliseret. Intet er gjort.\n"
        "Kør kommandoen igen."
    )
    exit_code = 5


class ArchiveHeld(CaseworkError):
    """Another program holds the archive, or died while it did."""

    besked = (
        "Et andet program er ved at ændre arkivet, eller det er stoppet midt i det.\n"
        "Luk andre programmer, der bruger arkivet. Slet så {fil} (fra {tid}), hvis den stadig er "
        "der, og prøv igen."
    )
    exit_code = 5


class ArchiveUnsettled(CaseworkError):
    """Another program has begun something in the archive that must be ended first."""

    besked = (
        "Et andet program er midt i {hvad} i arkivet.\n"
        "Gør det færdigt eller afbryd det dér, og prøv igen."
    )
    exit_code = 5


class FileChangedMeanwhile(CaseworkError):
    """A file does not hold what it held when the step was decided."""

    besked = (
        "Filen {fil} er ændret imens. Intet er gjort.\n"
        "Gem den, eller fortryd ændringen, og kør kommandoen igen."
    )
    exit_code = 5


class UnreadableFile(CaseworkError):
    """A file cannot be read, or a folder stands in its place."""

    besked = "Filen {fil} kan ikke læses ({fejl}).\nLuk den i andre programmer, og prøv igen."
    exit_code = 3


class StepUnfinished(CaseworkError):
    """A step is booked, but its files cannot be put in place yet."""

    besked = "{hvad}\nLuk andre programmer, der bruger arkivet, og prøv igen; så gøres det færdigt."
    exit_code = 5


class BadFileName(CaseworkError):
    """A file's name cannot stand in the journal, or not be a file name everywhere."""

    besked = (
        "Filen {fil!r} kan ikke journaliseres: sådan kan en fil ikke hedde på alle maskiner.\n"
        'Giv den et kortere navn uden \\ : * ? " < > | og usynlige tegn. Det må ikke ende med '
        "punktum eller mellemrum og ikke være et af Windows' egne (con, nul, com1 …)."
    )
    exit_code = 3


class LinkInArchive(CaseworkError):
    """A link stands where a file or folder should: following it could leave the archive."""

    besked = (
        "{fil} er en genvej (et link), og dem følger arkivet ikke.\n"
        "Læg selve filen eller mappen dér, og prøv igen."
    )
    exit_code = 3


class UnsafeSetting(CaseworkError):
    """The archive's own settings could make programs run, or store it in another way."""

    besked = (
        "{fil}, linje {linje}: '{indhold}' er en indstilling, som arkivet ikke må have: den kan "
        "sætte fremmede programmer i gang eller ændre det, der gemmes.\n"
        "Fjern linjen, og prøv igen."
    )
    exit_code = 5


class ArchiveOfAnotherKind(CaseworkError):
    """The archive was made with a way of storing that we do not write."""

    besked = (
        "Arkivet er gemt på en måde, som Sagsgang ikke kan bruge ({fil}, linje {linje}: "
        "'{indhold}'). Intet er læst eller gjort.\n"
        "Lad linjen stå. Opret et arkiv med inv arkiv, og flyt sagerne dertil, eller bed den, der "
        "har lavet arkivet, om en kopi lavet af Sagsgang."
    )
    exit_code = 5


class JournalLeadsOut(CaseworkError):
    """The journal's own folder holds a link, a pipe or a part that lies elsewhere."""

    besked = (
        "Journalen har noget, der fører ud af arkivet: {fil}. Intet er læst eller gjort.\n"
        "Er arkivet kommet udefra, så brug det ikke, men bed om en ny kopi. Er det dit eget, så "
        "læg selve filen eller mappen dér i stedet for en genvej."
    )
    exit_code = 5


class NoteOfStepUnusable(CaseworkError):
    """What an unfinished step has left behind is damaged, or of another's making."""

    besked = (
        "Et skridt er efterladt halvt, men sedlen om det kan ikke bruges: {fil}.\n"
        "Slet filen, og kør inv tjek; det, der er journaliseret, er der stadig."
    )
    exit_code = 5


class GitMissing(CaseworkError):
    """The program that keeps the journal is not installed."""

    besked = "Programmet Git mangler. Installér det fra https://git-scm.com, og prøv igen."
    exit_code = 5


class ForeignOwner(CaseworkError):
    """The archive's folder belongs to another user of the machine."""

    besked = (
        "Arkivet {sted} ejes af en anden bruger på maskinen.\n"
        "Er det med vilje, så kør: git config --global --add safe.directory '{sted}'"
    )
    exit_code = 5


class JournalFailed(CaseworkError):
    """Git could not do what it was asked; nothing was booked."""

    besked = (
        "Journalen i {sted} kunne ikke læses eller skrives.\n"
        "Er der plads på disken, og må du skrive i mappen? Fejlen var: {fejl}"
    )
    exit_code = 5


class Unreadable(CaseworkError):
    """The machine would not read or write a file."""

    besked = "En fil kunne ikke læses eller skrives: {fejl}. Se efter adgang og plads på disken."
    exit_code = 5


class NotShown(CaseworkError):
    """What a command did is done, but its words could not be written where they were sent."""

    besked = (
        "Kommandoen er udført, men svaret kunne ikke skrives dér, hvor det skulle hen ({fejl}).\n"
        "Er der plads på disken? Se sagen med inv vis; skridtet skal ikke gøres igen."
    )
    exit_code = 5


class NotADemo(CaseworkError):
    """A folder stands where the demonstration would be built."""

    besked = (
        "{sti} er ikke en demonstration, som inv demo har bygget, og bliver derfor ikke slettet. "
        "Flyt mappen, og prøv igen."
    )
    exit_code = 5
