"""Two versions of a case that chance has let grow from one, as two desks do without each other."""

from __future__ import annotations

import random
from copy import deepcopy
from typing import NamedTuple

from msgspec.structs import replace
from wandering import Wanderer, setting_out

from workflow.core.kontor import Kontor
from workflow.core.merge import Merged, merged
from workflow.core.model import Sag
from workflow.core.rulebook import Rulebook

BEFORE, APART = 12, 6
ADDRESSES = (None, "Vejgade 1", "Vejgade 2", "Vejgade 3")


class Grown(NamedTuple):
    """The case that two began with, and what each has made of it."""

    base: Sag
    one: Sag
    two: Sag

    def merged(self, kontor: Kontor, rules: Rulebook) -> Merged:
        """Merge them, with *one* as the shared version."""
        return merged(self.base, self.one, self.two, rules, kontor)

    def turned(self) -> Grown:
        """Call the other version the shared one."""
        return Grown(self.base, self.two, self.one)


def grown(chance: random.Random, kontor: Kontor, rules: Rulebook) -> Grown:
    """Let a case take steps, and then two copies of it steps and edits of their own."""
    wanderer = setting_out(chance, kontor, rules)
    for _ in range(chance.randint(0, BEFORE)):
        wanderer.step()
    return Grown(wanderer.case.sag, _apart(wanderer), _apart(wanderer))


def _apart(wanderer: Wanderer) -> Sag:
    chance = wanderer.chance
    own = Wanderer(deepcopy(wanderer.case), chance, wanderer.today)
    for _ in range(chance.randint(0, APART)):
        own.step()
    return _edited(own.case.sag, chance)


def _edited(sag: Sag, chance: random.Random) -> Sag:
    if chance.choice((True, False, False)):
        sag = replace(sag, borger=replace(sag.borger, adresse=chance.choice(ADDRESSES)))
    if chance.choice((True, False, False, False)):
        sag = replace(sag, emne=chance.choice(("Ventetid", "Et svar")))
    return sag
