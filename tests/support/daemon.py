"""Runs the real binary for system tests: a board of its own in a temporary directory, ports chosen by the system."""

import contextlib
import datetime
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
import zoneinfo

import told
from patience import PATIENCE

BINARY = os.environ["NHACLICH"]
SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])


def until(what, answer, seconds=PATIENCE):
    """Asks again until `answer` is true; fails by name when it never becomes so."""
    end = time.monotonic() + seconds
    while True:
        value = answer()
        if value:
            return value
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain for: {what}")
        time.sleep(0.02)


class Board:
    """A copy of the shipped board whose files a test may edit."""

    def __init__(self):
        self._directory = tempfile.TemporaryDirectory(prefix="nhaclich-test-")
        self.path = pathlib.Path(self._directory.name)
        self.state = self.path / "state"
        shutil.copytree(SOURCE / "config" / "board", self.path / "config" / "board")
        shutil.copy(SOURCE / "config" / "holidays.toml", self.path / "config" / "holidays.toml")
        self.settings = self.path / "config" / "board" / "nhaclich.toml"
        self.plan = self.path / "config" / "board" / "ke-hoach-2024.toml"
        self.members = self.path / "config" / "board" / "members.toml"
        self.watch = told.Watch(self)
        self.set_port(0)
        # Or a test run after a Monday would find one mail more.
        self.settings.write_text(re.sub(r"(?m)^weekly\b.*$", "", self.settings.read_text()))
        # Or each late mail would wait a second for the one before it.
        text, count = re.subn(r"(?m)^# *(backlog_per_minute\s*=).*$", r"\1 10000", self.settings.read_text())
        assert count == 1
        self.settings.write_text(text)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.watch.look()
        finally:
            self._directory.cleanup()

    def set_port(self, port):
        text = self.settings.read_text()
        changed, count = re.subn(r"(?m)^(\s*#?\s*)port\s*=\s*8380.*$", f"port = {port}", text, count=1)
        if count == 0:
            changed = text + f"\n[http]\nport = {port}\n"
        self.settings.write_text(changed)

    def append_settings(self, text):
        self.settings.write_text(self.settings.read_text() + "\n" + text)

    def set_http(self, lines):
        """More keys of [http]."""
        text, count = re.subn(r"(?m)^\[http\]$", "[http]\n" + lines, self.settings.read_text(), count=1)
        assert count == 1
        self.settings.write_text(text)

    def domain(self):
        """The last part of every UID."""
        return re.search(r'(?m)^domain\s*=\s*"([^"]+)"', self.settings.read_text()).group(1)

    def plan_a_campaign(self, audience, days=3):
        """One campaign from today on, with a reminder that fell due yesterday: useful, whatever the hour."""
        today = datetime.datetime.now(zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).date()
        last = today + datetime.timedelta(days=days)
        self.plan.write_text(f"""
[plan]
year  = {today.year - 1}
title = "Kế hoạch thử"

[[campaign]]
id       = "dot-thu"
title    = "Đợt hoạt động thử"
from     = "{today:%d/%m/%Y}"
to       = "{last:%d/%m/%Y}"
audience = [{", ".join(f'"{group}"' for group in audience)}]
remind   = ["-1d 00:00"]
""")

    def miss_the_reminder(self):
        """A first start, and then as if the daemon had been down since three days ago."""
        with Daemon(self) as daemon:
            until("the first look at the plan", self.has_looked)
            daemon.stop()
        self.rewind(time.time() - 3 * 86400)

    def has_looked(self):
        return self.rows("SELECT 1 FROM meta WHERE key = 'planned_until'")

    def run(self, *words, check=True):
        """One command to its end; its exit status, stdout and stderr."""
        result = subprocess.run([BINARY, *words], capture_output=True, timeout=PATIENCE)
        self.watch.learn(result.stdout.decode(errors="replace"))
        if check and result.returncode != 0:
            raise AssertionError(f"{words} ended with {result.returncode}: "
                                 f"{result.stdout.decode()}{result.stderr.decode()}")
        return result

    def ask(self, verb, *words, check=True, state=False):
        options = ["-c", str(self.settings)] + (["--state", str(self.state)] if state else [])
        return self.run(verb, *options, *words, check=check)

    def own_calendar(self, member, name="Điện thoại", *words):
        """The address of a new calendar of the member's own."""
        return json.loads(self.ask("feeds", "new", "--json", member, name, *words, state=True).stdout)["url"]

    def answers_for(self, field, value):
        """A member with that unit, or first in that group."""
        members = (self.settings.parent / "members.toml").read_text()
        return re.search(rf'\nid\s*=\s*"([^"]+)"\n(?:\w[^\n]*\n)*?{field}\s*=\s*\[?"{value}"', members)[1]

    @contextlib.contextmanager
    def database(self):
        """A connection whose changes are committed; the daemon must be stopped to change anything."""
        with contextlib.closing(sqlite3.connect(self.state / "nhaclich.db")) as connection:
            with connection:
                yield connection

    def mails(self):
        """What lies in the Maildir, read by a strict parser."""
        new = self.state / "mail" / "new"
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                for path in (new.iterdir() if new.exists() else [])]

    def rewind(self, instant):
        """As if the daemon had been down since `instant` (seconds since 1970)."""
        with self.database() as database:
            changed = database.execute("UPDATE meta SET value = ? WHERE key IN ('planned_until', 'first_start')",
                                       (int(instant),))
            assert changed.rowcount == 2

    def rows(self, query):
        with self.database() as database:
            return database.execute(query).fetchall()


class Daemon:
    """The running daemon: started when it has printed its addresses, stopped by SIGTERM.

    However it ends, the test fails if its log tells a secret or holds what is no plain text."""

    def __init__(self, board, environment=None, wrapper=()):
        self.board = board
        self._log = open(board.path / "log", "ab")
        self.process = subprocess.Popen(
            [*wrapper, BINARY, "serve", "-c", str(board.settings), "--state", str(board.state)],
            stdout=subprocess.PIPE, stderr=self._log, env={**os.environ, **(environment or {})})
        self.url = None
        printed = []
        for raw in self.process.stdout:
            printed.append(raw.decode())
            found = re.search(r"(https?://\S+?)/calendar\.ics", printed[-1])
            if found:
                self.url = found.group(1)
                break
        self.printed = "".join(printed)
        if self.url is None:
            self.process.wait(PATIENCE)
            self._ended()
            raise AssertionError(f"the daemon did not start: {self.printed}{self.log()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self._ended()

    def log(self):
        return (self.board.path / "log").read_text(errors="replace")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(PATIENCE) == 0, self.log()
        self._ended()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(PATIENCE)
        self._ended()

    def _ended(self):
        if self.process.stdout.closed:
            return
        rest = self.process.stdout.read()
        self.process.stdout.close()
        self._log.close()
        self.board.watch.look(self.printed.encode() + rest)
        self.printed += rest.decode()

    def local(self, path):
        """The address on this machine, whatever public one the settings name."""
        process = pathlib.Path("/proc") / str(self.process.pid)
        sockets = set()
        for file in (process / "fd").iterdir():
            with contextlib.suppress(FileNotFoundError):  # closed meanwhile
                sockets.add(os.readlink(file))
        for line in (process / "net" / "tcp").read_text().splitlines()[1:]:
            fields = line.split()
            if fields[3] == "0A" and f"socket:[{fields[9]}]" in sockets:  # listening
                return f"http://127.0.0.1:{int(fields[1].split(':')[1], 16)}{path}"
        raise AssertionError("the daemon listens nowhere")

    def get(self, path, headers=None, method="GET"):
        self.board.watch.learn(path)
        request = urllib.request.Request(self.url + path, headers=headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()
