"""Whatever a relay does wrong, each mail arrives as often as its replies allow, the same to the octet each time."""

import base64
import collections
import concurrent.futures
import contextlib
import dataclasses
import os
import shutil
import time
import unittest

from crowd import Crowd
from daemon import Daemon, until
from servers import bad_relay

SIZE = 3
USER = "nhaclich"
PASSWORD = "mật khẩu rất bí mật"
AT_ONCE = 2 * os.cpu_count()  # cases; they wait more than they work


@dataclasses.dataclass
class Case:
    """What one relay does, and what becomes of the mail it does it to."""
    name: str
    faults: list
    state: str = "deferred"  # "" = no mail suffers
    answer: str = ""         # a pattern of what is written down
    copies: int = 1          # of that mail, when everything has been sent that will ever be
    options: tuple = ()
    tls: str = "none"
    connections: int = 1
    sufferers: int = 1


def deferred(name, answer, *faults, **rest):
    # A connection for each: a relay in trouble is left alone for a minute, but for what is under way.
    return Case(name, list(faults), "deferred", answer, connections=SIZE, **rest)


def failed(name, answer, *faults, **rest):
    return Case(name, list(faults), "failed", answer, copies=0, **rest)


def harmless(name, *faults, **rest):
    return Case(name, list(faults), "", **rest)


def at(phase, **what):
    return {"at": phase, "times": 1, **what}


def reply(phase, *lines, **what):
    return at(phase, reply=list(lines), **what)


REPLIES = [
    # Whole relay backs off, no mail is lost (a greeting of 5xx included: nobody's address is wrong).
    deferred("greeting 554", "^greeting: 554 5.7.1 go away", reply("greeting", "554 5.7.1 go away")),
    deferred("greeting 421", "^greeting: 421 4.3.2", reply("greeting", "421 4.3.2 closing")),
    deferred("greeting 450", "^greeting: 450", reply("greeting", "450 busy")),
    deferred("EHLO 421", "^EHLO: 421", reply("ehlo", "421 4.3.2 closing"), tls="starttls"),
    deferred("EHLO 502 though TLS is required", "^EHLO: 502", reply("ehlo", "502 5.5.1 no"), tls="starttls"),
    harmless("EHLO 502 where HELO will do", reply("ehlo", "502 5.5.1 no")),
    deferred("no STARTTLS offered", "^EHLO: ", reply("ehlo", "250 relay.example.org"), tls="starttls"),
    deferred("STARTTLS 454", "^STARTTLS: 454", reply("starttls", "454 4.7.0 not now"), tls="starttls"),
    deferred("STARTTLS 501", "^STARTTLS: 501", reply("starttls", "501 5.5.4 no"), tls="starttls"),
    deferred("a reply put in front of the handshake", "^STARTTLS: ",
             at("starttls", raw="220 go ahead\r\n250 2.1.0 OK\r\n"), tls="starttls"),
    deferred("AUTH 454", "^AUTH: 454 4.7.0", reply("auth", "454 4.7.0 not now"), tls="implicit"),
    deferred("AUTH 535", "^AUTH: 535 5.7.8", reply("credentials", "535 5.7.8 wrong"), tls="implicit"),
    deferred("AUTH 535 with what was said", "^AUTH: 535 5.7.8 *$",
             reply("credentials", "535 5.7.8 not {heard} {password}"), tls="implicit"),
    deferred("AUTH 500 with what was said", "^AUTH: 500 *$",
             reply("credentials", "500 unknown command {heard}"), tls="starttls"),
    harmless("AUTH LOGIN only", reply("ehlo", "250-relay.example.org", "250 AUTH LOGIN"), tls="implicit"),
    deferred("MAIL 451", "^MAIL: 451 4.3.0", reply("mail", "451 4.3.0 later")),
    deferred("MAIL 550, which is about us", "^MAIL: 550 5.7.1", reply("mail", "550 5.7.1 who are you")),
    deferred("MAIL 530", "^MAIL: 530", reply("mail", "530 5.7.0 log in")),
    deferred("MAIL 421 on a new connection", "^MAIL: 421", reply("mail", "421 4.3.2 closing", cut="fin")),
    failed("MAIL 552, which is about the mail", "^MAIL: 552 5.3.4", reply("mail", "552 5.3.4 too big")),
    harmless("MAIL 421 on a connection used before", reply("mail", "421 4.4.2 idle", cut="fin", reused=True)),
    harmless("a connection that ends between two mails", at("mail", cut="fin", reused=True)),
    deferred("RCPT 450", "^RCPT: 450 4.2.0", reply("rcpt", "450 4.2.0 greylisted")),
    deferred("RCPT 451", "^RCPT: 451", reply("rcpt", "451 4.3.0 later")),
    deferred("RCPT 452", "^RCPT: 452", reply("rcpt", "452 4.2.2 full")),
    deferred("RCPT 552, which is 452", "^RCPT: 552", reply("rcpt", "552 5.2.2 full")),
    deferred("RCPT 421", "^RCPT: 421", reply("rcpt", "421 4.3.2 closing", cut="fin")),
    failed("RCPT 550", "^RCPT: 550 5.1.1 nobody", reply("rcpt", "550 5.1.1 nobody")),
    failed("RCPT 551", "^RCPT: 551", reply("rcpt", "551 5.1.6 moved")),
    failed("RCPT 553", "^RCPT: 553", reply("rcpt", "553 5.1.3 bad")),
    failed("RCPT 554", "^RCPT: 554", reply("rcpt", "554 5.7.1 no")),
    failed("RCPT 550 to the second", "^RCPT: 550",
           reply("rcpt", "550 5.1.1 nobody", **{"for": "nguoi-1@"})),
    deferred("DATA 451", "^DATA: 451", reply("data", "451 4.3.0 later")),
    deferred("DATA 250 instead of 354", "^DATA: ", reply("data", "250 2.0.0 OK")),
    failed("DATA 554", "^DATA: 554", reply("data", "554 5.5.1 no valid recipients")),
    deferred("dot 451", "^end of text: 451", reply("dot", "451 4.3.0 later"), copies=2),
    deferred("dot 452", "^end of text: 452", reply("dot", "452 4.3.1 disk full"), copies=2),
    deferred("dot 421", "^end of text: 421", reply("dot", "421 4.3.2 closing", cut="fin"), copies=2),
    deferred("dot 999", "^end of text: ", reply("dot", "999 what"), copies=2),
    Case("dot 554", [reply("dot", "554 5.7.1 spam")], "failed", "^end of text: 554 5.7.1 spam"),
    Case("dot 552", [reply("dot", "552 5.2.2 too big")], "failed", "^end of text: 552 5.2.2"),
    # What is offered and not needed, or not enough.
    harmless("everything offered", options=("--offer", "SMTPUTF8,PIPELINING,8BITMIME,CHUNKING,DSN,SIZE 10000000")),
    Case("a SIZE too small for all", [], "failed", "^MAIL: 552 5.3.4", 0, ("--offer", "SIZE 100"), sufferers=SIZE),
]

ODD_REPLIES = [
    harmless("a greeting of 100 lines", reply("greeting", *["220-welcome"] * 99, "220 at last")),
    harmless("EHLO in 100 lines", reply("ehlo", *[f"250-X-{n}" for n in range(99)], "250 X-LAST")),
    harmless("the final reply in 100 lines", reply("dot", *["250-queued"] * 99, "250 2.0.0 queued")),
    failed("several codes, of which the last is 550", "^RCPT: 550", reply("rcpt", "250-good", "550 5.1.1 bad")),
    harmless("several codes, of which the last is 250", reply("rcpt", "550-bad", "250 good")),
    harmless("codes without text", reply("mail", "250"), reply("rcpt", "250"), reply("data", "354"),
             reply("dot", "250")),
    harmless("bare LF", at("greeting", raw="220 hi\n"), at("mail", raw="250 OK\n"), at("dot", raw="250 queued\n")),
    harmless("2000 octets of text", reply("greeting", "220 " + "x" * 2000), reply("dot", "250 " + "x" * 2000)),
    failed("2000 octets of refusal", "^RCPT: 550 x{400,490}$", reply("rcpt", "550 " + "x" * 2000)),
    failed("control characters in a refusal", r"^RCPT: 550 [^\x00-\x1f]*$",
           at("rcpt", raw="550 a\tb\x1b[31mred\x07\x00 z\r\n")),
    failed("octets that are no UTF-8 in a refusal", "^RCPT: 550 ", at("rcpt", raw="550 \xff\xfe\xc3\r\n")),
    harmless("garbage before a reply", at("rcpt", raw="\x00\x01\xff what\r\n250 2.1.5 OK\r\n")),
    deferred("garbage for a greeting", "^(connect|greeting): ",
             at("greeting", raw="HTTP/1.1 400 Bad Request\r\n\r\n", cut="fin")),
    deferred("garbage for a reply", "^RCPT: ", at("rcpt", raw="\x00\xff\x80garbage\r\n", cut="fin")),
    deferred("garbage for a handshake", "^STARTTLS: ", at("handshake", raw="220 no, in clear\r\n"), tls="starttls"),
    deferred("half a reply", "^RCPT: ", at("rcpt", raw="550 5.1.1 no", cut="fin")),
    deferred("half a final reply", "^end of text: ", at("dot", raw="25", cut="fin"), copies=2),
    deferred("megabytes of reply", "^EHLO: ", reply("ehlo", "250-again", forever=True)),
    harmless("replies octet by octet", *[at(phase, slow=0.005) for phase in ("greeting", "ehlo", "mail", "rcpt", "data",
                                                                            "dot")]),
]

CERTIFICATES = [
    deferred(f"a certificate that is {kind}, {tls}", f"^{phase}: ", at("handshake", certificate=kind), tls=tls)
    for kind in ("expired", "name", "unknown") for tls, phase in (("starttls", "STARTTLS"), ("implicit", "connect"))
]


def cuts():
    """At every point, by FIN and by RST: nothing that was not said counts as said."""
    points = [("ehlo", "starttls", "EHLO", 1),
              ("starttls", "starttls", "STARTTLS", 1), ("handshake", "starttls", "STARTTLS", 1),
              ("handshake", "implicit", "connect", 1), ("auth", "starttls", "AUTH", 1),
              ("credentials", "implicit", "AUTH", 1), ("mail", "none", "MAIL", 1), ("rcpt", "starttls", "RCPT", 1),
              ("data", "none", "DATA", 1),
              # Of a mail this short the client has handed over everything when the cut comes.
              ("text", "none", "(text|end of text)", 1), ("dot", "starttls", "end of text", 2)]
    for how in ("fin", "rst"):
        for phase, tls, name, copies in points:
            yield deferred(f"{how} at {phase}, {tls}", f"^{name}: ", at(phase, cut=how), tls=tls, copies=copies)
        yield harmless(f"{how} after the final reply", reply("dot", "250 2.0.0 queued", cut=how))
        yield harmless(f"{how} at QUIT", at("quit", cut=how))
    # By FIN only: an RST may be there before libcurl knows that it is connected, and it connects anew.
    yield deferred("fin at connect", "^connect: ", at("connect", cut="fin"))
    yield deferred("fin after the greeting", "^(greeting|EHLO): ", reply("greeting", "220 welcome", cut="fin"))


HANGS = [
    # tls, copies in the end: the relay may have kept a mail whose text it has whole.
    ("connect", "none", 1), ("greeting", "starttls", 1), ("ehlo", "none", 1), ("starttls", "starttls", 1),
    ("handshake", "starttls", 1), ("handshake", "implicit", 1), ("auth", "implicit", 1), ("mail", "starttls", 1),
    ("rcpt", "none", 1), ("data", "starttls", 1), ("text", "none", 1), ("dot", "starttls", 2), ("dot", "none", 2),
]


def hangs():
    for phase, tls, copies in HANGS:
        yield Case(f"hanging at {phase}, {tls}", [at(phase, hang=True)], "sending", "", copies, (), tls, connections=2)
    yield Case("a reply without end", [reply("ehlo", "250-again", forever=True, slow=0.05)], "sending", connections=2)
    yield harmless("hanging at QUIT", at("quit", hang=True), connections=2)


class World(contextlib.ExitStack):
    """A relay of one case and a board of three, whose mails fell due yesterday."""

    def __init__(self, case, state):
        super().__init__()
        self.case = case
        login = () if case.tls == "none" else ("--user", USER, "--password", PASSWORD)
        self.server = self.enter_context(bad_relay(case.faults, "--tls", case.tls, *login, *case.options))
        self.board = self.enter_context(Crowd(SIZE, self.server))
        shutil.copytree(state, self.board.state)
        text = self.board.settings.read_text().partition("\n[mail.smtp]\n")[0]
        text += (f'\n[mail.smtp]\nhost = "localhost"\nport = {self.server.port}\ntls = "{case.tls}"\n'
                 f"connections = {case.connections}\n")
        if login:
            password = self.board.path / "password"
            password.write_text(PASSWORD + "\n")
            password.chmod(0o600)
            text += f'user = "{USER}"\npassword_file = "{password}"\nca_file = "{self.server.ca}"\n'
        self.board.settings.write_text(text)

    def outbox(self):
        """Recipient → state, attempts, answer."""
        rows = self.board.look(
            "SELECT member, state, (SELECT count(*) FROM attempt WHERE attempt.bundle = outbox.bundle), last_answer"
            " FROM outbox")
        return {f"{member}@example.org": tuple(rest) for member, *rest in rows}

    def has_come_to(self, states, attempts):
        rows = self.outbox().values()
        return sorted(row[0] for row in rows) == sorted(states) and max(row[1] for row in rows) >= attempts

    def mails(self):
        """Recipient → the octets of each of his mails; what was not meant for one of the three has no place here."""
        found = {recipient: [] for recipient in self.board.everybody()}
        for line in self.server.received():
            if "octets" in line:
                (recipient,) = line["recipients"]
                found[recipient].append(line["octets"])
        return found

    def met(self):
        return collections.Counter(line["met"] for line in self.server.received() if "met" in line)

    def run_until(self, what, *states, attempts=0):
        """To the states, and so many attempts at one of the mails; how long the end took."""
        with Daemon(self.board) as daemon:
            until(f"{self.case.name}: {what}: {states}", lambda: self.has_come_to(states, attempts))
            start = time.monotonic()
            daemon.stop()
            return time.monotonic() - start

    def retry_now(self):
        """The minutes until the next attempt pass in the database, not in the test."""
        with self.board.database() as database:
            database.execute("UPDATE outbox SET next_at = 0 WHERE state = 'deferred'")


class BadRelay(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        class Nobody:
            port = 9
        board = cls.enterClassContext(Crowd(SIZE, Nobody))
        board.miss_the_reminder()
        cls.state = board.state

    def each(self, cases, check, at_once=AT_ONCE):
        with concurrent.futures.ThreadPoolExecutor(at_once) as pool:
            checks = [(case, pool.submit(check, case)) for case in cases]
            for case, ended in checks:
                with self.subTest(case.name):
                    ended.result()

    def struck(self, case):
        """Once with the fault, and once more after it."""
        with World(case, self.state) as world:
            world.run_until("first", *[case.state or "sent"] * case.sufferers, *["sent"] * (SIZE - case.sufferers))
            rows = world.outbox()
            sufferers = self.sufferers(case, rows)
            for recipient, (_, attempts, answer) in rows.items():
                self.assertEqual(attempts, 1, recipient)
                self.assertLessEqual(len(answer), 500)
                if recipient in sufferers:
                    self.assertRegex(answer, case.answer)
            if case.state == "deferred":
                world.retry_now()
                world.run_until("again", *["sent"] * SIZE)
            self.account(world, sufferers)

    def hung(self, case):
        """Others are served meanwhile, SIGTERM is not waited for, and the mail goes again."""
        with World(case, self.state) as world:
            took = world.run_until("others sent", case.state or "sent", *["sent"] * (SIZE - 1))
            self.assertLess(took, 20, "seconds to end, of the sixty and more a relay may take")
            sufferers = self.sufferers(case, world.outbox())
            world.run_until("again", *["sent"] * SIZE)
            self.account(world, sufferers)

    def sufferers(self, case, rows):
        return {recipient for recipient, row in rows.items() if row[0] == case.state}

    def account(self, world, sufferers):
        """The relay has what the outbox says it has, to the octet, and nothing tells the password."""
        case = world.case
        # A fault nobody met would prove nothing.
        expected = {fault["at"]: fault["times"] for fault in case.faults}
        until(f"the faults met: {expected}", lambda: world.met() == expected)
        for recipient, copies in world.mails().items():
            self.assertEqual(len(copies), case.copies if recipient in sufferers else 1, f"copies to {recipient}")
        frozen = world.board.look("SELECT member, message_id, octets FROM message JOIN outbox USING (bundle)")
        self.assertEqual(len({message_id for _, message_id, _ in frozen}), SIZE)
        for member, message_id, octets in frozen:
            for copy in world.mails()[f"{member}@example.org"]:
                self.assertEqual(copy.encode("latin-1"), octets)
                self.assertIn(f"\r\nMessage-ID: {message_id}\r\n", copy)
        for line in world.server.received():
            if case.tls != "none" and "octets" in line:
                self.assertEqual((line["tls"], line["user"]), (True, USER))
        self.keeps_secret(world)

    def keeps_secret(self, world):
        login = f"\0{USER}\0{PASSWORD}".encode()
        secrets = [PASSWORD.encode(), base64.b64encode(login), base64.b64encode(PASSWORD.encode())]
        files = [world.board.path / "log", *world.board.state.iterdir()]
        for file in files:
            for secret in secrets:
                self.assertNotIn(secret, file.read_bytes() if file.is_file() else b"", file.name)

    def test_a_reply_decides_what_becomes_of_the_mail(self):
        self.each(REPLIES, self.struck)

    def test_an_odd_reply_is_read_or_its_mail_goes_again(self):
        self.each(ODD_REPLIES, self.struck)

    def test_a_relay_that_cannot_prove_its_name_gets_nothing(self):
        self.each(CERTIFICATES, self.struck)

    def test_a_cut_connection_loses_nothing_and_repeats_only_what_may_have_been_taken(self):
        self.each(cuts(), self.struck)

    def test_a_relay_that_hangs_holds_up_neither_others_nor_the_end(self):
        self.each(hangs(), self.hung, 2 * AT_ONCE)

    def test_a_mail_that_is_put_off_again_and_again_arrives_once(self):
        rounds = 3
        case = deferred("greylisted", "^RCPT: 450", reply("rcpt", "450 4.2.0 greylisted", times=rounds,
                                                          **{"for": "nguoi-1@"}))
        with World(case, self.state) as world:
            for attempt in range(1, rounds + 1):
                world.run_until("put off", "deferred", "sent", "sent", attempts=attempt)
                world.retry_now()
            world.run_until("taken", *["sent"] * SIZE)
            self.account(world, {"nguoi-1@example.org"})


if __name__ == "__main__":
    unittest.main()
