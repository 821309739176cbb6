"""What leaves the office is looked through: resumes, documents, and letters to a centre."""

from __future__ import annotations

import io
import zipfile

import pytest
from cli import do, folder, nothing_changes

from workflow.core.errors import Leaking, NotAllowed
from workflow.office import leaks

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"
CPR = "310299-1234"


def docx(*parts):
    """Pack the parts of a Word document."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name, content in parts:
            package.writestr(name, content)
    return target.getvalue()


def test_everything_is_refused_at_once_and_a_cpr_number_whatever_is_said(with_case):
    texts = {"a.md": "Intet.\nØjvind Åse", "b.md": f"Nummer {CPR}"}
    with pytest.raises(Leaking) as refused:
        leaks.refuse(with_case, texts)
    assert "- a.md, linje 2: »Øjvind Åse«" in str(refused.value)
    assert "- b.md, linje 1: »310299-••••«" in str(refused.value)
    assert refused.value.exit_code == 4
    with pytest.raises(Leaking) as refused:
        leaks.refuse(with_case, texts, anyway=True)
    assert "Åse" not in str(refused.value)
    assert len(leaks.refuse(with_case, {"a.md": texts["a.md"]}, anyway=True)) == 1


def test_runs_attributes_metadata_and_file_names_of_documents_are_read(with_case):
    body = "<w:p><w:r><w:t>Øj</w:t></w:r>\n  <w:r><w:t>vind Åse</w:t></w:r></w:p>"
    files = {
        "a.docx": docx(("word/document.xml", body)),
        "b.docx": docx(("docProps/core.xml", "<dc:creator>Øjvind Åse</dc:creator>")),
        "c.docx": docx(("word/document.xml", '<wp:docPr descr="Øjvind Åse"/>')),
        "d.html": "<p>Øjvind <b>Å</b>se</p>".encode(),
        "e.html": '<img alt="Øjvind &Aring;se">'.encode(),
        "oejvind-aase.pdf.txt": b"intet",
    }
    found = leaks.in_documents(with_case, files)
    assert [line.split(",")[0].split(" ")[0] for line in found] == list(files)


@pytest.mark.usefixtures("set_letters")
def test_the_text_of_a_finished_pdf_is_read(with_case):
    do(with_case, NUMMER, "2026-03-03", "kvitter")
    path = next(folder(with_case, NUMMER).glob("breve/*.pdf"))
    assert any(
        "»Øjvind Åse«" in line
        for line in leaks.in_documents(with_case, {"x.pdf": path.read_bytes()})
    )


def test_a_letter_to_a_centre_asks_why_it_has_a_cpr_number(with_case):
    path = folder(with_case, NUMMER) / "henvendelse.md"
    path.write_text(f"Mit nummer er {CPR}, og jeg har ventet.", encoding="utf-8")
    with nothing_changes(with_case.root), pytest.raises(NotAllowed) as refused:
        do(with_case, NUMMER, "2026-03-03", "videresend")
    assert "--cpr-begrundelse" in str(refused.value)
    assert CPR not in str(refused.value)
    do(with_case, NUMMER, "2026-03-03", "videresend", cpr_begrundelse="To borgere hedder det samme")
    assert "cpr-begrundelse: To borgere" in (path.parent / "sag.yaml").read_text(encoding="utf-8")


def test_the_check_tells_of_cpr_numbers_in_case_files_and_of_names_in_a_resume(with_case, counter):
    home = folder(with_case, NUMMER)
    (home / "resume.md").write_text("# Resumé\n\nØjvind Åse klagede.\n", encoding="utf-8")
    (home / "henvendelse.md").write_text(f"Linje\n{CPR}\n", encoding="utf-8")
    said = counter("tjek", archive=with_case.root)
    assert said.code == 0
    assert f"2026/{NUMMER}/resume.md, linje 3: »Øjvind Åse«" in said.out
    assert f"2026/{NUMMER}/henvendelse.md, linje 2: »310299-••••«" in said.out
    saved = counter("gem", NUMMER, archive=with_case.root)
    assert "resume.md, linje 3" in saved.out
