"""Receipts, choices and a pause, as the clerk's commands record them beside the running daemon."""

import collections
import datetime
import unittest

from daemon import Daemon, until
from office import NEIGHBOURHOODS, Office, STANDING, day, report, written


class Receipts(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Office(report()))

    def test_what_is_recorded_beside_the_daemon_decides_who_is_reminded(self):
        board = self.board
        board.miss_the_reminder()
        board.told("pause")
        with Daemon(board) as daemon:
            until("reminders written down", lambda: board.states() == {"pending": 11})
            board.told("receipts", "record", "tieu-khu-1", "bao-cao")
            board.told("receipts", "record", "tieu-khu-2", "bao-cao", "--nothing-to-report")
            board.told("receipts", "record", "tieu-khu-3", "bao-cao")
            board.told("receipts", "record", "tieu-khu-3", "bao-cao", "--undo")
            board.told("preferences", "pham-thi-mau-bon", "stop", "yes")
            self.assertEqual(board.states(), {"pending": 11})  # each command woke the daemon; it is paused
            self.assertEqual(board.mails(), [])
            board.told("resume")
            until("reminders sent", lambda: board.states() == {"sent": 8, "cancelled": 3})
            daemon.stop()
        spared = {f"tieu-khu-{number}@example.org" for number in (1, 2, 4)}
        self.assertEqual(board.recipients(), collections.Counter(NEIGHBOURHOODS - spared | {STANDING}))
        self.assertNotIn("nạp lại", daemon.log())
        self.assertRegex(daemon.log(), "(?s)tạm dừng gửi, đến khi có lệnh.*gửi trở lại")

    def test_the_list_shows_every_unit_and_the_history_every_word(self):
        board = self.board
        board.first_start()
        yesterday = day(-1)
        board.told("receipts", "record", "tieu-khu-1", "bao-cao", "--at", yesterday.isoformat())
        board.told("receipts", "record", "tieu-khu-2", "bao-cao", "--nothing-to-report")
        board.told("receipts", "record", "tieu-khu-3", "bao-cao")
        board.told("receipts", "record", "tieu-khu-3", "bao-cao", "--undo")
        around = ("--from", yesterday.isoformat(), "--to", day(1).isoformat())
        listed = board.listed("receipts", *around)
        self.assertEqual([(unit["unit"], unit["answer"], unit["day"]) for unit in listed],
                         [("tieu-khu-1", "submitted", yesterday.isoformat()),
                          ("tieu-khu-2", "nothing-to-report", day(0).isoformat())]
                         + [(f"tieu-khu-{number}", "missing", None) for number in range(3, 11)])
        lines = board.told("receipts", *around).splitlines()
        self.assertIn("Báo cáo thử [bao-cao], hạn ", lines[0])
        self.assertTrue(lines[0].endswith("đã nộp 2/10"), lines[0])
        self.assertEqual(lines[1], f"  Tiểu khu 1 [tieu-khu-1]: đã nộp ngày {written(yesterday)}")
        self.assertEqual(lines[3], "  Tiểu khu 3 [tieu-khu-3]: chưa nộp")
        self.assertEqual([(note["unit"], note["answer"]) for note in board.listed("receipts", "--history")],
                         [("tieu-khu-1", "submitted"), ("tieu-khu-2", "nothing-to-report"),
                          ("tieu-khu-3", "submitted"), ("tieu-khu-3", "undone")])
        self.assertEqual(board.listed("receipts", "--history", "--to", day(-2).isoformat()), [])
        self.assertEqual(board.listed("receipts", "--from", day(2).isoformat(), "--to", day(3).isoformat()), [])

    def test_a_command_given_twice_ticks_off_no_other_report(self):
        board = self.board
        board.entries(report().replace(f'by        = "{written(day(0))}"', f'by = "{day(0):%d/%m}"'))
        board.first_start()
        first = board.told("receipts", "record", "tieu-khu-1", "bao-cao", "--lang", "en")
        self.assertIn("Recorded: Neighbourhood 1 submitted “Trial report” (due ", first)
        again = board.told("receipts", "record", "tieu-khu-1", "bao-cao", "--lang", "en")
        self.assertIn("Recorded before: Neighbourhood 1, “Trial report”", again)
        status, _, error = board.refused("receipts", "record", "tieu-khu-1", "bao-cao", "--nothing-to-report")
        self.assertEqual(status, 1)
        self.assertIn(f"thêm --nominal {day(0).isoformat()}", error)
        board.told("receipts", "record", "tieu-khu-1", "bao-cao", "--undo")
        self.assertEqual(board.refused("receipts", "record", "tieu-khu-1", "bao-cao", "--undo")[0], 1)
        days = [note["nominal"] for note in board.listed("receipts", "--history")]
        self.assertEqual(days, [day(0).isoformat()] * 2)

    def test_a_late_report_is_that_which_is_chased_though_the_next_one_is_nearer(self):
        board = self.board
        late = next(one for one in map(day, range(-20, -25, -1)) if one.day <= 28)  # in every month
        board.entries(report().replace(f'"{written(day(0))}"', f'"FREQ=MONTHLY;BYMONTHDAY={late.day}"'))
        board.first_start()
        first, = board.listed("receipts", "record", "tieu-khu-1", "bao-cao")
        self.assertEqual(first["nominal"], late.isoformat())
        second, = board.listed("receipts", "record", "tieu-khu-1", "bao-cao")
        self.assertEqual(second["nominal"], (late.replace(day=1) + datetime.timedelta(days=31))
                         .replace(day=late.day).isoformat())


class Answers(unittest.TestCase):
    def test_what_does_not_exist_is_refused_with_what_may_be_meant(self):
        board = self.enterContext(Office(report()))
        board.first_start()
        record = ("receipts", "record")
        cases = [
            (*record, "tieu-khu-33", "bao-cao", "«tieu-khu-3»", "“tieu-khu-3”"),
            (*record, "khong-co-gi", "bao-cao", "nhaclich receipts", "nhaclich receipts"),
            (*record, "tieu-khu-3", "bao-cap", "«bao-cao»", "“bao-cao”"),
            (*record, "cong-an", "bao-cao", "không phải nộp", "does not owe"),
            (*record, "tieu-khu-3", "bao-cao", "--at", day(2).isoformat(), "chưa tới", "not come yet"),
            (*record, "tieu-khu-3", "bao-cao", "--at", written(day(0)), "2026-11-24", "2026-11-24"),
            (*record, "tieu-khu-3", "bao-cao", "--nominal", day(1).isoformat(), day(0).isoformat(), day(0).isoformat()),
            (*record, "tieu-khu-3", "bao-cao", "--undo", "chưa có ghi nhận", "Nothing is recorded"),
            ("receipts", "--from", "2026-13-01", "2026-13-01", "2026-13-01"),
            ("preferences", "pham-thi-minh", "«pham-thi-minh-hoa»", "“pham-thi-minh-hoa”"),
            ("preferences", "pham-thi-minh-hoa", "digest", "daily", "none, weekly, monthly", "none, weekly, monthly"),
            ("preferences", "pham-thi-minh-hoa", "channels", "zalo", "«zalo»", "“zalo”"),
            ("preferences", "pham-thi-minh-hoa", "quiet", "21", "21:30-05:30", "21:30-05:30"),
            ("preview", "--member", "pham-thi-minh-hao", "«pham-thi-minh-hoa»", "“pham-thi-minh-hoa”"),
            ("pause", "--until", day(0).isoformat(), "sau hôm nay", "later day"),
        ]
        for *words, vietnamese, english in cases:
            for language, expected in (("vi", vietnamese), ("en", english)):
                with self.subTest(" ".join(words), language=language):
                    status, output, error = board.refused(*words, language=language)
                    self.assertEqual((status, output, len(error.splitlines())), (1, "", 1), error)
                    self.assertIn(expected, error)
        self.assertEqual(board.listed("receipts", "--history"), [])

    def test_without_a_daemon_ever_nothing_can_be_recorded(self):
        board = self.enterContext(Office(report()))
        for words in (["receipts", "record", "tieu-khu-1", "bao-cao"], ["preferences", "pham-thi-minh-hoa"],
                      ["pause"], ["resume"]):
            with self.subTest(words[0]):
                status, output, error = board.refused(*words)
                self.assertEqual((status, output), (2, ""))
                self.assertIn("nhaclich serve", error)

    def test_choices_are_shown_taken_back_and_kept_in_the_history(self):
        board = self.enterContext(Office(report()))
        board.first_start()
        member = ("preferences", "pham-thi-minh-hoa")
        self.assertEqual(board.listed(*member), [])
        board.told(*member, "digest", "weekly")
        board.told(*member, "pause", day(2).isoformat())
        board.told(*member, "digest", "")
        self.assertEqual([(choice["key"], choice["value"]) for choice in board.listed(*member)],
                         [("pause", f"{day(1).isoformat()}T17:00:00Z")])
        self.assertIn("pause = 00:00 ", board.told(*member))
        self.assertEqual([choice["value"] for choice in board.listed(*member, "digest", "--history")], ["weekly", ""])
        self.assertIn("digest: bỏ lựa chọn", board.told(*member, "--history"))

    def test_a_pause_says_until_when_and_a_second_resume_that_there_was_none(self):
        board = self.enterContext(Office(report()))
        board.first_start()
        self.assertIn(f"ngày {written(day(3))}", board.told("pause", "--until", day(3).isoformat()))
        self.assertIn("Sending goes on.", board.told("resume", "--lang", "en"))
        self.assertIn("was not paused", board.told("resume", "--lang", "en"))


if __name__ == "__main__":
    unittest.main()
