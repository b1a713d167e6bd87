"""Members' own calendars: made by a command, fetched by a phone, revoked, and nobody else's."""

import hashlib
import pathlib
import signal
import unittest
import zlib

import icalendar

from daemon import Daemon, until
from office import Office, day, report


class MemberFeeds(unittest.TestCase):
    def setUp(self):
        self.office = self.enterContext(Office(report()))
        self.office.first_start()
        self.daemon = self.enterContext(Daemon(self.office))
        self.who = self.office.answers_for("unit", "tieu-khu-1")
        self.receiver = self.office.answers_for("groups", "thuong-truc")

    def new(self, member, name="Điện thoại", *words):
        url = self.office.own_calendar(member, name, *words)
        self.assertRegex(url, r"/m/[A-Za-z0-9_-]{43}/calendar\.ics$")
        self.assertLessEqual(len(url), 256)
        return "/m/" + url.partition("/m/")[2]

    def events(self, path, **headers):
        status, fields, octets = self.daemon.get(path, headers)
        self.assertEqual(status, 200, octets)
        self.assertEqual(fields["Content-Type"], "text/calendar; charset=utf-8")
        self.assertEqual(fields["Cache-Control"], "private, no-cache")
        self.assertEqual(fields["Referrer-Policy"], "no-referrer")
        self.assertEqual(fields["Content-Disposition"], 'inline; filename="calendar.ics"')
        self.assertEqual(fields["X-Robots-Tag"], "noindex")
        self.assertNotIn("Last-Modified", fields)
        return {str(event["UID"]).partition("@")[0]: event
                for event in icalendar.Calendar.from_ical(octets).walk("VEVENT")}

    def duty(self, path):
        return next(event for uid, event in self.events(path).items() if uid.startswith("bao-cao-"))

    def test_a_duty_shows_how_it_stands_at_once(self):
        own, standing = self.new(self.who), self.new(self.receiver)
        before = self.duty(own)
        self.assertEqual(str(before["SUMMARY"]), "Hạn: Báo cáo thử")
        self.assertIn("chưa nộp", before["DESCRIPTION"])
        self.assertEqual(len(before.walk("VALARM")), 1)
        self.assertIn("0/10", self.duty(standing)["DESCRIPTION"])

        self.office.told("receipts", "record", "tieu-khu-1", "bao-cao")
        until("the receipt in the calendar", lambda: "Đã nộp" in self.duty(own)["SUMMARY"])
        after = self.duty(own)
        self.assertEqual(str(after["SUMMARY"]), "✓ Đã nộp: Báo cáo thử")
        self.assertEqual(after.walk("VALARM"), [])
        self.assertEqual(int(after["SEQUENCE"]), int(before["SEQUENCE"]) + 1)
        self.assertGreater(after["LAST-MODIFIED"].dt, before["LAST-MODIFIED"].dt)
        self.assertIn("1/10", self.duty(standing)["DESCRIPTION"])

        self.office.told("receipts", "record", "tieu-khu-1", "bao-cao", "--undo")
        until("the receipt undone", lambda: str(self.duty(own)["SUMMARY"]) == "Hạn: Báo cáo thử")
        self.assertEqual(int(self.duty(own)["SEQUENCE"]), int(before["SEQUENCE"]) + 2)

    def test_stamps_outlive_a_restart_and_octets_stay_the_same(self):
        own = self.new(self.who)
        self.events(own)
        self.office.told("receipts", "record", "tieu-khu-1", "bao-cao")
        until("the receipt in the calendar", lambda: "Đã nộp" in self.duty(own)["SUMMARY"])
        _, fields, octets = self.daemon.get(own)
        self.daemon.stop()
        with Daemon(self.office) as self.daemon:
            self.assertEqual(self.daemon.get(own)[2], octets)
            _, packed, compressed = self.daemon.get(own, {"Accept-Encoding": "gzip"})
            one_member = zlib.decompressobj(wbits=31)
            self.assertEqual((one_member.decompress(compressed), one_member.unused_data), (octets, b""))
            self.assertTrue(one_member.eof)
            self.assertNotEqual(packed["ETag"], fields["ETag"])
            self.assertEqual(self.daemon.get(own, {"Accept-Encoding": "gzip", "If-None-Match": packed["ETag"]})[0], 304)
            tag = {"If-None-Match": fields["ETag"]}
            self.assertEqual(self.daemon.get(own, tag)[0], 304)
            self.assertEqual(self.daemon.get(own, tag, "HEAD")[0], 304)
            status, head, nothing = self.daemon.get(own, method="HEAD")
            self.assertEqual((status, head["Content-Length"], nothing), (200, str(len(octets)), b""))

    def test_an_address_is_another_feed_each_and_revoked_alone(self):
        phone, computer = self.new(self.who), self.new(self.who, "Máy tính", "--no-alarms", "--feed-language", "en")
        self.assertEqual(str(self.duty(computer)["SUMMARY"]), "Due: Trial report")
        self.assertEqual(self.duty(computer).walk("VALARM"), [])
        self.office.told("feeds", "revoke", self.who, "Điện thoại")
        until("the feed revoked", lambda: self.daemon.get(phone)[0] == 410)
        self.assertEqual(self.daemon.get(phone, {"If-None-Match": "*"})[0], 410)
        self.assertEqual(self.daemon.get(computer)[0], 200)

        changed, = self.office.listed("feeds", "rotate", self.who, "Máy tính")
        until("the old address gone", lambda: self.daemon.get(computer)[0] == 410)
        replaced = "/m/" + changed["url"].partition("/m/")[2]
        self.assertEqual(str(self.duty(replaced)["SUMMARY"]), "Due: Trial report")

        feeds = self.office.listed("feeds", "list", "--all")
        self.assertEqual([(feed["name"], feed["revoked"] is None, feed["rotated"] is None) for feed in feeds],
                         [("Điện thoại", False, True), ("Máy tính", True, False)])
        self.assertEqual(len(self.office.listed("feeds")), 1)

    def test_a_revocation_reaches_a_daemon_whose_poke_was_removed(self):
        phone = self.new(self.who)
        self.assertEqual(self.daemon.get(phone)[0], 200)
        poke = self.office.state / "nhaclich.poke"
        poke.unlink()
        until("it is made again", poke.exists)
        self.office.told("feeds", "revoke", self.who, "Điện thoại")
        until("the feed revoked", lambda: self.daemon.get(phone)[0] == 410)

        self.daemon.stop()
        self.new(self.who, "Máy tính")
        poke.unlink()
        poke.mkdir()
        status, _, warning = self.office.refused("feeds", "revoke", self.who, "Máy tính")
        self.assertEqual(status, 0)
        self.assertIn("không báo được", warning)

    def test_what_is_no_address_of_a_feed_tells_nothing(self):
        own = self.new(self.who)
        token = own.split("/")[2]
        miss = self.daemon.get("/m/nothing/calendar.ics")
        self.assertEqual(miss[0], 404)
        for path in (own[:-13] + "x" + own[-13:], own[:-13], own.replace("calendar.ics", "other.ics"), "/m/"):
            with self.subTest(path=path):
                self.assertEqual(self.daemon.get(path)[0], 404)
        for at in (0, 21, 42):
            near = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1:]
            with self.subTest(at=at):
                status, headers, octets = self.daemon.get(f"/m/{near}/calendar.ics")
                told = [[field for field in each.items() if field[0] != "Date"] for each in (headers, miss[1])]
                self.assertEqual((status, told[0], octets), (miss[0], told[1], miss[2]))
        for query in ("?", "?kind=deadline", "?x"):
            with self.subTest(query=query):
                self.assertEqual(self.daemon.get(own + query)[0], 200 if query == "?" else 400)
        self.assertEqual(self.daemon.get(own, method="PUT")[0], 405)

    def test_no_token_is_kept_or_logged_and_a_use_is_noted_coarsely(self):
        own = self.new(self.who)
        self.events(own, **{"User-Agent": "iOS/18.1 (22B83) dataaccessd/1.0"})
        until("the use noted", lambda: self.office.listed("feeds")[0]["used"])
        feed, = self.office.listed("feeds")
        self.assertEqual((feed["used"], feed["client"]), (str(day(0)), "Apple"))
        token = own.split("/")[2]
        self.daemon.stop()
        self.assertIn(f"/m/*{feed['fingerprint']} ", self.daemon.log())
        self.assertEqual(hashlib.sha256(token.encode()).hexdigest()[:8], feed["fingerprint"])
        self.assertNotIn(token, self.daemon.log())
        for file in self.office.state.rglob("*"):
            if file.is_file():
                self.assertNotIn(token.encode(), file.read_bytes(), file)

    def test_memory_holds_no_token_that_nobody_has_just_used(self):
        waiting, used = self.new(self.who), self.new(self.who, "Máy tính")
        self.assertEqual(self.daemon.get(used)[0], 200)
        memory = self.memory()
        self.assertTrue(any(b"/calendar.ics" in part for part in memory), "the right memory is looked at")
        for part in memory:
            self.assertNotIn(waiting.split("/")[2].encode(), part)

    def memory(self):
        """What a dump of the daemon would hold, without what a sanitizer keeps for itself."""
        largest = 1 << 28
        process = pathlib.Path(f"/proc/{self.daemon.process.pid}")
        parts = []
        with open(process / "mem", "rb", buffering=0) as memory:
            for line in (process / "maps").read_text().splitlines():
                first, last = (int(text, 16) for text in line.split()[0].split("-"))
                if "rw" not in line.split()[1] or last - first > largest:
                    continue
                memory.seek(first)
                try:
                    parts.append(memory.read(last - first))
                except OSError:  # a mapping of the kernel's
                    continue
        return parts

    def test_a_use_of_the_last_minute_is_not_lost_by_a_stop(self):
        paths = [self.new(self.who), self.new(self.who, "Máy tính")]
        self.assertEqual(self.daemon.get(paths[0])[0], 200)
        until("the first noted", lambda: any(feed["used"] for feed in self.office.listed("feeds")))
        self.assertEqual(self.daemon.get(paths[1])[0], 200)
        self.daemon.stop()
        self.assertEqual([feed["used"] for feed in self.office.listed("feeds")], [str(day(0))] * 2)

    def test_an_address_that_was_passed_on_is_told(self):
        own = self.new(self.who)
        self.office.set_http('trusted_proxies = ["127.0.0.1"]')
        self.daemon.process.send_signal(signal.SIGHUP)

        def asked_from(network):
            self.assertEqual(self.daemon.get(own, {"X-Forwarded-For": f"203.0.{network}.9"})[0], 200)

        def is_believed():
            asked_from(0)
            return "203.0.0.9 - -" in self.daemon.log()

        until("the proxy trusted", is_believed)
        for network in range(1, 39):  # 40 with that of the proxy itself, as whom the first asked
            asked_from(network)
        # Within one network a phone may have many addresses.
        self.assertEqual(self.daemon.get(own, {"X-Forwarded-For": "203.0.38.77"})[0], 200)
        self.assertNotIn("nhaclich feeds rotate", self.daemon.log())
        asked_from(39)
        asked_from(40)
        until("the warning", lambda: "nhaclich feeds rotate" in self.daemon.log())
        changed, = self.office.listed("feeds", "rotate", self.who, "Điện thoại")
        old, own = own, "/m/" + changed["url"].partition("/m/")[2]
        asked_from(1)
        self.daemon.stop()  # which writes down what is still to be written, of either address
        self.assertEqual(self.office.listed("feeds")[0]["networks"], 1)
        self.assertNotIn("CẦN XEM LẠI", self.office.told("feeds", "list"))
        self.daemon = self.enterContext(Daemon(self.office))
        for network in range(2, 44):
            asked_from(network)
        until("another warning", lambda: self.daemon.log().count("nhaclich feeds rotate") > 1)
        self.daemon.stop()
        self.assertEqual(self.daemon.log().count("nhaclich feeds rotate"), 2)
        for address in (old, own):
            self.assertNotIn(address.split("/")[2], self.daemon.log())

    def test_the_command_says_what_is_wrong(self):
        self.new(self.who)
        for words, text in ((("new", self.who, "Điện thoại"), "đã có lịch"), (("new", "nobody", "x"), "nobody"),
                            (("new", self.who, "x", "--kinds", "feast"), "feast"), (("new", self.who, " "), "60"),
                            (("revoke", self.who, "Ghế"), "không có lịch nào"),
                            (("rotate", self.who, "Ghế"), "không có lịch nào")):
            with self.subTest(words=words):
                status, _, complaint = self.office.refused("feeds", *words)
                self.assertEqual(status, 1)
                self.assertIn(text, complaint)
        self.assertEqual(len(self.office.listed("feeds")), 1)


if __name__ == "__main__":
    unittest.main()
