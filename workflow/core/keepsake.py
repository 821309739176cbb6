"""What a backup says of itself, to a person who opens it years from now and to the program."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct

README, FACTS, SUMS, GONE = "LAESMIG.txt", "kopi.json", "SHA256SUMS", "fjernede-filer.txt"
JOURNAL, EDITS = "journal.bundle", "filer/"

_README = """\
SIKKERHEDSKOPI AF ET ARKIV I SAGSGANG
{arkiv}, taget {tid:%d-%m-%Y} kl. {tid:%H.%M} med {program}

Kopien indeholder personoplysninger, og de er IKKE krypterede. Opbevar den som sagerne selv, og slet
den, når den ikke skal bruges mere.

Hvad der er i den
  journal.bundle      hele journalen: hver sag, hvert brev og hvert skridt, som det blev ført ind
  filer/              det, der lå rettet eller nyt i mapperne uden at være journaliseret endnu
  fjernede-filer.txt  filer, der var slettet i mapperne, men stadig er i journalen
  kopi.json           arkivets navn, og hvor journalen sluttede ({hoved})
  SHA256SUMS          kontroltal for det hele

Hent den tilbage med Sagsgang
  inv gendan {fil}

Hent den tilbage uden Sagsgang (det kræver kun programmet Git, https://git-scm.com)
  1. Pak filen ud, og åbn en terminal i mappen, den blev til.
  2. Kontrollér: sha256sum -c SHA256SUMS  (macOS: shasum -a 256 -c SHA256SUMS)
  3. git clone -c core.autocrlf=false journal.bundle arkiv
  4. Kopiér det, der ligger i filer/, oven i mappen arkiv.
  5. Slet de filer i arkiv, som fjernede-filer.txt nævner.
"""


class Keepsake(Struct, frozen=True, forbid_unknown_fields=True):
    """Which archive a backup is of, where its journal ended, and when and by what it was made."""

    format: Literal[1]
    arkiv: Annotated[str, Meta(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\Z", max_length=80)]
    hoved: Annotated[str, Meta(pattern=r"^[0-9a-f]{40}\Z")]
    tid: datetime
    program: Annotated[str, Meta(max_length=80)]


def readme(keepsake: Keepsake, fil: str) -> str:
    """Return what the backup called *fil* says to whoever opens it."""
    return _README.format(
        arkiv=keepsake.arkiv,
        tid=keepsake.tid,
        program=keepsake.program,
        hoved=keepsake.hoved,
        fil=fil,
    )
