"""What the test servers share: one JSON line when ready, and an end when the parent goes away."""
import json
import os
import sys
import threading


def announce(**facts):
    print(json.dumps(facts), flush=True)


def end_with_parent():
    """Standard input is a pipe of the parent: its end, however it comes, is ours too."""
    def wait():
        sys.stdin.buffer.read()
        os._exit(0)
    threading.Thread(target=wait, daemon=True).start()


class Journal:
    """Appends one JSON object a line; written before the client gets its answer."""

    def __init__(self, path):
        self._path = path

    def write(self, **facts):
        if self._path:
            with open(self._path, "a", encoding="utf-8") as file:
                file.write(json.dumps(facts) + "\n")


class Script:
    """Steps for the first requests, one each, separated by "|"; "ok" for ever after."""

    def __init__(self, text):
        self._steps = [step.strip() for step in text.split("|")] if text else []

    def next(self):
        return self._steps.pop(0) if self._steps else "ok"
