#!/usr/bin/python3
"""Whether the time of a refusal tells how near a guessed address was to a real one.

secret_bench.py NHACLICH [ROUNDS]: asks by turns for addresses that differ from a member's own in their last, middle or
first character, are cut short, or are made up, ROUNDS (600) times each, from many addresses of this machine since who
guesses is soon answered 429. Medians, how far each lies from that of the made-up ones, and how far two halves of the
same lie apart, which is what the measure itself is worth. Aim: within 0.3 ms. All must be refused in the same octets.
"""
import http.client
import os
import pathlib
import random
import re
import secrets
import statistics
import sys
import time
import urllib.parse

ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 600
ROOT = pathlib.Path(__file__).resolve().parents[2]
os.environ["NHACLICH"] = str(pathlib.Path(sys.argv[1]).resolve())
os.environ["SOURCE_DIR"] = str(ROOT)
sys.path.insert(0, str(ROOT / "tests" / "support"))
from daemon import Board, Daemon, until  # noqa: E402

A_MINUTE = 18  # refusals that one address is given as what they are
PUBLIC = "https://lich.example.org"


def other(character):
    return "B" if character == "A" else "A"


def changed(token, at):
    return token[:at] + other(token[at]) + token[at + 1:]


def misses(token):
    return {
        "last character": lambda: changed(token, len(token) - 1),
        "middle character": lambda: changed(token, len(token) // 2),
        "first character": lambda: changed(token, 0),
        "cut short": lambda: token[:-1],
        "made up": lambda: secrets.token_urlsafe(64)[:len(token)],
    }


def measured(port, asked):
    """Seconds by name, and the refusals by their octets."""
    seconds = {name: [] for name in asked}
    answers = set()
    turns = [name for name in asked for _ in range(ROUNDS)]
    random.shuffle(turns)
    for start in range(0, len(turns), A_MINUTE):
        number = measured.clients = measured.clients + 1
        source = f"127.{1 + number // 62500}.{number // 250 % 250}.{1 + number % 250}"
        connection = http.client.HTTPConnection("127.0.0.1", port, source_address=(source, 0))
        connection.connect()
        for name in turns[start:start + A_MINUTE]:
            path = asked[name]()
            began = time.perf_counter()
            connection.request("GET", path)
            answer = connection.getresponse()
            octets = answer.read()
            seconds[name].append(time.perf_counter() - began)
            fields = tuple((key, value) for key, value in answer.getheaders() if key != "Date")
            answers.add((answer.status, fields, octets))
        connection.close()
    return seconds, answers


measured.clients = 0


def told(what, seconds, answers):
    micro = {name: 1e6 * statistics.median(values) for name, values in seconds.items()}
    print(f"\n{what}: {len(answers)} kind of answer, status {sorted({answer[0] for answer in answers})}")
    for name, median in micro.items():
        halves = [1e6 * statistics.median(seconds[name][half::2]) for half in (0, 1)]
        print(f"  {name:<18}{median:9.1f} µs{median - micro['made up']:+8.1f} µs   halves apart "
              f"{abs(halves[0] - halves[1]):6.1f} µs")
    if len(answers) != 1:
        sys.exit(f"refusals of {what} can be told apart")


def main():
    with Board() as board:
        board.settings.write_text(re.sub(r"(?m)^\[http\]$", f'[http]\nbase_url = "{PUBLIC}"', board.settings.read_text()))
        board.plan_a_campaign(["thuong-truc"])
        board.miss_the_reminder()
        with Daemon(board) as daemon:
            until("a mail", board.mails)
            page = board.mails()[0]["List-Unsubscribe"].split(",")[0].strip("<> ").rpartition("/")[2]
            feed = board.own_calendar(board.answers_for("groups", "thuong-truc")).split("/")[-2]
            port = urllib.parse.urlsplit(daemon.local("/")).port
            for what, pattern, token in (("/m/ calendars", "/m/{}/calendar.ics", feed), ("/u/ pages", "/u/{}", page)):
                asked = {name: (lambda make=make: pattern.format(make())) for name, make in misses(token).items()}
                measured(port, {"made up": asked["made up"]})  # warm
                told(what, *measured(port, asked))


main()
