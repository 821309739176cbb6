"""Help with wording a complaint: a letter in the citizen's own name, with nothing of the office."""

from __future__ import annotations

import re
from zipfile import ZipFile

import pytest
from cli import POINT, begun, do, folder
from docx import Document
from pypdf import PdfReader

from workflow.core.course import presented
from workflow.office import gather
from workflow.office.played import day

pytest_plugins = ("at_the_counter",)

WISH = "Jeg ønsker en forklaring og en undskyldning."
POINTS = (
    POINT,
    POINT | {"tema": "afgoerelse", "forhold": "afslaget er forkert", "vedroerer": "afgoerelse"},
)


@pytest.fixture
def drafted(office):
    """Word a complaint of two klagepunkter, and return its file without an ending."""
    nummer = begun(office, *POINTS, telefon="00 00 00 00")
    do(office, nummer, "2026-03-04", "formuler", tekst=WISH)
    return folder(office, nummer) / "breve" / "2026-03-04-klageudkast"


def squeezed(text):
    return re.sub(r"[\s\u00ad\u200b-]+", "", text)


def in_pdf(path):
    return squeezed("".join(page.extract_text() for page in PdfReader(path).pages))


def in_word(path):
    """Return all the text of a Word file, also what stands at the head and foot of its pages."""
    with ZipFile(path) as document:
        parts = [name for name in document.namelist() if re.match(r"word/(doc|head|foot)", name)]
        return squeezed("".join(re.sub("<[^>]*>", "", document.read(p).decode()) for p in parts))


def both(drafted):
    return in_pdf(drafted.with_suffix(".pdf")), in_word(drafted.with_suffix(".docx"))


def test_the_complaint_speaks_in_the_first_person_and_says_what_the_citizen_wants(drafted):
    for text in both(drafted):
        assert squeezed("Jeg klager over, at centret ikke har svaret (tidspunkt:") in text
        assert squeezed("Jeg klager over afgørelsen og mener, at afslaget er forkert") in text
        assert squeezed(WISH) in text
        assert squeezed("send klagen videre til klageinstansen, når reglerne siger det") in text


def test_the_citizen_is_the_sender_and_the_centre_the_recipient(drafted):
    for text in both(drafted):
        sender = text.index(squeezed("Øjvind Åse Vejgade 1 2635 Ishøj Telefon: 00 00 00 00"))
        assert sender < text.index(squeezed("Center for")) < text.index(squeezed("Klage:"))
        assert squeezed("Dato: ______") in text
        assert squeezed("Underskrift: ______") in text


def test_nothing_of_the_office_is_on_it(drafted):
    pdf = PdfReader(drafted.with_suffix(".pdf"))
    assert pdf.metadata.author == "Øjvind Åse"
    assert Document(str(drafted.with_suffix(".docx"))).core_properties.author == "Øjvind Åse"
    for text in both(drafted):
        for word in ("Borgerråd", "Mette Lindgreen", "Sag 2026", "Telefontid", "Venlig hilsen"):
            assert squeezed(word) not in text, word


def test_a_citizen_without_an_address_is_a_sender_too(office):
    nummer = begun(office, adresse="")
    do(office, nummer, "2026-03-04", "formuler")
    draft = folder(office, nummer) / "breve" / "2026-03-04-klageudkast"
    for text in both(draft):
        assert squeezed("Øjvind Åse Center for") in text
        assert squeezed("Det ønsker jeg") not in text
        assert "None" not in text


def test_the_accompanying_letter_leaves_everything_to_the_citizen(drafted):
    letter = drafted.with_name("2026-03-04-klageudkast-borger.pdf")
    text = in_pdf(letter)
    for words in (
        "Du kan ændre alt.",
        "Du bestemmer selv, om du vil sende den.",
        "Jeg har ikke sendt udkastet til nogen.",
        "repræsenterer hverken dig eller kommunen",
        "Fristen løber, selv om du har kontaktet mig",
        "Borgerrådgiveren",
    ):
        assert squeezed(words) in text, words


def test_wording_a_complaint_does_not_present_it_to_the_centre(drafted, office):
    case = gather.read(office, "2026-0001")
    assert presented(case.sag, office.rules) == frozenset()
    assert case.situation(day("2026-03-04")).tilstand.id == "ny"


def test_a_draft_for_two_centres_is_refused_until_the_case_is_split(office, counter):
    begun(office, POINT, POINT | {"center": "borgerservice"})
    ended = counter("formuler", "1", "--dato", "2026-03-04", archive=office.root)
    assert ended.code == 4
    assert "inv opdel" in ended.err


def test_a_klagepunkt_that_names_the_citizen_is_pointed_out(office, counter):
    begun(office)
    told = {**POINT, "forhold": "borgeren ikke er blevet hørt"}
    words = [word for key, value in told.items() for word in (f"--{key}", value)]
    ended = counter("klagepunkt", "1", *words, archive=office.root)
    assert "Jeg klager over, at …" in ended.err
