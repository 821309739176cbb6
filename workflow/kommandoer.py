"""What the hand-written commands take, and what each means: the help that a user reads."""

from __future__ import annotations

SAG = {"sag": "Sagens nummer: 12 eller 2026-0012"}
DATO = {"dato": "Dagen, det skete (ÅÅÅÅ-MM-DD); ellers i dag"}
JSON = {"json": "Skriv som data (JSON)"}

ARKIV = {"kommune": "Kommunens navn, fx Ishøj Kommune"}
VAELG = {"arkiv": "Arkivets navn, fx ishoej"}
GODKEND = {"vis": "Vis kun, hvad der ville blive godkendt"}
BEKRAEFTELSE = {"bekraeftelse": "Hold kun arkivet op mod en bekræftelse, der ligger et andet sted"}
SIKKERHEDSKOPI = {"mappe": "Mappen, kopien skal ligge i, uden for arkivet, helst på et andet drev"}
GENDAN = {
    "kopi": "Sikkerhedskopien: en fil, som inv sikkerhedskopi har skrevet",
    "til": "Den nye mappe, arkivet skal ligge i; ellers cases/ og arkivets navn",
}
NY = {
    "type": "klagesag, vejledning eller vejvisning [skal gives]",
    "navn": "Borgerens navn [skal gives, undtagen med --henvendelse]",
    "emne": "Sagens emne i få ord, uden personoplysninger [skal gives]",
    "kanal": "telefon, personligt, aaben-raadgivning, brev, digital-post eller email; "
    "ellers telefon",
    "modtaget": "Dagen, henvendelsen kom (ÅÅÅÅ-MM-DD); ellers i dag",
    "adresse": r"Borgerens adresse: Vejgade 1\n2635 Ishøj",
    "email": "Borgerens e-mailadresse",
    "telefon": "Borgerens telefonnummer",
    "sprog": "Brevenes sprog til borgeren: da eller en; ellers da",
    "repraesentant": r"Den, der har fuldmagt, og adressen: Mette Lund\nSkovvej 2\n2635 Ishøj",
    "samtykke": "Hvornår og hvordan borgeren sagde ja til, at centret får klagen",
    "esdh": "Sagens nummer i kommunens ESDH",
    "tekst": "Henvendelsen, eller @sti til en fil; den følger ordret med klagen til centret",
    "henvendelse": "En sag fra samme henvendelse: borger, modtagelse og tekst hentes fra den",
}
KLAGEPUNKT = SAG | {
    "tema": "Klagetemaet, en række i temaer.yaml [skal gives]",
    "center": "Centrets id i kontor.yaml [skal gives]",
    "forhold": "Det, borgeren siger, som en at-sætning uden 'at' og uden jeg, du, han, "
    "hun og borgeren: centret ikke har svaret [skal gives]",
    "haendt": "Dagen, det skete eller begyndte (ÅÅÅÅ-MM-DD)",
    "til": "Dagen, det sluttede, eller 'stadig', hvis det fortsætter",
    "vedroerer": "sagsbehandling, optraeden, betjening, praktisk, diskrimination eller afgoerelse "
    "[skal gives]",
    "truffet": "Dagen, der blev truffet afgørelse, hvis der er truffet en (ÅÅÅÅ-MM-DD)",
    "klageinstans": "Den myndighed, afgørelsen kan påklages til",
    "klagefrist": "Sidste dag for at klage over afgørelsen (ÅÅÅÅ-MM-DD)",
}
VURDER = SAG | {
    "punkt": "Klagepunktets nummer [skal gives]",
    "udfald": "kritik, ingen-kritik eller kan-ikke-vurderes [skal gives]",
    "konstateret": "Det, du har fundet, som en at-sætning uden 'at'",
    "grad": "Et trin på kritikskalaen; kritik uden grad er normalt",
    "forbehold": "bevistvivl, faglig-vurdering, gyldighed, kompetence; flere med komma imellem",
    "holdepunkter": "De helt særlige holdepunkter for kritik af en faglig vurdering",
    "henstilling": "Det, centret henstilles til: at centret træffer afgørelse inden 14 dage",
}
AFSENDT = (
    SAG
    | {
        "via": "digital-post, brev, email, personligt eller intern-post; ellers digital-post",
        "brev": "Et enkelt brevs navn; ellers alle, der ikke er sendt",
    }
    | DATO
)
NOTAT = (
    SAG
    | {
        "slags": "telefon, moede, personligt, aaben-raadgivning eller andet; ellers telefon",
        "tekst": "Det, der blev sagt, eller @sti til en fil; ellers åbnes din editor",
        "deltagere": "Hvem der deltog, fx borgeren og dennes bisidder",
        "aftalt": "Det, der blev aftalt",
    }
    | {"dato": "Dagen, samtalen var (ÅÅÅÅ-MM-DD); ellers i dag"}
)
GEM = SAG | {
    "besked": "Hvad du har ændret og hvorfor",
    "rettelse": "Forløbet selv er rettet; journalen viser det som en rettelse",
}
GENSKAB = {
    "sag": "Sagens nummer: 12 eller 2026-0012, eller alle for hele arkivets breve",
    "brevnavn": "Brevets navn, fx kvittering-borger; ellers alle breve",
}
FORKAST = {
    "sag": "Sagens nummer, eller arkiv for kontorets egne filer (kontor.yaml, regler, lister)",
    "fil": "En enkelt fil, fx udtalelse.md i sagens mappe; ellers alle",
}
AFKLAR = {
    "sag": "Sagens nummer, eller arkiv for kontorets egne filer",
    "behold": "denne (den i mappen) eller anden (den i konflikt/); uden den vises forskellen",
}
INDLAES = {"register": "En fil som sag.yaml, eller en mappe med sådanne filer, én for hver sag"}
DEFAULTS = {"via": "digital-post"}
POSITIONAL = frozenset(
    (
        *("sag", "arkiv", "handling", "nr", "ord", "brevnavn", "mappe", "kopi"),
        *("hvad", "linje", "kolonne", "aar", "centernavn", "register"),
        *("kommando", "foerste", "anden", "tredje", "fjerde", "femte", "sjette"),
    )
)
OPTIONAL = frozenset(
    ("brevnavn", "hvad", "kommando", "linje", "kolonne", "tredje", "fjerde", "femte", "sjette")
)
FLAGS = frozenset(
    (
        *("alle", "alligevel", "forfra", "json", "rettelse"),
        *("sager", "ubeskyttet", "udkast", "vis"),
    )
)
VIA = ("digital-post", "brev", "email", "personligt", "intern-post")
