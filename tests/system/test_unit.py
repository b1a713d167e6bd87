"""systemd can load the unit, and finds little that the daemon could do to its machine."""

import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import unittest

UNIT = pathlib.Path(os.environ["SOURCE_DIR"]) / "systemd" / "nhaclich.service"
EXPOSURE_AT_MOST = 1.5


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", *arguments], capture_output=True, text=True,
                          env={**os.environ, "SYSTEMD_COLORS": "0"}, stdin=subprocess.DEVNULL)


def exposure(unit):
    answer = analyze("security", "--offline=true", "--no-pager", str(unit))
    return float(re.search(r"exposure level for \S+: ([\d.]+)", answer.stdout).group(1))


@unittest.skipUnless(shutil.which("systemd-analyze"), "systemd-analyze is not installed")
class Unit(unittest.TestCase):
    def setUp(self):
        directory = tempfile.TemporaryDirectory()
        self.addCleanup(directory.cleanup)
        self.copy = pathlib.Path(directory.name) / "nhaclich.service"

    def verified(self, text):
        # Nothing is installed here: the binary just built stands for /usr/bin/nhaclich.
        self.copy.write_text(text.replace("/usr/bin/nhaclich", os.environ["NHACLICH"]))
        return analyze("verify", "--man=no", str(self.copy))

    def test_systemd_understands_every_line(self):
        answer = self.verified(UNIT.read_text())
        self.assertEqual((answer.returncode, answer.stderr), (0, ""))

    def test_a_misspelt_line_would_be_noticed(self):
        answer = self.verified(UNIT.read_text().replace("WatchdogSec=", "WatchDogSec="))
        self.assertIn("WatchDogSec", answer.stderr)

    def test_little_of_the_machine_is_exposed(self):
        self.assertLessEqual(exposure(UNIT), EXPOSURE_AT_MOST)

    def test_an_open_unit_would_be_noticed(self):
        self.copy.write_text("[Service]\nExecStart=/bin/true\n")
        self.assertGreater(exposure(self.copy), EXPOSURE_AT_MOST)


if __name__ == "__main__":
    unittest.main()
