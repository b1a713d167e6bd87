"""The feed read by two independent parsers, and by a strict reader of its lines."""

import datetime
import json
import re
import signal
import unittest
import xml.etree.ElementTree

import icalendar

import readers
from daemon import Board, Daemon, until
from office import day as day_from_today, written

YEAR = day_from_today(0).year
MEETING = f"""
[[meeting]]
id    = "hop-thu"
title = "Họp; thử, \\"dấu\\" \\\\ và emoji 🎉"
on    = "24/11/{YEAR}"
at    = "08:00"
lasts = "2h30m"
place = "Hội trường, tầng 2"
description = "Dòng một;\\nEND:VEVENT"
"""


def by_libical(feed):
    return {event[0]: event[1:] for event in readers.by_libical(feed)}


def by_python(feed):
    return {event[0]: event[1:] for event in readers.by_python(feed)}


class Feed(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.plan.write_text(self.board.plan.read_text() + MEETING)
        self.feed = self.board.ask("ics").stdout

    def occurrences(self, first, last):
        answer = self.board.ask("occurrences", "--from", first, "--to", last, "--json")
        return [json.loads(line) for line in answer.stdout.decode().splitlines()]

    def test_the_days_of_2026_are_those_of_the_plan_document(self):
        days = {(one["start"], one["end"]) for one in self.occurrences("2026-01-01", "2026-12-31")
                if one["all_day"]}
        self.assertEqual(days, {
            ("2026-03-08", "2026-03-09"), ("2026-03-20", "2026-03-21"), ("2026-06-04", "2026-06-05"),
            ("2026-06-28", "2026-06-29"), ("2026-07-30", "2026-07-31"), ("2026-10-15", "2026-10-16"),
            ("2026-10-20", "2026-10-21"), ("2026-11-15", "2026-12-16"), ("2026-11-25", "2026-11-26"),
            ("2026-12-04", "2026-12-05")})

    def test_every_line_is_as_rfc_5545_wants_it(self):
        self.assertTrue(self.feed.endswith(b"\r\n"))
        self.assertFalse(self.feed.startswith(b"\xef\xbb\xbf"))
        for line in self.feed.split(b"\r\n")[:-1]:
            self.assertLessEqual(len(line), 75)
            line.decode("utf-8")
            self.assertNotIn(b"\n", line)
        for line in self.feed.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]:
            self.assertRegex(line, r"^[A-Z-]+[;:]")
            if line.startswith(("SUMMARY:", "DESCRIPTION:", "LOCATION:", "CATEGORIES:")):
                self.assertNotRegex(re.sub(r"\\[\\;,n]", "", line.partition(":")[2]), r"[\\;,]")

    def test_what_every_phone_needs_is_there(self):
        text = self.feed.decode()
        self.assertEqual(text.count("BEGIN:VTIMEZONE"), 1)
        self.assertLess(text.index("BEGIN:VTIMEZONE"), text.index("BEGIN:VEVENT"))
        self.assertIn(f"DTSTART;TZID=Asia/Ho_Chi_Minh:{YEAR}1124T080000\r\n", text)
        self.assertIn("REFRESH-INTERVAL;VALUE=DURATION:PT6H\r\n", text)
        self.assertIn("X-PUBLISHED-TTL:PT6H\r\n", text)
        self.assertIn("METHOD:PUBLISH\r\n", text)
        for word in ("VALARM", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "RSCALE", "SKIP=", "CALSCALE", "ORGANIZER",
                     "ATTENDEE", "CLASS:", "VTODO", "BUSYSTATUS"):
            self.assertNotIn(word, text)
        for name in ("METHOD:", "X-WR-CALNAME:", "NAME:"):
            self.assertEqual(text.count("\r\n" + name), 1)
        for event in icalendar.Calendar.from_ical(self.feed).walk("VEVENT"):
            self.assertEqual(event["DTSTAMP"].dt, event["LAST-MODIFIED"].dt)
            if not isinstance(event["DTSTART"].dt, datetime.datetime):
                self.assertEqual(event["TRANSP"], "TRANSPARENT")

    def test_the_same_plan_gives_the_same_octets_before_and_after_a_daemon_published_it(self):
        with Daemon(self.board) as daemon:
            self.assertEqual(daemon.get("/calendar.ics")[2], self.feed)
            daemon.stop()
        self.assertEqual(self.board.ask("ics", state=True).stdout, self.feed)


# A Thursday that is near, whenever this runs: alarms are of the year ahead.
SOON = day_from_today(20)
SOON += datetime.timedelta(days=(3 - SOON.weekday()) % 7)
EVENT = f"/event/quoc-te-phu-nu-{SOON.year}0308.ics"
ONLY_HEADS = f"""
[[meeting]]
id       = "hop-rieng"
title    = "Họp riêng"
on       = "{written(SOON)}"
at       = "08:00"
audience = ["truong-ban"]
remind   = ["-5d 08:00", "-1d 15:00", "-2h", "-30m", "-10m", "-7d 08:00 thuong-truc"]
"""


class ChosenFeeds(unittest.TestCase):
    """Subscriptions to a part: of a group, of kinds, in English, with alarms."""

    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.plan.write_text(self.board.plan.read_text() + ONLY_HEADS)
        self.daemon = self.enterContext(Daemon(self.board))

    def feed(self, path):
        status, headers, octets = self.daemon.get(path)
        self.assertEqual(status, 200, path)
        self.assertEqual(headers["Content-Type"], "text/calendar; charset=utf-8")
        self.assertNotIn("Last-Modified", headers if path != "/calendar.ics" else {})
        self.assertEqual(self.daemon.get(path, {"If-None-Match": headers["ETag"]})[0], 304)
        self.assertEqual(by_libical(octets).keys(), by_python(octets).keys())
        return icalendar.Calendar.from_ical(octets)

    def uids(self, path):
        return {str(event["UID"]).split("@")[0][:-9] for event in self.feed(path).walk("VEVENT")}

    def test_a_groups_calendar_holds_what_concerns_one_of_it(self):
        everything = self.uids("/calendar.ics")
        self.assertIn("hop-rieng", everything)
        # Neither owed by the head nor sent to him.
        reports = {"bao-cao-6-thang", "bao-cao-nam"}
        self.assertEqual(self.uids("/calendar/truong-ban.ics"), everything - reports)
        self.assertEqual(self.uids("/calendar/tieu-khu.ics"), everything - {"hop-rieng"})
        self.assertIn("Tiểu khu".casefold(), str(self.feed("/calendar/tieu-khu.ics")["X-WR-CALNAME"]).casefold())

    def test_kinds_and_language_are_chosen_by_the_query(self):
        self.assertEqual(self.uids("/calendar.ics?kind=meeting"), {"hop-rieng"})
        both = self.uids("/calendar.ics?kind=meeting,deadline")
        self.assertEqual(both, {"hop-rieng"} | self.uids("/calendar.ics?kind=deadline"))
        self.assertIn("International Women's Day",
                      {str(event["SUMMARY"]) for event in self.feed("/calendar.ics?lang=en").walk("VEVENT")})

    def test_alarms_are_given_to_who_asks_and_are_those_of_the_plan(self):
        self.assertEqual(self.feed("/calendar.ics").walk("VALARM"), [])
        meeting, = self.feed("/calendar.ics?kind=meeting&alarms=1").walk("VEVENT")
        triggers = [alarm["TRIGGER"].dt for alarm in meeting.walk("VALARM")]
        self.assertEqual(triggers, [-datetime.timedelta(hours=hours) for hours in (17, 2, 0.5, 1 / 6)])
        women = [event for event in self.feed("/calendar.ics?kind=observance&alarms=1").walk("VEVENT")
                 if str(event["UID"]).startswith("quoc-te-phu-nu-") and event.walk("VALARM")][0]
        for alarm in women.walk("VALARM"):
            self.assertEqual((alarm["ACTION"], alarm["DESCRIPTION"]), ("DISPLAY", women["SUMMARY"]))
            # At the hour the mail is sent, and not at midnight.
            midnight = datetime.datetime.combine(women["DTSTART"].dt, datetime.time())
            self.assertEqual((midnight + alarm["TRIGGER"].dt).hour, 8)

    def test_a_query_nobody_understands_is_refused_in_words_and_no_empty_calendar(self):
        for path in ("/calendar.ics?kind=party", "/calendar.ics?lang=fr", "/calendar.ics?group=thanh-vien",
                     "/calendar.ics?kind=", "/calendar/tieu-khu.ics?alarms=2", "/calendar/khong-co.ics",
                     "/calendar/khong-co.json", EVENT + "?alarms=1", EVENT + "?x", EVENT + "?lang=fr"):
            status, headers, octets = self.daemon.get(path)
            self.assertEqual((status, headers["Content-Type"]), (400, "text/plain; charset=utf-8"), path)
            self.assertIn("không hợp lệ", octets.decode())

    def test_the_same_calendar_as_jcal_says_the_same(self):
        path = "/calendar/truong-ban.{}?alarms=1&kind=meeting,observance"
        status, headers, octets = self.daemon.get(path.format("json"))
        self.assertEqual((status, headers["Content-Type"]), (200, "application/calendar+json; charset=utf-8"))
        name, head, components = json.loads(octets)
        self.assertEqual(name, "vcalendar")
        self.assertIn(["version", {}, "text", "2.0"], head)
        told = {}
        for kind, properties, alarms in components:
            if kind == "vevent":
                value = {key: (parameters, sort, text) for key, parameters, sort, text in properties}
                told[value["uid"][2]] = (value, [dict((p[0], p[3]) for p in alarm[1]) for alarm in alarms])
        events = self.feed(path.format("ics")).walk("VEVENT")
        self.assertEqual(len(events), len(told))
        for event in events:
            value, alarms = told[str(event["UID"])]
            start = event["DTSTART"].dt
            timed = isinstance(start, datetime.datetime)
            self.assertEqual(value["dtstart"], ({"tzid": "Asia/Ho_Chi_Minh"}, "date-time", f"{start:%Y-%m-%dT%H:%M:%S}")
                             if timed else ({}, "date", f"{start:%Y-%m-%d}"))
            self.assertEqual(value["summary"], ({}, "text", str(event["SUMMARY"])))
            self.assertEqual(value["sequence"], ({}, "integer", event["SEQUENCE"]))
            self.assertEqual([alarm["trigger"] for alarm in alarms],
                             [alarm["TRIGGER"].to_ical().decode() for alarm in event.walk("VALARM")])

    def test_what_changed_is_told_to_feed_readers_the_newest_first(self):
        atom = "{http://www.w3.org/2005/Atom}"

        def entries():
            status, headers, octets = self.daemon.get("/changes.atom")
            self.assertEqual((status, headers["Content-Type"]), (200, "application/atom+xml; charset=utf-8"))
            root = xml.etree.ElementTree.fromstring(octets)
            self.assertTrue(root.findtext(f"{atom}id").startswith("tag:"))
            return [{child.tag.removeprefix(atom): child.text or child.get("href") for child in entry}
                    for entry in root.findall(f"{atom}entry")]

        before = entries()
        self.assertEqual({one["title"].split(":")[0] for one in before}, {"Mới"})
        self.board.plan.write_text(self.board.plan.read_text().replace('at       = "08:00"', 'at = "09:30"'))
        self.daemon.process.send_signal(signal.SIGHUP)
        until("the change", lambda: entries()[0]["title"] == "Thay đổi: Họp riêng")
        newest = entries()[0]
        self.assertIn(f"09:30, thứ Năm, ngày {written(SOON)}", newest["summary"])
        self.assertNotIn(newest["id"], {one["id"] for one in before})
        self.assertIn(f"/event/hop-rieng-{SOON:%Y%m%d}.ics", newest["link"])
        english = self.daemon.get("/en/changes.atom")[2].decode()
        self.assertIn("Changed: ", english)
        self.assertIn(f"/event/hop-rieng-{SOON:%Y%m%d}.ics?lang=en", english)

    def test_one_event_is_a_file_of_its_own(self):
        status, headers, octets = self.daemon.get(EVENT)
        self.assertEqual(status, 200)
        self.assertEqual(headers["Content-Disposition"], f'attachment; filename="{EVENT.split("/")[-1]}"')
        whole = by_libical(self.daemon.get("/calendar.ics")[2])
        self.assertEqual(by_libical(octets).items() & whole.items(), by_libical(octets).items())
        self.assertEqual(len(by_libical(octets)), 1)
        self.assertIn("International Women's Day".encode(), self.daemon.get(EVENT + "?lang=en")[2])
        for path in ("/event/quoc-te-phu-nu-20270309.ics", "/event/.ics", "/event/..%2f..%2fetc.ics", "/event/a"):
            self.assertEqual(self.daemon.get(path)[0], 404, path)


if __name__ == "__main__":
    unittest.main()
