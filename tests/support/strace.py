"""System calls of the real binary made to fail, to be its last, or only counted, by strace."""

import contextlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import time

from patience import PATIENCE


def require(test):
    """Skips the test, and says why, where nobody may trace: never a silent pass."""
    reason = _refusal()
    if reason:
        test.skipTest(f"strace cannot trace here: {reason}")


def _refusal():
    if not shutil.which("strace"):
        return "it is not installed"
    own = subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True, text=True)
    if own.returncode != 0:
        return own.stderr.strip()
    stranger = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    try:
        with _attached(stranger.pid, "write", os.devnull, ()):
            return None
    except AssertionError as refused:
        return str(refused)
    finally:
        stranger.communicate(b"\n")


def killed_at(call, nth, command, log, seconds=60, path=None):
    """Runs `command` until a thread of it makes its n-th such call (on that path), which kills it."""
    with subprocess.Popen(
            ["strace", "-f", "-qq", "-o", os.devnull, *(["-P", str(path)] if path else []), "-e", f"trace={call}",
             "-e", f"inject={call}:signal=SIGKILL:when={nth}", *command],
            stdout=subprocess.DEVNULL, stderr=log, start_new_session=True) as process:
        try:
            status = process.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)  # strace alone would leave it running
            raise AssertionError(f"waited {seconds} s in vain for call {nth} of {call}") from None
    # strace ends as what it traced has ended.
    assert status == -signal.SIGKILL, f"{call} {nth}: ended by {status} and not by the kill"


@contextlib.contextmanager
def failing(process, call, error, when="1+", trace=os.devnull, also=()):
    """As long as this holds, calls of that name in the running process fail."""
    inject = ["-e", f"inject={call}:error={error}:when={when}"]
    with _attached(process.pid, ",".join([call, *also]), trace, inject):
        yield


# A call that names a file, or whose descriptor is one; those of sockets, timers and events have no path.
ON_A_FILE = re.compile(r'"/|<(?!/dev/null>)/[^>]*>')


class Touches(list):
    """What touched a file, a line a call; whole when the watching has ended."""

    def other_than(self, call, path):
        return [line for line in self if not re.search(rf"\b{call}\(\d+<{re.escape(str(path))}>", line)]


@contextlib.contextmanager
def touching_files(process, trace):
    """As long as this holds, every call of the running process that opens, looks for, reads, writes or syncs a file."""
    touches = Touches()
    # Of calls on descriptors all, as any may be of a file; memory is mapped and unmapped without one.
    with _attached(process.pid, "%file,%desc,sync", trace, ["-e", "signal=none"]):
        yield touches
    lines = pathlib.Path(trace).read_text(errors="replace").splitlines()
    touches += [line for line in lines if ON_A_FILE.search(line)]


@contextlib.contextmanager
def _attached(pid, calls, trace, inject):
    strace = subprocess.Popen(["strace", "-f", "-y", "-o", trace, "-e", f"trace={calls}", *inject, "-p", str(pid)],
                              stderr=subprocess.PIPE, text=True)
    try:
        said = strace.stderr.readline()  # when it has every thread
        if "attached" not in said:
            raise AssertionError(said.strip())
        yield
    finally:
        # Only when told does it let go before it ends.
        strace.send_signal(signal.SIGINT)
        strace.wait(PATIENCE)
        strace.stderr.close()
        _let_go(pid)


def _let_go(pid, seconds=5):
    end = time.monotonic() + seconds
    while _tracers(pid) - {"0"}:
        if time.monotonic() > end:
            raise AssertionError(f"{pid} is still traced")
        time.sleep(0.01)


def _tracers(pid):
    found = set()
    for task in os.listdir(f"/proc/{pid}/task"):
        with contextlib.suppress(FileNotFoundError), open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as file:
            found |= {line.split()[1] for line in file if line.startswith("TracerPid:")}
    return found
