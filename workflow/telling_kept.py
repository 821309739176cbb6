"""What the commands say that keep an archive: bekræftelse, backup, older cases brought in."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from workflow.screen import say
from workflow.telling import quoted, remark

if TYPE_CHECKING:
    from workflow.office.backups import Made
    from workflow.office.older_cases import BroughtIn
    from workflow.office.seals import Confirmed

SHOWN = 5


def working(what: str) -> None:
    """Show on a terminal what long work is about, over what it was about before."""
    if sys.stderr.isatty():
        print(f"\r{what:<60}", end="\r", file=sys.stderr, flush=True)


def confirmed(made: Confirmed) -> None:
    """Tell where a bekræftelse lies, what it is worth, and what to do with it."""
    say(f"Journalen er bekræftet med {made.seal.standing.poster} poster:")
    for path in made.filer:
        say(f"  {path}")
    if made.underskrevet:
        say("Læg begge filer et sted, hvor ingen, der fører arkivet, kan rette dem, fx i ESDH.")
    else:
        say(
            "Den er ikke underskrevet, for kontor.yaml har ingen nøgle (noegler). Den beviser kun "
            "noget, hvis den lægges et sted, hvor ingen, der fører arkivet, kan rette den, fx i "
            "ESDH."
        )
    say("Hold den op mod arkivet senere: inv tjek --bekraeftelse FIL")
    remark(made.meddelelser)


def backed_up(made: Made) -> None:
    """Tell where a backup lies, and what it holds."""
    say(f"Sikkerhedskopien ligger i {made.fil}")
    beside = (
        f", heraf {made.ikke_journaliseret} ikke journaliseret," if made.ikke_journaliseret else ""
    )
    say(f"Den er prøvet: {made.filer} filer{beside} og hele journalen kom tilbage, som de ligger.")
    say("Den er ikke krypteret. Opbevar den som sagerne selv.")
    remark(made.meddelelser)


def brought_back(root: Path, cases: Path) -> None:
    """Tell where a restored archive lies, and what to do next."""
    say(f"Arkivet er gendannet i {root}, som det lå, da kopien blev taget.")
    if root.parent == cases:
        say(f"Arbejd i det med: inv vaelg {root.name}")
        say("Se efter, om det hænger sammen: inv tjek")
    else:
        say(f"Gå derhen: cd {quoted(root)}")
        say("Se efter, om det hænger sammen: sagsgang tjek")


def brought_in(found: BroughtIn) -> None:
    """Tell which cases came from the older register, and that their letters are elsewhere."""
    count = len(found.sager)
    numbers = ", ".join(sag.nummer for sag in found.sager[:SHOWN])
    more = f" og {count - SHOWN} til" if count > SHOWN else ""
    say(f"{count} {'sag' if count == 1 else 'sager'} er indlæst: {numbers}{more}.")
    if found.breve:
        say(f"Deres breve ({found.breve}) er ikke fulgt med. De ligger, hvor de lå.")
    say("Se efter, om det hænger sammen: inv tjek")
    remark(found.meddelelser)
