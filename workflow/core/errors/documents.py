"""What stops a document: its template, its look, its rendering."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class BadTemplate(CaseworkError):
    """A template cannot be used."""

    besked = "Skabelonen {skabelon} kan ikke bruges: {fejl}"
    exit_code = 6


class TemplatesUnapproved(CaseworkError):
    """The archive's own templates have not been approved on this machine, or changed since."""

    besked = (
        "Arkivets egne skabeloner er ikke godkendt på denne maskine: {filer}.\n"
        "Intet er gjort. Se dem efter, og godkend dem med inv godkend, hvis de er kontorets egne; "
        "ellers flyt dem ud af mappen skabeloner."
    )
    exit_code = 4


class ApprovalNotKept(CaseworkError):
    """The user's own folder for program data cannot be written."""

    besked = (
        "Godkendelsen kunne ikke gemmes i {mappe} ({fejl}), og skabelonerne er ikke godkendt.\n"
        "Giv dig selv lov til at skrive i mappen, og kør inv godkend igen."
    )
    exit_code = 5


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


class Leaking(CaseworkError):
    """What is to leave the office names a party, or has a number that may not leave."""

    UDVEJ = " Er det ikke en part, der er ment, så gentag med --alligevel."
    besked = (
        "Intet er lavet, for dette må ikke forlade kontoret:\n{fund}\n"
        "Ret teksten på de nævnte linjer.{udvej}"
    )
    exit_code = 4
