"""The daemon as its operator and its subscribers meet it."""

import email
import email.policy
import gzip
import json
import os
import pathlib
import re
import signal
import subprocess
import unittest

from daemon import BINARY, Board, Daemon, until
from office import day as day_from_today
from patience import PATIENCE


def mails(board):
    new = board.state / "mail" / "new"
    return sorted(path for path in new.iterdir()) if new.exists() else []


class Serving(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())

    def test_it_says_where_to_look_and_what_comes_next(self):
        with Daemon(self.board) as daemon:
            self.assertIn(f"{daemon.url}/\n", daemon.printed)
            rest = "".join(daemon.process.stdout.readline().decode() for _ in range(3))
            self.assertIn(str(self.board.state / "mail"), rest)
            self.assertRegex(rest, r"\d\d:\d\d .*lời nhắc")
            daemon.stop()

    def test_the_feed_is_served_as_printed_and_revalidated(self):
        with Daemon(self.board) as daemon:
            status, headers, body = daemon.get("/calendar.ics")
            self.assertEqual(status, 200)
            self.assertEqual(headers["Content-Type"], "text/calendar; charset=utf-8")
            self.assertEqual(body, self.board.ask("ics", state=True).stdout)
            self.assertEqual(daemon.get("/calendar.ics", {"If-None-Match": headers["ETag"]})[0], 304)
            self.assertEqual(
                daemon.get("/calendar.ics", {"If-Modified-Since": headers["Last-Modified"]})[0], 304)
            status, head, empty = daemon.get("/calendar.ics", method="HEAD")
            self.assertEqual((status, empty, head["Content-Length"]), (200, b"", str(len(body))))
            _, packed, octets = daemon.get("/calendar.ics", {"Accept-Encoding": "gzip"})
            self.assertEqual(packed["Content-Encoding"], "gzip")
            self.assertEqual(gzip.decompress(octets), body)
            self.assertNotEqual(packed["ETag"], headers["ETag"])
            daemon.stop()
        with Daemon(self.board) as again:
            self.assertEqual(again.get("/calendar.ics", {"If-None-Match": headers["ETag"]})[0], 304)

    def test_health_and_pages_answer(self):
        with Daemon(self.board) as daemon:
            status, _, body = daemon.get("/healthz")
            self.assertEqual((status, json.loads(body)["status"]), (200, "ok"))
            status, headers, body = daemon.get("/")
            self.assertEqual(status, 200)
            self.assertIn("Ngày Quốc tế Phụ nữ", body.decode())
            self.assertIn("webcal://", body.decode())
            self.assertIn("default-src 'none'", headers["Content-Security-Policy"])
            self.assertEqual(daemon.get("/khong-co")[0], 404)
            self.assertEqual(daemon.get("/calendar.ics", method="PUT")[0], 405)

    def test_one_daemon_a_database(self):
        with Daemon(self.board):
            second = self.board.ask("serve", check=False, state=True)
            self.assertEqual(second.returncode, 2)
            self.assertIn("nhaclich.lock", second.stderr.decode())

    def test_a_fault_in_the_configuration_ends_it_with_the_place(self):
        self.board.plan.write_text(self.board.plan.read_text().replace('on          = "8/3"', 'on = "03-08"'))
        answer = self.board.ask("serve", check=False, state=True)
        self.assertEqual(answer.returncode, 1)
        self.assertRegex(answer.stderr.decode(), r"ke-hoach-2024\.toml:\d+:\d+: .*03/08.*08/03")
        self.assertEqual(self.board.ask("check", check=False).returncode, 1)
        missing = self.board.run("check", "-c", "/khong/co.toml", check=False)
        self.assertEqual(missing.returncode, 2)


class Templates(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.mine = self.board.settings.parent / "nhac.mustache"
        with self.board.settings.open("a") as settings:
            settings.write('\n[templates]\n"reminder-text.observance.vi" = "nhac.mustache"\n')

    def test_a_mail_is_written_by_the_template_the_settings_name(self):
        self.mine.write_text("Thưa {{title}} của {{board}}")
        shown = self.board.ask("preview", "--from", "2027-03-07", "--to", "2027-03-07", "--show", "1")
        self.assertIn("Thưa Ngày Quốc tế Phụ nữ", shown.stdout.decode())

    def test_one_that_does_not_render_is_refused_with_its_place(self):
        self.mine.write_text("Thưa {{title}},\n{{tieu-de}}")
        answer = self.board.ask("check", check=False)
        self.assertEqual(answer.returncode, 1)
        self.assertRegex(answer.stdout.decode(), r"nhac\.mustache:2:1: .*tieu-de")

    def test_one_that_is_not_there_is_told_where_the_settings_name_it(self):
        answer = self.board.ask("check", check=False)
        self.assertEqual(answer.returncode, 1)
        self.assertRegex(answer.stdout.decode(), r"nhaclich\.toml:\d+:\d+: .*nhac\.mustache")


MOVED = b"DTSTART;VALUE=DATE:%d0321" % day_from_today(0).year


class StartingAgain(unittest.TestCase):
    """With files that became faulty while it ran: as after a power cut at night."""

    def setUp(self):
        self.board = self.enterContext(Board())
        with Daemon(self.board) as daemon:
            self.feed = daemon.get("/calendar.ics")
            daemon.stop()
        self.good = self.board.plan.read_text()
        self.kept = self.board.state / "last-good.json"
        self.assertEqual(self.kept.stat().st_mode & 0o777, 0o600)
        self.board.plan.write_text(self.good + "\n[[observance]]\nid = \"moi\"\n")

    def test_the_last_sound_files_are_in_force_until_those_are_mended(self):
        with Daemon(self.board) as daemon:
            status, headers, octets = daemon.get("/calendar.ics")
            self.assertEqual((status, headers["ETag"], octets), (200, self.feed[1]["ETag"], self.feed[2]))
            self.assertRegex(daemon.log(), r"ke-hoach-2024\.toml:\d+:\d+: ")
            self.assertIn("chạy theo bản đúng gần nhất", daemon.log())
            self.assertGreater(json.loads(daemon.get("/healthz")[2])["reload_faults"], 0)
            for text, word in ((self.board.plan.read_text(), "tiếp tục dùng bản đang chạy"),
                               (self.good.replace('on          = "20/3"', 'on = "21/3"'), "đã nạp lại cấu hình")):
                self.board.plan.write_text(text)
                daemon.process.send_signal(signal.SIGHUP)
                until(word, lambda: word in daemon.log())
            self.assertIn(MOVED, daemon.get("/calendar.ics")[2])
            self.assertEqual(json.loads(daemon.get("/healthz")[2])["reload_faults"], 0)
            daemon.stop()
        # What was mended is what is kept now.
        self.board.plan.write_text("")
        with Daemon(self.board) as daemon:
            self.assertIn(MOVED, daemon.get("/calendar.ics")[2])

    def test_what_was_kept_of_another_state_does_not_count(self):
        kept = self.kept.read_text()
        elsewhere = self.board.path / "elsewhere"
        named = rf'\n[storage]\nstate_directory = \"{elsewhere}\"\n'
        self.kept.write_text(kept.replace(r"\n[storage]\n", named, 1))
        self.assertNotEqual(self.kept.read_text(), kept)
        command = [BINARY, "serve", "-c", str(self.board.settings)]
        told = subprocess.run(command, env={**os.environ, "STATE_DIRECTORY": str(self.board.state)}, capture_output=True,
                              text=True, timeout=PATIENCE)
        self.assertEqual(told.returncode, 1, told)
        self.assertRegex(told.stderr, r"\.toml:\d+:\d+: ")
        self.assertFalse(elsewhere.exists())
        # It is the directory, and not what stands there: named to the program, it is the right one.
        with Daemon(self.board) as daemon:
            self.assertEqual(daemon.get("/calendar.ics")[2], self.feed[2])

    def test_what_was_kept_counts_only_if_it_is_whole_and_of_these_settings(self):
        kept = self.kept.read_text()
        for text in ("", "{", "null", "[]", '{"settings":"x"}', kept[:-3], kept.replace(str(self.board.settings), "/elsewhere"),
                     re.sub(r'"modified":\d+', '"modified":"x"', kept), kept.replace('"text":', '"words":'),
                     re.sub(r'"files":\[.*\]', '"files":{}', kept, flags=re.S), kept.replace("[[observance]]", "[[observances]]")):
            with self.subTest(text=text[:40]):
                self.kept.write_text(text)
                with self.assertRaisesRegex(AssertionError, r"(?s)did not start.*\.toml:\d+:\d+: "):
                    Daemon(self.board)


class Reloading(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.daemon = self.enterContext(Daemon(self.board))

    def reload(self, word):
        lines = self.daemon.log().count(word)
        self.daemon.process.send_signal(signal.SIGHUP)
        until(word, lambda: self.daemon.log().count(word) > lines)

    def test_a_faulty_edit_keeps_the_old_board(self):
        before = self.daemon.get("/calendar.ics")
        good = self.board.plan.read_text()
        self.board.plan.write_text(good + "\n[[observance]]\nid = \"moi\"\n")
        self.reload("tiếp tục dùng bản đang chạy")
        self.assertRegex(self.daemon.log(), r"ke-hoach-2024\.toml:\d+:\d+: ")
        after = self.daemon.get("/calendar.ics")
        self.assertEqual((after[1]["ETag"], after[2]), (before[1]["ETag"], before[2]))
        health = json.loads(self.daemon.get("/healthz")[2])
        self.assertGreater(health["reload_faults"], 0)
        self.board.plan.write_text(good)
        self.reload("đã nạp lại cấu hình")
        self.assertEqual(json.loads(self.daemon.get("/healthz")[2])["reload_faults"], 0)

    def test_an_edit_moves_the_stamps_of_what_changed_and_no_other(self):
        old = self.daemon.get("/calendar.ics")[2].decode()
        self.board.plan.write_text(self.board.plan.read_text().replace('on          = "20/3"', 'on = "21/3"'))
        self.reload("đã nạp lại cấu hình")
        new = self.daemon.get("/calendar.ics")[2].decode()

        def events(feed):
            return {part.split("\r\n")[1]: part for part in feed.split("BEGIN:VEVENT")[1:]}

        was, now = events(old), events(new)
        moved = {uid for uid in now if now[uid] != was.get(uid)}
        self.assertTrue(moved and all("quoc-te-hanh-phuc" in uid for uid in moved))
        cancelled = [now[uid] for uid in moved if uid in was]
        self.assertTrue(cancelled)
        for event in cancelled:
            self.assertIn("STATUS:CANCELLED", event)
            self.assertIn("SEQUENCE:1", event)
            self.assertIn("SUMMARY:ĐÃ HỦY: ", event)


class Reminding(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.plan_a_campaign(["thuong-truc", "pho-truong-ban"])

    def test_the_first_start_sends_nothing_for_the_past(self):
        with Daemon(self.board) as daemon:
            daemon.stop()
        self.assertEqual(mails(self.board), [])
        self.assertEqual(self.board.rows("SELECT count(*) FROM outbox"), [(0,)])

    def test_after_downtime_everybody_concerned_has_one_mail_and_a_restart_sends_none_again(self):
        self.board.miss_the_reminder()
        with Daemon(self.board) as daemon:
            until("mails", lambda: len(mails(self.board)) == 3)
            until("results", lambda: self.board.rows(
                "SELECT count(*) FROM outbox WHERE state = 'sent'") == [(3,)])
            daemon.stop()
        with Daemon(self.board) as daemon:
            daemon.get("/healthz")
            daemon.stop()
        self.assertEqual(len(mails(self.board)), 3)
        mail = email.message_from_bytes(mails(self.board)[0].read_bytes(), policy=email.policy.default)
        self.assertIn("Đợt hoạt động thử", mail["Subject"])
        self.assertEqual(mail["Auto-Submitted"], "auto-generated")
        self.assertEqual([part.get_content_type() for part in mail.iter_parts()],
                         ["text/plain", "text/html", "text/calendar"])
        calendar = mail.get_payload()[2].get_content()
        self.assertIn("UID:dot-thu-", calendar)
        self.assertIn("METHOD:PUBLISH", calendar)

    def test_one_mail_that_cannot_be_written_does_not_hold_up_the_daemon(self):
        (self.board.state).mkdir()
        (self.board.state / "mail").write_text("a file where the Maildir should be")
        self.board.miss_the_reminder()
        with Daemon(self.board) as daemon:
            until("deferral", lambda: self.board.rows(
                "SELECT count(*) FROM outbox WHERE state = 'deferred'")[0][0] > 0)
            self.assertEqual(daemon.get("/calendar.ics")[0], 200)
            daemon.stop()


if __name__ == "__main__":
    unittest.main()
