"""What an office is: the keys of kontor.yaml, as values that cannot change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Annotated, Literal, Self

from msgspec import Meta, field
from msgspec.structs import asdict, replace

from workflow.core.model import Record, Tekst
from workflow.core.period import NEW_YEAR

PUBLIC_KEY = (
    r"^(ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(256|384|521)|sk-ssh-ed25519@openssh\.com"
    r"|sk-ecdsa-sha2-nistp256@openssh\.com) [A-Za-z0-9+/]+={0,3}( [^\r\n]*)?$"
)
CENTER_ID = r"^[a-z0-9][a-z0-9-]*$"
Arbejdsdage = Annotated[int, Meta(ge=1, le=400)]


class Raadgiverord(Record, frozen=True):
    """What a letter in another language says of the adviser."""

    titel: Annotated[str | None, Meta(description="Din titel på sproget.")] = None
    telefontid: Annotated[str | None, Meta(description="Hvornår man kan ringe.")] = None
    aaben_raadgivning: Annotated[
        str | None, Meta(description="Tid og sted for åben rådgivning.")
    ] = None


class Borgerraadgiver(Record, frozen=True):
    """The adviser, as every letter names her, and where a citizen finds her."""

    navn: Annotated[Tekst, Meta(description="Dit navn, som det skal stå under brevene.")]
    titel: Annotated[Tekst, Meta(description="Din titel under navnet.")]
    adresse: Annotated[Tekst, Meta(description="Kontorets adresse, linje for linje.")]
    telefon: Annotated[Tekst, Meta(description="Telefonnummer i anførselstegn.")]
    telefontid: Annotated[Tekst, Meta(description="Hvornår man kan ringe.")]
    email: Annotated[Tekst, Meta(description="Kontorets e-mailadresse.")]
    aaben_raadgivning: Annotated[
        str | None, Meta(description="Tid og sted for åben rådgivning, hvis der er det.")
    ] = None
    hjemmeside: Annotated[str | None, Meta(description="Adressen på din side, hvis der er en.")] = (
        None
    )
    oversat: Annotated[
        dict[str, Raadgiverord],
        Meta(description="Det samme på et andet sprog, fx en, til breve på det sprog."),
    ] = field(default_factory=dict)

    def i_oversaettelse(self, sprog: str) -> Self:
        """Return the adviser as a letter in a language names her."""
        words = asdict(self.oversat.get(sprog, Raadgiverord()))
        return replace(self, **{name: word for name, word in words.items() if word})


class Vedtaegt(Record, frozen=True):
    """The office's own basis: what letters cite for duties and limits, never a law."""

    navn: Annotated[Tekst, Meta(description="Vedtægtens navn, som breve skal henvise til den.")]
    svarpligt: Annotated[
        str | None,
        Meta(description="Det sted i vedtægten, centrenes svarfrist bygger på; tomt: jeres egen"),
    ] = None
    meddelelsespligt: Annotated[
        str | None,
        Meta(description="Stedet om pligten til at melde tilbage, hvis kritik ikke følges."),
    ] = None


class Center(Record, frozen=True):
    """A centre in a period; a centre that changes name gets a row more with the same id."""

    id: Annotated[str, Meta(pattern=CENTER_ID, description="Kort navn uden æ, ø, å.")]
    navn: Annotated[Tekst, Meta(description="Centrets navn, som det skal stå i breve.")]
    adresse: Annotated[Tekst, Meta(description="Centrets adresse, linje for linje.")]
    gaelder_fra: Annotated[date, Meta(description="Den dag, rækken gælder fra.")]
    gaelder_til: Annotated[
        date | None, Meta(description="Sidste dag, rækken gælder; tomt, hvis den gælder nu.")
    ] = None
    email: Annotated[str | None, Meta(description="Centrets postkasse, hvis den bruges.")] = None
    bliver_til: Annotated[
        str | None,
        Meta(description="Det center, det tælles som i statistikken, når det er nedlagt: et id."),
    ] = None

    def gaelder(self, day: date) -> bool:
        """Tell whether the row is in force on *day*."""
        return self.gaelder_fra <= day and (self.gaelder_til is None or day <= self.gaelder_til)


class Databeskyttelse(Record, frozen=True):
    """What the data protection notice in the receipt must name (GDPR article 13)."""

    dataansvarlig: Annotated[Tekst, Meta(description="Den dataansvarlige myndighed.")]
    raadgiver: Annotated[Tekst, Meta(description="Databeskyttelsesrådgiveren og dennes kontakt.")]


class Etaarsregel(Record, frozen=True):
    """How the municipality's one-year rule is worded (domain §2.2)."""

    regnes_fra: Annotated[
        Literal["forholdet", "sagens-afslutning"],
        Meta(description="Det, året regnes fra: forholdet selv eller dagen, centret afsluttede."),
    ] = "forholdet"
    undtagelse: Annotated[
        bool,
        Meta(description="Om aktuelle, konkrete forhold fra det seneste år tages i en gammel sag."),
    ] = True


class Indbyggere(Record, frozen=True):
    """How many live in the municipality, and who says so."""

    antal: Annotated[int, Meta(ge=1, le=10_000_000, description="Hvor mange indbyggere.")]
    dag: Annotated[date, Meta(description="Den dag, tallet er fra.")]
    kilde: Annotated[Tekst, Meta(description="Hvor tallet er fra, fx Danmarks Statistik, FOLK1A.")]


class Beretning(Record, frozen=True):
    """What the office's report counts over."""

    begynder: Annotated[
        str,
        Meta(
            pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$",
            description="Måned og dag, beretningsåret begynder: 01-01, eller fx 10-01. Året hedder "
            "det år, det slutter i.",
        ),
    ] = NEW_YEAR


class Noegle(Record, frozen=True):
    """A key that bekræftelser are signed with, in a period; an old one is kept, to check by."""

    offentlig: Annotated[
        str,
        Meta(
            pattern=PUBLIC_KEY,
            description="Den offentlige nøgle: linjen i filen, der ender på .pub.",
        ),
    ]
    gaelder_fra: Annotated[date, Meta(description="Den dag, nøglen bruges fra.")]
    gaelder_til: Annotated[
        date | None, Meta(description="Sidste dag, nøglen bruges; tomt, hvis det er den nu.")
    ] = None

    def gaelder(self, day: date) -> bool:
        """Tell whether the key is in use on *day*."""
        return self.gaelder_fra <= day and (self.gaelder_til is None or day <= self.gaelder_til)


class Kontor(Record, frozen=True):
    """An office: one municipality's borgerrådgiver, with centres and own settings."""

    format: Annotated[Literal[1], Meta(description="Filens format. Skal være 1.")]
    kommune: Annotated[Tekst, Meta(description="Kommunens navn, fx Ishøj Kommune.")]
    borgerraadgiver: Annotated[
        Borgerraadgiver, Meta(description="Dig, og hvor borgerne finder dig.")
    ]
    vedtaegt: Annotated[Vedtaegt, Meta(description="Det grundlag, du arbejder på.")]
    databeskyttelse: Annotated[
        Databeskyttelse, Meta(description="Oplysninger til kvitteringens afsnit om persondata.")
    ]
    centre: Annotated[
        tuple[Center, ...], Meta(min_length=1, description="Kommunens centre, med datoer.")
    ]
    frister: Annotated[dict[str, Arbejdsdage], Meta(description="Kontorets frister i arbejdsdage.")]
    fridage: Annotated[
        tuple[str, ...],
        Meta(description="Dage, kontoret holder lukket ud over helligdagene: id'er i helligdage."),
    ] = ()
    etaarsregel: Annotated[
        Etaarsregel, Meta(description="Vedtægtens regel om, hvor gammelt et forhold må være.")
    ] = Etaarsregel()
    beretning: Annotated[
        Beretning, Meta(description="Det år, statistikken og årsberetningen tæller.")
    ] = Beretning()
    indbyggere: Annotated[
        Indbyggere | None,
        Meta(description="Kommunens indbyggere, til sammenligning; tomt: ingen."),
    ] = None
    opbevaring_aar: Annotated[
        int, Meta(ge=1, le=100, description="År fra en sags afslutning, til den slettes.")
    ] = 5
    skjul_under: Annotated[
        int,
        Meta(
            ge=3,
            le=20,
            description="Tal under dette, som ikke er 0, skjules i det, der forlader kontoret.",
        ),
    ] = 5
    noegler: Annotated[
        tuple[Noegle, ...],
        Meta(description="De nøgler, inv bekraeft skriver under med; tomt: uden underskrift."),
    ] = ()

    def center(self, ident: str, day: date) -> Center | None:
        """Return the centre's row in force on *day*."""
        return next((c for c in self.centre if c.id == ident and c.gaelder(day)), None)

    def noegler_paa(self, day: date) -> tuple[Noegle, ...]:
        """Return the keys in use on *day*, the newest last."""
        used = (key for key in self.noegler if key.gaelder(day))
        return tuple(sorted(used, key=lambda key: key.gaelder_fra))

    def centre_paa(self, day: date) -> tuple[Center, ...]:
        """Return the rows in force on *day*."""
        return tuple(center for center in self.centre if center.gaelder(day))


def lost(centre: Iterable[Center]) -> Iterator[tuple[int, str]]:
    """Yield each row whose centre is counted as one that it cannot be, and why."""
    rows = tuple(centre)
    successors = {row.id: row.bliver_til for row in rows if row.bliver_til}
    for index, row in enumerate(rows):
        if row.bliver_til is None:
            continue
        if row.bliver_til not in ids(rows):
            yield index, f"bliver_til nævner '{row.bliver_til}', som ikke er et center her."
        elif in_a_ring(row.id, successors):
            yield index, f"bliver_til fører fra '{row.id}' tilbage til '{row.id}'."
        elif row.gaelder_til is None:
            yield index, f"centret '{row.id}' har bliver_til, men gælder stadig. Sæt gaelder_til."


def in_a_ring(ident: str, successors: Mapping[str, str]) -> bool:
    """Tell whether following what each becomes leads back to where one began."""
    passed, here = set[str](), successors.get(ident)
    while here is not None and here not in passed:
        if here == ident:
            return True
        passed.add(here)
        here = successors.get(here)
    return False


def ids(centre: Iterable[Center]) -> tuple[str, ...]:
    """Return each centre's id once, in the office's order."""
    return tuple(dict.fromkeys(center.id for center in centre))
