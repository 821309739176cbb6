"""The sandbox that templates run in: what they can use, and what is absent told and not printed.

Every value is escaped as it is printed, so nothing a value holds can become markup or code.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, MutableMapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

from jinja2 import BytecodeCache, ChainableUndefined, FileSystemLoader, StrictUndefined, Undefined
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workflow.core.errors import BadTemplate
from workflow.core.language import Language
from workflow.core.letter import SOURCES
from workflow.core.markdown import Markdown
from workflow.documents import bounds
from workflow.documents.bounds import CHARACTERS
from workflow.documents.escape import block, escape

Write = Callable[[Any], str]

# What writes another text each time, or takes longer the more it is given, and no letter needs.
_UNFIT = ("random", "urlize", "pprint", "xmlattr")
_UNFIT_GLOBALS = ("lipsum",)
_BOUNDED = {"*": bounds.product, "**": bounds.power}


class Absent(ChainableUndefined):
    """A value that is not there: false in a condition, collected when printed."""

    @property
    def told(self) -> str:
        """Say where the value should have been."""
        return str(self._undefined_hint)


class _Bounded(ImmutableSandboxedEnvironment):
    intercepted_binops = frozenset(_BOUNDED)

    def call_binop(self, _: Any, operator: str, left: Any, right: Any) -> Any:
        """Reckon with what could become endless, within bounds."""
        return _BOUNDED[operator](left, right)


def sandbox(
    folders: Sequence[Path], absent: list[str], write: Write, sprog: Language, gap: str
) -> ImmutableSandboxedEnvironment:
    """Make the environment of one letter; what is absent in it is collected in *absent*."""

    class Environment(_Bounded):
        def getattr(self, obj: Any, attribute: str) -> Any:
            return _present(obj, attribute, super().getattr(obj, attribute))

        def getitem(self, obj: Any, argument: Any) -> Any:
            return _present(obj, argument, super().getitem(obj, argument))

    def finalize(value: Any) -> Any:
        if isinstance(value, Absent):
            absent.append(value.told)
            return gap
        if isinstance(value, str) and len(value) > CHARACTERS:
            raise OverflowError
        return value if isinstance(value, Undefined) else write(value)

    environment = Environment(
        loader=_Loader(folders),
        bytecode_cache=_Compiled((write, gap, sprog.id)),
        undefined=StrictUndefined,
        autoescape=False,  # the output is Markdown; finalize escapes every value
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    own = {"dato": partial(_dated, sprog), "liste": partial(_listed, sprog)}
    environment.filters.update({name: _passing(f) for name, f in (own | _FILTERS).items()})
    environment.globals["flertal"] = _plural
    _without(environment.filters, _UNFIT)
    _without(environment.globals, _UNFIT_GLOBALS)
    return environment


def _without(names: MutableMapping[str, Any], unfit: Iterable[str]) -> None:
    for name in unfit:
        del names[name]


def _present(obj: Any, name: Any, value: Any) -> Any:
    """Return the value, or what tells where it should have been."""
    if value is not None and value != "":
        return value
    fil, group = SOURCES.get(type(obj), ("", ""))
    where = f"{group}{name}" if group.startswith("-") else f"{group}.{name}".strip(".")
    return Absent(
        hint=f"{fil}: '{where}' er tom. Udfyld den i {fil}." if fil else f"'{name}' mangler."
    )


class _Compiled(BytecodeCache):
    """Keeps a template's code while the program runs: letters share most of what they include.

    What stands in a template as a constant is written into its code by the environment, so the
    code is kept for each *kind* of environment.
    """

    code: ClassVar[dict[Any, CodeType]] = {}

    def __init__(self, kind: tuple[Any, ...]) -> None:
        self.kind = kind

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take the code of a template of the very same text, if there is any."""
        bucket.code = self.code.get((*self.kind, bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template."""
        if bucket.code:
            self.code[(*self.kind, bucket.key, bucket.checksum)] = bucket.code


class _Loader(FileSystemLoader):
    def get_source(self, environment: Any, template: str) -> Any:
        """Read a template; one that is not UTF-8 is named."""
        try:
            return super().get_source(environment, template)
        except UnicodeDecodeError:
            raise BadTemplate(skabelon=template, fejl="filen er ikke gemt som UTF-8.") from None


def _passing(filter_: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: value if isinstance(value, Undefined) else filter_(value)


def _dated(sprog: Language, value: Any) -> Any:
    return sprog.dag(value) if isinstance(value, date) else value


def _listed(sprog: Language, values: Sequence[Any]) -> Markdown:
    words = [escape(value) for value in values]
    told = [", ".join(words[:-1]), words[-1]] if words[1:] else words
    return Markdown(f" {sprog.og} ".join(told))


def _plural(count: int, one: str, many: str) -> str:
    return one if count == 1 else many


_FILTERS: dict[str, Callable[[Any], Any]] = {
    "afsnit": block,
    "stort": lambda value: str(value)[:1].upper() + str(value)[1:],
    "lille": lambda value: str(value)[:1].lower() + str(value)[1:],
}
