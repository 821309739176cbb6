"""The steps that the code knows by name: what no flag of a row in handlinger.yaml says of them."""

from __future__ import annotations

REGISTERED = "registrer"
SENT = "afsendt"
NOTED = "notat"
FILED = "arkiver"
SPLIT, BROUGHT_ALONG = "opdel", "opdelt"

ACKNOWLEDGED = "kvitter"
EXPLAINED = "forventningsafstem"
FORWARDED, FORWARDED_AGAIN, REMINDED, HEARD = "videresend", "genfremsend", "rykker", "hoering"
PASSED_ON = "videreformidl"
PAUSED, RESUMED = "saet-i-bero", "ophaev-bero"
HELD_ON_TO, TAKEN_UP_AGAIN = "borger-fastholder", "genoptag"
INVESTIGATED, STOPPED, STATED = "undersoeg", "indstil", "afgiv-udtalelse"
ANSWERED, REJECTED, REPORTED = "centersvar", "afvis", "tilbagemelding"
