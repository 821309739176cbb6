"""What stops two archives from becoming one: the place, its history, or a number used twice."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class NotShared(CaseworkError):
    """No shared place has been named yet."""

    besked = (
        "Arkivet har intet fælles sted endnu.\n"
        "Skriv det første gang: inv synk --sted /mnt/faelles/arkiv (en mappe eller en SSH-adresse)"
    )
    exit_code = 5


class Unreachable(CaseworkError):
    """The shared place cannot be reached; nothing has been done."""

    besked = (
        "Det fælles arkiv {sted} kan ikke nås ({fejl}). Intet er ændret. Se efter, om stedet "
        "er skrevet rigtigt. Er det det, så arbejd videre, og prøv igen, når der er forbindelse."
    )
    exit_code = 5


class NotDelivered(CaseworkError):
    """What was to be handed over is journalised here, but has not reached the shared place."""

    besked = (
        "Dit arbejde er journaliseret her, men det er ikke kommet frem til {sted} ({fejl}).\n"
        "Intet er tabt. Kør inv synk igen, når der er forbindelse."
    )
    exit_code = 5


class SharedRewritten(CaseworkError):
    """One of the two histories no longer has in it what both had at the last time."""

    besked = (
        "Journalen i {sted} er skrevet om: den indeholder ikke længere det, begge sider havde ved "
        "sidste synkronisering ({hoved}).\n"
        "Intet er gjort. Find ud af, hvem der har ændret den, og brug en sikkerhedskopi."
    )
    exit_code = 5


class OtherArchive(CaseworkError):
    """The shared place holds an archive that has nothing in common with this one."""

    besked = (
        "{sted} er et andet arkiv: det har ingen fælles begyndelse med dette. Intet er gjort.\n"
        "Vælg en tom mappe med --sted, eller hent det andet med inv hent."
    )
    exit_code = 5


class ForeignContent(CaseworkError):
    """The shared archive holds what no archive may hold."""

    besked = (
        "Det fælles arkiv har noget, et arkiv ikke må have, og derfor er intet hentet:\n{fejl}\n"
        "Fjern det dér, hvor det blev lagt ind, og prøv igen."
    )
    exit_code = 5


class NumberTakenTwice(CaseworkError):
    """Two cases have one number, and letters with it have been sent from both sides."""

    besked = (
        "Nummeret er brugt to gange, og breve med det er sendt fra begge sider: {numre}.\n"
        "Intet er flettet. Du bestemmer: skal den sag, der ligger her, have et nyt nummer, så kør "
        "inv synk --omnummerer {nummer}. Ellers gør det dér, hvor den anden er oprettet."
    )
    exit_code = 4
