"""The README is true: its commands run, and print what it says they print."""

import os
import pathlib
import re
import shlex
import subprocess
import unittest

from daemon import Board, Daemon
from patience import PATIENCE

SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])
README = (SOURCE / "README.md").read_text()


def commands():
    for block in re.findall(r"```sh\n(.*?)```", README, re.S):
        for line in block.splitlines():
            command = line.partition("#")[0].strip()
            if command:
                yield command


def run(command, state="build/state"):
    words = [state if word == "build/state" else word for word in shlex.split(command)]
    if words[0] == "build/release/nhaclich":
        words[0] = os.environ["NHACLICH"]
    # What names no state shall find none: a daemon of this machine is not the test's business.
    return subprocess.run(words, cwd=SOURCE, capture_output=True, text=True, timeout=PATIENCE,
                          stdin=subprocess.DEVNULL, env={**os.environ, "STATE_DIRECTORY": "/nowhere"})


class Readme(unittest.TestCase):
    def test_every_command_runs(self):
        board = self.enterContext(Board())
        with Daemon(board) as daemon:  # as `make run` has made the state
            daemon.stop()
        seen = set()
        for command in commands():
            with self.subTest(command):
                if command.startswith("make "):
                    # Running them here would run this test again: the target must exist and expand.
                    command = command.replace("make ", "make --dry-run ", 1)
                answer = run(command, str(board.state))
                self.assertEqual(answer.returncode, 0, answer.stderr)
                self.assertTrue(answer.stdout)
                seen.add(command.split()[0])
        self.assertEqual(seen, {"make", "build/release/nhaclich"})

    def test_the_sample_mail_is_what_the_program_writes(self):
        shown = re.search(r"```sh\n([^\n]* --show \d+)\n```\n\n```text\n(.*?)\n```", README, re.S)
        self.assertEqual(run(shown.group(1)).stdout.rstrip("\n"), shown.group(2))

    def test_the_plan_it_shows_is_a_plan(self):
        for block in re.findall(r"```toml\n(.*?)```", README, re.S):
            for entry in re.findall(r'^id\s*=\s*"([^"]+)"', block, re.M):
                self.assertIn(f'"{entry}"', (SOURCE / "config/board/ke-hoach-2024.toml").read_text())

    def test_every_file_it_names_is_there(self):
        for name in re.findall(r"`((?:config|systemd|docs|daemon)/[\w./-]+)`", README):
            self.assertTrue((SOURCE / name).exists(), name)
        for name in re.findall(r"\]\((docs/[\w.]+)\)", README):
            self.assertTrue((SOURCE / name).exists(), name)


if __name__ == "__main__":
    unittest.main()
