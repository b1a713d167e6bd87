"""A board of many: so many members that a daemon can be struck in the middle of their mails."""

import collections
import contextlib
import email
import email.policy
import re
import shutil
import sqlite3
import tempfile

from daemon import Board

LANES = 4  # mails under way at once: as many connections to the relay as rows sent by one channel


class Crowd(Board):
    """`size` members with one mail each that fell due yesterday, to be sent by `relay` at that pace."""

    def __init__(self, size, relay, a_minute=10000):
        super().__init__()
        self.size = size
        self.plan_a_campaign(["dong"])
        self.members.write_text(self.members.read_text() + '\n[[group]]\nid = "dong"\ntitle = "Đông"\n' + "".join(
            f'\n[[member]]\nid = "nguoi-{number}"\nname = "Người {number}"\nemail = "{self.address(number)}"\n'
            'groups = ["dong"]\n' for number in range(size)))
        # Nothing else of the shipped section: a digest would be one mail more.
        pace = f"[reminders]\nburst_total = 100000\nbacklog_per_minute = {a_minute}\n\n"
        self.settings.write_text(re.sub(r"(?ms)^\[reminders\]\n.*?(?=^\[|\Z)", pace, self.settings.read_text()))
        self.append_settings(f'[mail.smtp]\nhost = "localhost"\nport = {relay.port}\ntls = "none"\n'
                             f"connections = {LANES}\n")

    @staticmethod
    def address(number):
        return f"nguoi-{number}@example.org"

    def everybody(self):
        return {self.address(number) for number in range(self.size)}

    def look(self, query):
        """Without a trace: one that may only read neither mends nor empties the log of the database."""
        with contextlib.closing(sqlite3.connect(f"file:{self.state}/nhaclich.db?mode=ro", uri=True)) as connection:
            return connection.execute(query).fetchall()

    def states(self):
        return dict(self.look("SELECT state, count(*) FROM outbox GROUP BY state"))

    def is_drained(self):
        return self.states() == {"sent": self.size}

    @contextlib.contextmanager
    def snapshot(self):
        """A copy of the database as it lies there; what would be mended on opening is mended in the copy."""
        with tempfile.TemporaryDirectory(prefix="nhaclich-test-") as directory:
            for name in ("nhaclich.db", "nhaclich.db-wal"):
                if (self.state / name).exists():
                    shutil.copy(self.state / name, directory)
            with contextlib.closing(sqlite3.connect(f"{directory}/nhaclich.db")) as connection:
                yield connection


class Mails:
    """What a relay has received, by recipient."""

    def __init__(self, relay):
        self.octets = collections.defaultdict(list)
        for mail in relay.received():
            (recipient,) = mail["recipients"]
            self.octets[recipient].append(mail["octets"])

    def recipients(self):
        return set(self.octets)

    def copies(self):
        """Mails beyond the first, of those who have any."""
        return {recipient: len(mails) - 1 for recipient, mails in self.octets.items() if len(mails) > 1}

    def differing(self):
        """Those whose copies are not the same to the octet, Message-ID and all."""
        return [recipient for recipient, mails in self.octets.items() if len(set(mails)) > 1]

    def message_ids(self):
        return {email.message_from_bytes(mails[0].encode("latin-1"), policy=email.policy.default)["Message-ID"]
                for mails in self.octets.values()}
