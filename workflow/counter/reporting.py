"""The reports: the year's, the short one within the year, and a centre's sheet."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling_report
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit

HOW = {
    "udkast": "Lav den, som den er, også med huller, uden for arkivet og uden at journalisere",
    "alligevel": "Lav den, selv om et tal ikke er tabellernes, eller et navn ligner en parts",
}
BERETNING = {"aar": "Året, fx 2026"} | HOW
STATUS = {
    "fra": "Periodens første dag (ÅÅÅÅ-MM-DD); ellers nytår",
    "til": "Periodens sidste dag; ellers i dag",
} | HOW
CENTERARK = {"centernavn": "Centret: et id i kontor.yaml", "aar": "Året; ellers i år"} | HOW


def beretning(at: Visit, aar: str, udkast: bool, alligevel: bool) -> None:
    """Skriver årsberetningens kapitler til at rette i, og sætter den, når de er skrevet."""
    from workflow.office import report_kinds, reports

    kind = report_kinds.annual(at.office, aar, at.today)
    telling_report.counting()
    telling_report.made(reports.make(at.office, kind, at.now, draft=udkast, anyway=alligevel))


def status(at: Visit, fra: str, til: str, udkast: bool, alligevel: bool) -> None:
    """Skriver og sætter en kort status for en periode, til brug i årets løb."""
    from workflow.office import report_kinds, reports

    kind = report_kinds.status(fra, til, at.today)
    telling_report.counting()
    telling_report.made(reports.make(at.office, kind, at.now, draft=udkast, anyway=alligevel))


def centerark(at: Visit, centernavn: str, udkast: bool, alligevel: bool, aar: str = "") -> None:
    """Skriver og sætter et ark med centrets tal til samtalen med dets ledelse."""
    from workflow.office import report_kinds, reports

    kind = report_kinds.sheet(at.office, centernavn, aar, at.today)
    telling_report.counting()
    telling_report.made(reports.make(at.office, kind, at.now, draft=udkast, anyway=alligevel))


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    beretning: BERETNING,
    status: STATUS,
    centerark: CENTERARK,
}
