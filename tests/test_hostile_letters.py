"""What a citizen writes is text in the finished letter; nothing of it is run, read or fetched."""

from __future__ import annotations

import random
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from zipfile import ZipFile

import hostile
import pytest
from cli import POINT, folder
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from letter_sample import made, pdf_text, squeezed

pytest_plugins = ("at_the_counter",)

CANARY = "kanariefuglen-sang-det-ud"


# What is lost is told text by text, so nothing is gained by setting ever smaller letters.
FEW = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.generate),
)


@FEW
@given(st.integers(min_value=0, max_value=2**32))
def test_arbitrary_text_comes_out_of_both_formats_letter_for_letter(seed):
    assert hostile.lost(hostile.texts(random.Random(seed), 50)) == []


@FEW
@given(st.lists(st.text(st.characters(exclude_categories=()), max_size=40), max_size=40))
def test_any_text_that_python_can_hold_comes_out_of_both_formats(written):
    assert hostile.lost(written) == []


def test_a_quotation_mark_keeps_the_way_it_is_turned():
    text = "\u2019x \u2018\u2019 \u2019\u2019 \u203a\u2019\u2039 \u201d\u201c d\u2019"
    assert text in pdf_text(made(text).pdf)


@pytest.fixture
def server():
    """Listen, and count who asks."""
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def parse_request(self):
            asked.append(self.raw_requestline)
            return False

        def log_message(self, *_):
            pass

    listening = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=listening.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{listening.server_port}", asked
    listening.shutdown()
    listening.server_close()


def payloads(secret, made, web):
    """Every way we know of to read a file, to make one, or to ask the web, in one text."""
    return (
        f"![x]({secret}) ![x]({web}/a.png) [x]({web}/b) <img src='{web}/c'> <{web}/d>",
        f"<script src='{web}/e'></script><link rel=stylesheet href='{web}/f'>",
        f'#read("{secret}") #image("{web}/g.png") #import "@preview/x:1.0.0"',
        f'`#read("{secret}")`{{=typst}} $#read("{secret}")$',
        f'```{{=openxml}}\n<w:instrText>INCLUDETEXT "{secret}"</w:instrText>\n```',
        f"\\input{{{secret}}} \\write18{{touch {made}}} \\include{{{secret}}}",
        f"{{% include '{secret}' %}} {{{{ cycler.__init__.__globals__.os.system('id >{made}') }}}}",
        f"---\ncss: {web}/h\nbibliography: {secret}\ninclude-before: {secret}\n---",
        f".. include:: {secret}\n\n#+INCLUDE: {secret}\n\n!include {secret}\n\n@{secret}",
        f"$(touch {made}) `touch {made}` ; touch {made} | touch {made} && touch {made}",
        f'=HYPERLINK("{web}/i") =cmd|\'/c touch {made}\'!A1 DDEAUTO c:\\\\x "{made}"',
        f'<!DOCTYPE x [<!ENTITY y SYSTEM "file://{secret}">]>&y; <?php system("touch {made}") ?>',
        f"!!python/object/apply:os.system ['touch {made}']",
        f"[x]: {web}/j\n\n[x] [^1]\n\n[^1]: {web}/k",
    )


def test_no_payload_makes_a_file_asks_the_web_or_reads_a_secret(
    office, server, counter, tmp_path, monkeypatch
):
    web, asked = server
    secret, made = tmp_path / "hemmelig.md", tmp_path / "lavet"
    secret.write_text(CANARY, encoding="utf-8")
    written = payloads(secret, made, web)
    one_line = " ".join(" ".join(written).split())
    words = ("--navn", one_line[:400], "--adresse", f"{written[2]}\n{written[6]}")
    told = ("--emne", written[5], "--tekst", "\n\n".join(written), "--modtaget", "2026-03-02")
    done = [counter("ny", "--type", "klagesag", *words, *told, archive=office.root)]
    point = POINT | {"forhold": one_line}
    options = [word for key, value in point.items() for word in (f"--{key}", value)]
    done.append(counter("klagepunkt", "1", *options, archive=office.root))
    bilag = folder(office, "2026-0001") / "bilag"
    bilag.mkdir()
    (bilag / "makro.docm").write_bytes(b"PK\x03\x04 vbaProject.bin")
    (bilag / "side.html").write_text(one_line, encoding="utf-8")
    note = ("--tekst", "\n".join(written), "--dato", "2026-03-03")
    done.append(counter("notat", "1", *note, archive=office.root))
    done.append(counter("videresend", "1", "--dato", "2026-03-04", archive=office.root))
    done.append(counter("esdh", "--sag", "1", "--pak", archive=office.root))
    pages = (("vis", "1"), ("journal", "1"), ("overblik",), ("find", "touch"), ("tjek",))
    done += [counter(*page, archive=office.root) for page in pages]
    assert [ended.err for ended in done if ended.code] == []
    assert (asked, made.exists()) == ([], False)
    assert not any(CANARY in text for text in _everything(office.root))
    packed = office.root / ".esdh" / "2026-0001"
    for name in ("makro.docm", "side.html"):
        assert (bilag / name).read_bytes() in [path.read_bytes() for path in packed.iterdir()]
    letter = next((bilag.parent / "breve").glob("*borger.pdf"))
    assert squeezed(f'#read("{secret}")') in squeezed(pdf_text(letter.read_bytes()))


def _everything(root):
    """Yield the text of every file of an archive, within the DOCX and PDF too."""
    for path in root.rglob("*"):
        if path.suffix == ".docx":
            with ZipFile(path) as package:
                yield from (
                    package.read(name).decode("utf-8", "replace") for name in package.namelist()
                )
        elif path.suffix == ".pdf":
            yield pdf_text(path.read_bytes())
        elif path.is_file():
            yield path.read_bytes().decode("utf-8", "replace")
