"""What stops a bekræftelse from being signed."""

from __future__ import annotations

from workflow.core.errors.base import CaseworkError


class SignerMissing(CaseworkError):
    """The program that signs and checks signatures is not installed."""

    besked = (
        "Programmet ssh-keygen mangler, så underskrifter kan hverken skrives eller efterses.\n"
        "Det følger med Git til Windows (installér det igen) og med macOS; på Linux hedder pakken "
        "openssh-client."
    )
    exit_code = 5


class SigningFailed(CaseworkError):
    """The private half of the office's key is not to be found or not to be used."""

    besked = (
        "Bekræftelsen kunne ikke underskrives med nøglen {noegle}… ({sted}): {fejl}\n"
        "Intet er gjort. Læg den private nøgle i mappen .ssh i din egen mappe ved siden af den "
        "offentlige, eller åbn den med ssh-add. Er det en anden nøgle nu, så ret noegler i "
        "kontor.yaml."
    )
    exit_code = 5
