"""Sagsgang: casework and documents of a Danish borgerrådgiver, as plain files with a journal."""

VERSION = "0.1.0"
PROGRAM = f"sagsgang {VERSION}"
