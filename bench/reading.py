"""Time reading every case of an archive of 2,000, and hold the two readers against each other.

`python bench/reading.py [seconds]`: how long to damage files at random for (default 20).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from workflow.archive import casefile, yamlbulk  # noqa: E402
from workflow.core.errors import BadFile  # noqa: E402
from workflow.core.model import Borger, Haendelse, Klagepunkt, Sag  # noqa: E402
from workflow.office import demo, desk, played, recall  # noqa: E402
from workflow.office.desk import Office  # noqa: E402

CASES = 2000
SKELETON = (desk.TEMPLATES / "sag.yaml").read_bytes()
SIGNS = ["\n  ", "\n", "  ", ": ", "- ", "\n- ", "{", "}", "[", "]", ", ", " #", "\n\n", "|\n"]
SIGNS += list("\"'#:-?,|>&*!%@`~\r\t\\=.0_aæ\x85\u2028\ufeff")
RECEIVED = date(2026, 3, 2)
EVENT = Haendelse(dato=date(2026, 3, 3), handling="notat", tekst="Borgeren ringede: intet svar.")


def main() -> None:
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        office = _archive(Path(folder) / "arkiv")
        _timed("every case, one by one", lambda: _one_by_one(office))
        _timed("every case, in bulk", lambda: recall.anew(office))
        _timed("every case, unchanged since", lambda: recall.every(office))
        _compare(office, chance, seconds=float(sys.argv[1]) if len(sys.argv) > 1 else 20)


def _archive(root: Path) -> Office:
    office = played.made_up_office(root, played.read(demo.COURSES / "kontor.yaml"), demo.FOUNDED)
    for number in range(1, CASES + 1):
        nummer = f"2026-{number:04}"
        made = _case(nummer, points=1 + number % 3, events=number % 12)
        path = root / "2026" / nummer / "sag.yaml"
        path.parent.mkdir(parents=True)
        path.write_bytes(casefile.fresh("sag.yaml", SKELETON, made))
    return office


def _case(nummer: str, *, points: int, events: int) -> Sag:
    """Make a klagesag with some klagepunkter, to which some notes have been written."""
    return Sag(
        format=1,
        nummer=nummer,
        type="klagesag",
        modtaget=RECEIVED,
        kanal="telefon",
        emne="Ventetid på hjælpemiddel",
        borger=Borger(navn="Øjvind Åse", adresse="Vejgade 1\n9990 Fjordby"),
        forloeb=(Haendelse(dato=RECEIVED, handling="registrer"), *[EVENT] * events),
        klagepunkter=tuple(
            Klagepunkt(
                nr=nr,
                tema="sagsbehandlingstid",
                center="social",
                forhold="centret ikke har svaret på tre henvendelser",
                vedroerer="sagsbehandling",
            )
            for nr in range(1, points + 1)
        ),
    )


def _one_by_one(office: Office) -> None:
    for path in sorted(office.root.glob("2026/*/sag.yaml")):
        casefile.read(path.name, path.read_bytes(), office.schema)


def _timed(what: str, work: object) -> None:
    assert callable(work)
    begun = time.perf_counter()
    work()
    print(f"{what:30} {time.perf_counter() - begun:8.2f} s for {CASES} cases")


def _compare(office: Office, chance: random.Random, *, seconds: float) -> None:
    sound = (office.root / "2026" / "2026-0012" / "sag.yaml").read_text(encoding="utf-8")
    begun, tried, fast, unlike = time.monotonic(), 0, 0, 0
    while time.monotonic() - begun < seconds:
        content = _damaged(sound, chance).encode()
        tried += 1
        if yamlbulk.plain(content) is not None:
            fast += 1
            unlike += _outcome(content, office, bulk=True) != _outcome(content, office, bulk=False)
    print(f"{tried} damaged files, {fast} read by the fast reader, {unlike} read otherwise")


def _damaged(text: str, chance: random.Random) -> str:
    for _ in range(chance.randint(1, 2)):
        at = chance.randrange(len(text))
        put = "".join(chance.choice(SIGNS) for _ in range(chance.randint(0, 3)))
        text = text[:at] + put + text[at + chance.randint(0, 3) :]
    return text


def _outcome(content: bytes, office: Office, *, bulk: bool) -> object:
    try:
        if bulk:
            return casefile.in_bulk("sag.yaml", content, office.schema)
        return casefile.read("sag.yaml", content, office.schema).sag
    except BadFile as fault:
        return str(fault)


if __name__ == "__main__":
    main()
