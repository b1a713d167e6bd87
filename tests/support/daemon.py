"""Runs the real binary for system tests: a board of its own in a temporary directory, ports chosen by the system."""

import contextlib
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

BINARY = os.environ["NHACLICH"]
SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])


def until(what, answer, seconds=20.0):
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
        self.set_port(0)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._directory.cleanup()

    def set_port(self, port):
        text = self.settings.read_text()
        changed, count = re.subn(r"(?m)^(\s*#?\s*)port\s*=\s*8380.*$", f"port = {port}", text, count=1)
        if count == 0:
            changed = text + f"\n[http]\nport = {port}\n"
        self.settings.write_text(changed)

    def append_settings(self, text):
        self.settings.write_text(self.settings.read_text() + "\n" + text)

    def run(self, *words, check=True):
        """One command to its end; its exit status, stdout and stderr."""
        result = subprocess.run([BINARY, *words], capture_output=True, timeout=60)
        if check and result.returncode != 0:
            raise AssertionError(f"{words} ended with {result.returncode}: "
                                 f"{result.stdout.decode()}{result.stderr.decode()}")
        return result

    def ask(self, verb, *words, check=True, state=False):
        options = ["-c", str(self.settings)] + (["--state", str(self.state)] if state else [])
        return self.run(verb, *options, *words, check=check)

    def rewind(self, instant):
        """As if the daemon had been down since `instant` (seconds since 1970)."""
        with contextlib.closing(sqlite3.connect(self.state / "nhaclich.db")) as database:
            with database:
                changed = database.execute(
                    "UPDATE meta SET value = ? WHERE key = 'planned_until'", (int(instant),))
                assert changed.rowcount == 1

    def rows(self, query):
        with contextlib.closing(sqlite3.connect(self.state / "nhaclich.db")) as database:
            return database.execute(query).fetchall()


class Daemon:
    """The running daemon: started when it has printed its addresses, stopped by SIGTERM."""

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
            found = re.search(r"(http://\S+?)/calendar\.ics", printed[-1])
            if found:
                self.url = found.group(1)
                break
        self.printed = "".join(printed)
        if self.url is None:
            self.process.wait(10)
            raise AssertionError(f"the daemon did not start: {self.printed}{self.log()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
        self.process.stdout.close()
        self._log.close()

    def log(self):
        return (self.board.path / "log").read_text(errors="replace")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(15) == 0, self.log()

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(15)

    def get(self, path, headers=None, method="GET"):
        request = urllib.request.Request(self.url + path, headers=headers or {}, method=method)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, dict(answer.headers), answer.read()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read()
