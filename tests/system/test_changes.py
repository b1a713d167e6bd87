"""What changed, for feed readers: whatever a plan says, it is well-formed XML and the Atom of RFC 4287."""

import signal
import unittest
import xml.etree.ElementTree

import atom
import hostile_texts
from daemon import Board, Daemon, until
from office import day, written

EVERYTHING = [*hostile_texts.MARKUP, *hostile_texts.HIDDEN, *hostile_texts.PLAIN]


def as_seen(text):
    return hostile_texts.HIDDEN.get(text, text)


def meetings(places=()):
    """One a title, each on a day of its own."""
    text = f'[plan]\nyear = {day(0).year - 1}\ntitle = "Kế hoạch thử"\n'
    for number, title in enumerate(EVERYTHING):
        place = hostile_texts.written(places[number]) if places else '"Phòng A"'
        text += (f'\n[[meeting]]\nid = "hop-{number}"\ntitle = {hostile_texts.written(title)}\n'
                 f'on = "{written(day(number + 1))}"\nat = "08:00"\nplace = {place}\n')
    return text


class Changes(unittest.TestCase):
    maxDiff = 4000

    def setUp(self):
        self.board = self.enterContext(Board())

    def changes(self, daemon, path="/changes.atom"):
        status, headers, octets = daemon.get(path)
        self.assertEqual((status, headers["Content-Type"]), (200, "application/atom+xml; charset=utf-8"))
        return atom.read(octets, daemon.url + path)

    def reload(self, daemon, word="đã nạp lại cấu hình"):
        before = daemon.log().count(word)
        daemon.process.send_signal(signal.SIGHUP)
        until(word, lambda: daemon.log().count(word) > before)

    def test_of_the_shipped_plan_in_both_languages(self):
        with Daemon(self.board) as daemon:
            self.assertEqual(len(self.changes(daemon)), len(self.changes(daemon, "/en/changes.atom")))
            daemon.stop()

    def test_of_a_plan_without_a_date(self):
        self.board.plan.write_text(meetings().partition("\n[[")[0])
        with Daemon(self.board) as daemon:
            self.assertEqual(self.changes(daemon), [])
            daemon.stop()

    def test_every_title_and_place_is_read_back_as_people_see_it(self):
        self.board.plan.write_text(meetings())
        with Daemon(self.board) as daemon:
            self.assertEqual(sorted(entry["title"] for entry in self.changes(daemon)),
                             sorted(f"Mới: {as_seen(title)}" for title in EVERYTHING))
            # What takes the reader to the calendar, whatever the title.
            for entry in self.changes(daemon):
                self.assertEqual(daemon.get(entry["link"].removeprefix(daemon.url))[0], 200)
            before = {entry["id"] for entry in self.changes(daemon)}
            self.board.plan.write_text(meetings(places=EVERYTHING))
            self.reload(daemon)
            for path, word in (("/changes.atom", "Thay đổi"), ("/en/changes.atom", "Changed")):
                entries = self.changes(daemon, path)
                self.assertEqual(sorted(entry["title"] for entry in entries),
                                 sorted(f"{word}: {as_seen(title)}" for title in EVERYTHING))
                self.assertEqual(sorted(entry["summary"].partition("; ")[2] for entry in entries),
                                 sorted(as_seen(place) for place in EVERYTHING))
                self.assertEqual(before & {entry["id"] for entry in entries}, set())
            daemon.stop()

    def test_the_names_of_the_board_and_its_calendar_too(self):
        for name in (*hostile_texts.MARKUP, *hostile_texts.HIDDEN):
            if set(name) & set(",;\\"):  # no name of a calendar
                continue
            with self.subTest(name=name), Board() as board:
                settings = board.settings.read_text().partition("\n[feed]\n")
                rest = settings[2].partition("\nname = ")
                board.settings.write_text(settings[0] + settings[1] + rest[0] + f"\nname = {hostile_texts.written(name)}\n" +
                                          rest[2].partition("\n")[2])
                with Daemon(board) as daemon:
                    self.changes(daemon)
                    self.assertIn(as_seen(name), {element.text for element in
                                                    xml.etree.ElementTree.fromstring(daemon.get("/changes.atom")[2])})
                    daemon.stop()

    def test_what_is_no_title_changes_nothing(self):
        with Daemon(self.board) as daemon:
            before, good = daemon.get("/changes.atom")[2], self.board.plan.read_bytes()
            for what, title in hostile_texts.REFUSED.items():
                with self.subTest(what=what):
                    title = title if isinstance(title, bytes) else title.encode()
                    self.board.plan.write_bytes(good + b'\n[[observance]]\nid = "moi"\non = "9/9"\ntitle = ' + title + b"\n")
                    self.reload(daemon, "tiếp tục dùng bản đang chạy")
                    self.assertEqual(daemon.get("/changes.atom")[2], before)
            daemon.stop()

    def test_what_an_older_version_took_for_a_title_is_read_without_it(self):
        """XML has no way to write a noncharacter."""
        self.board.plan.write_text(meetings())
        with Daemon(self.board) as daemon:
            self.changes(daemon)
            daemon.stop()
        with self.board.database() as database:
            # The ones that went from the plan since: nobody writes their titles anew.
            changed = database.execute("UPDATE revision SET occurrence = replace(occurrence, 'Phòng A', ?)",
                                       ("Phòng \ufffe\uffff\ufdd0A",))
            self.assertEqual(changed.rowcount, len(EVERYTHING))
        self.board.plan.write_text(meetings().partition("\n[[")[0])
        with Daemon(self.board) as daemon:
            entries = self.changes(daemon)
            self.assertEqual({entry["title"].partition(": ")[0] for entry in entries}, {"Hủy"})
            self.assertEqual({entry["summary"].partition("; ")[2] for entry in entries}, {"Phòng A"})
            daemon.stop()


class TheReader(unittest.TestCase):
    """It refuses what is no Atom, or the tests above would prove nothing."""

    GOOD = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><id>tag:x.example,2000:a</id><title>T</title><updated>2026-01-02T00:00:00Z</updated>
<author><name>N</name></author><link rel="self" href="http://x.example/changes.atom"/>
<entry><id>tag:x.example,2000:b</id><title>E</title><updated>2026-01-02T00:00:00Z</updated>
<published>2026-01-01T00:00:00Z</published><link rel="alternate" href="http://x.example/b"/><summary>S</summary></entry></feed>"""

    def test_it_takes_what_is_one(self):
        entry, = atom.read(self.GOOD.encode(), "http://x.example/changes.atom")
        self.assertEqual((entry["title"], entry["summary"], entry["link"]), ("E", "S", "http://x.example/b"))

    def test_it_refuses_what_is_none(self):
        for good, bad in (("<author><name>N</name></author>", ""), ("<name>N</name>", "<name></name>"),
                          ("<title>E</title>", ""), ("<title>E</title>", "<title>E</title><title>F</title>"),
                          ("<title>E</title>", "<title><b>E</b></title>"), ("<title>E</title>", "<title>E\u202e</title>"),
                          ("<title>E</title>", "<title>E\ufffe</title>"), ("<title>E</title>", "<title>E\x1b</title>"),
                          ("tag:x.example,2000:b", "b"), ("2026-01-01T00:00:00Z", "2026-01-01"),
                          ("2026-01-01T00:00:00Z", "2026-01-03T00:00:00Z"), ('rel="self" ', ""),
                          ("http://x.example/b", "javascript:alert(1)"), ("<summary>", "<summary><subtitle/>"),
                          ("</entry>", '<link href="http://x.example/c"/></entry>')):
            self.assertIn(good, self.GOOD)
            with self.subTest(bad=bad), self.assertRaises((AssertionError, SyntaxError)):
                atom.read(self.GOOD.replace(good, bad, 1).encode(), "http://x.example/changes.atom")


if __name__ == "__main__":
    unittest.main()
