"""Readers that others wrote see the calendar as the plan says: the same events, to the minute, with nothing to complain of."""

import collections
import hashlib
import json
import os
import signal
import subprocess
import unittest

import icalendar

import hostile_boards
import readers
from daemon import Board, Daemon, until
from office import day as day_from_today

READERS = {"libical": readers.by_libical, "python-icalendar": readers.by_python, "sabre/vobject": readers.by_sabre}
# Its copy takes seconds.
EVERY_READER = READERS | {"vdirsyncer": readers.by_vdirsyncer}


def as_read_by(reader, events):
    if reader == "vdirsyncer":
        return sorted(event[1:] for event in events)
    if reader != "python-icalendar":
        return events
    return sorted((*rest, readers.as_python_has_it(summary)) for *rest, summary in events)


class TheSameEvents(unittest.TestCase):
    maxDiff = 4000

    def test_every_reader_agrees_with_the_plan_in_every_year(self):
        for name, make in hostile_boards.ALL.items():
            with make() as board:
                for day, years in hostile_boards.WINDOWS.items():
                    feed = board.ask("ics", "--on", day).stdout
                    expected = readers.planned(board, *years, on=day)
                    self.assertGreater(len(expected), 20)
                    self.assertEqual(len({uid for uid, *_ in expected}), len(expected))
                    for reader, read in EVERY_READER.items():
                        with self.subTest(board=name, day=day, reader=reader):
                            self.assertEqual(read(feed), as_read_by(reader, expected))

    def test_the_years_compared_and_what_was_called_off_in_them(self):
        compared = collections.defaultdict(list)
        with hostile_boards.struck() as board:
            for day, years in hostile_boards.WINDOWS.items():
                for _, start, _, status, _ in readers.planned(board, *years, on=day):
                    compared[int(start[:4])].append(status)
            everything = readers.planned(board, "2024-01-01", "2028-12-31")
        for year in range(2024, 2029):
            self.assertGreaterEqual(compared[year].count("CONFIRMED"), 7, year)
            self.assertIn("CANCELLED", compared[year], year)
            self.assertIn("CANCELLED", {status for _, start, _, status, _ in everything if start.startswith(str(year))})

    def test_no_time_floats_and_no_name_is_used_twice(self):
        for name, make in hostile_boards.ALL.items():
            with make() as board:
                feed = board.ask("ics").stdout.replace(b"\r\n ", b"").decode()
            events = feed.partition("BEGIN:VEVENT")[2].split("\r\n")
            uids = [line for line in events if line.startswith("UID:")]
            self.assertEqual(len(uids), len(set(uids)))
            times = [line for line in events if line.startswith(("DTSTART", "DTEND"))]
            self.assertEqual(len(times), 2 * len(uids))
            for line in times:
                with self.subTest(board=name):
                    self.assertRegex(line, r"^DT(START|END)(;VALUE=DATE:\d{8}|;TZID=[^:]+:\d{8}T\d{6}|:\d{8}T\d{6}Z)$")

    def test_the_hostile_board_holds_what_it_is_for(self):
        with hostile_boards.hostile() as board:
            by_uid = {uid.split("@")[0]: rest for uid, *rest in readers.planned(board, "2024-01-01", "2028-12-31")}
        self.assertEqual(by_uid["giao-ban-20260706"][:2], ["20260708T070000Z", "20260708T083000Z"])
        self.assertEqual(by_uid["giao-ban-20260803"][2], "CANCELLED")
        self.assertEqual(by_uid["dot-tet-20251225"][:2], ["20251225", "20260111"])
        self.assertEqual(by_uid["gio-to-20260426"][:2], ["20260426", "20260427"])
        self.assertEqual(by_uid["nop-20280605"][:2], ["20280602", "20280603"])
        self.assertEqual(by_uid["hop-dem-20271231"][:2], ["20271231T153000Z", "20271231T193000Z"])

    def test_a_day_that_is_none_is_refused(self):
        with Board() as board:
            self.assertNotEqual(board.ask("ics", "--on", "24/11/2026", check=False).returncode, 0)


class EveryCalendar(unittest.TestCase):
    """The calendars of a running daemon: parts, languages, alarms."""

    def setUp(self):
        self.board = self.enterContext(hostile_boards.hostile())
        self.daemon = self.enterContext(Daemon(self.board))

    def feed(self, path):
        status, _, octets = self.daemon.get(path)
        self.assertEqual(status, 200, path)
        return octets

    def test_every_reader_reads_every_variant_alike(self):
        whole = {"vi": readers.by_libical(self.feed("/calendar.ics")),
                 "en": readers.by_libical(self.feed("/calendar.ics?lang=en"))}
        self.assertNotEqual(whole["vi"], whole["en"])
        for path in ("/calendar.ics", "/calendar.ics?lang=en", "/calendar.ics?alarms=1", "/calendar/tieu-khu.ics",
                     "/calendar/tieu-khu.ics?lang=en&alarms=1", "/calendar.ics?kind=deadline,meeting",
                     "/event/giao-ban-20260706.ics", "/calendar.ics?kind=task"):
            feed = self.feed(path)
            read = {reader: by(feed) for reader, by in READERS.items() if b"BEGIN:VEVENT" in feed}
            for reader, events in read.items():
                with self.subTest(path=path, reader=reader):
                    self.assertEqual(events, as_read_by(reader, read["libical"]))
                    self.assertLessEqual(set(read["libical"]), set(whole["en" if "lang=en" in path else "vi"]))

    def test_the_english_calendar_is_the_plan_in_english(self):
        today = day_from_today(0)
        years = f"{today.year - 1}-01-01", f"{today.year + 2}-12-31"
        self.assertEqual(readers.by_libical(self.feed("/calendar.ics?lang=en")),
                         readers.planned(self.board, *years, "en", str(today)))

    def test_every_reader_reads_members_own_calendars_alike(self):
        public = {event[:4] for event in readers.by_libical(self.feed("/calendar.ics"))}
        for whose, feed in hostile_boards.own_calendars(self.board, self.daemon).items():
            events = readers.by_libical(feed)
            self.assertGreater(len(events), 10)
            self.assertLessEqual({event[:4] for event in events}, public)
            self.assertEqual(b"\r\nBEGIN:VALARM" in feed, whose != "without alarms")
            submitted = {"who owes": "✓ Đã nộp: Báo cáo", "in English": "✓ Submitted: Báo cáo"}.get(whose)
            if submitted:
                self.assertTrue(any(summary.startswith(submitted) for *_, summary in events), events)
            for reader, read in READERS.items():
                with self.subTest(whose=whose, reader=reader):
                    self.assertEqual(read(feed), as_read_by(reader, events))

    def test_a_calendar_without_events_is_still_one(self):
        # RFC 5545 3.6 asks for a component, and a time zone is one.
        who = self.board.answers_for("groups", "thuong-truc")
        own = self.board.own_calendar(who, "Việc", "--kinds", "task")
        for path in ("/calendar.ics?kind=task", "/calendar.ics?kind=task&lang=en&alarms=1",
                     "/calendar/tieu-khu.ics?kind=task", "/m/" + own.partition("/m/")[2]):
            feed = self.feed(path)
            self.assertNotIn(b"BEGIN:VEVENT", feed)
            for reader, read in READERS.items():
                with self.subTest(path=path, reader=reader):
                    self.assertEqual(read(feed), [])
            components = icalendar.Calendar.from_ical(feed).subcomponents
            self.assertEqual([component.name for component in components], ["VTIMEZONE"])

    def test_a_choice_of_no_kind_is_refused_in_words_and_never_an_empty_calendar(self):
        for query in ("kind=", "kind", "kind=,", "kind=task,", "kind=&lang=en"):
            for path in ("/calendar.ics", "/calendar.json", "/calendar/tieu-khu.ics"):
                with self.subTest(path=path, query=query):
                    status, fields, octets = self.daemon.get(f"{path}?{query}")
                    self.assertEqual((status, fields["Content-Type"]), (400, "text/plain; charset=utf-8"))
                    self.assertNotIn(b"VCALENDAR", octets)

    def test_whoever_wants_no_reminders_keeps_the_dates_in_his_calendar(self):
        who = self.board.answers_for("unit", "tieu-khu-1")
        path = "/m/" + self.board.own_calendar(who).partition("/m/")[2]
        before = readers.by_libical(self.feed(path))
        self.assertIn(b"\r\nBEGIN:VALARM", self.feed(path))
        self.board.ask("preferences", who, "kinds", "task", state=True)
        until("no alarms", lambda: b"\r\nBEGIN:VALARM" not in self.feed(path))
        self.assertEqual(readers.by_libical(self.feed(path)), before)


class ASubscriber(unittest.TestCase):
    """vdirsyncer keeps a copy of the calendar, a file an event."""

    def setUp(self):
        self.board = self.enterContext(hostile_boards.hostile())
        self.daemon = self.enterContext(Daemon(self.board))
        self.subscription = readers.Subscription(f"{self.daemon.url}/calendar.ics", self.board.path / "subscriber")
        self.copy = self.subscription.copy

    def files(self):
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in self.copy.iterdir()}

    def test_it_gets_every_event_once_and_then_only_what_changed(self):
        self.subscription.sync()
        first = self.files()
        events = readers.by_libical(self.daemon.get("/calendar.ics")[2])
        self.assertEqual(len(first), len(events))
        self.assertEqual(self.subscription.events(), as_read_by("vdirsyncer", events))
        self.assertNotIn("Copying", self.subscription.sync())
        self.assertEqual(self.files(), first)

        text = self.board.plan.read_text()
        self.board.plan.write_text(text.replace('to = "8/7/2026", at = "14:00"', 'to = "9/7/2026", at = "14:00"'))
        self.daemon.process.send_signal(signal.SIGHUP)
        until("the move", lambda: b"20260709T140000" in self.daemon.get("/calendar.ics")[2])
        self.subscription.sync()
        after = self.files()
        gone, come = first.keys() - after.keys(), after.keys() - first.keys()
        self.assertEqual((len(gone), len(come)), (1, 1))
        self.assertIn(b"20260709T140000", (self.copy / come.pop()).read_bytes())
        self.assertEqual({name: after[name] for name in first.keys() - gone}, {name: first[name] for name in first.keys() - gone})


class AHundredThousandTexts(unittest.TestCase):
    """Whatever a plan says is read back to the letter."""

    def test_python_icalendar_reads_what_was_written(self):
        made = subprocess.run([os.environ["FEED_OF_TEXTS"], "100002"], capture_output=True, check=True)
        texts = [json.loads(line) for line in made.stderr.decode().splitlines()]
        self.assertEqual(len(texts), 100002)
        read = []
        for line in icalendar.parser.Contentlines.from_ical(made.stdout):
            if line.startswith(("SUMMARY:", "LOCATION:", "DESCRIPTION:")):
                read.append(str(icalendar.vText.from_ical(line.parts()[2])))
        self.assertEqual(len(read), len(texts))
        expected = [readers.as_python_has_it(text) for text in texts]
        self.assertEqual([pair for pair in zip(read, expected) if pair[0] != pair[1]][:3], [])
        # Not only where the reader is wrong in the same way.
        self.assertGreater(sum(one == other for one, other in zip(read, texts)), 50000)


if __name__ == "__main__":
    unittest.main()
