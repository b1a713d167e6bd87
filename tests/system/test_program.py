"""The program tells nothing of where and how it was built: the same source gives the same octets everywhere."""

import os
import pathlib
import re
import unittest


@unittest.skipIf(os.environ.get("SANITIZED"), "sanitizers name files as the compiler was given them")
class TheSameOctets(unittest.TestCase):
    def test_it_holds_no_path_of_its_build(self):
        octets = pathlib.Path(os.environ["NHACLICH"]).read_bytes()
        source, build = (str(pathlib.Path(os.environ[name]).resolve()) for name in ("SOURCE_DIR", "BUILD_DIR"))
        # Ccache names files as seen from the build folder.
        for path in (source, build, os.environ["SOURCE_DIR"], os.path.relpath(source, build) + "/daemon"):
            whole = re.compile(rb"(?<![\w/.-])" + re.escape(path.encode()) + rb"(?![\w.-])")
            self.assertIsNone(whole.search(octets), path)
        # Or it would hold no names at all, and the test would prove nothing.
        self.assertGreater(octets.count(b"daemon/"), 20)


if __name__ == "__main__":
    unittest.main()
