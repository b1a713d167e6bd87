"""The doors of the server: https with a certificate that is renewed while it runs, and a Unix socket for a proxy."""

import http.client
import os
import re
import shutil
import signal
import socket
import ssl
import stat
import threading
import unittest
import urllib.parse

import certificates
import strace
from daemon import Board, Daemon, until
from patience import PATIENCE

PUBLIC = "https://lich.example.org"
RELOADED = "đã nạp lại cấu hình"


class OverUnixSocket(http.client.HTTPConnection):
    def __init__(self, path):
        super().__init__("localhost", timeout=PATIENCE)
        self.path = str(path)

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.connect(self.path)


class Interrupted(unittest.TestCase):
    """An answer comes whole whatever the kernel does to the calls that send it, and whatever signals come."""

    def setUp(self):
        self.daemon = self.enterContext(Daemon(self.enterContext(Board())))
        self.feed = self.daemon.get("/calendar.ics")[2]
        self.assertGreater(len(self.feed), 8192)

    def test_calls_that_fail_for_a_moment_or_take_little(self):
        strace.require(self)
        for call, error in (("sendfile", "EINTR"), ("sendfile", "EAGAIN"), ("sendmsg", "EINTR"), ("sendmsg", "EAGAIN")):
            for when in ("1", "2", "1..3"):
                with self.subTest(call=call, error=error, when=when), \
                        strace.failing(self.daemon.process, call, error, when=when):
                    for _ in range(3):
                        self.assertEqual(self.daemon.get("/calendar.ics")[2], self.feed)

    def test_calls_that_fail_for_good_end_the_connection_and_nothing_else(self):
        strace.require(self)
        for call in ("sendfile", "sendmsg"):
            with self.subTest(call=call), strace.failing(self.daemon.process, call, "ECONNRESET", when="1"):
                with self.assertRaises((http.client.IncompleteRead, http.client.RemoteDisconnected, ConnectionError)):
                    self.daemon.get("/calendar.ics")
                self.assertEqual(self.daemon.get("/calendar.ics")[2], self.feed)
        until("the cut answer logged with what went out", lambda: '"GET /calendar.ics HTTP/1.1" 200 0 ' in self.daemon.log())

    def test_reloads_cut_no_answer(self):
        wrong, answers = [], []

        def reading():
            connection = http.client.HTTPConnection("127.0.0.1", int(self.daemon.url.rsplit(":", 1)[1]), timeout=PATIENCE)
            while not enough.is_set():
                try:
                    connection.request("GET", "/calendar.ics")
                    answers.append(connection.getresponse().read() == self.feed)
                except (OSError, http.client.HTTPException) as error:
                    wrong.append(repr(error))
                    return

        enough = threading.Event()
        readers = [threading.Thread(target=reading) for _ in range(3)]
        for reader in readers:
            reader.start()
        for number in range(1, 51):
            self.daemon.process.send_signal(signal.SIGHUP)
            until("the reload", lambda: self.daemon.log().count(RELOADED) >= number)
        enough.set()
        for reader in readers:
            reader.join()
        self.assertEqual(wrong, [])
        self.assertGreater(len(answers), 50)
        self.assertTrue(all(answers))


class Hosts(unittest.TestCase):
    def test_no_link_is_made_of_what_a_request_says_of_its_host(self):
        for public in (None, PUBLIC):
            with Board() as board:
                if public:
                    board.set_http(f'base_url = "{public}"')
                with Daemon(board) as daemon:
                    for path in ("/", "/changes.atom", "/en"):
                        for target, host in ((path, "evil.example"), ("http://evil.example" + path, "evil.example")):
                            with self.subTest(public=public, target=target):
                                connection = http.client.HTTPConnection(urllib.parse.urlsplit(daemon.local("/")).netloc)
                                connection.request("GET", target, headers={"Host": host, "X-Forwarded-Host": host})
                                answer = connection.getresponse()
                                self.assertEqual(answer.status, 200)
                                self.assertNotIn("evil", str(answer.headers) + answer.read().decode())
                                connection.close()


class Https(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.folder = self.board.settings.parent
        self.authority, *_ = certificates.make(self.folder)
        self.board.set_http('tls = { certificate = "server.pem", key = "server.key" }')

    def connect(self, daemon):
        context = ssl.create_default_context(cafile=self.authority)
        context.set_alpn_protocols(["http/1.1"])
        port = int(daemon.url.rsplit(":", 1)[1])
        return http.client.HTTPSConnection("127.0.0.1", port, context=context, timeout=PATIENCE)

    def ask(self, connection, path="/calendar.ics"):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    def serial(self, connection):
        if connection.sock is None:
            connection.connect()
        return connection.sock.getpeercert()["serialNumber"]

    def test_the_feed_comes_over_tls_and_the_daemon_says_so(self):
        with Daemon(self.board) as daemon:
            self.assertTrue(daemon.url.startswith("https://127.0.0.1:"))
            connection = self.connect(daemon)
            status, headers, octets = self.ask(connection)
            self.assertEqual((status, headers["Content-Type"]), (200, "text/calendar; charset=utf-8"))
            self.assertEqual(connection.sock.selected_alpn_protocol(), "http/1.1")
            self.assertIn(octets, self.board.ask("ics", state=True).stdout)
            daemon.stop()

    def test_a_new_certificate_is_in_force_after_a_reload_and_drops_no_connection(self):
        with Daemon(self.board) as daemon:
            before = self.connect(daemon)
            self.ask(before)
            old = self.serial(before)
            certificates.sign(self.folder, "server")
            daemon.process.send_signal(signal.SIGHUP)

            def renewed():
                fresh = self.connect(daemon)
                serial = self.serial(fresh)
                self.assertEqual(self.ask(fresh)[0], 200)
                return serial != old

            until("the new certificate", renewed)
            status, headers, _ = self.ask(before)
            self.assertEqual((status, headers["Connection"]), (200, "close"))

    def test_a_broken_pair_keeps_the_old_one_and_is_told_with_its_place(self):
        with Daemon(self.board) as daemon:
            first = self.connect(daemon)
            self.ask(first)
            shutil.copy(self.folder / "ca.key", self.folder / "server.key")
            place = f"{self.board.settings}:"
            daemon.process.send_signal(signal.SIGHUP)
            until("the fault in the log", lambda: "server.key" in daemon.log())
            self.assertIn(place, daemon.log())
            again = self.connect(daemon)
            self.assertEqual(self.ask(again)[0], 200)
            self.assertEqual(self.serial(again), self.serial(first))
            self.assertIn(b'"reload_faults":1', self.ask(again, "/healthz")[2])
            daemon.stop()
        checked = self.board.ask("check", check=False)
        self.assertEqual(checked.returncode, 1)
        line = 1 + self.board.settings.read_text().splitlines().index(
            'tls = { certificate = "server.pem", key = "server.key" }')
        self.assertRegex(checked.stdout.decode(), rf"(?m)^.*nhaclich\.toml:{line}:\d+: .*server\.key")
        with self.assertRaisesRegex(AssertionError, "server.key"):
            Daemon(self.board)


class UnixSocket(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.path = self.board.path / "http.sock"
        self.board.settings.write_text(re.sub(r"(?m)^\s*port = 0\n", "", self.board.settings.read_text()))
        self.board.set_http(f'socket = "{self.path}"\nbase_url = "{PUBLIC}"')

    def test_a_proxy_is_answered_at_the_socket_only_and_the_file_goes_at_the_stop(self):
        with Daemon(self.board) as daemon:
            self.assertEqual(daemon.url, PUBLIC)
            self.assertEqual(stat.S_IMODE(os.stat(self.path).st_mode), 0o660)
            with self.assertRaisesRegex(AssertionError, "listens nowhere"):
                daemon.local("/")
            connection = OverUnixSocket(self.path)
            for _ in range(3):
                connection.request("GET", "/calendar.ics")
                answer = connection.getresponse()
                self.assertEqual(answer.status, 200)
                self.assertIn(b"END:VCALENDAR", answer.read())
            daemon.stop()
        self.assertFalse(self.path.exists())

    def test_a_socket_that_a_killed_daemon_left_is_taken_over(self):
        with Daemon(self.board) as daemon:
            daemon.kill()
        self.assertTrue(self.path.exists())
        with Daemon(self.board) as daemon:
            connection = OverUnixSocket(self.path)
            connection.request("HEAD", "/")
            self.assertEqual(connection.getresponse().status, 200)
            daemon.stop()

    def test_where_somebody_listens_the_start_is_refused_by_name(self):
        with socket.socket(socket.AF_UNIX) as other:
            other.bind(str(self.path))
            other.listen()
            with self.assertRaisesRegex(AssertionError, re.escape(str(self.path))):
                Daemon(self.board)
        self.assertTrue(self.path.exists())


if __name__ == "__main__":
    unittest.main()
