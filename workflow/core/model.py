"""What a case is: the keys of sag.yaml, as values that cannot change (design §3, contract).

An attribute that mirrors a YAML key has the key's name. The descriptions are the ones an editor
shows, hence Danish; `core.schema` makes the JSON Schema from them.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

FORMAT = 1

Sagstype = Literal["klagesag", "vejledning", "vejvisning"]
Kanal = Literal["telefon", "personligt", "aaben-raadgivning", "brev", "digital-post", "email"]
Status = Literal["behandles", "afvist", "frafaldet", "ikke-fastholdt", "flyttet"]
Vedroerer = Literal[
    "sagsbehandling", "optraeden", "betjening", "praktisk", "diskrimination", "afgoerelse"
]
Medhold = Literal["fuldt", "delvist", "intet", "uoplyst"]
Udfald = Literal["kritik", "ingen-kritik", "kan-ikke-vurderes"]
Svar = Literal["ja", "delvist", "nej", "uafklaret"]
Forbehold = Literal["bevistvivl", "faglig-vurdering", "gyldighed", "kompetence"]

NUMMER = r"^[0-9]{4}-[A-Z]?[0-9]{4,}$"
Nummer = Annotated[str, Meta(pattern=NUMMER)]
Tekst = Annotated[str, Meta(pattern=r"\S")]


class Record(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A group of keys: immutable, and refusing what it does not know."""


class Borger(Record, frozen=True):
    """The citizen. No CPR number: that lives in the ESDH."""

    navn: Annotated[Tekst, Meta(description="Borgerens navn. Skriv ikke CPR-nummer i sagen.")]
    adresse: Annotated[
        str | None, Meta(description="Vej og nummer, ny linje, postnummer og by (med \\n imellem).")
    ] = None
    email: Annotated[str | None, Meta(description="E-mailadresse.")] = None
    telefon: Annotated[
        str | None, Meta(description="Telefonnummer i anførselstegn, så nullerne bevares.")
    ] = None
    sprog: Annotated[
        str | None,
        Meta(description="Sproget i breve til borgeren, et id i sprog.yaml; dansk, hvis tomt."),
    ] = None
    repraesentant: Annotated[
        str | None,
        Meta(
            description="Den, der har fuldmagt fra borgeren: navnet på første linje, adressen på "
            "de næste (med \\n imellem). Borgerens breve sendes dertil."
        ),
    ] = None
    samtykke: Annotated[
        str | None, Meta(description="Hvornår og hvordan borgeren gav samtykke til videresendelse.")
    ] = None


class Periode(Record, frozen=True):
    """From a day to a day; without `til` it goes on."""

    fra: Annotated[date, Meta(description="Den dag, det begyndte (ÅÅÅÅ-MM-DD).")]
    til: Annotated[
        date | None, Meta(description="Den dag, det sluttede; tomt, hvis det stadig står på.")
    ] = None


class Afgoerelse(Record, frozen=True):
    """Sagens stade: whether and when an afgørelse was made (domain §2, B3)."""

    truffet: Annotated[date | None, Meta(description="Den dag, afgørelsen blev truffet.")] = None
    klageinstans: Annotated[
        str | None, Meta(description="Den myndighed, afgørelsen kan påklages til.")
    ] = None
    klagefrist: Annotated[date | None, Meta(description="Sidste dag for at klage.")] = None


class Vurdering(Record, frozen=True):
    """The adviser's assessment of one klagepunkt (design §3, domain §4)."""

    udfald: Annotated[Udfald, Meta(description="Hvad undersøgelsen førte til for klagepunktet.")]
    konstateret: Annotated[
        str | None,
        Meta(
            description="Det, der er fundet, skrevet som en at-sætning uden 'at': "
            "centret først efter otte måneder traf afgørelse."
        ),
    ] = None
    grad: Annotated[
        str | None, Meta(description="Et trin på kritikskalaen. Kritik uden grad er normalt.")
    ] = None
    forbehold: Annotated[
        tuple[Forbehold, ...], Meta(description="Det, der helt eller delvist ikke kan vurderes.")
    ] = ()
    holdepunkter: Annotated[
        str | None,
        Meta(
            description="De helt særlige holdepunkter, der undtagelsesvis bærer kritik af en "
            "faglig vurdering, skrevet som en at-sætning uden 'at'."
        ),
    ] = None
    henstilling: Annotated[
        str | None,
        Meta(description="Det, centret henstilles til: at centret træffer afgørelse inden 14 dage"),
    ] = None


class Klagepunkt(Record, frozen=True):
    """One matter complained of; number 1 is the hovedsag, the rest are følgesager."""

    nr: Annotated[int, Meta(ge=1, description="1 er hovedsagen, de følgende er følgesager.")]
    tema: Annotated[str, Meta(description="Klagetemaet: en række i temaer.yaml.")]
    center: Annotated[str, Meta(description="Det center, der klages over: et id i kontor.yaml.")]
    forhold: Annotated[
        Tekst,
        Meta(
            description="Det, borgeren siger er sket, skrevet som en at-sætning uden 'at': "
            "centret ikke har svaret på tre henvendelser."
        ),
    ]
    vedroerer: Annotated[Vedroerer, Meta(description="Hvad klagepunktet handler om.")]
    status: Annotated[Status, Meta(description="Om klagepunktet stadig behandles.")] = "behandles"
    haendt: Annotated[
        date | Periode | None,
        Meta(description="Hvornår det skete: en dato, eller fra og til. Bruges til etårsreglen."),
    ] = None
    sagen_afsluttet: Annotated[
        date | None,
        Meta(description="Den dag, centret afsluttede sin sag; tomt, hvis den ikke er afsluttet."),
    ] = None
    afgoerelse: Annotated[
        Afgoerelse | None, Meta(description="Om og hvornår der er truffet afgørelse.")
    ] = None
    kompetence: Annotated[
        dict[str, Svar],
        Meta(description="Svarene på spørgsmålene i kompetence.yaml (inv kompetence)."),
    ] = {}
    flyttet_til: Annotated[
        Nummer | None, Meta(description="Den sag, klagepunktet er flyttet til (inv opdel).")
    ] = None
    medhold: Annotated[
        Medhold | None, Meta(description="Om centret i sit svar gav borgeren medhold.")
    ] = None
    vurdering: Annotated[
        Vurdering | None, Meta(description="Din vurdering, når sagen er undersøgt.")
    ] = None

    @property
    def behandles(self) -> bool:
        """Tell whether the klagepunkt is still being dealt with."""
        return self.status == "behandles"


class Haendelse(Record, frozen=True, rename="kebab"):
    """One line of the forløb: what happened and when; written by the steps alone.

    `arbejdsdage` is the length that `frist` was reckoned by; None when a date was given. `frister`
    are the dates that deadlines were moved to, by their rule, when the case was taken up again.
    """

    dato: date
    handling: str
    skrevet: date | None = None
    center: str | None = None
    frist: date | None = None
    arbejdsdage: int | None = None
    hvilken: str | None = None
    dage: int | None = None
    frister: dict[str, date] = {}
    punkter: tuple[int, ...] = ()
    medhold: str | None = None
    bemaerkninger: str | None = None
    begrundelse: str | None = None
    cpr_begrundelse: str | None = None
    kriterium: str | None = None
    spoergsmaal: str | None = None
    venter_paa: str | None = None
    forventet: date | None = None
    grund: str | None = None
    myndighed: str | None = None
    udfald: str | None = None
    henstilling: str | None = None
    svar: str | None = None
    tekst: str | None = None
    via: str | None = None
    slags: str | None = None
    deltagere: str | None = None
    aftalt: str | None = None
    paa_borgerens_anmodning: bool = False
    mundtlig: bool = False
    udeblevet: bool = False
    ingen: bool = False
    brev: bool = False
    alligevel: bool = False
    notat: str | None = None
    breve: tuple[str, ...] = ()
    dokumenter: tuple[str, ...] = ()
    sager: tuple[Nummer, ...] = ()
    tilstand: str | None = None


class Sag(Record, frozen=True):
    """A case: its facts and its forløb. The state is the fold of the forløb (`core.course`)."""

    format: Annotated[Literal[1], Meta(description="Filens format. Skal være 1.")]
    nummer: Annotated[Nummer, Meta(description="Sagens nummer. Året er modtagelsens år.")]
    type: Annotated[Sagstype, Meta(description="Sagens type.")]
    modtaget: Annotated[date, Meta(description="Den dag, henvendelsen kom (ÅÅÅÅ-MM-DD).")]
    kanal: Annotated[Kanal, Meta(description="Hvordan borgeren henvendte sig.")]
    emne: Annotated[Tekst, Meta(description="Sagens emne i få ord, uden personoplysninger.")]
    borger: Annotated[Borger, Meta(description="Borgeren, der har henvendt sig.")]
    forloeb: Annotated[
        tuple[Haendelse, ...],
        Meta(description="Det, der er sket. Skrives kun af inv; ret det ikke i hånden."),
    ]
    esdh: Annotated[
        str | None, Meta(description="Sagens nummer i kommunens ESDH-system, når den har et.")
    ] = None
    henvendelse: Annotated[
        Nummer | None, Meta(description="Den første sag fra samme henvendelse, hvis der er flere.")
    ] = None
    kompetence: Annotated[
        dict[str, Svar],
        Meta(description="Svarene på de spørgsmål i kompetence.yaml, der angår hele sagen."),
    ] = {}
    klagepunkter: Annotated[
        tuple[Klagepunkt, ...], Meta(description="Det, der klages over, punkt for punkt.")
    ] = ()

    def punkt(self, nr: int) -> Klagepunkt | None:
        """Return the klagepunkt with that number, if there is one."""
        return next((punkt for punkt in self.klagepunkter if punkt.nr == nr), None)

    @property
    def egne(self) -> tuple[Klagepunkt, ...]:
        """The klagepunkter that have not been moved to a case of their own."""
        return tuple(punkt for punkt in self.klagepunkter if punkt.status != "flyttet")

    @property
    def behandlede(self) -> tuple[Klagepunkt, ...]:
        """The klagepunkter that are still being dealt with."""
        return tuple(punkt for punkt in self.klagepunkter if punkt.behandles)
