#!/usr/bin/python3
"""How fast mail leaves the outbox, beside libcurl alone and beside Postfix's load generator, into the same sink.

delivery_bench.py PROGRAM [ROUNDS]: the ways take turns, ROUNDS (5) times each; medians of mails a second, each also
as a share of libcurl's, and of the processor time a mail costs, the sink's apart: where the processors are all busy
no way can be faster than that. Compare shares, not machines.
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

    def processor_seconds(self):
        fields = pathlib.Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

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
    seconds, octets, processor = ended.stdout.split()
    return MAILS[connections] / float(seconds), int(octets), 1e6 * float(processor) / MAILS[connections]


def theirs(sink, connections, octets):
    start = time.monotonic()
    subprocess.run([sink.tools / "smtp-source", "-d", "-s", str(connections), "-m", str(MAILS[connections]),
                    "-l", str(octets), f"127.0.0.1:{sink.port}"], check=True, env=sink.environment)
    return MAILS[connections] / (time.monotonic() - start)


def main():
    with Sink() as sink:
        for connections in MAILS:
            rates = {way: [] for way in (*WAYS, "smtp-source")}
            costs = {way: [] for way in WAYS}
            taking = sink.processor_seconds()
            for _ in range(ROUNDS):
                for way in WAYS:
                    rate, octets, cost = ours(way, sink, connections)
                    rates[way].append(rate)
                    costs[way].append(cost)
                rates["smtp-source"].append(theirs(sink, connections, octets))
            base = statistics.median(rates["libcurl"])
            taking = 1e6 * (sink.processor_seconds() - taking) / (ROUNDS * len(rates) * MAILS[connections])
            print(f"{connections} connections, mails of {octets} octets; each costs the sink {taking:.0f} µs")
            for way, all_rates in rates.items():
                rate = statistics.median(all_rates)
                cost = f"   {statistics.median(costs[way]):4.0f} µs of processor" if way in costs else ""
                print(f"  {way:<12} {rate:8.0f}/s  {rate / base:5.2f} x libcurl"
                      f"   ({min(all_rates):.0f} to {max(all_rates):.0f}){cost}", flush=True)


if __name__ == "__main__":
    main()
