"""sag.yaml and kontor.yaml: read into the model, and written with no more changed than must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cache, cached_property
from itertools import chain
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from workflow.archive import validate, yamlbulk, yamlfile, yamlwrite
from workflow.core.errors import BadFile
from workflow.core.kontor import Kontor, lost
from workflow.core.model import FORMAT, Haendelse, Periode, Sag
from workflow.core.schema import Schema, plain_case_schema

NAME = "sag.yaml"
OFFICE = "kontor.yaml"

Record = TypeVar("Record", bound=msgspec.Struct)


class CaseFile(Struct, frozen=True, dict=True):
    """A case and the file it stands in."""

    fil: str
    content: bytes
    sag: Sag

    @cached_property
    def document(self) -> yamlfile.Document:
        """The file with its comments and the lines that everything stands on."""
        return yamlfile.read(self.fil, self.content)


def read(fil: str, content: bytes, schema: Schema) -> CaseFile:
    """Read a case; BadFile with every fault and its line."""
    return CaseFile(fil, content, in_bulk(fil, content, schema))


def in_bulk(fil: str, content: bytes, schema: Schema) -> Sag:
    """Read a case that is not to be written; the same BadFile as `read`."""
    sag = _sound(content, schema, Sag)
    if sag is not None and not any(_numbering(sag)):
        return sag
    document = yamlfile.read(fil, content)
    sag = checked(document, schema, Sag)
    refuse(document, _numbering(sag))
    return sag


def as_booked(fil: str, content: bytes) -> Sag:
    """Read a case as the journal has it; the rows of its day may have left the tables since."""
    return in_bulk(fil, content, _of_any_day())


@cache
def _of_any_day() -> Schema:
    return plain_case_schema()


def further(fil: str, content: bytes, known: tuple[bytes, Sag], schema: Schema) -> Sag:
    """Read a case as `in_bulk`; one that only has more events than when it was known, at once."""
    before, sag = known
    more = _added(before, content)
    if not more:
        return in_bulk(fil, content, schema)
    return msgspec.structs.replace(sag, forloeb=(*sag.forloeb, *more))


def _added(before: bytes, after: bytes) -> tuple[Haendelse, ...]:
    """Return the events that a file has more than it had; none unless that is all there is."""
    with suppress(msgspec.ValidationError):
        return msgspec.convert(yamlbulk.added(before, after) or (), tuple[Haendelse, ...])
    return ()


def read_office(fil: str, content: bytes, schema: Schema) -> Kontor:
    """Read an office; BadFile with every fault and its line."""
    known = _sound(content, schema, Kontor)
    if known is not None and not any(chain(_overlaps(known), _lost(known))):
        return known
    document = yamlfile.read(fil, content)
    kontor = checked(document, schema, Kontor)
    refuse(document, chain(_overlaps(kontor), _lost(kontor)))
    return kontor


def _sound(content: bytes, schema: Schema, kind: type[Record]) -> Record | None:
    """Return what a file says, read fast; None when it must be read carefully to tell."""
    data = yamlbulk.plain(content)
    with suppress(ValueError, msgspec.ValidationError):
        if isinstance(data, dict) and validate.sound(schema, data):
            return msgspec.convert(data, kind)
    return None


def written(file: CaseFile, after: Sag) -> bytes:
    """Return the file's bytes with the case as it is *after*."""
    return _grown(file, after) or yamlwrite.write(
        file.document, builtins(file.sag), builtins(after)
    )


def _grown(file: CaseFile, after: Sag) -> bytes | None:
    """Return the file with a line for each new event, where that is all that is to be written."""
    known = len(file.sag.forloeb)
    more = after.forloeb[known:]
    if not more or msgspec.structs.replace(after, forloeb=after.forloeb[:known]) != file.sag:
        return None
    lines = yamlwrite.lines(map(builtins, more))
    if lines is None:
        return None
    content = file.content + lines.encode()
    sound = _added(file.content, content) == more and len(content) <= yamlfile.LIMIT
    return content if sound else None


def fresh(fil: str, skeleton: bytes, sag: Sag) -> bytes:
    """Return a new case's file: the commented skeleton with the case's values."""
    document = yamlfile.read(fil, skeleton)
    return yamlwrite.write(document, document.data, _over(document.data, builtins(sag)))


def builtins(record: msgspec.Struct) -> dict[str, Any]:
    """Return a record as YAML has it: lists, and days as days."""
    data: dict[str, Any] = _listed(msgspec.to_builtins(record, builtin_types=(date,)))
    return data


def refuse(document: yamlfile.Document, faults: Iterator[validate.Fault]) -> None:
    """Raise BadFile with every fault, if there is one."""
    if told := yamlfile.lines(document, faults):
        raise BadFile(fejl="\n".join(told))


def checked(document: yamlfile.Document, schema: Schema, kind: type[Record]) -> Record:
    """Return what a file says; BadFile with every fault and its line."""
    refuse(document, _format_first(document, schema))
    return msgspec.convert(document.data, kind)


def _format_first(document: yamlfile.Document, schema: Schema) -> Iterator[validate.Fault]:
    """Hold a file against its schema, but not one of another format."""
    form = document.data.get("format")
    if form is not None and form != FORMAT:
        yield (
            ("format",),
            f"formatet er {form}, men dette program kender {FORMAT}. Brug en nyere udgave.",
        )
        return
    yield from validate.faults(schema, document.data)


def _overlaps(kontor: Kontor) -> Iterator[validate.Fault]:
    for index, center in enumerate(kontor.centre):
        for other in kontor.centre[:index]:
            if center.id == other.id and (
                center.gaelder(other.gaelder_fra) or other.gaelder(center.gaelder_fra)
            ):
                fault = f"centret '{center.id}' har to rækker, der gælder samtidig."
                yield ("centre", index), f"{fault} Sæt gaelder_til på den gamle."


def _lost(kontor: Kontor) -> Iterator[validate.Fault]:
    for index, fault in lost(kontor.centre):
        yield ("centre", index, "bliver_til"), fault


def _numbering(sag: Sag) -> Iterator[validate.Fault]:
    seen: set[int] = set()
    for index, punkt in enumerate(sag.klagepunkter):
        if punkt.nr in seen:
            yield ("klagepunkter", index, "nr"), f"klagepunkt {punkt.nr} står to gange."
        seen.add(punkt.nr)
        if isinstance(punkt.haendt, Periode) and (punkt.haendt.til or date.max) < punkt.haendt.fra:
            yield ("klagepunkter", index, "haendt"), "'til' ligger før 'fra'. Ret datoerne."


def _listed(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _listed(item) for key, item in value.items()}
    return [_listed(item) for item in value] if isinstance(value, (list, tuple)) else value


def _over(skeleton: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Lay the values over the skeleton, group by group."""
    return {
        key: _over(skeleton[key], values[key])
        if skeleton[key] and isinstance(skeleton[key], Mapping)
        else values.get(key, skeleton[key])
        for key in skeleton
    }
