"""Receipts, choices, a pause and an edit, as the clerk's commands record and foresee them beside the running daemon."""

import collections
import datetime
import email
import email.policy
import json
import signal
import time
import unittest
import zoneinfo

from daemon import Board, Daemon, until

NEIGHBOURHOODS = {f"tieu-khu-{number}@example.org" for number in range(1, 11)}
STANDING = "thuong-truc@example.org"


def day(offset):
    today = datetime.datetime.now(zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).date()
    return today + datetime.timedelta(days=offset)


def written(date):
    return f"{date:%d/%m/%Y}"


class Office(Board):
    """The shipped board with a plan of the test's own, and the words of one command."""

    def __init__(self, entries, reminders=""):
        super().__init__()
        self.entries(entries)
        self.settings.write_text(self.settings.read_text().replace("[reminders]\n", f"[reminders]\n{reminders}\n", 1))

    def entries(self, text):
        self.plan.write_text(f'[plan]\nyear = {day(0).year - 1}\ntitle = "Kế hoạch thử"\n{text}')

    def told(self, verb, *words):
        return self.ask(verb, *words, state=True).stdout.decode()

    def listed(self, verb, *words):
        return [json.loads(line) for line in self.told(verb, "--json", *words).splitlines()]

    def refused(self, verb, *words, language="vi"):
        answer = self.ask(verb, *words, "--lang", language, check=False, state=True)
        return answer.returncode, answer.stdout.decode(), answer.stderr.decode()

    def mails(self):
        new = self.state / "mail" / "new"
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
                for path in (new.iterdir() if new.exists() else [])]

    def recipients(self):
        return collections.Counter(mail["To"].addresses[0].addr_spec for mail in self.mails())

    def states(self, where="1"):
        return dict(self.rows(f"SELECT state, count(*) FROM outbox WHERE {where} GROUP BY state"))

    def first_start(self):
        with Daemon(self) as daemon:
            until("the first look at the plan", self.has_looked)
            daemon.stop()


def report(remind="-1d 00:00"):
    return f"""
[[deadline]]
id        = "bao-cao"
title     = {{ vi = "Báo cáo thử", en = "Trial report" }}
by        = "{written(day(0))}"
shift     = "keep"
owed_by   = ["tieu-khu"]
submit_to = "thuong-truc"
summary   = []
remind    = ["{remind}"]
"""


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
