"""`nhaclich extract` on plan documents: all of their dated entries, and nothing else."""

import json
import os
import subprocess
import tempfile
import textwrap
import tomllib
import unicodedata
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from daemon import Board

NHACLICH = os.environ["NHACLICH"]
DOCUMENTS = Path(os.environ["SOURCE_DIR"]) / "tests/data/documents"


def run(*arguments, **options):
    return subprocess.run([NHACLICH, "extract", *map(str, arguments)], capture_output=True,
                          text=True, timeout=60, **options)


def fits(entry, expected):
    """A key that is not expected may say anything, except where it would be another date."""
    for key, value in expected.items():
        if key == "source_has":
            if value not in entry["source"]:
                return False
        elif entry.get(key) != value:
            return False
    dates = {"from", "to", "before", "by", "rule", "before_day", "months", "lunar"}
    return all(key in expected for key in dates & entry.keys())


def compare(name, entries, expected):
    """Missing and superfluous entries, and whether those found stand in the expected order."""
    left = list(entries)
    faults = []
    order = []
    for wanted in expected:
        found = next((entry for entry in left if fits(entry, wanted)), None)
        if found is None:
            faults.append(f"{name}: missing {json.dumps(wanted, ensure_ascii=False)}")
        else:
            order.append(next(i for i, entry in enumerate(entries) if entry is found))
            left.remove(found)
    faults += [f"{name}: too much {json.dumps(e, ensure_ascii=False)}" for e in left]
    if not faults and order != sorted(order):
        faults.append(f"{name}: not in the order of the document")
    return faults


def test_every_document_gives_its_entries_and_no_others():
    documents = sorted(p for p in DOCUMENTS.iterdir() if p.suffix in (".txt", ".md"))
    assert len(documents) >= 25, documents
    faults = []
    for document in documents:
        expected = json.loads(document.with_suffix(".json").read_text())
        ran = run(document, "--json", *expected["args"])
        assert ran.returncode == 0, (document, ran.stderr)
        faults += compare(document.name, json.loads(ran.stdout), expected["entries"])
    assert not faults, "\n" + "\n".join(faults)


def test_the_draft_is_accepted_once_the_gaps_are_filled():
    with Board() as board:
        draft = run(DOCUMENTS / "03-doan-thanh-nien.txt")
        assert draft.returncode == 0, draft.stderr
        assert "# ĐIỀN" in draft.stdout
        board.plan.write_text(draft.stdout)
        refused = board.ask("check", check=False)
        assert refused.returncode == 1, "a gap that nobody filled passes"
        filled = draft.stdout.replace("owed_by = []", 'owed_by = ["tieu-khu"]').replace('at = ""', 'at = "08:00"')
        board.plan.write_text(filled)
        checked = board.ask("check", check=False)
        assert checked.returncode == 0, checked.stdout.decode()


def test_every_draft_is_the_plan_file_s_own_toml():
    for document in sorted(p for p in DOCUMENTS.iterdir() if p.suffix in (".txt", ".md")):
        draft = tomllib.loads(run(document).stdout)
        expected = json.loads(document.with_suffix(".json").read_text())
        entries = sum(len(value) for value in draft.values() if isinstance(value, list))
        assert entries == len(expected["entries"]), document


def test_what_is_left_out_is_told_with_the_reason():
    ran = run("-v", DOCUMENTS / "14-toan-vien-dan.txt", "--json")
    assert json.loads(ran.stdout) == []
    assert "«20/01/2018»" in ran.stderr and "viện dẫn" in ran.stderr
    assert run(DOCUMENTS / "14-toan-vien-dan.txt", "--json").stderr == ""


def test_the_standard_input_and_other_encodings_of_letters():
    text = (DOCUMENTS / "12-ocr-loi.txt").read_text()
    plain = run("-", "--json", input=unicodedata.normalize("NFC", text)).stdout
    composed = run("-", "--json", input=unicodedata.normalize("NFD", text)).stdout
    windows = run("-", "--json", input="\ufeff" + text.replace("\n", "\r\n")).stdout
    assert plain == composed == windows
    assert len(json.loads(plain)) == 9


def test_a_word_document_is_read_by_pandoc():
    source = DOCUMENTS / "10-bang-hoi-nong-dan.md"
    with tempfile.TemporaryDirectory() as directory:
        for format in ("docx", "odt"):
            document = Path(directory) / f"-ke hoach.{format}"
            subprocess.run(["pandoc", "-f", "gfm", "-o", document, source], check=True)
            ran = run("--json", "--", document)
            assert ran.returncode == 0, ran.stderr
            expected = json.loads(source.with_suffix(".json").read_text())["entries"]
            faults = compare(format, json.loads(ran.stdout), expected)
            assert not faults, "\n".join(faults)


def test_a_pdf_document_is_read_by_pdftotext():
    source = DOCUMENTS / "15-chi-bo.txt"
    with tempfile.TemporaryDirectory() as directory:
        document = Path(directory) / "ke-hoach.PDF"
        write_pdf(document, source.read_text())
        ran = run(document, "--json")
        assert ran.returncode == 0, ran.stderr
        expected = json.loads(source.with_suffix(".json").read_text())["entries"]
        faults = compare("pdf", json.loads(ran.stdout), expected)
        assert not faults, "\n".join(faults)
        write_pdf(document, "")
        ran = run(document)
        assert ran.returncode == 2 and "OCR" in ran.stderr, ran.stderr


def write_pdf(path, text):
    pdfmetrics.registerFont(TTFont("DejaVu", "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"))
    canvas = Canvas(str(path))
    page = canvas.beginText(40, 800)
    page.setFont("DejaVu", 8)
    for line in text.splitlines():
        for part in textwrap.wrap(line, 110) or [""]:
            if page.getY() < 40:
                canvas.drawText(page)
                canvas.showPage()
                page = canvas.beginText(40, 800)
                page.setFont("DejaVu", 8)
            page.textLine(part)
    canvas.drawText(page)
    canvas.save()


def test_a_program_that_is_missing_is_named_with_its_package():
    with tempfile.TemporaryDirectory() as directory:
        for name, package in (("a.docx", "pandoc"), ("a.pdf", "poppler-utils"), ("a.doc", "libreoffice")):
            document = Path(directory) / name
            document.write_bytes(b"PK")
            ran = run(document, env={"PATH": directory})
            assert ran.returncode == 2, (name, ran.stdout)
            assert f"apt install {package}" in ran.stderr, ran.stderr


def test_a_damaged_or_missing_document_is_told():
    with tempfile.TemporaryDirectory() as directory:
        document = Path(directory) / "a.docx"
        document.write_bytes(b"PK no document")
        scratch = Path(directory) / "scratch"
        scratch.mkdir()
        environment = {**os.environ, "TMPDIR": str(scratch)}
        ran = run(document, env=environment)
        assert ran.returncode == 2 and "pandoc" in ran.stderr, ran.stderr
        for name in ("none.txt", "none.docx", "none.pdf"):
            ran = run(Path(directory) / name, env=environment)
            assert ran.returncode == 2 and name in ran.stderr, ran.stderr
        assert list(scratch.iterdir()) == []


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
