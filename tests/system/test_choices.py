"""A member's own page: the link in a mail, the one click of a mail program, the button, and nothing by reading."""

import base64
import hmac
import re
import unittest
import urllib.error
import urllib.request

from daemon import Board, Daemon, until
from patience import PATIENCE

PUBLIC = "https://lich.example.org"


class Choices(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.settings.write_text(re.sub(r"(?m)^\[http\]$", f'[http]\nbase_url = "{PUBLIC}"',
                                              self.board.settings.read_text()))
        self.board.plan_a_campaign(["thuong-truc"])
        self.board.miss_the_reminder()
        self.daemon = self.enterContext(Daemon(self.board))
        until("a mail", lambda: self.board.mails())
        self.url = self.board.mails()[0]["List-Unsubscribe"].split(",")[0].strip("<> ")
        self.path = self.url.removeprefix(PUBLIC)

    def visit(self, path, form=None, method=None, **headers):
        request = urllib.request.Request(self.daemon.local(path), data=form, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
                return answer.status, dict(answer.headers), answer.read().decode()
        except urllib.error.HTTPError as answer:
            return answer.code, dict(answer.headers), answer.read().decode()

    def choices(self):
        return self.board.rows("SELECT key, value, by FROM preference ORDER BY id")

    def test_a_mail_names_the_page_in_its_header_and_in_both_bodies(self):
        mail = self.board.mails()[0]
        self.assertRegex(self.url, f"^{PUBLIC}/u/[A-Za-z0-9_-]{{36}}$")
        self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
        for kind in ("plain", "html"):
            self.assertIn(self.url, mail.get_body((kind,)).get_content())

    def test_reading_changes_nothing_and_the_button_does_what_it_says(self):
        status, headers, page = self.visit(self.path)
        self.assertEqual(status, 200)
        self.assertEqual(headers["Cache-Control"], "no-store")
        self.assertIn("Đang nhận thư nhắc", page)
        self.assertIn('<html lang="vi">', page)
        self.assertEqual(self.choices(), [])
        for method, path, body in (("HEAD", self.path, None), ("OPTIONS", self.path, None),
                                   ("GET", self.path + "?action=stop", None), ("GET", self.path, b"action=stop"),
                                   ("PUT", self.path, b"action=stop")):
            with self.subTest(method=method, path=path):
                self.visit(path, body, method)
                self.assertEqual(self.choices(), [])
        self.assertEqual(self.visit(self.path, b"action=nothing")[0], 200)
        self.assertEqual(self.choices(), [])
        status, _, page = self.visit(self.path, b"action=stop")
        self.assertEqual(status, 200)
        self.assertIn("Đã ngừng nhận thư nhắc", page)
        self.assertEqual(self.choices(), [("stop", "yes", "link")])
        self.assertIn("Đã ngừng nhận thư nhắc", self.visit(self.path, b"action=stop")[2])
        self.assertEqual(len(self.choices()), 1)
        self.assertIn("Đang nhận thư nhắc", self.visit(self.path, b"action=resume")[2])
        self.assertEqual(self.choices()[1:], [("stop", "", "link")])

    def test_one_click_of_a_mail_program_stops_the_mails_in_either_encoding(self):
        boundary = "----x"
        multipart = (f'--{boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n'
                     f"One-Click\r\n--{boundary}--\r\n").encode()
        for form in (b"List-Unsubscribe=One-Click", multipart):
            with self.subTest(form=form):
                self.assertEqual(self.visit(self.path, form)[0], 200)
                self.assertEqual(self.choices()[-1], ("stop", "yes", "link"))
                self.visit(self.path, b"action=resume")

    def test_an_address_nobody_has_tells_nothing_and_no_other_page_takes_a_form(self):
        status, _, page = self.visit(self.path[:-1] + ("_" if self.path[-1] != "_" else "-"))
        self.assertEqual(status, 404)
        self.assertIn("Không có trang này", page)
        self.assertEqual(self.visit("/u/", b"action=stop")[0], 404)
        self.assertEqual(self.visit("/", b"action=stop")[0], 405)
        self.assertEqual(self.choices(), [])

    def test_the_log_and_the_store_do_not_hold_the_address(self):
        self.visit(self.path)
        self.visit(self.path, b"action=stop")
        until("the visits logged", lambda: self.daemon.log().count("/u/") >= 2)
        token = self.path.removeprefix("/u/")
        self.assertNotIn(token, self.daemon.log())
        self.assertEqual((self.board.state / "link.key").stat().st_mode & 0o777, 0o600)

    def test_a_form_of_another_page_is_refused_in_words_and_the_one_click_never(self):
        for site in ("cross-site", "same-site", "somewhere"):
            for path in (self.path, "/u/nobody"):
                for form in (b"action=stop", b"action=resume", b"x=List-Unsubscribe", b""):
                    with self.subTest(site=site, form=form):
                        status, headers, page = self.visit(path, form, **{"Sec-Fetch-Site": site})
                        self.assertEqual(status, 403)
                        self.assertEqual(headers["Cache-Control"], "no-store")
                        self.assertIn("Một trang khác đã gửi yêu cầu này", page)
        self.assertEqual(self.choices(), [])
        # A mail opened in a browser leads here too.
        self.assertEqual(self.visit(self.path, **{"Sec-Fetch-Site": "cross-site"})[0], 200)
        for site in ("same-origin", "none"):
            self.visit(self.path, b"action=stop", **{"sec-fetch-site": site})
            self.assertEqual(self.choices()[-1], ("stop", "yes", "link"))
            self.visit(self.path, b"action=resume", **{"Sec-Fetch-Site": site})
            self.assertEqual(self.choices()[-1], ("stop", "", "link"))
        self.assertEqual(self.visit(self.path, b"List-Unsubscribe=One-Click", **{"Sec-Fetch-Site": "cross-site"})[0], 200)
        self.assertEqual(self.choices()[-1], ("stop", "yes", "link"))

    def test_the_address_of_a_mail_from_before_addresses_expired_still_works(self):
        key = (self.board.state / "link.key").read_bytes().strip()
        member = self.board.rows("SELECT member FROM outbox")[0][0]
        old = base64.urlsafe_b64encode(hmac.digest(key, f"choices of {member}".encode(), "sha256")[:16]).decode()
        self.assertEqual(self.visit("/u/" + old.rstrip("="), b"List-Unsubscribe=One-Click")[0], 200)
        self.assertEqual(self.choices(), [("stop", "yes", "link")])

    def test_the_address_outlives_a_restart(self):
        self.daemon.stop()
        with Daemon(self.board) as self.daemon:
            self.assertEqual(self.visit(self.path)[0], 200)


if __name__ == "__main__":
    unittest.main()
