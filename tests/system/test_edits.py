"""An edit as the clerk foresees it and the members hear of it, and the brake on too much at once."""

import signal
import time
import unittest

from daemon import Daemon, until
from office import Office, STANDING, day, report, written


def meeting(entry, offset, hour="08:00", place="Phòng A", audience="truong-ban", more=""):
    return f"""
[[meeting]]
id       = "{entry}"
title    = "Họp {entry}"
on       = "{written(day(offset))}"
at       = "{hour}"
place    = "{place}"
audience = ["{audience}", "thuong-truc"]
remind   = ["-1wd 15:00"]
{more}
"""


BEFORE = {"doi": (10,), "gio": (11,), "noi": (12,), "huy": (13,), "xoa": (14,), "xa": (200,), "yen": (15,)}


def plan_of(meetings):
    return "".join(meeting(entry, *how) for entry, how in meetings.items())


def events(calendar):
    """(SUMMARY, UID, SEQUENCE) of every event of unfolded lines."""
    for event in "\n".join(calendar).split("BEGIN:VEVENT\n")[1:]:
        value = dict(line.split(":", 1) for line in event.splitlines() if line.startswith(("SUMMARY", "UID", "SEQ")))
        yield value["SUMMARY"], value["UID"], int(value.get("SEQUENCE", 0))


class Edits(unittest.TestCase):
    def edited(self):
        after = {**BEFORE, "doi": (16,), "gio": (11, "14:00"), "noi": (12, "08:00", "Phòng B"),
                 "huy": (13, "08:00", "Phòng A", "truong-ban", "cancelled = true"), "xa": (201,),
                 "moi": (9, "08:00", "Phòng A", "pho-truong-ban")}
        del after["xoa"]
        return plan_of(after)

    def reload(self, board, daemon):
        loads = daemon.log().count("đã nạp lại cấu hình")
        daemon.process.send_signal(signal.SIGHUP)
        until("the reload", lambda: daemon.log().count("đã nạp lại cấu hình") > loads)
        until("a plan without a difference", lambda: board.listed("diff") == [])

    def noticed(self, board):
        return set(board.rows("SELECT entry, nominal, member FROM outbox WHERE rule LIKE 'notice%'"))

    def test_a_diff_names_the_changes_and_exactly_who_is_told(self):
        board = self.enterContext(Office(plan_of(BEFORE), 'notice_delay = "0m"\nburst_member = 50'))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            self.assertIn("Không có gì thay đổi", board.told("diff"))
            board.entries(self.edited())
            differences = board.listed("diff")
            self.assertEqual({one["entry"]: one["change"] for one in differences},
                             {"doi": "moved", "gio": "moved", "noi": "moved", "huy": "cancelled",
                              "xoa": "cancelled", "xa": "moved", "moi": "new"})
            words = board.told("diff")
            for line in ("Mới: Họp moi, 08:00 ", "Hủy: Họp huy, 08:00 ", "Hủy: Họp xoa, 08:00 ",
                         "tại Phòng A sang 08:00 ", f"ngày {written(day(10))} sang 08:00 ",
                         "sang 14:00 ", "  Sẽ báo 2 người: Trần Văn Mẫu, Phạm Thị Minh Họa.",
                         "  Sẽ báo 3 người: Nguyễn Thị Ví Dụ, Lê Văn Giả Định, Phạm Thị Minh Họa.",
                         "  Không phải báo ai."):
                self.assertIn(line, words)
            self.assertEqual(self.noticed(board), set())
            self.reload(board, daemon)
            told = {(one["entry"], one["nominal"], member) for one in differences for member in one["told"]}
            self.assertEqual(len(told), 5 * 2 + 3)
            self.assertEqual(self.noticed(board), told)
            until("the notices sent", lambda: board.states("rule LIKE 'notice%'") == {"sent": len(told)})
            daemon.stop()
        self.assertEqual(set(board.recipients()), {"truong-ban@example.org", STANDING, "hoi-phu-nu@example.org",
                                                   "pho-truong-ban@example.org"})

    def calendar_parts(self, board):
        """{(METHOD, summary): (UID, SEQUENCE)} of what the head was sent."""
        found = {}
        for mail in board.mails():
            if mail["To"].addresses[0].addr_spec != "truong-ban@example.org":
                continue
            for part in mail.walk():
                if part.get_content_type() != "text/calendar":
                    continue
                calendar = part.get_content().replace("\r\n ", "").splitlines()
                method = part.get_param("method")
                self.assertIn(f"METHOD:{method}", calendar)
                for summary, uid, sequence in events(calendar):
                    found[method, summary] = (uid, sequence)
        return found

    def test_a_notice_carries_the_event_under_its_uid_with_a_higher_sequence(self):
        board = self.enterContext(Office(plan_of(BEFORE), 'notice_delay = "0m"\nburst_member = 50'))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            feed = daemon.get("/calendar.ics")[2].decode().replace("\r\n ", "").splitlines()
            known = {summary: uid for summary, uid, _ in events(feed)}
            board.entries(self.edited())
            self.reload(board, daemon)
            until("the notices sent", lambda: board.states("rule LIKE 'notice%'") == {"sent": 13})
            daemon.stop()
        parts = self.calendar_parts(board)
        for method, entry in (("PUBLISH", "gio"), ("PUBLISH", "noi"), ("CANCEL", "huy"), ("CANCEL", "xoa")):
            uid, sequence = next(value for key, value in parts.items()
                                 if key[0] == method and f"Họp {entry}" in key[1])
            self.assertEqual(uid, next(uid for summary, uid in known.items() if f"Họp {entry}" in summary), entry)
            self.assertEqual(sequence, 1, entry)
        self.assertEqual({method for method, summary in parts if "Họp huy" in summary}, {"CANCEL"})

    def test_a_diff_warns_of_receipts_that_another_day_would_leave_behind(self):
        board = self.enterContext(Office(report()))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            board.told("receipts", "record", "tieu-khu-1", "bao-cao")
            board.entries(report().replace(written(day(0)), written(day(1))))
            self.assertEqual([one["receipts_left_behind"] for one in board.listed("diff")], [1])
            self.assertIn("1 ghi nhận nộp báo cáo của ngày cũ không tính", board.told("diff"))
            daemon.stop()

    def test_an_edit_undone_within_the_delay_is_told_to_nobody(self):
        board = self.enterContext(Office(plan_of(BEFORE), "burst_member = 50"))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            board.entries(self.edited())
            self.reload(board, daemon)
            self.assertEqual(board.states("rule LIKE 'notice%'"), {"pending": 13})
            board.entries(plan_of(BEFORE))
            self.assertEqual({member for one in board.listed("diff") for member in one["told"]}, set())
            self.reload(board, daemon)
            daemon.stop()
        with board.database() as database:
            database.execute("UPDATE outbox SET due = ?1, next_at = ?1 WHERE state = 'pending'", (int(time.time()),))
        with Daemon(board) as daemon:
            until("the notices judged", lambda: "pending" not in board.states())
            daemon.stop()
        self.assertEqual(board.states("rule LIKE 'notice%'"), {"cancelled": 13})
        self.assertEqual(board.mails(), [])

    def test_an_undone_edit_brings_up_no_past_of_before_the_first_start(self):
        board = self.enterContext(Office(report()))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            board.entries(report().replace(written(day(0)), written(day(3))))
            self.reload(board, daemon)
            board.entries(report())
            self.reload(board, daemon)
            daemon.stop()
        self.assertEqual(board.rows("SELECT rule, member FROM outbox WHERE rule NOT LIKE 'notice%' "
                                    "AND state <> 'cancelled'"), [])


class Brake(unittest.TestCase):
    def test_a_reload_that_tells_too_much_stops_with_one_word_to_the_standing_member(self):
        board = self.enterContext(Office(plan_of({"yen": (15,)}), 'notice_delay = "0m"\nburst_total = 20'))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            board.entries(plan_of({"yen": (15,), "tat-ca": (16, "08:00", "Phòng A", "thanh-vien")}))
            daemon.process.send_signal(signal.SIGHUP)
            until("one mail", lambda: sum(board.recipients().values()) == 1)
            self.assertIn("đã tự dừng", daemon.log())
            mail, = board.mails()
            self.assertEqual(mail["To"].addresses[0].addr_spec, STANDING)
            self.assertIn("tự dừng", mail["Subject"])
            self.assertIn("nhaclich resume", mail.get_body(("plain",)).get_content())
            self.assertEqual(board.states("entry = 'tat-ca'"), {"pending": 26})
            # A second look, and a restart, add no second word.
            self.assertEqual(board.told("preferences", "pham-thi-minh-hoa", "language", "vi").count("\n"), 1)
            daemon.stop()
        with Daemon(board) as daemon:
            self.assertEqual(board.states("entry = 'tat-ca'"), {"pending": 26})
            self.assertEqual(sum(board.recipients().values()), 1)
            board.told("resume")
            until("the notices sent", lambda: board.states("entry = 'tat-ca'") == {"sent": 26})
            daemon.stop()
        self.assertEqual(sum(board.recipients().values()), 27)

    def test_fewer_go_out_at_once(self):
        board = self.enterContext(Office(plan_of({"yen": (15,)}), 'notice_delay = "0m"\nburst_total = 26'))
        with Daemon(board) as daemon:
            until("the first look at the plan", board.has_looked)
            board.entries(plan_of({"yen": (15,), "tat-ca": (16, "08:00", "Phòng A", "thanh-vien")}))
            daemon.process.send_signal(signal.SIGHUP)
            until("the notices sent", lambda: board.states("entry = 'tat-ca'") == {"sent": 26})
            daemon.stop()
        self.assertEqual(sum(board.recipients().values()), 26)


if __name__ == "__main__":
    unittest.main()
