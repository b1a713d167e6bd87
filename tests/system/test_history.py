"""The stamps by which phones notice a change, over everything that happens to a daemon and its plan in years."""

import os
import re
import signal
import time
import unittest

import icalendar

from daemon import Board, Daemon, until
from office import day as day_from_today

YEAR = day_from_today(0).year


def plan(year, *entries):
    return f'[plan]\nyear = {year}\ntitle = "Kế hoạch thử"\n' + "".join(entries)


def day(entry, title="Ngày", on="8/3", moved=None):
    text = f'\n[[observance]]\nid = "{entry}"\ntitle = "{title}"\non = "{on}"\n'
    return text + (f'moved = [{{ from = "8/3/{YEAR}", to = "{moved}/3/{YEAR}" }}]\n' if moved else "")


class Stamps:
    def __init__(self, event):
        self.sequence = int(event["SEQUENCE"])
        self.created = event["CREATED"].dt
        self.modified = event["LAST-MODIFIED"].dt
        self.stamp = event["DTSTAMP"].dt
        self.status = str(event["STATUS"])
        self.start = event["DTSTART"].dt


class History(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.saved = int(time.time()) - 3600
        self.daemon = None
        self.save(plan(YEAR - 1, day("a"), day("b", on="9/3")))
        self.start()
        self.addCleanup(lambda: self.daemon.__exit__())

    def start(self):
        self.daemon = Daemon(self.board)

    def stop(self, cleanly=True):
        self.daemon.stop() if cleanly else self.daemon.kill()
        self.daemon.__exit__()

    def restart(self, cleanly=True):
        self.stop(cleanly)
        self.start()

    def save(self, text, file=None):
        """Ten seconds later than the last time: stamps count seconds."""
        file = file or self.board.plan
        file.write_text(text)
        self.saved += 10
        os.utime(file, (self.saved, self.saved))

    def reload(self):
        word = "đã nạp lại cấu hình"
        before = self.daemon.log().count(word)
        self.daemon.process.send_signal(signal.SIGHUP)
        until(word, lambda: self.daemon.log().count(word) > before)

    def edit(self, *entries):
        self.save(plan(YEAR - 1, *entries))
        self.reload()

    def octets(self):
        return self.daemon.get("/calendar.ics")[2]

    def events(self):
        feed = icalendar.Calendar.from_ical(self.octets())
        return {str(event["UID"]).split("@")[0]: Stamps(event) for event in feed.walk("VEVENT")}

    def of(self, entry="a", year=YEAR):
        stamps = self.events()[f"{entry}-{year}030{8 if entry == 'a' else 9}"]
        self.assertEqual(stamps.stamp, stamps.modified)
        self.assertLessEqual(stamps.created, stamps.modified)
        return stamps

    def assert_grew(self, before, after):
        self.assertGreater(after.sequence, before.sequence)
        self.assertGreater(after.modified, before.modified)
        self.assertEqual(after.created, before.created)

    def test_they_outlive_restarts_reloads_and_crashes(self):
        first = self.of()
        self.edit(day("a", moved=10), day("b", on="9/3"))
        moved, octets = self.of(), self.octets()
        self.assert_grew(first, moved)
        self.assertEqual(self.of("b").sequence, 0)
        headers = self.daemon.get("/calendar.ics")[1]
        for again in (lambda: self.restart(), lambda: self.restart(cleanly=False), self.reload,
                      lambda: self.edit(day("a", moved=10), day("b", on="9/3"))):
            again()
            self.assertEqual(self.octets(), octets)
            after = self.daemon.get("/calendar.ics")[1]
            self.assertEqual((after["ETag"], after["Last-Modified"]), (headers["ETag"], headers["Last-Modified"]))

    def test_an_edit_undone_after_a_phone_had_it_goes_on_from_it(self):
        first = self.of()
        self.edit(day("a", moved=10), day("b", on="9/3"))
        moved = self.of()
        self.edit(day("a"), day("b", on="9/3"))
        undone = self.of()
        self.assert_grew(first, moved)
        self.assert_grew(moved, undone)
        self.assertEqual(undone.start, first.start)

    def test_an_edit_undone_before_anybody_had_it_leaves_no_trace(self):
        octets = self.octets()
        headers = self.daemon.get("/calendar.ics")[1]
        self.edit(day("a", moved=10))
        # Who only looks at a page, or has the copy before it and asks for nothing new, got nothing.
        self.assertEqual(self.daemon.get("/")[0], 200)
        self.assertEqual(self.daemon.get("/healthz")[0], 200)
        self.edit(day("a"), day("b", on="9/3"))
        self.assertEqual(self.octets(), octets)
        after = self.daemon.get("/calendar.ics")[1]
        self.assertEqual((after["ETag"], after["Last-Modified"]), (headers["ETag"], headers["Last-Modified"]))
        # Nor where the daemon was stopped in between.
        self.edit(day("a", moved=10))
        self.stop()
        self.save(plan(YEAR - 1, day("a"), day("b", on="9/3")))
        self.start()
        self.assertEqual(self.octets(), octets)

    def test_whatever_tells_stamps_counts_as_had(self):
        for path in ("/calendar.json", "/calendar/tieu-khu.ics", "/changes.atom", f"/event/a-{YEAR}0308.ics",
                     "/calendar.ics?lang=en"):
            with self.subTest(path=path):
                self.edit(day("a"), day("b", on="9/3"))
                before = self.of()
                self.edit(day("a", moved=10), day("b", on="9/3"))
                self.assertEqual(self.daemon.get(path)[0], 200)
                self.edit(day("a"), day("b", on="9/3"))
                self.assertEqual(self.of().sequence, before.sequence + 2)

    def test_an_edit_nobody_had_counts_after_a_crash(self):
        first = self.of()
        self.edit(day("a", moved=10), day("b", on="9/3"))
        self.stop(cleanly=False)
        self.save(plan(YEAR - 1, day("a"), day("b", on="9/3")))
        self.start()
        self.assertEqual(self.of().sequence, first.sequence + 2)

    def test_what_is_removed_is_struck_and_returns_with_higher_stamps(self):
        next_one = {"year": YEAR + 1}  # what is long over is struck no more
        first = self.of(**next_one)
        self.edit(day("b", on="9/3"))
        gone = self.of(**next_one)
        self.assertEqual(gone.status, "CANCELLED")
        self.assert_grew(first, gone)
        self.restart()
        self.assertEqual(vars(self.of(**next_one)), vars(gone))
        self.edit(day("a"), day("b", on="9/3"))
        back = self.of(**next_one)
        self.assertEqual(back.status, "CONFIRMED")
        self.assert_grew(gone, back)

    def test_next_years_plan_touches_only_what_it_changes(self):
        before = self.events()
        newer = self.board.plan.with_name("moi.toml")
        self.save(plan(YEAR + 1, day("a"), day("c", on="10/3")), newer)
        settings = self.board.settings.read_text()
        self.board.settings.write_text(re.sub(r'(?m)^plan\s*=.*$', f'plan = ["{self.board.plan.name}", "moi.toml"]', settings))
        self.reload()
        after = self.events()
        for year in range(YEAR - 1, YEAR + 3):
            with self.subTest(year=year):
                self.assertEqual(vars(after[f"a-{year}0308"]), vars(before[f"a-{year}0308"]))
                old, new = before[f"b-{year}0309"], after[f"b-{year}0309"]
                if year <= YEAR:
                    self.assertEqual(vars(new), vars(old))
                else:
                    self.assertEqual(new.status, "CANCELLED")
                    self.assert_grew(old, new)
                self.assertEqual(f"c-{year}0310" in after, year > YEAR)

    def test_files_from_a_backup_move_no_stamp_back(self):
        self.edit(day("a", moved=10), day("b", on="9/3"))
        moved = self.of()
        self.saved -= 86400
        self.edit(day("a", moved=11), day("b", on="9/3"))
        self.assert_grew(moved, self.of())

    def test_what_the_settings_add_to_every_event_moves_its_stamp_and_not_its_sequence(self):
        first = self.of()
        settings = self.board.settings.read_text()
        self.board.settings.write_text(re.sub(r"(?m)^# base_url = .*$", 'base_url = "https://lich.example.org"', settings))
        self.stop()
        feed = icalendar.Calendar.from_ical(self.board.ask("ics", state=True).stdout)
        event, = [event for event in feed.walk("VEVENT") if str(event["UID"]).startswith(f"a-{YEAR}0308")]
        self.assertIn("https://lich.example.org/", event["DESCRIPTION"])
        self.assertGreater(Stamps(event).modified, first.modified)
        self.assertEqual(Stamps(event).sequence, first.sequence)


if __name__ == "__main__":
    unittest.main()
