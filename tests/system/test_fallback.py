"""Several mail servers: while the first is in trouble the next one sends, and what the first said is told."""

import collections
import json
import time
import unittest

from crowd import Crowd, Mails
from daemon import Daemon, until
from patience import PATIENCE
from servers import bad_relay, relay

SIZE = 12
CONNECTIONS = 2


class Office(Crowd):
    """Mail by `first` through TLS with a password, and by `second` while that does not work."""

    def __init__(self, first, second):
        super().__init__(SIZE, second)
        settings = self.settings.read_text().partition("\n[mail.smtp]\n")[0]
        password = self.path / "password"
        password.write_text("bí mật")
        password.chmod(0o600)
        self.settings.write_text(settings + f"""
[mail.smtp]
host          = "localhost"
port          = {first.port}
tls           = "implicit"
ca_file       = "{first.ca}"
user          = "nhaclich"
password_file = "{password}"
connections   = {CONNECTIONS}

[[mail.fallback]]
host        = "localhost"
port        = {second.port}
tls         = "none"
connections = {CONNECTIONS}
""")
        self.miss_the_reminder()


class Fallback(unittest.TestCase):
    def histories(self, office):
        """By recipient: server, TLS and answer of each attempt, and the state it ended in."""
        found = {}
        for row in office.look("SELECT id FROM outbox"):
            shown = json.loads(office.ask("outbox", "show", str(row[0]), "--json", state=True).stdout)
            found[shown["member"]] = [(one["server"], one["tls"], one["answer"]) for one in shown["history"]]
        return found

    def test_what_the_first_refuses_goes_by_the_second_and_both_are_in_the_history(self):
        with bad_relay([{"at": "credentials", "times": 0, "reply": "535 5.7.8 wrong"}], "--tls", "implicit", "--user",
                       "nhaclich") as first, relay() as second, Office(first, second) as office:
            with Daemon(office) as daemon:
                until("all sent", office.is_drained)
                daemon.stop()
                log = daemon.log()
            self.assertEqual(Mails(second).recipients(), office.everybody())
            self.assertEqual(Mails(second).copies(), {})
            names = [f"localhost:{server.port}" for server in (first, second)]
            tried = 0
            for attempts in self.histories(office).values():
                self.assertEqual(attempts[-1], (names[1], "", "end of text: 250 2.0.0 queued"))
                for server, _, answer in attempts[:-1]:
                    self.assertEqual((server, answer), (names[0], "AUTH: 535 5.7.8"))
                    tried += 1
            self.assertIn(tried, range(1, CONNECTIONS + 1), "one pause, but for what was under way")
            self.assertEqual(log.count("535 5.7.8"), tried)
            self.assertIn(names[0], log)

    def test_a_channel_that_fails_for_long_is_told_until_it_works_again(self):
        with relay() as server, Crowd(1, server) as office:
            with Daemon(office) as daemon:
                until("the first look at the plan", office.has_looked)
                self.assertEqual(self.health(daemon), ("ok", []))
                daemon.stop()
            failing_since = int(time.time()) - 3600
            with office.database() as database:
                database.execute("INSERT INTO endpoint (channel, failing_since, last_failure, failures)"
                                 f" VALUES ('email', {failing_since}, {failing_since + 1800}, 5)")
            with Daemon(office) as daemon:
                until("the word", lambda: self.health(daemon) == ("degraded", ["email"]))
                daemon.stop()
            with Daemon(office) as daemon:
                until("still so", lambda: self.health(daemon) == ("degraded", ["email"]))
                self.assertEqual(daemon.log().count("kênh email chưa gửi được tin nào"), 1)
                daemon.stop()
            office.rewind(time.time() - 3 * 86400)
            with Daemon(office) as daemon:
                until("a mail sent", office.is_drained)
                until("well", lambda: self.health(daemon) == ("ok", []))
                daemon.stop()

    @staticmethod
    def health(daemon):
        status, _, octets = daemon.get("/healthz")
        told = json.loads(octets)
        return (told["status"], told["failing_channels"]) if status == 200 else status

    def test_a_first_server_that_ends_nothing_holds_up_only_what_it_has(self):
        with bad_relay([{"at": "dot", "times": 0, "hang": True}], "--tls", "implicit", "--user", "nhaclich",
                       "--password", "bí mật") as first, relay() as second, Office(first, second) as office:
            with Daemon(office) as daemon:
                until("the rest sent", lambda: office.states() == {"sending": CONNECTIONS, "sent": SIZE - CONNECTIONS},
                      3 * PATIENCE)  # half a minute of them is the relay's
                daemon.stop()
            stuck = {line["recipients"][0] for line in first.received() if "octets" in line}
            self.assertEqual(len(stuck), CONNECTIONS)
            self.assertEqual(Mails(second).recipients(), office.everybody() - stuck)
            # What the first may have taken goes again, the same to the octet.
            with Daemon(office) as daemon:
                until("all sent or stuck again", lambda: sum(office.states().values()) == SIZE
                      and not office.look("SELECT 1 FROM outbox WHERE state IN ('pending', 'deferred')"))
                daemon.stop()
            copies = collections.defaultdict(set)
            for line in first.received():
                if "octets" in line:
                    copies[line["recipients"][0]].add(line["octets"])
            self.assertEqual({who: len(octets) for who, octets in copies.items()}, dict.fromkeys(stuck, 1))


if __name__ == "__main__":
    unittest.main()
