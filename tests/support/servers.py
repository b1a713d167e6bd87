"""The test servers as context managers: a relay for mail, an endpoint for webhooks."""

import json
import pathlib
import subprocess
import sys
import tempfile

from patience import PATIENCE

SUPPORT = pathlib.Path(__file__).parent


class Server:
    """A script of this directory, ready when entered, gone when left."""

    def __init__(self, script, *options):
        self._directory = tempfile.TemporaryDirectory(prefix="nhaclich-server-")
        self.path = pathlib.Path(self._directory.name)
        self._messages = self.path / "messages"
        self.process = subprocess.Popen(
            [sys.executable, "-B", str(SUPPORT / script), *options, "--messages", str(self._messages),
             "--directory", str(self.path)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        ready = json.loads(self.process.stdout.readline())
        self.port = ready["port"]
        self.ca = ready["ca"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(PATIENCE)
        self.process.stdout.close()
        self._directory.cleanup()

    def received(self):
        if not self._messages.exists():
            return []
        whole_lines = self._messages.read_text().rpartition("\n")[0]  # the last may be half written
        return [json.loads(line) for line in whole_lines.splitlines()]


def relay(*options):
    return Server("smtp_server.py", *options)


def bad_relay(faults, *options):
    return Server("bad_smtp_server.py", "--faults", json.dumps(faults), *options)


def endpoint(*options):
    return Server("webhook_server.py", *options)


def service(*options):
    return Server("service_server.py", *options)
