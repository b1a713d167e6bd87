"""ical.js, the reader of Thunderbird and Nextcloud, sees the calendar as the plan says, as iCalendar and as jCal."""

import unittest

import hostile_boards
import readers
import skips
from daemon import Daemon


class InTheBrowser(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        readers.ical_js()

    def test_it_agrees_with_the_plan_in_every_year(self):
        for name, make in hostile_boards.ALL.items():
            with make() as board:
                for day, years in hostile_boards.WINDOWS.items():
                    with self.subTest(board=name, day=day):
                        feed = board.ask("ics", "--on", day).stdout
                        self.assertEqual(readers.by_ical_js(feed), readers.planned(board, *years, on=day))

    def test_every_variant_says_the_same_as_icalendar_and_as_jcal(self):
        with hostile_boards.hostile() as board, Daemon(board) as daemon:
            for path, query in (("/calendar", ""), ("/calendar", "?lang=en"), ("/calendar", "?kind=task"),
                                ("/calendar/tieu-khu", "?alarms=1"), ("/calendar/tieu-khu", "?kind=deadline,meeting")):
                with self.subTest(path=path, query=query):
                    status, _, octets = daemon.get(f"{path}.ics{query}")
                    self.assertEqual(status, 200)
                    expected = readers.by_libical(octets)
                    self.assertEqual(readers.by_ical_js(octets), expected)
                    self.assertEqual(readers.by_ical_js(daemon.get(f"{path}.json{query}")[2]), expected)

    def test_it_reads_members_own_calendars(self):
        with hostile_boards.hostile() as board, Daemon(board) as daemon:
            for whose, feed in hostile_boards.own_calendars(board, daemon).items():
                with self.subTest(whose=whose):
                    self.assertEqual(readers.by_ical_js(feed), readers.by_libical(feed))
            own = board.own_calendar(board.answers_for("groups", "thuong-truc"), "Việc", "--kinds", "task")
            status, _, feed = daemon.get("/m/" + own.partition("/m/")[2])
            self.assertEqual((status, readers.by_ical_js(feed)), (200, []))


if __name__ == "__main__":
    skips.main()
