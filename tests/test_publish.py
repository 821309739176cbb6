from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pikepdf
import pytest
from letter_sample import (
    LOOK,
    TEMPLATES,
    made,
    parts,
    pdf_text,
    source,
    squeezed,
    word_text,
)

from workflow.core.errors import (
    BadLetter,
    LookBroken,
    LookIncomplete,
    NotShowable,
    RenderingFailed,
    RenderingTooSlow,
    StationeryBroken,
)
from workflow.documents import pandoc, publish
from workflow.documents.look import Look
from workflow.documents.publish import Source, render

BODY = """\
Kære Øjvind Åse

## Hvad sker der nu?

- Du får svar fra centret.
- Jeg får en kopi.

1. Først
2. Dernæst

| Dato | Hændelse |
|---|---|
| 2. marts | Klagen kom |

: Sagens gang

::: {.borgerens-ord}
Det er aldrig sket.
:::

::: {.konklusion}
Det er beklageligt.

- at der ikke blev svaret
:::

::: {.underskrift}
Venlig hilsen
:::
"""
posix = pytest.mark.skipif(os.name != "posix", reason="a script stands in for the program")


@pytest.fixture(scope="module")
def letter():
    return made(BODY)


@pytest.fixture(scope="module")
def xmp(letter):
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf, pdf.open_metadata() as metadata:
        keys = ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part", "dc:title")
        return {key: metadata[key] for key in keys}


@pytest.fixture(scope="module")
def tags(letter):
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf:
        return set(_tags(pdf.Root.StructTreeRoot.K))


@pytest.fixture
def own(tmp_path):
    """Return an office's own folder of templates, found before the shipped one."""
    folder = tmp_path / "skabeloner"
    folder.mkdir()
    return folder


def _tags(node):
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _tags(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        yield from _tags(node.get("/K", pikepdf.Array()))


def test_the_pdf_declares_archive_and_accessibility(xmp):
    assert (xmp["pdfaid:part"], xmp["pdfaid:conformance"]) == ("2", "A")
    assert xmp["pdfuaid:part"] == "1"


def test_the_pdf_says_its_language_and_title(letter, xmp):
    with pikepdf.open(io.BytesIO(letter.pdf)) as pdf:
        assert str(pdf.Root.Lang) == "da-DK"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
    assert xmp["dc:title"] == "Din klage er sendt videre"


def test_the_pdf_is_tagged(tags):
    assert tags >= {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/BlockQuote"}


def test_a_space_is_read_as_a_space(letter):
    assert "\u2003" not in pdf_text(letter.pdf)
    assert "Uafhængig af kommunens forvaltning" in pdf_text(letter.pdf)


def test_the_title_is_the_first_heading(letter):
    text = pdf_text(letter.pdf)
    assert text.index("2635 Ishøj") < text.index("Din klage er sendt videre")
    assert text.index("Din klage er sendt videre") < text.index("Kære Øjvind")


def test_the_docx_uses_the_styles_of_the_stationery(letter):
    used = set(re.findall(r'<w:pStyle w:val="(\w+)" ?/>', parts(letter.docx)["word/document.xml"]))
    assert used >= {
        "Modtager", "Date", "Title", "Heading2", "ListBullet", "ListNumber", "TableCaption",
        "Borgerensord", "Konklusion", "Underskrift",
    }  # fmt: skip


def test_no_style_is_used_that_the_stationery_does_not_define(letter):
    defined = set(re.findall(r'w:styleId="(\w+)"', parts(letter.docx)["word/styles.xml"]))
    shipped = set(
        re.findall(
            r'w:styleId="(\w+)"',
            parts((TEMPLATES / "brevpapir.docx").read_bytes())["word/styles.xml"],
        )
    )
    used = set(re.findall(r'<w:[pr]Style w:val="(\w+)"', parts(letter.docx)["word/document.xml"]))
    assert used <= shipped <= defined


def test_a_list_in_a_box_stays_in_the_box(letter):
    document = parts(letter.docx)["word/document.xml"]
    item = next(p for p in re.findall("<w:p>.*?</w:p>", document) if "ikke blev svaret" in p)
    assert 'w:pStyle w:val="Konklusion"' in item
    assert "<w:numPr>" in item


def test_the_docx_says_its_language_and_title_and_nothing_else(letter):
    found = parts(letter.docx)
    assert 'w:val="da-DK"' in found["word/styles.xml"]
    assert "<dc:title>Din klage er sendt videre</dc:title>" in found["docProps/core.xml"]
    assert "Øjvind" not in found["docProps/core.xml"]
    assert [name for name in found if name.startswith("docProps")] == ["docProps/core.xml"]
    assert "custom.xml" not in found["[Content_Types].xml"] + found["_rels/.rels"]


def test_the_recipient_stands_in_the_window(letter):
    frame = re.search(
        r'<w:pStyle w:val="Modtager" /><w:framePr [^>]*w:x="(\d+)" w:y="(\d+)"',
        parts(letter.docx)["word/document.xml"],
    )
    assert frame
    assert 18 <= int(frame[1]) / 1440 * 25.4 <= 25
    assert 45 <= int(frame[2]) / 1440 * 25.4 <= 55


def test_first_and_following_pages_have_their_own_head(letter):
    found = parts(letter.docx)
    assert "<w:titlePg" in found["word/document.xml"]
    heads = [text for name, text in found.items() if name.startswith("word/header")]
    assert sum("borgerraadgiver@example.dk" in head for head in heads) == 1
    assert sum("Sag 2026-0012" in head for head in heads) == 1
    assert not any("«" in text for text in found.values())


def test_every_part_of_the_docx_is_well_formed(letter):
    from xml.dom.minidom import parseString

    for text in parts(letter.docx).values():
        assert parseString(text)  # noqa: S318 - our own document


def test_the_same_letter_is_the_same_bytes_wherever_it_is_made(letter):
    script = (
        "import hashlib; from letter_sample import made; from test_publish import BODY; "
        "r = made(BODY); print(hashlib.sha256(r.docx + r.pdf).hexdigest())"
    )
    root = Path(__file__).parents[1]
    environment = {
        **os.environ,
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": os.pathsep.join((str(root), str(root / "tests"))),
    }
    elsewhere = subprocess.run(
        [sys.executable, "-c", script],
        cwd=Path(sys.executable).parent,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
    )
    assert elsewhere.stdout.strip() == hashlib.sha256(letter.docx + letter.pdf).hexdigest()


def test_letters_made_together_are_the_letters_made_alone(letter):
    other = source("Kære Bo", "andet", titel="Svar", modtager=["Bo Ek"], kontakt=[])
    together = render([other, source(BODY)], LOOK)
    assert together[1] == letter
    assert together[0] == render([other], LOOK)[0]
    assert "Øjvind" not in pdf_text(together[0].pdf) + word_text(together[0].docx)


def test_no_letters_are_no_documents():
    assert render([], LOOK) == ()


def test_an_image_is_neither_read_nor_fetched_and_its_absence_shows(tmp_path):
    picture = tmp_path / "hemmelig.png"
    picture.write_bytes(b"\x89PNG kanariefugl")
    rendered = made(f"![et billede]({picture}) ![to](http://127.0.0.1:9/x.png)")
    assert "kanariefugl" not in str(parts(rendered.docx))
    assert not any("media" in name for name in parts(rendered.docx))
    assert "billede udeladt: et billede" in word_text(rendered.docx)
    assert "billedeudeladt:etbillede" in squeezed(pdf_text(rendered.pdf))


def test_a_link_leads_to_the_web_or_nowhere():
    rendered = made("[a](https://example.dk) [b](file:///etc/passwd) [c](javascript:x) [d](#e)")
    relations = parts(rendered.docx)["word/_rels/document.xml.rels"]
    assert "https://example.dk" in relations
    assert "file:" not in relations
    assert "javascript" not in relations
    assert "file:///etc/passwd" in word_text(rendered.docx)


def test_raw_typst_and_word_are_text():
    rendered = made('`#panic()`{=typst}\n\n```{=openxml}\n<w:p/>\n```\n\n#read("/etc/passwd")')
    assert '#read("/etc/passwd")' in pdf_text(rendered.pdf)


def test_a_skipped_or_empty_heading_does_not_break_the_pdf():
    rendered = made("#### Fire\n\n# En\n\n##\n\n##### Fem\n\nTekst")
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        assert {"/H1", "/H2", "/H3"} <= set(_tags(pdf.Root.StructTreeRoot.K))


def test_a_word_without_end_stays_on_the_page():
    assert squeezed("x" * 300) in squeezed(pdf_text(made("x" * 300).pdf))


@pytest.mark.parametrize("modtager", [[], ["Øjvind Åse"], ["", "  ", "Øjvind Åse"]])
def test_a_recipient_without_address_leaves_no_empty_lines(modtager):
    rendered = made("Kære læser", modtager=modtager)
    first = word_text(rendered.docx).split("\n")[0]
    assert first == ("Øjvind Åse" if modtager else "4.\u00a0marts 2026  ·  Sag 2026-0012")
    assert "Din klage er sendt videre" in pdf_text(rendered.pdf)


def test_an_office_without_hours_has_no_heading_for_them():
    rendered = made("Kære læser", telefontid=[])
    assert "Telefontid" not in str(parts(rendered.docx)) + pdf_text(rendered.pdf)


def test_a_draft_says_so_on_every_page_in_both_formats():
    rendered = made("Et afsnit.\n\n" * 60, udkast=True)
    heads = [text for name, text in parts(rendered.docx).items() if "word/header" in name]
    assert heads
    assert all("UDKAST" in head for head in heads)
    with pikepdf.open(io.BytesIO(rendered.pdf)) as pdf:
        pages = len(pdf.pages)
    assert pages > 1
    assert pdf_text(rendered.pdf).count("UDKAST") == pages


def test_a_finished_letter_is_no_draft(letter):
    assert "UDKAST" not in str(parts(letter.docx)) + pdf_text(letter.pdf)


def test_a_statement_is_named_above_its_title():
    rendered = made("## 1. Sagen\n\nTekst", form="udtalelse", modtager=["Center for Social"])
    for text in (word_text(rendered.docx), pdf_text(rendered.pdf)):
        assert text.index("Udtalelse") < text.index("Din klage er sendt videre")
        assert "Til Center for Social" in text


def test_pages_are_counted_and_name_the_case():
    text = pdf_text(made("Et afsnit.\n\n" * 60).pdf)
    assert "Side 1 af 3" in text
    assert "Side 3 af 3" in text
    assert text.count("Sag 2026-0012") == 3


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ('titel: "a', "en tekst"),
        ("modtager: [1]", "en liste af tekster"),
        ("udkast: 1", "true eller false"),
        ('modtagr: "x"', "kendes ikke"),
        ('form: "digt"', "udtalelse"),
        ('dato: "2026-02-30"', "en dato som"),
        ('kontor: "x"\nkontor: "y"', "to gange"),
        ("titel: " + "[" * 100_000, "en tekst"),
    ],
)
def test_a_faulty_line_is_named(line, fault):
    with pytest.raises(BadLetter, match=fault) as caught:
        render([Source("brev", f'---\nbrev: "x"\n{line}\n---\nTekst')], LOOK)
    assert "brev.md, linje" in str(caught.value)
    assert caught.value.exit_code == 3


@pytest.mark.parametrize("text", ["", "Kære", '---\ntitel: "x"\n', "---\n---\nTekst"])
def test_a_letter_without_its_facts_is_refused(text):
    with pytest.raises(BadLetter):
        render([Source("brev", text)], LOOK)


def test_a_character_that_cannot_be_shown_is_refused_by_name():
    with pytest.raises(NotShowable, match="😀"):
        made("Hej 😀")


def test_a_row_of_brackets_is_stopped_in_time():
    with pytest.raises(RenderingTooSlow, match="pandoc"):
        render([source("[" * 20_000)], LOOK, limit_seconds=1)


def test_a_template_that_never_ends_is_stopped_in_time(own):
    _template(own, "#let n = 0\n#for i in range(1000000000) { n = i }")
    with pytest.raises((RenderingTooSlow, LookBroken, RenderingFailed)):
        made_within(own, 2)


def test_a_template_that_fails_is_named_with_its_line(own):
    _template(own, "#let x = ukendt")
    with pytest.raises(LookBroken, match=r"brev\.typ, linje") as caught:
        made("Tekst", Look((own, TEMPLATES)))
    assert str(own / "brev.typ") in str(caught.value)
    assert caught.value.exit_code == 6


def test_a_template_fetches_no_package(own):
    _template(own, '#import "@preview/cetz:0.3.0": canvas')
    with pytest.raises(LookBroken, match="package"):
        made("Tekst", Look((own, TEMPLATES)))


def test_a_missing_look_is_named(tmp_path):
    with pytest.raises(LookIncomplete, match=r"brevpapir\.docx"):
        made("Tekst", Look((tmp_path,)))


def test_stationery_that_is_no_word_file_is_named(own):
    (own / "brevpapir.docx").write_text("ikke et brevpapir")
    with pytest.raises(StationeryBroken, match="ikke et Word-dokument"):
        made("Tekst", Look((own, TEMPLATES)))


def test_a_missing_pandoc_is_one_plain_error(monkeypatch):
    monkeypatch.setattr(pandoc, "executable", lambda: None)
    with pytest.raises(RenderingFailed, match="pypandoc_binary") as caught:
        made("Tekst")
    assert caught.value.exit_code == 6


@posix
@pytest.mark.parametrize(
    ("script", "error"),
    [
        ("exit 3", RenderingFailed),
        ("kill -9 $$", RenderingFailed),
        ("exit 0", RenderingFailed),
        ("sleep 60", RenderingTooSlow),
    ],
)
def test_a_broken_pandoc_gives_no_document(monkeypatch, tmp_path, script, error):
    monkeypatch.setattr(pandoc, "executable", lambda: _program(tmp_path, script))
    with pytest.raises(error, match="pandoc"):
        render([source("Tekst")], LOOK, limit_seconds=0.5 if error is RenderingTooSlow else 30)


@posix
@pytest.mark.parametrize("script", ["exit 3", "kill -9 $$", "cat >/dev/null"])
def test_a_broken_typesetter_gives_no_document(monkeypatch, tmp_path, script):
    monkeypatch.setattr(publish, "_typesetter", lambda: (str(_program(tmp_path, script)),))
    with pytest.raises(RenderingFailed, match="Typst"):
        made("Tekst")


@posix
def test_a_hanging_typesetter_is_stopped_and_leaves_no_process(monkeypatch, tmp_path):
    script = f"echo $$ > {tmp_path}/pid; sleep 60"
    monkeypatch.setattr(publish, "_typesetter", lambda: (str(_program(tmp_path, script)),))
    with pytest.raises(RenderingTooSlow, match="Typst"):
        render([source("Tekst")], LOOK, limit_seconds=2)
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "pid").read_text()), 0)


@posix
def test_a_typesetter_that_eats_the_memory_is_stopped(own):
    _template(own, '#let x = range(40000000).map(i => str(i) + "x")')
    with pytest.raises(RenderingFailed, match="Typst"):
        render([source("Tekst")], Look((own, TEMPLATES)), limit_megabytes=400)


def test_nothing_of_a_letter_is_left_in_the_folder_for_temporary_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    made("Tekst")
    assert not list(tmp_path.iterdir())


def test_the_documents_are_plain_packages(letter):
    with zipfile.ZipFile(io.BytesIO(letter.docx)) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert package.namelist()[1:] == sorted(package.namelist()[1:])
        assert {entry.date_time[0] for entry in package.infolist()} == {1980}


def _template(own: Path, addition: str) -> None:
    shipped = (TEMPLATES / "brev.typ").read_text(encoding="utf-8")
    (own / "brev.typ").write_text(f"{shipped}\n{addition}\n", encoding="utf-8")


def made_within(own: Path, seconds: float) -> None:
    render([source("Tekst")], Look((own, TEMPLATES)), limit_seconds=seconds)


def _program(folder: Path, script: str) -> Path:
    path = folder / "program"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    assert shutil.which(str(path))
    return path
