"""`nhaclich extract` on plan documents: all of their dated entries, and nothing else."""

import json
import os
import subprocess
import sys
from pathlib import Path

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


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
