"""Write an Office package whose bytes depend on its parts and on nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

CONTENT_TYPES = "[Content_Types].xml"
RELATIONS = "_rels/.rels"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Pack the parts in a fixed order, without dates and uncompressed.

    Two builds of zlib may compress the same text to different bytes; the archive's journal
    compresses it anyway.
    """
    target = BytesIO()
    with ZipFile(target, "w", ZIP_STORED) as package:
        for name in sorted(parts, key=lambda name: (name != CONTENT_TYPES, name)):
            entry = ZipInfo(name, _LONG_AGO)
            entry.create_system = 0
            package.writestr(entry, parts[name])
    return target.getvalue()


def without(parts: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    """Leave a part of the whole document out, and every mention of it."""
    override = re.compile(rf'<Override\b[^>]*PartName="/{re.escape(name)}"[^>]*/>'.encode())
    relation = re.compile(rf'<Relationship\b[^>]*Target="/?{re.escape(name)}"[^>]*/>'.encode())
    left = {part: content for part, content in parts.items() if part != name}
    left[CONTENT_TYPES] = override.sub(b"", left[CONTENT_TYPES])
    left[RELATIONS] = relation.sub(b"", left[RELATIONS])
    return left
