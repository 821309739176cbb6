"""Letters as Markdown: templates filled with values that can never become markup or code.

A value that is absent is collected, not printed, and refuses the letter with file and field;
a name that the template invents is the template's fault.
"""

from __future__ import annotations

import json
import re
import traceback
from _thread import interrupt_main
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from threading import Event, Timer
from typing import Any

from jinja2 import (
    ChainableUndefined,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
    Undefined,
    UndefinedError,
)
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from workflow.core.errors import BadTemplate, CaseworkError, Missing
from workflow.core.language import Language
from workflow.core.letter import SOURCES
from workflow.core.markdown import Markdown
from workflow.documents.escape import block, escape

Write = Callable[[Any], str]

SECONDS = 20.0
CHARACTERS = 2_000_000
GAP = r"\[mangler\]"

_DANISH: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "den indsætter sig selv"),
    (TimeoutError, "den bliver ikke færdig"),
    (OverflowError, "den bliver for lang"),
    (TemplateNotFound, "en fil, den indsætter, findes ikke"),
    (TemplateSyntaxError, "den er ikke skrevet rigtigt"),
    (SecurityError, "den bruger noget, den ikke må"),
    (UndefinedError, "den bruger noget, der ikke findes"),
)

_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


@dataclass(frozen=True, slots=True)
class Desk:
    """The templates at hand: the office's own first, then the shipped ones."""

    folders: Sequence[Path]

    def has(self, name: str) -> bool:
        """Tell whether there is a template of that name."""
        return any((folder / name).is_file() for folder in self.folders)

    def compose(self, name: str, context: Mapping[str, Any]) -> Markdown:
        """Fill a letter's template; Missing names every value that is absent."""
        return _whole(*self._filled(name, context, escape))

    def sketch(self, name: str, context: Mapping[str, Any]) -> tuple[Markdown, list[str]]:
        """Fill a letter's template as far as it goes: gaps are marked, and told."""
        return self._filled(name, context, escape, GAP)

    def plain(self, name: str, context: Mapping[str, Any]) -> str:
        """Fill the template of a file that is read as it stands and never becomes a document."""
        return _whole(*self._filled(name, context, lambda value: str(value).replace("-->", "→")))

    def _filled(
        self, name: str, context: Mapping[str, Any], write: Write, gap: str = ""
    ) -> tuple[Markdown, list[str]]:
        absent: list[str] = []
        environment = _environment(self.folders, absent, write, context["sprog"], gap)
        try:
            with _limited(SECONDS):
                text = environment.get_template(name).render(context)
        except CaseworkError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a template raises is its own fault
            raise BadTemplate(skabelon=_culprit(error, name), fejl=_told(error)) from None
        return Markdown(text), list(dict.fromkeys(absent))


def _whole(text: Markdown, absent: Sequence[str]) -> Markdown:
    if absent:
        raise Missing(mangler="\n".join(f"- {told}" for told in absent))
    return text


def letter(front: Mapping[str, Any], text: str) -> str:
    """Put the letter's facts before its text, which begins with the title as a heading."""
    heading, _, body = text.strip().partition("\n")
    return headed({"titel": _ESCAPED.sub(r"\1", heading.removeprefix("#").strip()), **front}, body)


def headed(facts: Mapping[str, Any], text: str) -> str:
    """Put facts before a text, as documents.frontmatter reads them."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return "\n".join(["---", *lines, "---", "", text.strip(), ""])


class _Absent(ChainableUndefined):
    """A value that is not there: false in a condition, collected when printed."""

    @property
    def told(self) -> str:
        """Say where the value should have been."""
        return str(self._undefined_hint)


def _environment(
    folders: Sequence[Path], absent: list[str], write: Write, sprog: Language, gap: str
) -> ImmutableSandboxedEnvironment:
    class Environment(ImmutableSandboxedEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            return _present(obj, attribute, super().getattr(obj, attribute))

        def getitem(self, obj: Any, argument: Any) -> Any:
            return _present(obj, argument, super().getitem(obj, argument))

    def finalize(value: Any) -> Any:
        if isinstance(value, _Absent):
            absent.append(value.told)
            return gap
        if isinstance(value, str) and len(value) > CHARACTERS:
            raise OverflowError
        return value if isinstance(value, Undefined) else write(value)

    environment = Environment(
        loader=_Loader(folders),
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
    return environment


def _present(obj: Any, name: Any, value: Any) -> Any:
    """Return the value, or what tells where it should have been."""
    if value is not None and value != "":
        return value
    fil, group = SOURCES.get(type(obj), ("", ""))
    where = f"{group}{name}" if group.startswith("-") else f"{group}.{name}".strip(".")
    return _Absent(
        hint=f"{fil}: '{where}' er tom. Udfyld den i {fil}." if fil else f"'{name}' mangler."
    )


def _culprit(error: Exception, name: str) -> str:
    """Return the innermost template that the error came from, with its line."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or name}, linje {error.lineno}"
    places = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".md")]
    return f"{Path(places[-1].filename).name}, linje {places[-1].lineno}" if places else name


def _told(error: Exception) -> str:
    """Say in Danish what is wrong; Jinja's own words stand behind."""
    words = str(error.message if isinstance(error, TemplateError) else error)
    for kind, danish in _DANISH:
        if isinstance(error, kind):
            return f"{danish} ({words})." if words else f"{danish}."
    return f"noget i den kan ikke lade sig gøre ({words})."


@contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """Stop a template that never ends; it runs in our own process, which has the archive."""
    ended = Event()

    def stop() -> None:
        ended.set()
        interrupt_main()

    timer = Timer(seconds, stop)
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if ended.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()


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
