"""Whom the archive knows, laid out so that a text is searched for all of them in one pass.

A party is a citizen, a representative or one who rang. What is ordinary Danish, what the office
calls itself and its centres, and the bodies it sends citizens to are nobody's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from msgspec import Struct, field

from workflow.core.kontor import Kontor
from workflow.core.model import Sag
from workflow.core.register import Call
from workflow.core.rulebook import Rulebook
from workflow.core.scanned import Scanned, keys

NAME, ADDRESS, PHONE, EMAIL, CASE, FILED = (
    "navnet på en part",
    "en parts adresse",
    "en parts telefonnummer",
    "en parts e-mailadresse",
    "et sagsnummer",
    "et nummer i ESDH",
)
_SMALL = "af al bin da de del den der di du el ibn la le van von"
PARTICLES = frozenset(_SMALL.split(" "))
EMAILS = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
FEW, LONG, EIGHT = 3, 4, 8

_STREET = re.compile(r"\s*(\D*?[^\W\d_]\D*?)[ ,]*(\d{1,4})(?!\d)")
_POSTCODE = re.compile(r"\s*(?:DK[- ]?)?\d{4}\s")
_SHORT = {"gl": "gammel", "sdr": "soender", "ndr": "noerre", "st": "store", "ll": "lille"}

Pair = tuple[str, str]


class Party(Struct, frozen=True):
    """Someone the archive knows, and where from."""

    kilde: str
    navn: str = ""
    adresse: str = ""
    telefon: str = ""
    email: str = ""


class Known(Struct):
    """Everything to look for, by what it begins with or is; each with where it is known from."""

    par: dict[Pair, str] = field(default_factory=dict)
    dele: set[str] = field(default_factory=set)
    almindelige: frozenset[str] = frozenset()
    efternavne: dict[str, str] = field(default_factory=dict)
    forbogstaver: dict[Pair, str] = field(default_factory=dict)
    foelger: dict[str, dict[tuple[str, ...], tuple[str, str]]] = field(default_factory=dict)
    telefoner: dict[str, str] = field(default_factory=dict)
    emails: dict[str, str] = field(default_factory=dict)
    sager: frozenset[str] = frozenset()


def of_cases(sager: Iterable[Sag], opkald: Iterable[Call]) -> Iterator[Party]:
    """Yield every party of the cases, and everyone who rang."""
    for sag in sager:
        borger = sag.borger
        yield Party(
            f"sag {sag.nummer}",
            borger.navn,
            borger.adresse or "",
            borger.telefon or "",
            borger.email or "",
        )
        if borger.repraesentant:
            navn, _, adresse = borger.repraesentant.strip().partition("\n")
            yield Party(f"repræsentant i sag {sag.nummer}", navn, adresse)
    for call in opkald:
        yield Party(f"opkald {call.nummer}", call.navn, telefon=call.telefon)


def known(parties: Iterable[Party], sager: Iterable[Sag], kontor: Kontor, rules: Rulebook) -> Known:
    """Lay out what is looked for; what is the office's own or ordinary Danish is not."""
    found, everyone = Known(), tuple(parties)
    names = {party.navn: party.kilde for party in reversed(everyone) if party.navn}
    found.almindelige = _ordinary(kontor, rules)
    _names(found, names, found.almindelige, _own_names(kontor))
    _contacts(found, everyone, kontor, rules)
    numbers = list[str]()
    for sag in sager:
        numbers.append(sag.nummer)
        if sag.esdh:
            _follow(found, keys(sag.esdh), FILED, f"sag {sag.nummer}")
    found.sager = frozenset(numbers)
    return found


def parts(navn: str) -> tuple[str, ...]:
    """Return the words that a name is known by, without initials and particles."""
    return tuple(key for key in keys(navn) if len(key) > 1 and key not in PARTICLES)


def digits(telefon: str) -> str:
    """Return a telephone number's digits without the code of Denmark."""
    number = re.sub(r"\D", "", Scanned(telefon).flat)
    return number[-EIGHT:] if re.fullmatch(r"(?:00)?45\d{8}", number) else number


def _names(
    found: Known, names: Mapping[str, str], ordinary: frozenset[str], own: frozenset[str]
) -> None:
    split = {navn: words for navn in names if len(words := parts(navn)) > 1}
    given = {key for navn in split for key in keys(navn.split()[0])}
    borne = Counter(words[-1] for words in set(split.values()))
    for navn, words in split.items():
        if own.issuperset(words):
            continue
        source = names[navn]
        for one, other in _pairs(navn, words, given):
            found.par[one, other] = found.par[other, one] = source
            found.dele |= {one, other}
        if not {words[0], words[-1]} <= ordinary:
            found.forbogstaver[words[0][0], words[-1]] = source
            found.forbogstaver[words[0], words[-1][0]] = source
        surname = words[-1]
        if borne[surname] <= FEW and len(surname) >= LONG and surname not in ordinary | given:
            found.efternavne[surname] = source


def _pairs(navn: str, words: tuple[str, ...], given: set[str]) -> Iterator[Pair]:
    """Yield two and two the words that name somebody together: one of them is no first name."""
    family = {word for word in words[1:] if word not in given} | {words[-1]}
    joined = {"".join(keys(word)) for word in navn.split() if "-" in word}
    for one, other in combinations((*words, *(word for word in joined if word)), 2):
        if one != other and (one in family or other in family or {one, other} & joined):
            yield one, other


def _contacts(found: Known, parties: Iterable[Party], kontor: Kontor, rules: Rulebook) -> None:
    own_lines = set[tuple[str, ...]]()
    own = _own_words(kontor, rules)
    for text in own:
        own_lines |= set(_addresses(text))
    said = " ".join(own)
    emails = {email.lower() for email in EMAILS.findall(said)}
    phones = {digits(text) for text in own}
    for party in parties:
        for line in _addresses(party.adresse):
            if line not in own_lines:
                _follow(found, line, ADDRESS, party.kilde)
        number = digits(party.telefon)
        if len(number) >= EIGHT and number not in phones:
            found.telefoner.setdefault(number, party.kilde)
        for email in EMAILS.findall(Scanned(party.email).flat.lower()):
            if email not in emails:
                found.emails.setdefault(email, party.kilde)


def _follow(found: Known, line: tuple[str, ...], slags: str, kilde: str) -> None:
    """Look for words that follow each other."""
    if len("".join(line)) > LONG:
        found.foelger.setdefault(line[0], {}).setdefault(line, (slags, kilde))


def _addresses(adresse: str) -> Iterator[tuple[str, ...]]:
    """Yield each street with its number, as it is compared; not the town."""
    for line in adresse.split("\n"):
        if not _POSTCODE.match(line) and (street := _STREET.match(line)):
            yield spelled_out((*keys(street[1]), street[2]))


def spelled_out(words: Iterable[str]) -> tuple[str, ...]:
    """Write out what is often shortened in the name of a street."""
    return tuple(_SHORT.get(word, word) for word in words)


def _own_words(kontor: Kontor, rules: Rulebook) -> list[str]:
    adviser = kontor.borgerraadgiver
    own = [adviser.adresse, adviser.telefon, adviser.email, kontor.databeskyttelse.raadgiver]
    for center in kontor.centre:
        own += [center.adresse, center.email or ""]
    for row in rules.myndigheder.values():
        own += row.kontakt
    return own


def _own_names(kontor: Kontor) -> frozenset[str]:
    return frozenset(parts(kontor.borgerraadgiver.navn))


def _ordinary(kontor: Kontor, rules: Rulebook) -> frozenset[str]:
    """Return the words that alone are nobody's name."""
    told = [kontor.kommune, kontor.vedtaegt.navn, kontor.borgerraadgiver.navn]
    told += [center.navn for center in kontor.centre]
    told += [row.navn for row in rules.myndigheder.values()]
    told += [row.navn for row in rules.temaer.values()]
    told += [" ".join(row.ord) for row in rules.hverdagsord.values()]
    return frozenset(key for text in told for key in keys(text))
