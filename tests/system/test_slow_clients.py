"""slowhttptest's clients, who send a head or a body drop by drop or hardly read, keep nobody from the calendar.

SLOW_CONNECTIONS=5000 brings more of them than a test should."""

import os
import pathlib
import re
import statistics
import subprocess
import time
import unittest

from daemon import Board, Daemon, until

CONNECTIONS = int(os.environ.get("SLOW_CONNECTIONS", "400"))
SECONDS = 20  # longer than any head or body may take


class SlowClients(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())

    def descriptors(self, daemon):
        return len(list((pathlib.Path("/proc") / str(daemon.process.pid) / "fd").iterdir()))

    def attack(self, kind, *words, path="/", log=""):
        """Every normal request meanwhile is answered, and every connection given back; `log` is written to the log."""
        with Daemon(self.board) as daemon:
            self.assertEqual(daemon.get("/calendar.ics")[0], 200)
            before = self.descriptors(daemon)
            attacker = subprocess.Popen(
                ["slowhttptest", kind, "-c", str(CONNECTIONS), "-r", str(CONNECTIONS), "-l", str(SECONDS),
                 "-u", daemon.url + path, *words], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            took = []
            while attacker.poll() is None:
                start = time.monotonic()
                self.assertEqual(daemon.get("/calendar.ics")[0], 200)
                took.append(time.monotonic() - start)
            printed = re.sub("\x1b\\[[0-9;]*m", "", attacker.stdout.read())
            attacker.stdout.close()
            self.assertLess(max(took), 10, "seconds, half of what the attack takes")
            self.assertRegex(printed, r"service available:\s+YES")
            # Some more the daemon may have opened for itself since it began.
            until("the connections given back", lambda: self.descriptors(daemon) < before + 20)
            until("word of them in the log", lambda: log in daemon.log())
            daemon.stop()
        print(f"{kind}: {len(took)} requests beside, median {statistics.median(took) * 1000:.1f} ms, "
              f"99 % within {statistics.quantiles(took, n=100)[98] * 1000:.1f} ms")
        return printed

    def test_heads_that_do_not_end(self):
        self.attack("-H", "-i", "2", "-t", "GET", log='"- - HTTP/1.1" 408 ')

    def test_bodies_that_do_not_end(self):
        self.attack("-B", "-i", "2", "-s", "8000", "-t", "POST", path="/u/nobody", log='"POST /u/* HTTP/1.1" 408 ')

    def test_answers_that_are_not_read(self):
        self.attack("-X", "-n", "2", "-z", "8", "-w", "10", "-y", "20", "-k", "3", path="/calendar.ics")


if __name__ == "__main__":
    unittest.main()
