"""What is kept in memory is served from there: no file is opened, looked for, read, written or synced for a subscriber."""

import contextlib
import gzip
import http.client
import re
import signal
import unittest

import skips
import strace
from daemon import Daemon, until
from office import Office, report
from patience import PATIENCE

ROUNDS = 20
# Of everybody, or the use of a calendar by another program would be noted: once a minute, on the disk.
PHONE = "iOS/18.1 dataaccessd/1.0"


class FromMemory(unittest.TestCase):
    def setUp(self):
        strace.require(self)
        self.board = self.enterContext(Office(report()))
        self.board.first_start()
        self.daemon = self.enterContext(Daemon(self.board))
        self.trace = self.board.path / "trace"
        self.log = self.board.path / "log"

    def connection(self):
        port = int(self.daemon.url.rsplit(":", 1)[1])
        return contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE))

    @staticmethod
    def ask(connection, path, method="GET", **headers):
        connection.request(method, path, headers={name.replace("_", "-"): text for name, text in
                                                  {"User_Agent": PHONE, **headers}.items()})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def requests(self, own):
        """Method, path, headers and what comes back, ten of them."""
        with self.connection() as connection:
            tags = {path: self.ask(connection, path)[1]["ETag"] for path in ("/calendar.ics", "/", own)}
        return [("GET", "/calendar.ics", {}, 200), ("GET", "/calendar.ics", {"Accept_Encoding": "gzip"}, 200),
                ("HEAD", "/calendar.ics", {}, 200), ("GET", "/calendar.ics", {"If_None_Match": tags["/calendar.ics"]}, 304),
                ("GET", "/", {"Accept_Encoding": "gzip"}, 200), ("GET", "/en", {"If_None_Match": tags["/"]}, 200),
                ("GET", "/changes.atom", {}, 200), ("GET", "/calendar/tieu-khu.ics?lang=en&alarms=1", {}, 200),
                ("GET", own, {}, 200), ("GET", own, {"If_None_Match": tags[own]}, 304)]

    def serve(self, requests):
        """All of them by one connection, and each by one of its own."""
        with self.connection() as kept:
            for method, path, headers, status in requests:
                with self.connection() as fresh:
                    for connection in (kept, fresh):
                        came, _, octets = self.ask(connection, path, method, **headers)
                        self.assertEqual(came, status)
                        if "Accept_Encoding" in headers:
                            gzip.decompress(octets)

    def test_two_hundred_requests_touch_no_file_but_the_log(self):
        who = self.board.answers_for("unit", "tieu-khu-1")
        own = "/m/" + self.board.own_calendar(who).partition("/m/")[2]
        until("the new calendar", lambda: self.daemon.get(own, {"User-Agent": PHONE})[0] == 200)
        requests = self.requests(own)
        self.serve(requests)  # each kept from now on
        until("the use of the calendar noted", lambda: self.board.listed("feeds")[0]["client"] == "Apple")
        before = self.daemon.log().count('" 200 ') + self.daemon.log().count('" 304 ')
        with strace.touching_files(self.daemon.process, self.trace) as touches:
            for _ in range(ROUNDS // 2):
                self.serve(requests)
            until("their lines in the log", lambda: self.daemon.log().count('" 200 ') + self.daemon.log().count('" 304 ')
                  >= before + ROUNDS * len(requests))
        self.assertEqual(touches.other_than("write", self.log), [])
        # A second of requests is one line of the trace, and many in the log.
        self.assertGreater(len(touches), 0)
        self.assertLess(len(touches), ROUNDS * len(requests) // 2)

    def test_no_path_leads_to_a_file(self):
        up = "/".join([".."] * 12)
        odd = [f"/{up}/etc/passwd", f"/calendar/{up}/etc/passwd.ics", f"/event/{up}/etc/passwd", f"//{up}/etc/passwd",
               "/" + "%2e%2e/" * 12 + "etc/passwd", "/calendar/" + "%2e%2e%2f" * 12 + "etc%2fpasswd.ics",
               "/" + "%252e%252e/" * 12 + "etc/passwd", "/" + "..%5c" * 12 + "etc%5cpasswd", "//etc/passwd", "/etc/passwd",
               "/calendar.ics/../../etc/passwd", "/calendar.ics%00.html", "/%00", "/.git/config", "/nhaclich.toml",
               "/nhaclich.db", "/calendar//etc/passwd.ics", "/event/%2fetc%2fpasswd.ics", "file:///etc/passwd",
               "/proc/self/environ", "/style.css/../nhaclich.toml", f"/m/{up}/calendar.ics", f"/u/{up}/etc/passwd"]
        until("the daemon at rest", self.board.has_looked)
        with strace.touching_files(self.daemon.process, self.trace) as touches:
            answered = 0
            for path in odd:
                with self.subTest(path), self.connection() as connection:
                    status, _, octets = self.ask(connection, path)
                    self.assertIn(status, (400, 404))
                    self.assertNotIn(b"root:", octets)
                    answered += 1
            until("their lines in the log", lambda: self.daemon.log().count('" 404 ') + self.daemon.log().count('" 400 ')
                  >= answered)
        self.assertEqual(answered, len(odd))
        # A secret address is looked for in the database, which is open.
        # The daemon's start may still be writing; its directory is synced then.
        named = [line for line in touches if re.search(r'\w*(open|stat|access|link|exec)\w*\([^"]*"[^"]', line)]
        self.assertEqual([line for line in named if f'"{self.board.state}"' not in line], [])

    def test_the_trace_shows_a_file_that_is_touched(self):
        who = self.board.answers_for("unit", "tieu-khu-1")
        with strace.touching_files(self.daemon.process, self.trace) as touches:
            self.daemon.process.send_signal(signal.SIGHUP)
            until("the reload", lambda: "đã nạp lại cấu hình" in self.daemon.log())
            self.daemon.get("/m/" + self.board.own_calendar(who).partition("/m/")[2])
            until("the use of it noted", lambda: self.board.listed("feeds")[0]["used"])
        others = "\n".join(touches.other_than("write", self.log))
        for call in (rf"openat\(.*{self.board.plan.name}", r"read\(\d+<[^>]*\.toml>", r"pwrite64\(\d+<[^>]*nhaclich\.db",
                     r"fdatasync\(\d+<[^>]*nhaclich\.db"):
            self.assertRegex(others, call)


if __name__ == "__main__":
    skips.main()
