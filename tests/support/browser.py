"""Chromium without a window, told what to do through a pipe: what a page does in it, and what the browser says of it."""

import base64
import fcntl
import json
import os
import pathlib
import select
import shutil
import subprocess
import tempfile
import time
import unittest

COMMAND = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--mute-audio",
           "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
           "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--remote-debugging-pipe", "about:blank"]
PICTURES = os.environ.get("BROWSER_PICTURES")  # a directory to keep them in, for people to look at


def program():
    """Where Chromium is; without it there is no such test."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    raise unittest.SkipTest("Chromium is not installed")


class Browser:
    """One page after the other; `said` is what the browser found worth a word since the page was opened."""

    def __init__(self):
        chromium = program()
        self._directory = tempfile.TemporaryDirectory(prefix="nhaclich-browser-", ignore_cleanup_errors=True)
        theirs, self._commands = os.pipe()
        self._events, their_events = os.pipe()
        # It reads from 3 and writes to 4; beyond both, neither is in the way of the other.
        reads, writes = (fcntl.fcntl(end, fcntl.F_DUPFD, 10) for end in (theirs, their_events))
        self._process = subprocess.Popen(
            ["bash", "-c", f'exec "$@" 3<&{reads} 4>&{writes}', "bash", chromium,
             f"--user-data-dir={self._directory.name}", *COMMAND], pass_fds=(reads, writes),
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for end in (theirs, their_events, reads, writes):
            os.close(end)
        self._unread = b""
        self._number = 0
        self._session = None
        self._happened = []
        target = self.tell("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network", "Audits"):
            self.tell(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        os.close(self._commands)  # its end too
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        os.close(self._events)
        self._directory.cleanup()

    def tell(self, method, **parameters):
        """The result of one command; what happens meanwhile is kept."""
        self._number += 1
        command = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            command["sessionId"] = self._session
        os.write(self._commands, json.dumps(command).encode() + b"\0")
        while True:
            answer = self._next(method)
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise AssertionError(f"{method}: {answer['error']}")
                return answer["result"]
            self._happened.append(answer)

    def _next(self, what, seconds=60):
        end = time.monotonic() + seconds
        while b"\0" not in self._unread:
            ready, _, _ = select.select([self._events], [], [], max(0, end - time.monotonic()))
            came = os.read(self._events, 1 << 20) if ready else b""
            if not came:
                raise AssertionError(f"Chromium says nothing more to {what}")
            self._unread += came
        message, _, self._unread = self._unread.partition(b"\0")
        return json.loads(message)

    def open(self, url, width=1280, height=900):
        """When it is loaded, with all it names."""
        self.tell("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)
        self._happened = []
        failed = self.tell("Page.navigate", url=url).get("errorText")
        if failed:
            raise AssertionError(f"{url}: {failed}")
        while not any(one.get("method") == "Page.loadEventFired" for one in self._happened):
            happened = self._next(url)
            self._happened.append(happened)
            if happened.get("method") == "Page.javascriptDialogOpening":  # else it waits for an answer
                self.tell("Page.handleJavaScriptDialog", accept=True)
        # A turn of its loop later, what loading led to has been said as well.
        self.ask("new Promise(done => requestAnimationFrame(() => setTimeout(done, 0)))")

    def ask(self, expression):
        answer = self.tell("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise AssertionError(f"{expression}: {answer['exceptionDetails']}")
        return answer["result"].get("value")

    def said(self):
        """Dialogs, words of the console, errors, violations of the policy, and addresses asked that are not ours."""
        words = []
        for one in self._happened:
            method, about = one.get("method"), one.get("params", {})
            if method in ("Page.javascriptDialogOpening", "Runtime.consoleAPICalled", "Runtime.exceptionThrown", "Log.entryAdded",
                          "Audits.issueAdded"):
                words.append(f"{method}: {json.dumps(about, ensure_ascii=False)[:1000]}")
        return words

    def asked(self):
        return [one["params"]["request"]["url"] for one in self._happened if one.get("method") == "Network.requestWillBeSent"]

    def picture(self, name):
        """The whole page, where pictures are wanted."""
        if PICTURES:
            data = self.tell("Page.captureScreenshot", captureBeyondViewport=True)["data"]
            (pathlib.Path(PICTURES) / f"{name}.png").write_bytes(base64.b64decode(data))
