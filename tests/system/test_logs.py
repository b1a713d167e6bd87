"""The watch on every test's logs sees what it is for, and the daemon's own logs bear whatever clients and files say."""

import base64
import signal
import socket
import unittest

from daemon import Board, Daemon, until
from patience import PATIENCE

TOKEN = "m" * 20 + "Q_-" + "4" * 20
PASSWORD = "rất bí mật"


class TheWatch(unittest.TestCase):
    """A log as no daemon should write it."""

    def setUp(self):
        self.board = self.enterContext(Board())
        self.log = self.board.path / "log"
        self.addCleanup(self.log.unlink)  # or the end of the board would find it too

    def sees(self, octets, what):
        with self.subTest(octets=octets):
            self.log.write_bytes(b"2026-11-27T18:00:00+0000 info x" + octets + b"\n")
            with self.assertRaisesRegex(AssertionError, what):
                self.board.watch.look()

    def test_a_plain_log_is_none_of_its_business(self):
        self.log.write_text("2026-11-27T18:00:00+0000 info đã gửi «Ngày» cho a-b\n127.0.0.1 - - \"GET /m/* HTTP/1.1\" 200\n"
                            f"{self.board.settings}:1:1: a key of 256 bits {'x' * 99}\n")
        self.board.watch.look(b"plain")

    def test_it_sees_what_is_no_text_or_turns_a_line_round(self):
        for code in (0, 7, 9, 13, 0x1B, 0x7F, 0x80, 0x9B, 0x2028, 0x202A, 0x202E, 0x2066, 0x2069):
            self.sees(chr(code).encode(), "forging")
        for octets in (b"\xff", b"\xc3(", b"\xed\xa0\x80", b"\xc0\x80"):
            self.sees(octets, "no UTF-8")
        # The last character of somebody killed.
        self.log.write_bytes("đ".encode()[:1])
        self.board.watch.look()

    def test_it_sees_a_token_whose_test_never_named_it(self):
        for text in (f"/m/{TOKEN}/calendar.ics", TOKEN, f"({TOKEN})", f"token={TOKEN}", f"/u/{TOKEN[:22]}"):
            self.sees(text.encode(), "an address|a token")
        with self.assertRaisesRegex(AssertionError, "stdout: a token"):
            self.board.watch.look(TOKEN.encode())

    def test_it_sees_whatever_a_test_had_to_do_with(self):
        self.board.watch.learn(f"https://lich.example.org/u/{TOKEN[:22]}")
        self.sees(b" " + TOKEN[:22].encode() + b" ", "the secret")
        (self.board.path / "password").write_text(PASSWORD + "\n")
        settings = self.board.settings.read_text()
        self.board.append_settings(f'[mail.smtp]\nhost = "localhost"\npassword_file = "{self.board.path}/password"\n')
        for before in ("", "\0ai\0", "x", "xy"):
            self.sees(base64.b64encode((before + PASSWORD + "x").encode()), "the secret")
        # Nor later, with other settings.
        self.board.settings.write_text(settings)
        self.sees(PASSWORD.encode(), "the secret")

    def test_it_looks_into_every_log_when_a_daemon_ends(self):
        for end in (Daemon.stop, Daemon.kill, Daemon.__exit__):
            with self.subTest(end=end):
                daemon = Daemon(self.board)
                (self.board.path / "access.1").write_text(TOKEN)
                with self.assertRaisesRegex(AssertionError, "access.1: a token"):
                    end(daemon)
                (self.board.path / "access.1").unlink()
                self.assertIsNotNone(daemon.process.poll())


# What a file or a client may say, and a terminal or a reader of logs may obey.
HOSTILE = "\x1b[2J\x9b31m\u202egro\u2066\u2028\u2029\x7f\x85"


class WhatTheDaemonWrites(unittest.TestCase):
    """Each is judged by the watch when the daemon ends."""

    def setUp(self):
        self.board = self.enterContext(Board())

    def test_of_requests(self):
        with Daemon(self.board) as daemon:
            target, referer = b"GET /%s HTTP/1.1\r\nHost: x\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nReferer: http://x/%s\r\n"
            others = [b"GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: %s\r\n", b"%s / HTTP/1.1\r\nHost: x\r\n",
                      b"GET / HTTP/1.1\r\nHost: %s\r\n", b"GET / HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: %s\r\n"]
            asked = [head.replace(b"%s", word) for head in (target, referer, *others)
                     for word in (HOSTILE.encode(), b"\xff\xfe\xc3(\xed\xa0\x80")]
            # However a secret address was mistyped on its way.
            agent = b"GET / HTTP/1.1\r\nHost: x\r\nUser-Agent: reader (http://x/%s)\r\n"
            asked += [agent.replace(b"%s", word.encode()) for word in (f"m/{TOKEN}/calendar.ics", f"u/{TOKEN[:36]}")]
            asked += [target.replace(b"%s", word.encode()) for word in (f"u{TOKEN[:36]}", TOKEN[:36], TOKEN[:22], "?x")]
            asked += [b"GET %s HTTP/1.1\r\nHost: x\r\n" % word for word in (b"?x", b"?")]
            asked += [head.replace(b"%s", word.encode()) for head in (target, referer) for word in (
                f"m/{TOKEN}/calendar.ics", f"u/{TOKEN[:22]}?/u/{TOKEN[:22]}", f"?next=/m/{TOKEN}", f"/m/{TOKEN}",
                f"%6d/{TOKEN}", f"%256d/{TOKEN}", f"M/{TOKEN}/calendar.ics", f"en/m/{TOKEN}/calendar.ics",
                f"m//{TOKEN}/calendar.ics", f"./m/{TOKEN}", f"calendar/{TOKEN}.ics", f"m/{TOKEN}{'x' * 600}")]
            for head in asked:
                self.send(daemon, head + b"Connection: close\r\n\r\n")
            until("a line of each", lambda: daemon.log().count(' HTTP/1.1" ') == len(asked))
            daemon.stop()

    @staticmethod
    def send(daemon, octets):
        with socket.create_connection(("127.0.0.1", int(daemon.url.rsplit(":", 1)[1])), timeout=PATIENCE) as raw:
            raw.sendall(octets)
            while raw.recv(4096):
                pass

    def test_of_faults_in_files(self):
        good = self.board.plan.read_text()
        fault = "".join(f"\\u{ord(character):04x}" for character in HOSTILE)
        faults = [f'[[observance]]\nid = "{fault}"\ntitle = "x"\non = "8/3"\n',
                  f'[[observance]]\nid = "a"\ntitle = "{fault}"\non = "{fault}"\n',
                  f'[[observance]]\nid = "a"\ntitle = "x"\non = "8/3"\n"{fault}" = 1\n',
                  f'[["{fault}"]]\nid = "a"\n',
                  f'[[observance]]\nid = "a"\ntitle = "x"\non = "8/3"\naudience = ["{fault}"]\n',
                  f'[[observance]]\nid = "a"\ntitle = "x"\non = "8/3"\nremind = ["{fault}"]\n',
                  '[[observance]]\nid = "\x1b[2J\n', "\x1b]0;x\x07", "# \x9b\u202e\nx = \u202e"]
        with Daemon(self.board) as daemon:
            for number, text in enumerate(faults, 1):
                self.board.plan.write_text(good + text)
                daemon.process.send_signal(signal.SIGHUP)
                until("word of the fault", lambda: daemon.log().count("tiếp tục dùng bản đang chạy") == number)
            daemon.stop()
        kept = self.board.state / "last-good.json"
        for text in faults:
            with self.subTest(text=text):
                self.board.plan.write_text(good + text)
                with Daemon(self.board) as daemon:
                    daemon.stop()
                kept.rename(kept.with_suffix(".away"))
                with self.assertRaisesRegex(AssertionError, "the daemon did not start"):
                    Daemon(self.board)
                kept.with_suffix(".away").rename(kept)

    def test_of_a_file_that_is_no_text(self):
        self.board.plan.write_bytes(self.board.plan.read_bytes() + b'\n[[observance]]\nid = "\xff\xfe\xc3("\n')
        with self.assertRaisesRegex(AssertionError, "the daemon did not start"):
            Daemon(self.board)


if __name__ == "__main__":
    unittest.main()
