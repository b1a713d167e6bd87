"""A disk that is full, read-only or broken: nothing is sent without a claim, and all of it once the disk is well."""

import collections
import contextlib
import datetime
import errno
import itertools
import json
import re
import signal
import subprocess
import time
import unittest

import skips
import strace
from crowd import LANES, Crowd, Mails
from daemon import Daemon, until
from servers import relay

SIZE = 60
LONGEST_FIRST_PAUSE = 72  # seconds: a minute and a fifth


class Endurance:
    """A daemon on a disk that fails for a while."""

    def setUp(self):
        self.server = self.enterContext(relay())
        self.board = self.enterContext(Crowd(SIZE, self.server, a_minute=300))

    def start(self):
        """In the middle of sending, with most still to come."""
        self.board.miss_the_reminder()
        self.daemon = self.enterContext(Daemon(self.board))
        until("the first mails", lambda: len(self.received()) >= 5)

    def reload(self):
        self.daemon.process.send_signal(signal.SIGHUP)

    def received(self):
        return Mails(self.server).recipients()

    def troubles(self):
        return json.loads(self.daemon.get("/healthz")[2])["store_errors"]

    def told_once_a_minute(self):
        """The log does not fill the disk as well."""
        told = collections.defaultdict(list)
        lines = re.findall(r"(?m)^(\S+) error (.*cơ sở dữ liệu.*?)(?: \(đã lặp lại \d+ lần.*)?$", self.daemon.log())
        for time_of_day, words in lines:
            told[words].append(datetime.datetime.strptime(time_of_day, "%Y-%m-%dT%H:%M:%S%z"))
        self.assertTrue(told)
        for words, times in told.items():
            for one, next_one in itertools.pairwise(times):
                self.assertGreaterEqual((next_one - one).total_seconds(), 59, words)

    def attempted(self):
        return set(re.findall(r"(?m)^\S+ (?:info|warning) .* cho (nguoi-\d+) qua email", self.daemon.log()))

    def claimed(self):
        return {f"{member}@example.org" for member, in self.board.look(
            "SELECT member FROM outbox WHERE state IN ('sending', 'sent')")}

    def endure(self, fault):
        """What has to be true while the fault holds, and how it ends."""
        self.start()
        with fault:
            before = self.received()
            until("word of the trouble", self.troubles)
            claimed = self.claimed()  # not before: a commit may have been on its way to the disk
            first = self.troubles()
            until("every lane's second attempt at its result", lambda: self.troubles() >= first + LANES)
            self.assertEqual(self.daemon.get("/calendar.ics")[0], 200)
            self.told_once_a_minute()
            during = self.received()
            self.assertLess(len(during), SIZE)
            self.assertLessEqual(during - before, claimed, "sent on, though nothing could be claimed")
            self.assertLessEqual(during, self.claimed(), "sent without a claim")
            self.assertIsNone(self.daemon.process.poll())
        self.recover()

    def recover(self):
        """Without a restart; a reload is a reason to look at once, what was put off waits for its first pause."""
        self.reload()
        # In the log, not in the database: a commit that was reported as failed may be there, and comes again.
        until("a result of everybody's mail", lambda: len(self.attempted()) == SIZE)
        self.assertLessEqual(set(self.board.states()), {"sent", "deferred"})
        put_off = self.board.look("SELECT next_at FROM outbox WHERE state = 'deferred'")
        self.assertLessEqual(len(put_off), LANES)
        for next_at, in put_off:
            self.assertLessEqual(next_at, time.time() + LONGEST_FIRST_PAUSE)
        # The minute passes in the database, not in this test.
        with self.board.database() as database:
            database.execute("UPDATE outbox SET next_at = 0 WHERE state = 'deferred'")
        self.reload()
        until("everything sent", self.board.is_drained)
        self.daemon.stop()
        mails = Mails(self.server)
        self.assertEqual(mails.recipients(), self.board.everybody())
        self.assertEqual(mails.copies(), {}, "sent again, though only the result could not be written")
        self.assertEqual(len(mails.message_ids()), SIZE)
        self.assertEqual(self.board.rows("PRAGMA integrity_check"), [("ok",)])


class FailingCalls(Endurance, unittest.TestCase):
    def setUp(self):
        strace.require(self)
        super().setUp()

    @contextlib.contextmanager
    def failing(self, call, error):
        with strace.failing(self.daemon.process, call, error):
            yield

    def test_on_a_full_disk_it_sends_nothing_and_goes_on_when_there_is_room(self):
        self.endure(self.failing("pwrite64", "ENOSPC"))

    def test_on_a_disk_turned_read_only_it_sends_nothing_and_goes_on_when_it_may_write(self):
        self.endure(self.failing("pwrite64", "EROFS"))

    def test_on_a_disk_that_fails_to_write_it_sends_nothing_and_goes_on_when_it_is_well(self):
        self.endure(self.failing("pwrite64", "EIO"))

    def test_on_a_disk_that_fails_to_sync_it_sends_nothing_and_goes_on_when_it_is_well(self):
        self.endure(self.failing("fdatasync", "EIO"))

    def test_after_one_failed_sync_of_a_commit_it_goes_on_by_a_connection_of_its_own(self):
        # What the failed one believes to have written may not be there.
        trace = self.board.path / "trace"
        self.start()
        with strace.failing(self.daemon.process, "fdatasync", "EIO", when="1", trace=trace,
                            also=["pwrite64", "openat"]):
            until("word of the trouble", self.troubles)
            until("the database is opened anew", lambda: self.calls_after_the_failure(trace))
            until("more mails", lambda: len(self.received()) >= 20)
        # Everybody whose change shared the commit is told, and nobody else: one a mail, and the planner.
        self.assertLessEqual(self.troubles(), SIZE + 1)
        calls = self.calls_after_the_failure(trace)
        opened = next(at for at, call in enumerate(calls) if re.search(r'openat\(.*/nhaclich\.db"', call))
        self.assertEqual([call for call in calls[:opened] if re.search(r"pwrite64\(\d+<.*/nhaclich\.db-wal>", call)],
                         [], "written by the connection whose sync failed")
        self.recover()

    @staticmethod
    def calls_after_the_failure(trace):
        """Of the thread whose sync failed; nothing before the database was opened again."""
        lines = trace.read_text(errors="replace").splitlines()
        failed = next((at for at, line in enumerate(lines) if "EIO" in line and "INJECTED" in line), None)
        if failed is None:
            return []
        thread = lines[failed].split()[0]
        after = [line for line in lines[failed + 1:] if line.split()[0] == thread]
        return after if any(re.search(r'openat\(.*/nhaclich\.db"', line) for line in after) else []


class SmallDisk(Endurance, unittest.TestCase):
    def setUp(self):
        super().setUp()
        self.board.state.mkdir(mode=0o700)
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8m,mode=0700", "nhaclich-test",
                                  self.board.state], capture_output=True, text=True)
        if mounted.returncode != 0:
            self.skipTest(f"no file system can be mounted here: {mounted.stderr.strip()}")
        self.addCleanup(subprocess.run, ["umount", "--lazy", self.board.state], check=True)

    @contextlib.contextmanager
    def filled(self):
        ballast = self.board.state / "ballast"
        with self.assertRaises(OSError) as full, open(ballast, "wb", buffering=0) as file:
            while True:
                file.write(b"x" * 4096)
        self.assertEqual(full.exception.errno, errno.ENOSPC)
        yield
        ballast.unlink()

    def test_on_a_disk_filled_by_others_it_sends_nothing_and_goes_on_when_they_leave(self):
        self.endure(self.filled())


if __name__ == "__main__":
    skips.main()
