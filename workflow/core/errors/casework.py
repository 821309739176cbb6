"""What stops a step: a value, a rule, something missing, a file."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class BadValue(CaseworkError):
    """Something on the command line names nothing or is not what it should be."""

    besked = "{fejl}"
    exit_code = 2


class NotAllowed(CaseworkError):
    """The rules say no; every reason at once."""

    besked = (
        "{sag}: '{handling}' kan ikke ske nu:\n{grunde}\n"
        "Se, hvad der kan, med inv vis og sagens nummer."
    )
    exit_code = 4


class Missing(CaseworkError):
    """A letter needs something that is not there."""

    besked = "Brevet kan ikke skrives, før dette er udfyldt:\n{mangler}"
    exit_code = 4


class BadFile(CaseworkError):
    """A file is not as it should be; every fault with its line."""

    besked = "{fejl}"
    exit_code = 3


class OpenConflict(CaseworkError):
    """A case was changed on two sides in ways that cannot be joined; nobody has chosen yet."""

    besked = (
        "Sag {nummer} er ændret to steder på måder, der ikke kan forenes, og det er ikke afklaret "
        "endnu. Den ene version står i {mappe}, den anden i {mappe}/konflikt.\n"
        "Se forskellen: inv afklar {nummer}. Vælg så den ene med --behold denne eller "
        "--behold anden."
    )
    exit_code = 4


class TooLong(CaseworkError):
    """What is to be written would make a file too long to read."""

    besked = (
        "{fil} ville blive over {kilobyte} KB. Læg lange tekster i en fil i sagens mappe, og "
        "henvis til dem."
    )
    exit_code = 2


class AlreadyReturned(CaseworkError):
    """A call that has been returned is to be returned once more."""

    besked = (
        "Der er allerede ringet tilbage på opkald {nummer} den {dag}. Er det forkert, så ret "
        "linjen i {fil}. Se dem, der venter: inv opkaldsliste"
    )
    exit_code = 4
