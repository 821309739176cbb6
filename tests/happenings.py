"""What may happen to the files of an archive, and to the copy of what was read of them."""

from __future__ import annotations

import os
import shutil
import sys
import time
from contextlib import suppress

from cli import OLDER, do, git

from workflow.core.errors import CaseworkError
from workflow.office import desk, recall

STEPS = (
    {"handling": "kvitter"},
    {"handling": "notat", "tekst": "Borgeren ringede."},
    {"handling": "videresend", "alligevel": True},
    {"handling": "afsendt"},
    {"handling": "centersvar", "medhold": "fuldt"},
    {"handling": "afslut", "udfald": "imoedekommet", "alligevel": True},
    {"handling": "genoptag", "begrundelse": "Nyt i sagen."},
)
SWAPS = (("telefon", "email"), ("Ventetid", "Ventetit"), ("format: 1", "format: 2"), ("Å", "Aa"))
OFFICE_SWAPS = (
    ("id: social\n", "id: sociat\n"),
    ("Kommune", "Kommunen"),
    ("fridage: [grundlovsdag, ", "fridage: ["),
    ("  svar: 10 ", "  svar: 12 "),
)


def copy(office):
    """Return where what was read is kept."""
    return office.root / desk.SCHEMAS / recall.COPY


class History:
    """An archive that things happen to."""

    TICK = 20_000_000  # ns; more than the clock of a file system's steps here

    def __init__(self, office):
        self.office, self.root = office, office.root
        self.heads, self.copies, self.number = [self.head()], [b""], 0
        self.content = (self.root / "kontor.yaml").read_bytes()

    def wait(self):
        """Let so much time go by that a stamp can be taken."""
        time.sleep(1.5 * self.TICK / 1e9)

    def enter(self):
        """Read the office anew; None where its kontor.yaml is not sound, and nothing is said."""
        content = (self.root / "kontor.yaml").read_bytes()
        if content != self.content:
            try:
                self.office, self.content = desk.enter(self.root), content
            except CaseworkError:
                return None
        return self.office

    def head(self):
        return git(self.root, "rev-parse", "HEAD").strip()

    def happen(self, what, chance):
        """Let something happen, which an archive in disorder may refuse, and tell what."""
        self.number += 1
        with suppress(CaseworkError, FileNotFoundError, IndexError):
            what(self, chance)
        self.heads.append(self.head())
        return f"{self.number}, {what.__name__}"

    def cases(self):
        return sorted(path for path in self.root.glob("2026/2026-*") if path.is_dir())

    def files(self):
        """Return all files of the cases that somebody may have changed."""
        found = (path for case in self.cases() for path in case.rglob("*") if path.is_file())
        return sorted(found)

    def step(self, chance):
        """Take a step of a case."""
        told = dict(chance.choice(STEPS))
        dato = f"2026-0{chance.randrange(4, 7)}-{chance.randrange(10, 28)}"
        do(self.office, chance.choice(self.cases()).name, dato, **told)

    def edit_case(self, chance):
        """Change a sag.yaml to something else, and sometimes to what cannot be read."""
        path = chance.choice(self.cases()) / "sag.yaml"
        path.write_text(swapped(path.read_text(encoding="utf-8"), chance.choice(SWAPS)), "utf-8")

    def edit_in_place(self, chance):
        """Change a sag.yaml to another of the same length, and give it its old time back."""
        path = chance.choice(self.cases()) / "sag.yaml"
        before, content = path.stat(), path.read_text(encoding="utf-8")
        path.write_text(swapped(content, SWAPS[1]), encoding="utf-8")
        if sys.platform != "win32":  # there nothing tells of such a change
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def edit_complaint(self, chance):
        """Write, empty or take away a henvendelse.md."""
        path = chance.choice(self.cases()) / "henvendelse.md"
        path.write_text(chance.choice(["", "Jeg klager.\n", "Jeg klaget.\n"]), encoding="utf-8")
        if chance.random() < 0.2:
            path.unlink()

    def edit_paper(self, chance):
        """Lay down a note or an enclosure, or write it anew."""
        where = chance.choice(["notater", "bilag", "bilag/mere"])
        path = chance.choice(self.cases()) / where / f"2026-03-0{chance.randrange(1, 4)} Ark.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(chance.choice(["et", "to", "noget andet"]), encoding="utf-8")

    def lay_other_version(self, chance):
        """Lay another version beside a case, an empty folder, or take it away."""
        case = chance.choice(self.cases())
        if (case / "konflikt").exists():
            shutil.rmtree(case / "konflikt")
        (case / "konflikt").mkdir()
        if chance.random() < 0.7:
            shutil.copy(case / "sag.yaml", case / "konflikt" / "sag.yaml")
        elif chance.random() < 0.5:
            (case / "konflikt").rmdir()

    def lead_elsewhere(self, chance):
        """Put a link where a case or its file was, to that very one in another place."""
        path = chance.choice(self.cases())
        path = chance.choice([path, path / "sag.yaml"])
        if sys.platform != "win32" and path.exists():  # there, making links takes a privilege
            path.symlink_to(path.rename(self.root.with_name(f"andetsteds{self.number}")))

    def move_file(self, chance):
        """Move a file to another case or another name."""
        path = chance.choice(self.files())
        place = chance.choice([self.root / "2026" / chance.choice(self.cases()).name, path.parent])
        target = place / chance.choice(["", "bilag", "notater"]) / f"{self.number}{path.name}"
        target.parent.mkdir(exist_ok=True)
        path.rename(target)

    def swap_cases(self, chance):
        """Let two cases' files change places, times and all."""
        one, other = chance.sample(self.cases(), 2)
        between = one.with_name("imellem")
        for place, target in ((one, between), (other, one), (between, other)):
            place.rename(target)

    def move_case(self, chance):
        """Give a case another folder's name."""
        case = chance.choice(self.cases())
        case.rename(case.with_name(f"2026-00{10 + self.number}"))

    def older_case(self, _):
        """Lay a finished case from before beside the others."""
        case = self.root / "2024" / "2024-0007"
        case.mkdir(parents=True, exist_ok=True)
        (case / "sag.yaml").write_text(OLDER, encoding="utf-8")

    def delete(self, chance):
        """Take away a file, and sometimes a case."""
        if chance.random() < 0.2 and len(self.cases()) > 1:
            shutil.rmtree(chance.choice(self.cases()))
        else:
            chance.choice(self.files()).unlink()

    def check_out(self, chance):
        """Bring the folder to where the journal was once."""
        git(self.root, "reset", "--quiet", "--hard", chance.choice(self.heads), check=False)

    def restore(self, _):
        """Take all files back as they were booked last."""
        git(self.root, "checkout", "--quiet", "--force", "HEAD", "--", ".", check=False)

    def edit_office(self, chance):
        """Change what the office says of itself; a centre that is gone makes cases unsound."""
        path = self.root / "kontor.yaml"
        content = path.read_text(encoding="utf-8")
        path.write_text(swapped(content, chance.choice(OFFICE_SWAPS)), encoding="utf-8")

    def set_clock_back(self, chance):
        """Give some files the time of another day, as where the clock is set back."""
        for path in chance.sample(self.files(), 2):
            moment = chance.choice([0, 1_700_000_000, time.time() + 3600])
            os.utime(path, (moment, moment))

    def damage_copy(self, chance):
        """Change a byte of the copy, or cut it off."""
        content = bytearray(copy(self.office).read_bytes())
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
        end = chance.choice([len(content), chance.randrange(len(content))])
        copy(self.office).write_bytes(content[:end])

    def delete_copy(self, _):
        """Take the copy away."""
        copy(self.office).unlink()

    def older_copy(self, chance):
        """Lay back a copy as it was before."""
        self.copies.append(copy(self.office).read_bytes())
        copy(self.office).write_bytes(chance.choice(self.copies))


def swapped(text, pair):
    """Put one word for the other, whichever is there."""
    old, new = pair if pair[0] in text else pair[::-1]
    return text.replace(old, new)


HAPPENINGS = (
    History.step,
    History.edit_case,
    History.edit_in_place,
    History.edit_complaint,
    History.edit_paper,
    History.lay_other_version,
    History.lead_elsewhere,
    History.move_file,
    History.swap_cases,
    History.move_case,
    History.older_case,
    History.delete,
    History.check_out,
    History.restore,
    History.edit_office,
    History.set_clock_back,
    History.damage_copy,
    History.delete_copy,
    History.older_copy,
)
