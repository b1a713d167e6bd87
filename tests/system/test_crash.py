"""Killed at any moment, the daemon loses no mail, and sends twice only what it was sending.

CRASH_ROUNDS kills (20) in all, of each kind as many; CRASH_SEED repeats the moments of a run.
"""

import collections
import json
import os
import random
import unittest

import skips
import strace
from crowd import LANES, Crowd, Mails
from daemon import BINARY, Daemon, until
from servers import relay

ROUNDS = int(os.environ.get("CRASH_ROUNDS", "20"))
SEED = int(os.environ.get("CRASH_SEED", random.randrange(2**32)))
KINDS = 6
KILLS = 4  # of one crowd, before it is left in peace until everything is sent
SIZE = 200
# One connection in five mails ends: connecting is not a thing of the first moment alone.
RELAY = "|".join((["ok"] * 4 + ["bye"]) * SIZE)


class Crash(unittest.TestCase):
    def setUp(self):
        self.chance = random.Random(f"{SEED} {self.id()}")
        self.figures = collections.Counter()

    def rounds(self, kill):
        kills = max(1, ROUNDS // KINDS)
        while self.figures["kills"] < kills:
            self.one_crowd(kill, min(KILLS, kills - self.figures["kills"]))
        print(f"{self._testMethodName}: {dict(self.figures)}, CRASH_SEED={SEED}", flush=True)

    def one_crowd(self, kill, kills):
        with relay("--script", RELAY) as server, Crowd(SIZE, server) as board:
            board.miss_the_reminder()
            in_doubt = collections.Counter()
            for _ in range(kills):
                left = SIZE - len(Mails(server).recipients())
                kill(board, server, left)
                self.figures["kills"] += 1
                in_doubt.update(self.left_sending(board, server))
            with Daemon(board) as daemon:
                until("everything sent", board.is_drained, 60)
                daemon.stop()
            self.account(board, Mails(server), in_doubt, kills)

    def left_sending(self, board, server):
        """Whose mails may come twice; what the dead daemon left has to be in order."""
        with board.snapshot() as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
            rows = database.execute("SELECT member, state, attempts FROM outbox").fetchall()
        received = Mails(server).recipients()
        having = collections.defaultdict(set)
        for member, state, attempts in rows:
            having[state].add(f"{member}@example.org")
            if attempts:
                having["claimed"].add(f"{member}@example.org")
        self.assertLessEqual(having["sent"], received, "recorded as sent and never received")
        self.assertLessEqual(received, having["claimed"], "sent without a claim")
        noted = self.noted(board) & having["sending"]
        self.assertLessEqual(noted, received, "noted as accepted and never received")
        # Others may be claimed ahead, but of none of them an octet has left.
        in_doubt = having["sending"] - noted
        self.assertLessEqual(len(in_doubt & received), LANES)
        self.figures["left sending"] += len(having["sending"])
        self.figures["noted"] += len(noted)
        return in_doubt

    @staticmethod
    def noted(board):
        """Whose acceptance the dead daemon had written down, though its result not yet."""
        notes = board.state / "nhaclich.db-accepted"
        lines = notes.read_bytes().split(b"\0") if notes.exists() else []
        texts = [line.split(b"\n")[0] for line in lines if line]
        return {json.loads(text[text.index(b"["):])[5] for text in texts}  # behind a checksum

    def account(self, board, mails, in_doubt, kills):
        """Every pair of recipient and reminder to its end: nobody lost, and copies for a reason only."""
        self.assertEqual(board.everybody() - mails.recipients(), set(), "lost")
        self.assertEqual(mails.recipients() - board.everybody(), set())
        for recipient, copies in mails.copies().items():
            self.assertLessEqual(copies, in_doubt[recipient], f"copies to {recipient}")
        self.assertLessEqual(sum(mails.copies().values()), kills * LANES, "more than were on their way")
        self.assertEqual(mails.differing(), [])
        self.assertEqual(len(mails.message_ids()), SIZE)
        self.assertEqual(board.states(), {"sent": SIZE})
        with board.snapshot() as database:
            self.assertEqual(database.execute("PRAGMA integrity_check").fetchall(), [("ok",)])
        self.figures["pairs"] += SIZE
        self.figures["copies"] += sum(mails.copies().values())

    def at_call(self, call, calls_a_mail, path=None):
        """A kind of kill that leaves work for those after it: at most a quarter of what is left gets sent.

        `calls_a_mail` at the least that one thread makes."""
        def kill(board, _, left):
            nth = self.chance.randint(1, max(1, int(calls_a_mail * left / KILLS)))
            with open(board.path / "log", "ab") as log:
                strace.killed_at(call, nth, [BINARY, "serve", "-c", str(board.settings), "--state", str(board.state)],
                                 log, path=path and board.state / path)
        strace.require(self)
        self.rounds(kill)

    def test_killed_at_any_moment_it_loses_nothing(self):
        def kill(board, server, left):
            goal = SIZE - left + self.chance.randint(0, left // KILLS)
            with Daemon(board) as daemon:
                until(f"{goal} received", lambda: len(Mails(server).recipients()) >= goal)
                daemon.kill()
        self.rounds(kill)

    def test_killed_when_it_makes_a_commit_durable_it_loses_nothing(self):
        # Claims made ahead share a commit, and so do results of ten milliseconds: that many mails at the most.
        self.at_call("fdatasync", 2 / (4 * LANES))

    def test_killed_when_it_writes_into_the_database_it_loses_nothing(self):
        self.at_call("pwrite64", 25 / LANES)

    def test_killed_when_it_notes_an_acceptance_it_loses_nothing(self):
        self.at_call("pwrite64", 1 / LANES, path="nhaclich.db-accepted")

    def test_killed_when_it_speaks_to_the_relay_it_loses_nothing(self):
        self.at_call("sendto", 5 / LANES)

    def test_killed_when_it_connects_to_the_relay_it_loses_nothing(self):
        self.at_call("connect", 0.2 / LANES)


if __name__ == "__main__":
    skips.main()
