#!/usr/bin/python3
"""How fast mail leaves the outbox, beside libcurl alone and beside Postfix's load generator, into the same sink.

delivery_bench.py PROGRAM [ROUNDS]: the ways take turns, ROUNDS (5) times each; medians of mails a second, and each
as a share of libcurl's. Compare shares, not machines.
"""
import os
import pathlib
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from unpacked import unpacked

PROGRAM = pathlib.Path(sys.argv[1])
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
MAILS = {1: 2000, 8: 4000}  # by connections
WAYS = ("libcurl", "channel", "outbox")


def postfix():
    """smtp-sink and smtp-source."""
    tools, root = unpacked("postfix", "smtp-sink", PROGRAM.parent)
    return tools, {} if root == pathlib.Path("/") else {"LD_LIBRARY_PATH": str(root / "usr/lib/postfix")}


class Sink:
    """Takes every mail, on a free port."""

    def __init__(self):
        self.tools, environment = postfix()
        self.environment = {"PATH": "/usr/bin:/bin", **environment}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        privileges = ["-u", "nobody"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen([self.tools / "smtp-sink", *privileges, f"127.0.0.1:{self.port}", "1000"],
                                         env=self.environment)
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                break
            except ConnectionRefusedError:
                if self._process.poll() is not None:
                    sys.exit("smtp-sink does not start")
                time.sleep(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.terminate()
        self._process.wait()


def ours(way, sink, connections):
    # Beside the program: /tmp may be memory, and this is about a disk.
    with tempfile.TemporaryDirectory(dir=PROGRAM.parent, prefix="delivery-bench-") as directory:
        ended = subprocess.run([PROGRAM, way, str(sink.port), str(connections), str(MAILS[connections]), directory],
                               check=True, capture_output=True, text=True)
    seconds, octets = ended.stdout.split()
    return MAILS[connections] / float(seconds), int(octets)


def theirs(sink, connections, octets):
    start = time.monotonic()
    subprocess.run([sink.tools / "smtp-source", "-d", "-s", str(connections), "-m", str(MAILS[connections]),
                    "-l", str(octets), f"127.0.0.1:{sink.port}"], check=True, env=sink.environment)
    return MAILS[connections] / (time.monotonic() - start)


def main():
    with Sink() as sink:
        for connections in MAILS:
            rates = {way: [] for way in (*WAYS, "smtp-source")}
            for _ in range(ROUNDS):
                for way in WAYS:
                    rate, octets = ours(way, sink, connections)
                    rates[way].append(rate)
                rates["smtp-source"].append(theirs(sink, connections, octets))
            base = statistics.median(rates["libcurl"])
            print(f"{connections} connections, mails of {octets} octets")
            for way, all_rates in rates.items():
                rate = statistics.median(all_rates)
                print(f"  {way:<12} {rate:8.0f}/s  {rate / base:5.2f} x libcurl"
                      f"   ({min(all_rates):.0f} to {max(all_rates):.0f})", flush=True)


if __name__ == "__main__":
    main()
