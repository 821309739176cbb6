"""Making tasks: of functions and of rows, values checked, errors told in Danish."""

from __future__ import annotations

import atexit
import gc
import os
import sys
import traceback
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping
from copy import deepcopy
from inspect import Parameter, Signature, signature
from typing import Any

from invoke.collection import Collection
from invoke.exceptions import Exit
from invoke.parser.argument import Argument
from invoke.parser.context import ParserContext
from invoke.parser.parser import ParseMachine
from invoke.program import Program
from invoke.tasks import Task

from workflow.core.errors import BadValue, CaseworkError, NotShown, Unreadable
from workflow.core.options import offered
from workflow.core.rulebook import Action, Option, Rulebook
from workflow.counter.typed import text_of
from workflow.counter.visit import Visit
from workflow.garbage import look_seldom
from workflow.kommandoer import DATO, DEFAULTS, FLAGS, OPTIONAL, POSITIONAL, SAG
from workflow.screen import NobodyReads, fitted, flush, open_closed

# What a command leaves goes with the process: Python would look through it once more at the end.
look_seldom()
open_closed()
atexit.register(gc.freeze)

Body = Callable[..., None]
_DANISH = {"ae": "æ", "oe": "ø", "aa": "å"}
_STOPPED = "Stoppet. Et skridt er sket helt eller slet ikke: se sagen med inv vis."
_BUG = "Det er en fejl i Sagsgang, ikke hos dig. Meld den med det, der står ovenfor."


class Opgave(Task[Any]):
    """A task whose name and options may also be written with æ, ø and å."""

    def get_arguments(self, ignore_unknown_help: bool | None = None) -> list[Argument]:
        """Give every option its spellings with Danish letters; its help can be asked for again."""
        kept = dict(self.help)
        arguments = super().get_arguments(ignore_unknown_help)
        self.help = kept
        for argument in arguments:
            argument.names = (*argument.names, *_spellings(argument.names[0]))
        return arguments


def _one_name(_: ParserContext, flag: str) -> list[str]:
    return [flag]


def _listed_once(
    program: Program, found: Collection, ancestors: list[str] | None = None
) -> list[tuple[str, str | None]]:
    return [(name.partition(" (")[0], text) for name, text in _PAIRS(program, found, ancestors)]


# Invoke lists every name a task or an option answers to, and its help fails when they fill the
# line.
_PAIRS = Program._make_pairs  # noqa: SLF001 - there is no other way in
setattr(Program, "_make_pairs", _listed_once)  # noqa: B010
setattr(ParserContext, "names_for", _one_name)  # noqa: B010


def _with_or_without(machine: ParseMachine) -> None:
    for argument in machine.context.positional_args if machine.context else ():
        if argument.name in OPTIONAL and argument.value is None:
            argument.value = ""
    _COMPLETE(machine)


def _copied_when_typed(context: ParserContext, memo: dict[int, Any]) -> ParserContext:
    if memo:
        return context  # one of all the commands, which are made anew for each reading as it is
    memo[id(context)] = copied = ParserContext.__new__(ParserContext)
    vars(copied).update(deepcopy(vars(context), memo))
    return copied


# Invoke copies what each of 75 commands can be told before it reads, and again that of the typed.
setattr(ParserContext, "__deepcopy__", _copied_when_typed)  # noqa: B010

# Invoke has no word that may be left out.
_COMPLETE = ParseMachine.complete_context
setattr(ParseMachine, "complete_context", _with_or_without)  # noqa: B010


def command(
    body: Any,
    options: Mapping[str, str],
    visit: Callable[[], Visit],
    flags: Container[str] = FLAGS,
) -> Opgave:
    """Make a task of a function: its options are the table's, its errors told with their code."""
    name = body.__name__.replace("_", "-")

    def guarded(_: Any, **told: Any) -> None:
        try:
            _refuse_options(name, told)
            at = visit()
            body(at, **{key: text_of(value) for key, value in told.items()})
            flush()
            at.over()
        except CaseworkError as error:
            if isinstance(error, NotShown):
                _nobody_reads()
            raise _ended(str(error), error.exit_code) from None
        except NobodyReads:
            _nobody_reads()
        except OSError as error:
            raise _ended(str(Unreadable(fejl=error)), Unreadable.exit_code) from None
        except KeyboardInterrupt:
            raise _ended(f"\n{_STOPPED}", 1) from None
        except Exception:  # noqa: BLE001 - a bug is shown as one, whatever it is
            traceback.print_exc()
            raise _ended(_BUG, 1) from None

    context = Parameter("_", Parameter.POSITIONAL_OR_KEYWORD)
    own = _defaults(body)
    taken = [_parameter(option, flags, own) for option in options]
    guarded.__signature__ = Signature([context, *taken])  # type: ignore[attr-defined]
    guarded.__doc__ = body.__doc__
    help_ = {option.replace("-", "_"): text for option, text in options.items()}
    return Opgave(
        guarded, name=name, aliases=tuple(_spellings(name)), auto_shortflags=False, help=help_
    )


def _ended(why: str, code: int) -> Exit:
    return Exit(fitted(why, sys.stderr), code=code)


def _nobody_reads() -> None:
    """Let Python end in peace when whoever read the output has left: `inv overblik | head`."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def row_command(action: Action, rules: Rulebook, do: Body, visit: Callable[[], Visit]) -> Opgave:
    """Make the command of a row: its options are what the row needs and can be told."""
    taken = [rules.oplysninger[name] for name in dict.fromkeys((*action.oplysninger, "alligevel"))]

    def body(at: Visit, sag: str, dato: str, **told: Any) -> None:
        do(at, action, sag, dato, {key.replace("_", "-"): value for key, value in told.items()})

    body.__name__ = action.id
    first, _, rest = action.hjaelp.partition(". ")
    more = f"{rest}\n\n" if rest else ""
    body.__doc__ = f"{first.rstrip('.')}.\n\n{more}{action.titel} ({action.kilde})."
    texts = {option.id: _meaning(option, action, rules) for option in taken}
    flags = [option.id for option in taken if option.slags == "flag"]
    return command(body, SAG | texts | DATO, visit, flags)


def told_command(
    body: Any, options: Mapping[str, str], rules: Rulebook, visit: Callable[[], Visit]
) -> Opgave:
    """Make a task that takes what any step can be told, besides its own options."""
    told = rules.oplysninger.values()
    texts = {option.id: f"{option.titel}{_named(option, rules)}" for option in told}
    flags = [option.id for option in told if option.slags == "flag"]
    return command(body, {**options, **texts}, visit, [*FLAGS, *flags])


def _refuse_options(name: str, told: Mapping[str, Any]) -> None:
    """Refuse an option where a value should stand: `inv ny --help` must do nothing."""
    for value in told.values():
        if isinstance(value, str) and (value == "-h" or value.startswith("--")):
            raise BadValue(
                fejl=f"'{value}' står, hvor der skulle stå en værdi; intet er gjort. "
                f"Hjælp til kommandoen: inv hjaelp {name}. Skal en tekst begynde sådan, så læg den "
                "i en fil, og skriv @sti."
            )


def _defaults(body: Body) -> dict[str, Any]:
    parameters = signature(body).parameters.values()
    return {p.name: p.default for p in parameters if p.default is not Parameter.empty}


def _parameter(option: str, flags: Container[str], own: Mapping[str, Any]) -> Parameter:
    """Make an option's parameter; a default that the function itself gives comes first."""
    kind = Parameter.POSITIONAL_OR_KEYWORD
    name = option.replace("-", "_")
    if name in own:
        return Parameter(name, kind, default=own[name])
    if option in POSITIONAL:
        return Parameter(name, kind)
    return Parameter(name, kind, default=False if option in flags else DEFAULTS.get(option, ""))


def _meaning(option: Option, action: Action, rules: Rulebook) -> str:
    choices = _named(option, rules)
    for need in action.kraever:
        if option.id in need.split("|"):
            others = [f"--{name}" for name in need.split("|") if name != option.id]
            return f"{option.titel}{choices} [{' eller '.join(['skal gives', *others])}]"
    return f"{option.titel}{choices}"


def _named(option: Option, rules: Rulebook) -> str:
    return f" ({', '.join(choices)})" if (choices := offered(rules, option)) else ""


def _spellings(name: str) -> Iterator[str]:
    """Yield the name with Danish letters, each as one character and as letter and mark."""
    danish = name
    for ascii_, letter in _DANISH.items():
        danish = danish.replace(ascii_, letter)
    if danish != name:
        yield from dict.fromkeys((danish, unicodedata.normalize("NFD", danish)))


for stream in (sys.stdin, sys.stdout, sys.stderr):
    if hasattr(stream, "reconfigure"):  # Danish in any terminal, and no crash where it cannot be
        stream.reconfigure(encoding="utf-8", errors="replace")
