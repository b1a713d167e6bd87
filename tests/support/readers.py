"""Calendar readers that know nothing of each other, and what the plan says, all in one form: sorted lists of
(UID, start, end, status, summary), days as 20260308, times in UTC as 20261124T010000Z."""

import datetime
import http.server
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import threading
import tomllib
import unittest

import icalendar

SUPPORT = pathlib.Path(__file__).parent
SOURCE = pathlib.Path(os.environ["SOURCE_DIR"])


def compact(moment):
    """A date or an aware date and time."""
    if isinstance(moment, datetime.datetime):
        return f"{moment.astimezone(datetime.timezone.utc):%Y%m%dT%H%M%SZ}"
    return f"{moment:%Y%m%d}"


STRUCK = datetime.timedelta(weeks=6)  # a cancelled event stays beyond its day


def planned(board, first, last, language="vi", on=None):
    """What `nhaclich occurrences` says, in the words of the feed; of what is cancelled only what a feed of the day `on`
    still shows."""
    with open(SOURCE / "config" / "words" / language / "icalendar.toml", "rb") as file:
        words = {key: entry["text"] for key, entry in tomllib.load(file).items()}
    answer = board.ask("occurrences", "--from", first, "--to", last, "--lang", language, "--json")
    domain = board.domain()
    events = []
    for line in answer.stdout.decode().splitlines():
        one = json.loads(line)
        read = datetime.date.fromisoformat if one["all_day"] else datetime.datetime.fromisoformat
        last_day = str(read(one["end"]) - datetime.timedelta(seconds=0 if one["all_day"] else 1))[:10]
        ended = datetime.date.fromisoformat(last_day) - datetime.timedelta(days=one["all_day"])
        if on and one["status"] == "cancelled" and ended < datetime.date.fromisoformat(on) - STRUCK:
            continue
        summary = one["title"]
        if one["due"]:
            summary = words["feed.deadline"].replace("{title}", summary)
        if one["status"] == "cancelled":
            summary = words["feed.cancelled"].replace("{title}", summary)
        events.append((f"{one['entry']}-{one['nominal'].replace('-', '')}@{domain}", compact(read(one["start"])),
                       compact(read(one["end"])), one["status"].upper(), summary))
    return sorted(events)


def by_libical(feed):
    answer = subprocess.run([os.environ["FEED_BY_LIBICAL"]], input=feed, capture_output=True, check=True)
    events = []
    for line in answer.stdout.decode().splitlines():
        uid, start, end, status, _sequence, summary = line.split(" ", 5)
        events.append((uid, start, end, status, summary))
    return sorted(events)


def as_python_has_it(text):
    """What python-icalendar makes of a text that is escaped as it should be: this version takes a backslash before "n"
    for a line break and "%2C" for a comma, whatever stands before and behind."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    line = icalendar.parser.unescape_string(icalendar.parser.escape_string(escaped))
    return icalendar.parser.unescape_char(line)


def by_python(feed):
    return sorted((str(event["UID"]), compact(event["DTSTART"].dt), compact(event["DTEND"].dt), str(event["STATUS"]),
                   str(event["SUMMARY"])) for event in icalendar.Calendar.from_ical(feed).walk("VEVENT"))


def told_by(command, feed):
    """A program that prints an event a line, as JSON; what it finds wrong fails the test."""
    answer = subprocess.run(command, input=feed, capture_output=True, timeout=60)
    if answer.returncode != 0:
        raise AssertionError(f"{command[0]} ended with {answer.returncode}: "
                             f"{(answer.stdout + answer.stderr).decode()[:4000]}")
    return sorted(tuple(json.loads(line)) for line in answer.stdout.decode().splitlines())


def by_sabre(feed):
    """sabre/vobject, which many CalDAV servers stand on; its validator must have nothing to say."""
    return told_by(["/usr/bin/php", str(SUPPORT / "feed_by_sabre.php")], feed)


class Subscription:
    """vdirsyncer keeps a copy of the calendar at an address, a file an event."""

    def __init__(self, url, directory):
        self.copy = directory / "copy"
        self.copy.mkdir(parents=True)
        self._config = directory / "vdirsyncer"
        self._config.write_text(f"""
[general]
status_path = "{directory}/status"
[pair calendar]
a = "feed"
b = "copy"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{url}"
[storage copy]
type = "filesystem"
path = "{self.copy}"
fileext = ".ics"
""")
        self._told("discover")

    def sync(self):
        """What it says of it."""
        return self._told("sync")

    def _told(self, verb):
        done = subprocess.run(["/usr/bin/vdirsyncer", "-c", self._config, verb], capture_output=True, text=True, timeout=60,
                              input="y\n", env=os.environ | {"LANG": "C.UTF-8", "NO_PROXY": "127.0.0.1"})
        if done.returncode != 0:
            raise AssertionError(f"vdirsyncer {verb} ended with {done.returncode}: {done.stdout}{done.stderr}")
        return done.stdout + done.stderr

    def events(self):
        """Without their UIDs: it names what it gets by http after its content."""
        return sorted(event[1:] for path in self.copy.iterdir() for event in by_libical(path.read_bytes()))


def by_vdirsyncer(feed):
    """What a subscriber has of a feed at an address of its own, without the UIDs."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "text/calendar; charset=utf-8")
            self.send_header("Content-Length", str(len(feed)))
            self.end_headers()
            self.wfile.write(feed)

        def log_message(self, *_):
            pass

    with (http.server.HTTPServer(("127.0.0.1", 0), Answer) as server,
          tempfile.TemporaryDirectory(prefix="nhaclich-test-") as directory):
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            subscription = Subscription(f"http://127.0.0.1:{server.server_port}/calendar.ics", pathlib.Path(directory))
            subscription.sync()
            return subscription.events()
        finally:
            server.shutdown()
            thread.join()


def ical_js():
    """Where ical.js is, which Thunderbird and Nextcloud read calendars by. Debian does not have it: npm gets the one
    version whose checksum stands in the lock file. Without node, npm or a registry that answers there is no such test."""
    place = pathlib.Path(os.environ["BUILD_DIR"]) / "ical_js"
    if (place / "node_modules" / "ical.js" / "dist" / "ical.js").exists():
        return place / "node_modules"
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise unittest.SkipTest(f"ical.js: there is no {program}")
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    for name in ("package.json", "package-lock.json"):
        shutil.copy(SUPPORT / "ical_js" / name, place)
    try:
        got = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=1"], cwd=place,
                             capture_output=True, text=True, timeout=60)
    except subprocess.TimeoutExpired:
        raise unittest.SkipTest("ical.js: the registry of npm does not answer") from None
    if got.returncode != 0:
        raise unittest.SkipTest(f"ical.js: npm could not get it: {got.stderr.strip()[:300]}")
    return place / "node_modules"


def by_ical_js(calendar):
    """iCalendar or jCal."""
    return told_by(["node", str(SUPPORT / "ical_js" / "feed_by_ical_js.mjs"), str(ical_js())], calendar)
