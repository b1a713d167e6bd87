"""What the administrator sees of deliveries: outbox, retry, missed, proof and send-test, beside the daemon and without it."""

import csv
import email
import email.policy
import html.parser
import io
import json
import time
import unittest

from daemon import Daemon, until
from office import Office, day, report, written
from servers import endpoint, relay
from test_sending import SECRET, safe_relay, send_by

STANDING = "pham-thi-minh-hoa"


def campaign(audience="tieu-khu"):
    return f"""
[[campaign]]
id       = "dot-thu"
title    = {{ vi = "Đợt hoạt động thử", en = "Trial campaign" }}
section  = "II.9"
from     = "{written(day(0))}"
to       = "{written(day(3))}"
audience = ["{audience}"]
remind   = ["-1d 00:00"]
"""


def sent_through(board, server, states):
    """The reminder goes out through the relay until the outbox stands like that."""
    send_by(board, server)
    board.miss_the_reminder()
    with Daemon(board) as daemon:
        until(f"the outbox as {states}", lambda: board.states() == states)
        daemon.stop()


def message_id(octets):
    return email.message_from_bytes(octets.encode("latin-1"), policy=email.policy.default)["Message-ID"].strip()


class Outbox(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Office(campaign()))

    def after_trouble(self, script="rcpt:450 4.2.1 later|rcpt:550 5.1.1 nobody"):
        with safe_relay("--script", script) as server:
            sent_through(self.board, server, {"sent": 9, "deferred": 1, "failed": 1})
            return [message_id(mail["octets"]) for mail in server.received()]

    def test_it_shows_what_is_not_settled_and_why_in_words(self):
        board = self.board
        self.after_trouble()
        listed = board.listed("outbox")
        self.assertEqual(sorted(row["state"] for row in listed), ["deferred", "failed"])
        self.assertEqual({row["title"] for row in listed}, {"Đợt hoạt động thử"})
        self.assertEqual([row["state"] for row in board.listed("outbox", "--failed")], ["failed"])
        self.assertEqual([row["state"] for row in board.listed("outbox", "--pending")], ["deferred"])
        failed, = board.listed("outbox", "--failed")
        self.assertEqual(board.listed("outbox", "--member", failed["member"]), [failed])
        self.assertEqual(len(board.listed("outbox", "--channel", "email")), 2)
        self.assertEqual(len(board.listed("outbox", "--limit", "1")), 1)
        self.assertEqual((failed["answer"], failed["server"], failed["attempts"]),
                         ("RCPT: 550 5.1.1 nobody", "localhost", 1))
        self.assertTrue(failed["address"].endswith("@example.org"))
        self.assertIsNone(failed["next_at"])
        lines = board.told("outbox").splitlines()
        self.assertRegex(lines[0], "^Số +Trạng thái +Đến hạn gửi +Gửi lúc +Người nhận +Kênh +Nội dung +Trả lời gần nhất$")
        self.assertEqual(len(lines), 3)
        words = "\n".join(lines)
        self.assertIn("Đợt hoạt động thử: nhắc việc", words)
        self.assertIn("không có hộp thư này («RCPT: 550 5.1.1 nobody»)", words)
        self.assertIn("máy chủ thư bảo gửi lại sau («RCPT: 450 4.2.1 later»)", words)
        self.assertIn("--limit", board.told("outbox", "--limit", "1"))
        english = board.told("outbox", "--lang", "en")
        self.assertIn("Trial campaign: reminder", english)
        self.assertIn("there is no such mailbox", english)
        with board.database() as database:
            database.execute("UPDATE outbox SET changed = ?1 WHERE state = 'failed'", (int(time.time()) - 31 * 86400,))
        self.assertEqual([row["state"] for row in board.listed("outbox")], ["deferred"])
        self.assertEqual(len(board.listed("outbox", "--failed")), 1)

    def test_one_is_shown_with_its_attempts_and_its_very_text(self):
        board = self.board
        self.after_trouble()
        deferred, = board.listed("outbox", "--pending")
        shown, = board.listed("outbox", "show", str(deferred["id"]))
        self.assertEqual([(one["state"], one["answer"], one["asked_by"]) for one in shown["history"]],
                         [("deferred", "RCPT: 450 4.2.1 later", "")])
        self.assertEqual(message_id(shown["octets"]), shown["message_id"])
        self.assertIn("Đợt hoạt động thử", shown["subject"])
        self.assertIn("Kính gửi", shown["text"])
        words = board.told("outbox", "show", str(deferred["id"]))
        self.assertIn("Kính gửi", words)
        self.assertIn("Các lần gửi:\n  ", words)
        self.assertIn(f"Mã thư: {shown['message_id']}", words)

    def test_what_is_asked_for_again_goes_at_once_beside_the_daemon(self):
        board = self.board
        before = self.after_trouble()
        failed, = board.listed("outbox", "--failed")
        deferred, = board.listed("outbox", "--pending")
        sent = board.rows("SELECT id FROM outbox WHERE state = 'sent'")[0][0]
        with board.database() as database:  # not by itself meanwhile
            database.execute("UPDATE outbox SET next_at = next_at + 3600 WHERE state = 'deferred'")
        with safe_relay() as server:
            send_by(board, server)
            with Daemon(board) as daemon:
                status, output, error = board.refused("retry", str(sent), "999", str(failed["id"]), str(deferred["id"]))
                self.assertEqual(status, 1)
                self.assertEqual([len(output.splitlines()), len(error.splitlines())], [2, 2])
                self.assertIn("hai thư", error)
                self.assertIn("999", error)
                until("all sent", lambda: board.states() == {"sent": 11})
                daemon.stop()
            ids = {message_id(mail["octets"]) for mail in server.received()}
        self.assertEqual(len(ids), 2)
        self.assertIn(deferred["message_id"], ids)  # never accepted: the same message
        self.assertNotIn(failed["message_id"], ids)  # refused: another one
        self.assertEqual(ids & set(before), set())
        shown, = board.listed("outbox", "show", str(failed["id"]))
        self.assertEqual([one["state"] for one in shown["history"]], ["failed", "failed", "sent"])
        asked = shown["history"][1]
        self.assertRegex(asked["asked_by"], "^cli ")
        self.assertEqual(asked["answer"], "RCPT: 550 5.1.1 nobody")
        self.assertRegex(board.told("outbox", "show", str(failed["id"])), "cli \\w+ cho gửi lại; lúc ấy không gửi được")

    def test_what_may_have_been_accepted_goes_again_under_its_name(self):
        board = self.board
        board.entries(campaign("thuong-truc"))
        with safe_relay("--script", "cut") as server:
            sent_through(board, server, {"deferred": 1})
            first = server.received()[0]["octets"]
        with safe_relay("--script", "rcpt:550 5.1.1 nobody") as server:
            send_by(board, server)
            board.told("retry", "1")
            with Daemon(board) as daemon:
                until("refused", lambda: "failed" in board.states())
                daemon.stop()
        with safe_relay() as server:
            send_by(board, server)
            board.told("retry", "--failed")
            with Daemon(board) as daemon:
                until("sent", lambda: board.states("id = 1") == {"sent": 1})
                daemon.stop()
            self.assertEqual([mail["octets"] for mail in server.received()][:1], [first])

    def test_only_what_is_still_of_use_goes_again(self):
        board = self.board
        self.after_trouble()
        failed, = board.listed("outbox", "--failed")
        board.entries(report())
        for words, reason in (("vi", "không còn trong kế hoạch"), ("en", "no longer in the plan")):
            status, output, error = board.refused("retry", str(failed["id"]), language=words)
            self.assertEqual((status, output), (1, ""))
            self.assertIn(reason, error)
        self.assertIn("Không có thư nào", board.told("retry", "--failed"))
        self.assertEqual(board.states("state = 'failed'"), {"failed": 1})
        for words in ([], ["--failed", "1"]):
            self.assertEqual(board.refused("retry", *words)[0], 1)

    def test_what_was_missed_is_listed_with_the_reason_and_can_still_go(self):
        board = self.board
        board.miss_the_reminder()
        board.told("pause")
        with Daemon(board) as daemon:
            until("reminders written down", lambda: board.states() == {"pending": 10})
            daemon.stop()
        with board.database() as database:
            database.execute("UPDATE outbox SET state = 'missed', last_answer = 'missed.quiet' WHERE id = 1")
            database.execute("UPDATE outbox SET state = 'cancelled', last_answer = 'cancelled.receipt' WHERE id = 2")
        self.assertEqual([row["id"] for row in board.listed("missed")], [1])
        self.assertEqual([row["state"] for row in board.listed("missed", "--all")], ["missed", "cancelled"])
        self.assertIn("rơi vào giờ nghỉ", board.told("missed"))
        self.assertIn("quiet hours", board.told("missed", "--lang", "en"))
        self.assertEqual(board.listed("missed", "--from", "2020-01-01", "--to", "2020-12-31"), [])
        self.assertIn("bỏ lỡ", board.told("missed", "--all"))
        status, _, error = board.refused("retry", "2", "3", "1")
        self.assertEqual(status, 1)
        self.assertIn("đã nộp", error)
        self.assertIn("đang chờ", error)
        self.assertEqual(board.states(), {"pending": 9, "cancelled": 1})


class Table(html.parser.HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.text = [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.text += data


class Proof(unittest.TestCase):
    def setUp(self):
        self.board = board = self.enterContext(Office(report().replace("Báo cáo thử", "=Báo cáo <script>thử</script>")))
        board.members.write_text(board.members.read_text().replace('"Phạm Thị Minh Họa"', '"@Phạm \\"Thị\\""'))
        board.miss_the_reminder()
        board.told("receipts", "record", "tieu-khu-1", "bao-cao")
        with Daemon(board) as daemon:
            until("all told", lambda: board.states() == {"sent": 10})
            daemon.stop()
        self.days = ("--from", day(-1).isoformat(), "--to", day(1).isoformat())

    def test_it_names_who_was_told_what_and_who_reported(self):
        rows = self.board.listed("proof", *self.days)
        messages = [row for row in rows if row["type"] == "message"]
        receipts = [row for row in rows if row["type"] == "receipt"]
        self.assertEqual([row["state"] for row in messages], ["sent"] * 10)
        self.assertEqual(len({row["message_id"] for row in messages}), 10)
        self.assertIn("thuong-truc@example.org", {row["address"] for row in messages})
        self.assertEqual([row["answer"] for row in receipts], ["submitted"] + ["missing"] * 9)
        self.assertEqual(receipts[0]["submitted"], day(0).isoformat())
        self.assertRegex(receipts[0]["by"], "^cli ")
        words = self.board.told("proof", *self.days)
        self.assertIn("1/10", words)
        self.assertIn("Đã gửi 10 thư cho 10 người", words)
        self.assertIn("10 messages sent to 10 people", self.board.told("proof", *self.days, "--lang", "en"))
        self.assertEqual(self.board.listed("proof", "--from", "2020-01-01", "--to", "2020-12-31"), [])

    def test_the_csv_opens_in_a_spreadsheet_and_is_no_formula(self):
        octets = self.board.ask("proof", *self.days, "--csv", state=True).stdout
        self.assertTrue(octets.startswith(b"\xef\xbb\xbfNg"))
        self.assertEqual(octets.count(b"\r\n"), octets.count(b"\n"))
        rows = list(csv.reader(io.StringIO(octets.decode("utf-8-sig"), newline=""), strict=True))
        self.assertEqual(len(rows), 1 + 10 + 10)
        self.assertEqual({len(row) for row in rows}, {15})
        self.assertIn("'@Phạm \"Thị\"", [row[4] for row in rows])
        for row in rows:
            for cell in row:
                self.assertNotIn(cell[:1], ("=", "+", "-", "@", "\t"))
        self.assertEqual(octets, self.board.ask("proof", *self.days, "--csv", state=True).stdout)

    def test_the_page_stands_alone_and_lets_no_text_become_markup(self):
        page = Table(self.board.told("proof", *self.days, "--html"))
        names = [tag for tag, _ in page.tags]
        self.assertEqual((names.count("script"), names.count("link"), names.count("img")), (0, 0, 0))
        self.assertEqual(dict(page.tags)["html"]["lang"], "vi")
        self.assertEqual(names.count("tr"), 6 + 11 + 11)  # totals, letters, reports: a head each
        for text in ("Ban Vì sự tiến bộ của phụ nữ Thị trấn Hà Trung", f"Từ ngày {written(day(-1))} đến hết ngày",
                     "=Báo cáo <script>thử</script>", "Nộp báo cáo: 1/10 đơn vị", "nhaclich 0.1.0"):
            self.assertIn(text, page.text)
        english = Table(self.board.told("proof", *self.days, "--html", "--lang", "en"))
        self.assertEqual(dict(english.tags)["html"]["lang"], "en")
        self.assertIn("Reports: 1 of 10 units", english.text)


class SendTest(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Office(campaign()))

    def tried(self, *words, language="vi"):
        status, output, error = self.board.refused("send-test", *words, language=language)
        self.assertFalse((self.board.state / "nhaclich.db").exists())
        return status, output, error

    def test_a_member_gets_a_marked_mail_at_once_and_the_servers_word_is_told(self):
        with safe_relay("--script", "ok|rcpt:550 5.1.1 nobody|rcpt:450 4.2.1 later|ok") as server:
            send_by(self.board, server)
            status, output, _ = self.tried(STANDING)
            self.assertEqual(status, 0)
            self.assertIn("đã giao; máy chủ thư đã nhận («end of text: 250 2.0.0 queued»)", output)
            status, output, _ = self.tried("email")
            self.assertEqual(status, 2)
            self.assertIn("bị từ chối; không có hộp thư này", output)
            self.assertEqual(self.tried("email", language="en")[0], 2)
            status, output, _ = self.tried(STANDING, "--json", language="en")
            told = json.loads(output)
            self.assertEqual((status, told["result"], told["to"]), (0, "accepted", "thuong-truc@example.org"))
            first, second = [email.message_from_bytes(mail["octets"].encode("latin-1"), policy=email.policy.default)
                             for mail in server.received()]
        self.assertIn("Thư thử", first["Subject"])
        self.assertIn("thư thử", first.get_body(("plain",)).get_content())
        self.assertNotEqual(first["Message-ID"], second["Message-ID"])

    def test_a_silent_server_is_not_waited_for_without_end(self):
        with safe_relay("--script", "silent") as server:
            send_by(self.board, server)
            status, output, _ = self.tried(STANDING, "--timeout", "1")
        self.assertEqual(status, 2)
        self.assertIn("quá 1 giây", output)

    def test_without_a_server_it_lands_in_the_mailbox(self):
        self.assertEqual(self.tried(STANDING)[0], 0)
        mail, = self.board.mails()
        self.assertIn("Thư thử", mail["Subject"])

    def test_a_webhook_is_tried_and_every_channel_of_a_member_is_told_apart(self):
        secret = self.board.path / "secret"
        secret.write_text(SECRET + "\n")
        secret.chmod(0o600)
        with endpoint("--secret", SECRET, "--script", "ok|500") as server:
            self.board.append_settings(f"""
[[webhook]]
id             = "zalo"
url            = "http://127.0.0.1:{server.port}/hook"
secret_file    = "{secret}"
allow_loopback = true
""")
            status, _, error = self.tried("zalo")
            self.assertEqual(status, 1)
            self.assertIn("thường trực", error)
            mark = 'email    = "thuong-truc@example.org"\n'
            self.board.members.write_text(self.board.members.read_text().replace(
                mark, mark + 'addresses = { zalo = "8417" }\n'))
            status, output, error = self.tried("zalo")
            self.assertEqual((status, len(output.splitlines())), (0, 1), output + error)
            self.assertIn("cổng nhận đã nhận", output)
            status, output, _ = self.tried(STANDING)
            self.assertEqual((status, len(output.splitlines())), (2, 2), output)
            self.assertIn("cổng nhận đang trục trặc", output)
            first, second = server.received()
        self.assertTrue(first["signed"])
        self.assertEqual(json.loads(first["body"])["data"]["kind"], "test")
        self.assertNotEqual(first["id"], second["id"])


class Refusals(unittest.TestCase):
    VERBS = (["outbox"], ["outbox", "show", "1"], ["retry", "1"], ["missed"], ["proof"])

    def test_what_does_not_exist_is_refused_with_what_may_be_meant(self):
        board = self.enterContext(Office(campaign()))
        board.first_start()
        cases = [
            ("outbox", "--member", "pham-thi-minh-hao", f"«{STANDING}»", f"“{STANDING}”"),
            ("outbox", "--channel", "emial", "«email»", "“email”"),
            ("outbox", "show", "7", "thư số 7", "message 7"),
            ("retry", "7", "thư số 7", "message 7"),
            ("send-test", "pham-thi-minh-hao", f"«{STANDING}»", f"“{STANDING}”"),
            ("send-test", "emial", "«email»", "“email”"),
            ("missed", "--from", "2026-13-01", "2026-13-01", "2026-13-01"),
            ("proof", "--from", "2026-02-01", "--to", "2026-01-01", "2026-01-01", "2026-01-01"),
        ]
        for *words, vietnamese, english in cases:
            for language, expected in (("vi", vietnamese), ("en", english)):
                with self.subTest(" ".join(words), language=language):
                    status, output, error = board.refused(*words, language=language)
                    self.assertEqual((status, output, len(error.splitlines())), (1, "", 1), error)
                    self.assertIn(expected, error)

    def test_before_the_first_start_there_is_nothing_to_see(self):
        board = self.enterContext(Office(campaign()))
        for words, expected in zip(self.VERBS, (0, 1, 2, 0, 0)):
            status, output, error = board.refused(*words)
            self.assertEqual(status, expected, error)
            if expected == 0:
                self.assertEqual((bool(output), error), (True, ""))
                self.assertEqual(board.listed(*words), [])

    def test_a_database_of_another_version_is_named_and_left_alone(self):
        board = self.enterContext(Office(campaign()))
        board.first_start()
        for version, expected in ((99, "bản nhaclich mới hơn"), (3, "bản cũ")):
            with board.database() as database:
                database.execute(f"PRAGMA user_version = {version}")
            for words in self.VERBS:
                with self.subTest(" ".join(words), version=version):
                    status, output, error = board.refused(*words)
                    self.assertEqual((status, output), (2, ""))
                    self.assertIn(expected, error)
            self.assertEqual(board.rows("PRAGMA user_version"), [(version,)])


if __name__ == "__main__":
    unittest.main()
