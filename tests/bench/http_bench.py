#!/usr/bin/python3
"""How fast calendars are served, beside nginx with the very same octets as static files, Radicale and Xandikos.

http_bench.py NHACLICH [ROUNDS]: the servers run, one thread each, and wrk (one thread, 32 connections) asks them by
turns, ROUNDS (5) times each; medians of requests a second, of the slowest hundredth, and of the processor time a
request costs, which is the honest figure where wrk itself is at its limit. Compare shares, not machines.
"""
import contextlib
import functools
import os
import pathlib
import re
import resource
import shutil
import signal
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

from unpacked import unpacked

PROGRAM = pathlib.Path(sys.argv[1]).resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 5
SECONDS = 3
BOARD = pathlib.Path(__file__).resolve().parents[2] / "config" / "board"
MEMBERS = 10_000
UNITS = 1_000
IDLE = 5_000

RADICALE = """
[server]
hosts = 127.0.0.1:{port}
max_connections = 64
[auth]
type = none
[rights]
type = from_file
file = {root}/rights
[storage]
filesystem_folder = {root}/data
[logging]
level = error
"""

NGINX = """
{user} daemon off; worker_processes 1; pid {root}/pid; error_log {root}/error.log;
events {{ worker_connections 8192; }}
http {{
    types {{ text/calendar ics; }} charset utf-8; charset_types text/calendar;
    access_log {log}; open_file_cache max=100 inactive=1h; tcp_nodelay on; sendfile on; gzip_static on;
    keepalive_requests 100000000; keepalive_timeout 60s; client_body_temp_path {root}/t1; proxy_temp_path {root}/t2;
    fastcgi_temp_path {root}/t3; uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
    server {{ listen 127.0.0.1:{port} backlog=4096; root {root}/www; }}
}}
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def fetch(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=30) as answer:
        return dict(answer.headers), answer.read()


@contextlib.contextmanager
def running(command, ready, **options):
    process = subprocess.Popen(command, **options)
    try:
        while not ready(process):
            if process.poll() is not None:
                sys.exit(f"{command[0]} does not start")
            time.sleep(0.05)
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def answers(port):
    def ready(_):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", port)) == 0
    return ready


def processor_seconds(pid):
    """Of a process and its children."""
    pids = [str(pid), *subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True).stdout.split()]
    ticks = 0
    for each in pids:
        fields = pathlib.Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def wrk(url, pid, headers=(), script=None, connections=32, seconds=SECONDS):
    before = processor_seconds(pid)
    options = [part for header in headers for part in ("-H", header)] + (["-s", script] if script else [])
    told = subprocess.run(["wrk", "-t1", f"-c{connections}", f"-d{seconds}", "--latency", *options, url],
                          check=True, capture_output=True, text=True).stdout
    cost = processor_seconds(pid) - before
    asked = int(re.search(r"(\d+) requests in", told)[1])
    slow = re.search(r"99%\s+([\d.]+)(us|ms|s)", told)
    return {"asked": asked,
            "rate": float(re.search(r"Requests/sec:\s+([\d.]+)", told)[1]),
            "p99": float(slow[1]) * {"us": 1e-3, "ms": 1, "s": 1e3}[slow[2]],
            "cpu": cost / asked * 1e6,
            "bad": int((re.search(r"Non-2xx or 3xx responses: (\d+)", told) or [0, 0])[1])}


def medians(runs):
    assert not any(run["bad"] for run in runs), runs
    return {key: statistics.median(run[key] for run in runs) for key in ("rate", "p99", "cpu")}


def by_turns(ways):
    runs = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, ask in ways.items():
            runs[name].append(ask())
    return {name: medians(each) for name, each in runs.items()}


def report(title, found, ours, theirs):
    a, b = found[ours], found[theirs]
    print(f"{title:34} {ours} {a['rate']:8.0f}/s p99 {a['p99']:.2f} ms {a['cpu']:5.2f} µs | "
          f"{theirs} {b['rate']:8.0f}/s p99 {b['p99']:.2f} ms {b['cpu']:5.2f} µs | "
          f"rate × {a['rate'] / b['rate']:.2f}, processor × {b['cpu'] / a['cpu']:.2f}", flush=True)


def crowd(folder):
    """The shipped board with ten thousand members more, ten answering for each of a thousand units."""
    groups = ['\n[[unit]]\nid = "b-{0}"\ntitle = "Đơn vị {0}"\ngroups = ["tieu-khu"]\n'.format(i) for i in range(UNITS)]
    people = ['\n[[member]]\nid = "m-{0}"\nname = "Thành viên {0}"\nunit = "b-{1}"\n'.format(i, i % UNITS)
              for i in range(MEMBERS)]
    file = folder / "members.toml"
    file.write_text(file.read_text() + "".join(groups) + "".join(people))


def give_everybody_a_feed(state):
    """As `nhaclich feeds new` does, in one transaction; answers the paths."""
    import base64
    import hashlib
    tokens = [base64.urlsafe_b64encode(os.urandom(32)).rstrip(b"=").decode() for _ in range(MEMBERS)]
    with contextlib.closing(sqlite3.connect(state / "nhaclich.db")) as database, database:
        for i, token in enumerate(tokens):
            feed = database.execute("INSERT INTO member_feed (member, name, kinds, language, alarms, made)"
                                    " VALUES (?, 'x', '', '', 1, 0)", (f"m-{i}",)).lastrowid
            database.execute("INSERT INTO feed_token (digest, feed, made, by) VALUES (?, ?, 0, 'bench')",
                             (hashlib.sha256(token.encode()).hexdigest(), feed))
    return [f"/m/{token}/calendar.ics" for token in tokens]


def polled(paths, folder):
    """A script for wrk: every path in turn."""
    (folder / "paths").write_text("\n".join(paths))
    script = folder / "poll.lua"
    script.write_text("local all, i = {}, 0\n"
                      f'init = function()\n  for line in io.lines("{folder}/paths") do\n'
                      '    all[#all + 1] = wrk.format("GET", line)\n  end\nend\n'
                      "request = function()\n  i = i % #all + 1\n  return all[i]\nend\n")
    return script


def cold(process, url, script):
    """Each feed once at most; what a request costs."""
    found = wrk(url, process.pid, script=script, connections=8, seconds=1)
    assert found["asked"] <= MEMBERS, "some were asked for twice"
    return f"{found['rate']:.0f}/s, {found['cpu']:.0f} µs of the processor"


@contextlib.contextmanager
def daemon(board, state, log):
    settings = board / "nhaclich.toml"
    said = []

    def ready(process):
        line = process.stdout.readline()
        said.extend(re.findall(r"(http://\S+)/calendar\.ics", line))
        return bool(said)

    command = [PROGRAM, "serve", "-c", settings, "--state", state]
    with running(command, ready, stdout=subprocess.PIPE, stderr=log, text=True) as process:
        yield process, said[0]


def against_nginx(folder, process, url, log):
    fields, octets = fetch(url + "/calendar.ics")
    _, packed = fetch(url + "/calendar.ics", **{"Accept-Encoding": "gzip"})
    binary, _ = unpacked("nginx", "nginx", PROGRAM.parent)
    root = folder / "nginx"
    (root / "www").mkdir(parents=True)
    (root / "www/calendar.ics").write_bytes(octets)
    (root / "www/calendar.ics.gz").write_bytes(packed)
    port = free_port()
    (root / "conf").write_text(NGINX.format(
        root=root, port=port, log=log, user="user root;" if os.geteuid() == 0 else ""))
    with running([binary / "nginx", "-p", root, "-e", root / "error.log", "-c", root / "conf"], answers(port),
                 stderr=subprocess.DEVNULL) as nginx:
        theirs = f"http://127.0.0.1:{port}/calendar.ics"
        tag = fetch(theirs)[0]["ETag"]
        print(f"{len(octets)} octets, {len(packed)} compressed")
        for title, mine, its in (("GET", (), ()), ("GET, gzip", ("Accept-Encoding: gzip",), ("Accept-Encoding: gzip",)),
                                 ("304", (f"If-None-Match: {fields['ETag']}",), (f"If-None-Match: {tag}",))):
            found = by_turns({"nhaclich": lambda: wrk(url + "/calendar.ics", process.pid, mine),
                              "nginx": lambda: wrk(theirs, nginx.pid, its)})
            report(title, found, "nhaclich", "nginx")


def put(url, octets=b"", method="PUT"):
    request = urllib.request.Request(url, octets, {"Content-Type": "text/calendar"}, method=method)
    with urllib.request.urlopen(request, timeout=60):
        pass


@contextlib.contextmanager
def radicale(root, octets):
    """A calendar of all the events, which it puts together from one file each."""
    root.mkdir()
    port = free_port()
    (root / "config").write_text(RADICALE.format(port=port, root=root))
    (root / "rights").write_text("[all]\nuser: .*\ncollection: .*\npermissions: RrWw\n")
    command = ["/usr/bin/python3", "-m", "radicale", "--config", root / "config"]
    with running(command, answers(port), stderr=subprocess.DEVNULL) as process:
        put(f"http://127.0.0.1:{port}/bench/", method="MKCOL")
        put(f"http://127.0.0.1:{port}/bench/calendar/", octets)
        yield process, f"http://127.0.0.1:{port}/bench/calendar/"


@contextlib.contextmanager
def xandikos(root, octets):
    """One object that holds all the events: it has no address for a calendar as a whole."""
    root.mkdir()
    port = free_port()
    command = ["xandikos", "--defaults", "-d", root, "-l", "127.0.0.1", "-p", str(port)]
    with running(command, answers(port), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        url = f"http://127.0.0.1:{port}/user/calendars/calendar/all.ics"
        put(url, octets)
        yield process, url


def against_calendar_servers(folder, process, url):
    octets = fetch(url + "/calendar.ics")[1]
    with radicale(folder / "radicale", octets) as first, xandikos(folder / "xandikos", octets) as second:
        for name, (server, address) in {"Radicale": first, "Xandikos": second}.items():
            found = by_turns({"nhaclich": lambda: wrk(url + "/calendar.ics", process.pid),
                              name: lambda: wrk(address, server.pid, connections=4)})
            report("GET", found, "nhaclich", name)


def memory(pid):
    """In KB, without what files are mapped."""
    return int(re.search(r"RssAnon:\s+(\d+)", pathlib.Path(f"/proc/{pid}/status").read_text())[1])


@contextlib.contextmanager
def idle_connections(url, number):
    """Each has asked once, and stays."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    port = int(url.rsplit(":", 1)[1])
    with contextlib.ExitStack() as held:
        for _ in range(number):
            connection = held.enter_context(socket.create_connection(("127.0.0.1", port)))
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            connection.recv(4096)
        yield


def beside_idle_ones(process, url):
    alone = [wrk(url + "/calendar.ics", process.pid) for _ in range(3)]
    before = memory(process.pid)
    with idle_connections(url, IDLE):
        each = (memory(process.pid) - before) * 1024 / IDLE
        beside = [wrk(url + "/calendar.ics", process.pid) for _ in range(3)]
    alone, beside = medians(alone), medians(beside)
    print(f"{IDLE} idle connections: {each:.0f} octets each; others {beside['rate']:.0f}/s p99 {beside['p99']:.2f} ms,"
          f" without them {alone['rate']:.0f}/s p99 {alone['p99']:.2f} ms")


def own_feeds(folder, board, log):
    crowd(board)
    state = folder / "crowd"
    with daemon(board, state, log):
        pass
    paths = give_everybody_a_feed(state)
    script = polled(paths, folder)
    with daemon(board, state, log) as (process, url):
        print(f"{MEMBERS} own calendars, each for the first time ever: {cold(process, url, script)}")
    with daemon(board, state, log) as (process, url):
        print(f"{MEMBERS} own calendars, each for the first time since the start: {cold(process, url, script)}")
        public = {"public": "/calendar.ics", "with alarms": "/calendar.ics?alarms=1"}
        for name, path in {**public, "own": paths[0]}.items():
            print(f"{name}: {len(fetch(url + path)[1])} octets")
        for title, fields in ((f"{MEMBERS} own calendars in turn", ()), ("the same, gzip", ("Accept-Encoding: gzip",))):
            wrk(url, process.pid, fields, script)
            ways = {name: functools.partial(wrk, url + path, process.pid, fields) for name, path in public.items()}
            found = by_turns({**ways, "own": lambda: wrk(url, process.pid, fields, script)})
            for name in public:
                report(title, found, "own", name)
        status = pathlib.Path(f"/proc/{process.pid}/status").read_text()
        print("memory with all of them:", re.search(r"VmRSS:\s+(.*)", status)[1])


def main():
    if not shutil.which("wrk"):
        sys.exit("wrk is not installed")
    with tempfile.TemporaryDirectory(dir=PROGRAM.parent, prefix="http-bench-") as name:
        folder = pathlib.Path(name)
        board = folder / "board"
        shutil.copytree(BOARD, board)
        settings = board / "nhaclich.toml"
        settings.write_text(re.sub(r"(?m)^\[http\]$", "[http]\nport = 0", settings.read_text()))
        with open(folder / "log", "wb") as log:
            with daemon(board, folder / "state", log) as (process, url):
                against_nginx(folder, process, url, f"{folder}/access.log")
                against_calendar_servers(folder, process, url)
                beside_idle_ones(process, url)
            own_feeds(folder, board, log)


main()
