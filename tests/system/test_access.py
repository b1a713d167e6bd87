"""Who asked for what, as the access log tells it, and how the server bears too many."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import unittest

from daemon import Board, Daemon, until
from patience import PATIENCE

COMBINED = re.compile(r'^(\S+) - - \[\d\d/[A-Z][a-z]{2}/\d{4}:\d\d:\d\d:\d\d \+0000\] '
                      r'"(\S+) (\S+) HTTP/1\.[01]" (\d{3}) (\d+) "([^"]*)" "([^"]*)" \d+$')


def records(text):
    """(client, method, path, status, referer, agent) of each line of requests."""
    found = [COMBINED.match(line) for line in text.splitlines()]
    return [(m[1], m[2], m[3], int(m[4]), m[6], m[7]) for m in found if m]


class AccessLog(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.path = self.board.path / "access.log"

    def ask(self, daemon, path, **headers):
        return daemon.get(path, {"User-Agent": "a phone", **{k.replace("_", "-"): v for k, v in headers.items()}})[0]

    def test_each_request_is_one_line_in_the_common_log(self):
        with Daemon(self.board) as daemon:
            self.ask(daemon, "/calendar.ics?kind=meeting")
            self.ask(daemon, "/m/a-secret-of-somebody/calendar.ics", Referer="https://x.example/u/another-secret")
            until("both lines", lambda: len(records(daemon.log())) == 2)
            self.assertEqual(records(daemon.log()),
                             [("127.0.0.1", "GET", "/calendar.ics", 200, "-", "a phone"),
                              ("127.0.0.1", "GET", "/m/*", 404, "https://x.example/u/*", "a phone")])
            self.assertNotIn("secret", daemon.log())
            daemon.stop()

    def test_what_clients_say_begins_no_line(self):
        with Daemon(self.board) as daemon:
            with socket.create_connection(("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]))) as raw:
                raw.sendall(b'GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n'
                            b'User-Agent: a"\t- - [\xe2\x80\xa8\xc2\x9b \\\r\n\r\n')
                while raw.recv(4096):
                    pass
            until("the line", lambda: '"GET / HTTP/1.1" 200' in daemon.log())
            self.assertNotRegex(daemon.log(), "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028]")
            self.assertIn(r'"a\"\\u0009- - [\\u2028\\u009b \\"', daemon.log())
            daemon.stop()

    def test_a_file_takes_the_lines_also_after_it_was_moved_away(self):
        self.board.set_http(f'access_log = "{self.path}"')
        with Daemon(self.board) as daemon:
            self.ask(daemon, "/")
            until("the line in the file", lambda: len(records(self.path.read_text())) == 1)
            self.assertEqual(records(daemon.log()), [])
            moved = self.path.rename(self.path.with_suffix(".1"))
            daemon.process.send_signal(signal.SIGHUP)
            until("a new file", self.path.exists)
            self.ask(daemon, "/en")
            daemon.stop()
        self.assertEqual([record[2] for record in records(moved.read_text())], ["/"])
        self.assertEqual([record[2] for record in records(self.path.read_text())], ["/en"])

    def test_off_is_off_and_a_file_that_cannot_be_written_is_told(self):
        self.board.set_http('access_log = "off"')
        with Daemon(self.board) as daemon:
            self.ask(daemon, "/")
            daemon.stop()
            self.assertEqual(records(daemon.log()), [])
        self.board.settings.write_text(self.board.settings.read_text().replace('"off"', '"/nowhere/access.log"'))
        with Daemon(self.board) as daemon:
            self.ask(daemon, "/")
            daemon.stop()
            self.assertIn("/nowhere/access.log", daemon.log())
            self.assertEqual(len(records(daemon.log())), 1)

    def test_a_client_behind_a_trusted_proxy_is_named_and_else_the_peer(self):
        self.board.set_http('trusted_proxies = ["127.0.0.1", "10.0.0.0/8"]')
        with Daemon(self.board) as daemon:
            self.ask(daemon, "/", X_Forwarded_For="1.2.3.4, 203.0.113.9, 10.0.0.1")
            until("the line", lambda: records(daemon.log()))
            self.assertEqual(records(daemon.log())[0][0], "203.0.113.9")
            self.board.settings.write_text(self.board.settings.read_text().replace('"127.0.0.1", "10', '"10'))
            daemon.process.send_signal(signal.SIGHUP)

            def believed():
                self.ask(daemon, "/", X_Forwarded_For="203.0.113.9")
                return records(daemon.log())[-1][0] == "127.0.0.1"

            until("the peer in the log", believed)
            daemon.stop()


class Crowds(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())

    def connection(self, daemon, source):
        return http.client.HTTPConnection("127.0.0.1", int(daemon.url.rsplit(":", 1)[1]), timeout=PATIENCE,
                                          source_address=(source, 0))

    def status(self, daemon, source, path):
        with contextlib.closing(self.connection(daemon, source)) as connection:
            connection.request("GET", path)
            return connection.getresponse().status

    @staticmethod
    def answer(connection, path):
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read()

    def test_who_guesses_waits_and_others_do_not(self):
        with Daemon(self.board) as daemon:
            guesses = [self.status(daemon, "127.0.0.8", f"/m/{number:043d}/calendar.ics") for number in range(60)]
            self.assertEqual(guesses, [404] * 20 + [429] * 40)
            self.assertEqual(self.status(daemon, "127.0.0.8", "/calendar.ics"), 200)
            self.assertEqual(self.status(daemon, "127.0.0.9", f"/u/{1:043d}"), 404)
            daemon.stop()

    def test_whoever_guesses_hinders_nobody_else(self):
        member = self.board.answers_for("groups", "thuong-truc")
        with Daemon(self.board) as daemon, contextlib.ExitStack() as held:
            until("the first look at the plan", self.board.has_looked)
            own = "/m/" + self.board.own_calendar(member).partition("/m/")[2]
            other = held.enter_context(contextlib.closing(self.connection(daemon, "127.0.0.9")))
            expected = {path: self.answer(other, path) for path in (own, "/calendar.ics", "/")}
            self.assertEqual({status for status, _ in expected.values()}, {200})
            guessed = []
            for first in range(0, 160, 8):
                # Asked, and not yet read, while the other asks.
                guesses = [held.enter_context(contextlib.closing(self.connection(daemon, "127.0.0.8"))) for _ in range(8)]
                for number, connection in enumerate(guesses, first):
                    connection.request("GET", f"/{'mu'[number % 2]}/{number:043d}{'/calendar.ics' * (1 - number % 2)}")
                for path, answer in expected.items():
                    self.assertEqual(self.answer(other, path), answer)
                for connection in guesses:
                    guessed.append(connection.getresponse())
                    guessed[-1].read()
                    connection.close()
            self.assertEqual(sorted(answer.status for answer in guessed), [404] * 20 + [429] * 140)
            self.assertEqual({answer.headers["Retry-After"] for answer in guessed if answer.status == 429}, {"60"})
            # Who knows an address is no guesser, and his own slip is one: told as such.
            self.assertEqual(self.status(daemon, "127.0.0.8", own), 200)
            self.assertEqual(self.status(daemon, "127.0.0.9", own.replace("calendar.ics", "calendar")), 404)
            # The connection outlived it all.
            self.assertEqual(self.answer(other, own), expected[own])
            daemon.stop()
        told = [record for record in records(daemon.log()) if record[0] == "127.0.0.8"]
        self.assertEqual({record[2][:4] for record in told}, {"/m/*", "/u/*"})
        self.assertEqual(len(told), 161)

    def test_behind_a_proxy_who_guesses_is_told_from_the_others_there(self):
        self.board.set_http('trusted_proxies = ["127.0.0.1"]')
        with Daemon(self.board) as daemon:
            def ask(client, path):
                return daemon.get(path, {"X-Forwarded-For": client})[0]

            guesses = [ask("203.0.113.8", f"/m/{number:043d}/calendar.ics") for number in range(60)]
            self.assertEqual(guesses, [404] * 20 + [429] * 40)
            self.assertEqual(ask("203.0.113.9", f"/m/{1:043d}/calendar.ics"), 404)
            self.assertEqual(ask("203.0.113.9", "/calendar.ics"), 200)
            daemon.stop()

    def test_one_address_cannot_take_all_connections(self):
        with Daemon(self.board) as daemon, contextlib.ExitStack() as held:
            for _ in range(100):
                connection = held.enter_context(contextlib.closing(self.connection(daemon, "127.0.0.8")))
                connection.connect()
            one_more = held.enter_context(contextlib.closing(self.connection(daemon, "127.0.0.8")))
            one_more.request("GET", "/healthz")
            refused = one_more.getresponse()
            self.assertEqual(refused.status, 429)
            self.assertEqual(refused.headers["Retry-After"], "60")
            until("the crowd in the log", lambda: "đã từ chối kết nối HTTP: 1 " in daemon.log())
            self.assertEqual(self.status(daemon, "127.0.0.9", "/healthz"), 200)
            self.assertEqual(self.status(daemon, "127.0.0.1", "/healthz"), 200)
            daemon.stop()

    def test_few_descriptors_keep_clients_waiting_and_nothing_else(self):
        limited = ("prlimit", "--nofile=100:100")
        with Daemon(self.board, wrapper=limited) as daemon, contextlib.ExitStack() as held:
            port = int(daemon.url.rsplit(":", 1)[1])
            for _ in range(90):
                held.enter_context(socket.create_connection(("127.0.0.1", port)))
            # The oldest that asked for nothing gave way.
            self.assertEqual(self.status(daemon, "127.0.0.9", "/calendar.ics"), 200)
            daemon.process.send_signal(signal.SIGHUP)
            until("the reload", lambda: len(re.findall("đã đọc lại|nạp lại", daemon.log())) > 0)
            self.assertEqual(self.board.ask("outbox", state=True).returncode, 0)
            daemon.stop()

    @unittest.skipIf(os.environ.get("SANITIZED"), "UBSan needs a descriptor to look at an object, and faults it else")
    def test_out_of_descriptors_is_one_line_and_no_busy_loop(self):
        with Daemon(self.board) as daemon, contextlib.ExitStack() as held:
            port = int(daemon.url.rsplit(":", 1)[1])
            # As if others on the machine had taken them all.
            subprocess.run(["prlimit", f"--pid={daemon.process.pid}", "--nofile=30:20000"], check=True)
            for _ in range(40):
                held.enter_context(socket.create_connection(("127.0.0.1", port)))
            until("the line", lambda: "không nhận thêm được kết nối" in daemon.log())
            subprocess.run(["prlimit", f"--pid={daemon.process.pid}", "--nofile=20000:20000"], check=True)
            until("answers again", lambda: self.status(daemon, "127.0.0.9", "/healthz") == 200)
            self.assertEqual(daemon.log().count("không nhận thêm được kết nối"), 1)
            daemon.stop()


if __name__ == "__main__":
    unittest.main()
