"""Make the pages anew: python -m workflow.pages."""

from __future__ import annotations

import sys
from pathlib import Path

from workflow.archive import rulefiles
from workflow.office import demo
from workflow.office.desk import TEMPLATES
from workflow.pages import brevkatalog, fejlkatalog, sagsgang
from workflow.pages.specimens import specimens

DOCS = Path(__file__).parents[2] / "docs"


def pages() -> dict[str, str]:
    """Return the text of each page by its name."""
    rules = rulefiles.load()
    shown = specimens(demo.courses(), demo.kontor(), rules, TEMPLATES)
    return {
        "sagsgang.md": sagsgang.page(rules),
        "brevkatalog.md": brevkatalog.page(rules, shown),
        "fejlkatalog.md": fejlkatalog.page(fejlkatalog.causes()),
    }


def main() -> None:
    """Write the pages that are not as they should be, and say which."""
    for name, text in pages().items():
        path = DOCS / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"Skrevet: {path}\n")


if __name__ == "__main__":
    main()
