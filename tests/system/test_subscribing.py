"""A phone subscribes: whatever its program asks and how, it gets the calendar or an honest no."""

import email.utils
import gzip
import socket
import unittest

import icalendar

from daemon import Board, Daemon


class Subscribing(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.board = cls.enterClassContext(Board())
        cls.daemon = cls.enterClassContext(Daemon(cls.board))
        cls.status, cls.headers, cls.feed = cls.daemon.get("/calendar.ics")

    def get(self, headers=None, method="GET", path="/calendar.ics"):
        return self.daemon.get(path, headers, method)

    def test_no_header_of_a_client_changes_the_calendar(self):
        for headers in ({"Accept": "image/png"}, {"Accept": ""}, {"Authorization": "Bearer "}, {"Authorization": "Basic eDp5"},
                        {"Authorization": "nonsense"}, {"Cookie": "a=b; c"}, {"User-Agent": "Google-Calendar-Importer"},
                        {"User-Agent": ""}, {"X-MS-CookieUri-Requested": "t"}, {"Accept-Charset": "latin-1"},
                        {"Accept-Language": "xx"}, {"Range": "bytes=0-3"}, {"Depth": "1"}, {"Prefer": "return=minimal"}):
            with self.subTest(headers=headers):
                status, told, octets = self.get(headers)
                self.assertEqual((status, octets), (200, self.feed))
                self.assertEqual(told["Content-Type"], "text/calendar; charset=utf-8")
                self.assertNotIn("Set-Cookie", told)
                self.assertNotIn("WWW-Authenticate", told)

    def test_a_program_that_wants_to_write_is_told_at_once_that_it_cannot(self):
        for method in ("PUT", "DELETE", "POST", "PROPFIND", "REPORT", "MKCALENDAR", "PROPPATCH"):
            with self.subTest(method=method):
                status, headers, octets = self.get({"Authorization": "Basic eDp5"}, method)
                self.assertEqual(status, 405)
                self.assertEqual(headers["Allow"], "GET, HEAD, OPTIONS")
                self.assertNotIn(b"VCALENDAR", octets)
        status, headers, octets = self.get(method="HEAD")
        self.assertEqual((status, octets), (200, b""))
        self.assertEqual({key: value for key, value in headers.items() if key != "Date"},
                         {key: value for key, value in self.headers.items() if key != "Date"})

    def test_old_http_works(self):
        host, port = self.daemon.url.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), 10) as connection:
            connection.sendall(b"GET /calendar.ics HTTP/1.0\r\nHost: x\r\n\r\n")
            answer = b"".join(iter(lambda: connection.recv(65536), b""))
        head, _, body = answer.partition(b"\r\n\r\n")
        self.assertEqual(body, self.feed)
        self.assertRegex(head, rb"^HTTP/1\.[01] 200 ")
        self.assertNotIn(b"Transfer-Encoding", head)

    def test_gzip_is_for_those_who_ask_and_has_its_own_tag(self):
        for coding in ("gzip;q=0", "identity", "br", "", "gzip;q=0, *"):
            with self.subTest(coding=coding):
                _, headers, octets = self.get({"Accept-Encoding": coding})
                self.assertNotIn("Content-Encoding", headers)
                self.assertEqual(octets, self.feed)
        _, headers, octets = self.get({"Accept-Encoding": "gzip"})
        self.assertEqual(headers["Content-Encoding"], "gzip")
        self.assertEqual(gzip.decompress(octets), self.feed)
        self.assertEqual(octets[4:8], b"\0\0\0\0")
        self.assertNotEqual(headers["ETag"], self.headers["ETag"])
        for told in (headers, self.headers):
            self.assertEqual(told["Vary"], "Accept-Encoding")
        self.assertEqual(self.get({"Accept-Encoding": "gzip", "If-None-Match": headers["ETag"]})[0], 304)

    def test_not_modified_is_said_only_when_it_is_true(self):
        tag, modified = self.headers["ETag"], self.headers["Last-Modified"]
        earlier = email.utils.formatdate(email.utils.parsedate_to_datetime(modified).timestamp() - 1, usegmt=True)
        for expected, headers in ((304, {"If-None-Match": tag}), (304, {"If-None-Match": f'"x", W/{tag}'}),
                                  (304, {"If-None-Match": "*"}), (304, {"If-Modified-Since": modified}),
                                  (304, {"If-None-Match": tag, "If-Modified-Since": earlier}),
                                  (200, {"If-None-Match": '"x"', "If-Modified-Since": modified}),
                                  (200, {"If-Modified-Since": earlier}), (200, {"If-Modified-Since": "yesterday"}),
                                  (200, {"If-None-Match": tag.strip('"')})):
            with self.subTest(headers=headers):
                status, told, octets = self.get(headers)
                self.assertEqual(status, expected)
                if status == 304:
                    self.assertEqual(octets, b"")
                    for name in ("ETag", "Cache-Control", "Vary"):
                        self.assertEqual(told[name], self.headers[name])
        newest = max(event["LAST-MODIFIED"].dt for event in icalendar.Calendar.from_ical(self.feed).walk("VEVENT"))
        self.assertGreaterEqual(email.utils.parsedate_to_datetime(modified), newest)

    def test_it_is_served_directly_inline_and_kept_by_no_cache(self):
        self.assertEqual(self.status, 200)
        self.assertEqual(self.headers["Content-Disposition"], 'inline; filename="calendar.ics"')
        self.assertEqual(self.headers["Cache-Control"], "no-cache")
        for path in ("/calendar/tieu-khu.ics", "/calendar.ics?lang=en"):
            headers = self.get(path=path)[1]
            self.assertTrue(headers["Content-Disposition"].startswith("inline;"))
            self.assertTrue(headers["Content-Disposition"].isascii())

    def test_search_engines_are_kept_out_by_a_header_and_nobody_by_robots_txt(self):
        status, _, text = self.get(path="/robots.txt")
        self.assertEqual(status, 200)
        self.assertNotIn(b"Disallow: /", text)
        self.assertEqual(self.headers["X-Robots-Tag"], "noindex")

    def test_addresses_are_short_and_end_as_calendars_do(self):
        groups = [group for group in ("thanh-vien", "tieu-khu", "truong-ban")]
        for path in ["/calendar.ics"] + [f"/calendar/{group}.ics" for group in groups]:
            self.assertEqual(self.get(path=path)[0], 200)
            self.assertLess(len("https://" + "x" * 100 + path), 256)

    def test_the_calendar_is_small_and_has_no_attachment(self):
        self.assertLess(len(self.feed), 1 << 20)
        self.assertLess(self.feed.count(b"BEGIN:VEVENT"), 300)
        for word in (b"ATTACH", b"VTODO", b"VALARM", b"IMAGE", b"CONFERENCE", b"X-ALT-DESC", b"<"):
            self.assertNotIn(word, self.feed)

    def test_what_is_not_there_is_no_calendar(self):
        for path, expected in (("/calendar/khong-co.ics", 400), ("/khac.ics", 404), ("/event/x-20260308.ics", 404)):
            status, headers, octets = self.get(path=path)
            self.assertEqual(status, expected)
            self.assertNotIn("text/calendar", headers["Content-Type"])
            self.assertNotIn(b"VCALENDAR", octets)


if __name__ == "__main__":
    unittest.main()
