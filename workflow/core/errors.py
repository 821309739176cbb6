"""Every message a user can be stopped by: what, where and what to do next, in Danish.

The exit codes are those of design §4: 2 a value names nothing, 3 a bad file, 4 a step is not
allowed or lacks something, 5 the archive is not in a fit state, 6 a template or rendering failed.
"""

from __future__ import annotations


class CaseworkError(Exception):
    """Base of everything a user can mend; anything else is our bug."""

    besked = ""
    exit_code = 1

    def __init__(self, **facts: object) -> None:
        """Fill the message with the facts of the place where it went wrong."""
        super().__init__(self.besked.format(**facts))
        self.facts = facts


class BadValue(CaseworkError):
    """Something on the command line names nothing or is not what it should be."""

    besked = "{fejl}"
    exit_code = 2


class NotAllowed(CaseworkError):
    """The rules say no; every reason at once."""

    besked = "{sag}: '{handling}' kan ikke ske nu:\n{grunde}"
    exit_code = 4


class Missing(CaseworkError):
    """A letter needs something that is not there."""

    besked = "Brevet kan ikke skrives, før dette er udfyldt:\n{mangler}"
    exit_code = 4


class BadFile(CaseworkError):
    """A file is not as it should be; every fault with its line."""

    besked = "{fejl}"
    exit_code = 3


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
        "Filen {fil!r} kan ikke journaliseres: navnet har tegn, der ikke kan bruges overalt.\n"
        "Giv den et navn uden kolon, omvendt skråstreg og usynlige tegn, og prøv igen."
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


class BadTemplate(CaseworkError):
    """A template cannot be used."""

    besked = "Skabelonen {skabelon} kan ikke bruges: {fejl}"
    exit_code = 6


class BadLetter(CaseworkError):
    """A letter's Markdown does not begin with the facts that the look needs."""

    besked = (
        "{navn}.md, linje {linje}: {fejl}\n"
        "Ret linjen, eller slet filen, og lad skabelonen skrive brevet igen."
    )
    exit_code = 3


class LookIncomplete(CaseworkError):
    """A file of the look is in none of the folders."""

    besked = (
        "'{fil}', som brevenes udseende er lavet af, findes hverken i {mapper}.\n"
        "Læg filen tilbage, eller installer programmet igen."
    )
    exit_code = 6


class LookBroken(CaseworkError):
    """The office's Typst template does not work; the letters are not to blame."""

    besked = (
        "{fil} kan ikke bruges, så PDF'en af {navn} blev ikke lavet: {fejl}\n"
        "Ret filen, eller fjern din egen udgave, så den medfølgende bruges."
    )
    exit_code = 6


class StationeryBroken(CaseworkError):
    """The Word stationery cannot be read, or has a placeholder that means nothing."""

    besked = (
        "Brevpapiret {fil} kan ikke bruges: {fejl}\n"
        "Ret det i Word, eller fjern din egen udgave, så det medfølgende bruges."
    )
    exit_code = 6


class NotShowable(CaseworkError):
    """A character is in none of the fonts, and a PDF may not pretend that it is."""

    besked = (
        "{navn} indeholder {tegn}, som skrifttyperne ikke kan vise. Intet er lavet.\n"
        "Slet tegnet, eller skriv med ord, hvad det forestiller."
    )
    exit_code = 6


class RenderingFailed(CaseworkError):
    """One of the two programs that make documents is missing, died or gave nothing usable."""

    besked = (
        "{program} kunne ikke lave {breve}: {fejl}\n"
        "Intet er lavet. Prøv igen; hjælper det ikke, så installer pakken {pakke} igen."
    )
    exit_code = 6


class RenderingTooSlow(CaseworkError):
    """A document took longer than any honest letter does."""

    besked = (
        "{program} blev ikke færdig med {breve} på {sekunder:g} sekunder og er stoppet.\n"
        "Intet er lavet. Se efter meget lange rækker af samme tegn i teksten, og prøv igen."
    )
    exit_code = 6


class Unreadable(CaseworkError):
    """The machine would not read or write a file."""

    besked = "En fil kunne ikke læses eller skrives: {fejl}. Se efter adgang og plads på disken."
    exit_code = 5


class NotADemo(CaseworkError):
    """A folder stands where the demonstration would be built."""

    besked = (
        "{sti} er ikke en demonstration, som inv demo har bygget, og bliver derfor ikke slettet. "
        "Flyt mappen, og prøv igen."
    )
    exit_code = 5
