"""Mail that comes back, through a real relay and into a real folder: what follows for deliveries and addresses."""

import datetime
import email
import email.policy
import fcntl
import json
import os
import signal
import unittest
import zoneinfo

from daemon import Board, Daemon, until
from servers import relay

MEMBER = "nguyen-van-mau-mot"
ADDRESS = "tieu-khu-1@example.org"
STANDING = "thuong-truc@example.org"
ZONE = zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")
BOX = "/nowhere/returned"


def report(mail, status="5.1.1", action="failed", said="smtp; 550 5.1.1 no such user", to="nhaclich@x.example.org"):
    """As Postfix writes it."""
    return (f"Return-Path: <>\nTo: {to}\nSubject: Undelivered Mail Returned to Sender\nMIME-Version: 1.0\n"
            'Content-Type: multipart/report; report-type=delivery-status;\n\tboundary="b/mx"\n\n'
            "--b/mx\nContent-Type: text/plain\n\nSorry.\n\n--b/mx\nContent-Type: message/delivery-status\n\n"
            f"Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; {ADDRESS}\nAction: {action}\n"
            f"Status: {status}\nDiagnostic-Code: {said}\n\n--b/mx\nContent-Type: text/rfc822-headers\n\n"
            + (f"Message-ID: {mail['Message-ID']}\n" if mail else "Subject: x\n") + "\n--b/mx--\n")


class Town(Board):
    """A board whose mail goes through a relay and comes back into a folder; one member is reminded day by day."""

    def __init__(self, server, bounces):
        super().__init__()
        self.server = server
        self.days = 0
        self.first_day = self.today()
        self.settings.write_text(self.settings.read_text() + f"""
[mail.smtp]
host = "localhost"
port = {server.port}
tls  = "none"

[mail.bounces]
{bounces}
""")
        self.members.write_text(self.members.read_text().replace(
            'unit     = "tieu-khu-1"\n', 'unit     = "tieu-khu-1"\ngroups   = ["mot"]\n')
            + '\n[[group]]\nid = "mot"\ntitle = "Một"\n')
        last = self.today() + datetime.timedelta(days=3)
        self.plan.write_text(f"""
[plan]
year  = {self.today().year - 1}
title = "Kế hoạch thử"

[[campaign]]
id       = "dot-thu"
title    = "Đợt hoạt động thử"
from     = "{self.today():%d/%m/%Y}"
to       = "{last:%d/%m/%Y}"
audience = ["mot"]
remind   = [{", ".join(f'"-{day}d 00:00"' for day in range(1, 9))}]
""")
        with Daemon(self) as daemon:
            until("the first look at the plan", self.has_looked)
            daemon.stop()

    @staticmethod
    def today():
        return datetime.datetime.now(ZONE).date()

    def miss_another(self):
        """As if the daemon had been down since before one more of the reminders."""
        self.days += 1
        due = datetime.datetime.combine(self.first_day, datetime.time(), ZONE) - datetime.timedelta(days=self.days)
        self.rewind(due.timestamp() - 3600)

    def rule(self):
        return f"-{self.days}d 00:00"

    def row(self, rule=None):
        found = self.rows(f"SELECT state, last_answer FROM outbox WHERE rule = '{rule or self.rule()}'")
        return found[0] if found else (None, "")

    def sent_mail(self, number):
        """The newest mail of that many at the relay, once it is on record as sent."""
        until(f"mail {number}", lambda: len(mails_to(self.server, ADDRESS)) == number)
        until("its record", lambda: self.row()[0] == "sent")
        return mails_to(self.server, ADDRESS)[-1]

    def told(self, *words, check=True):
        return self.ask("bounces", *words, state=True, check=check)

    def listed(self, *words):
        return [json.loads(line) for line in self.told("--json", *words).stdout.decode().splitlines()]

    def unreached(self):
        return self.rows("SELECT count(*) FROM outbox WHERE rule LIKE 'unreached %' AND state = 'sent'")[0][0]


def mails_to(server, address):
    return [email.message_from_bytes(mail["octets"].encode("latin-1"), policy=email.policy.default)
            for mail in server.received() if mail["recipients"] == [address]]


class InAMaildir(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(relay())

    def town(self, more=""):
        board = self.enterContext(Town(self.server, f'maildir = "{BOX}"\n{more}'))
        box = board.path / "returned"
        board.settings.write_text(board.settings.read_text().replace(BOX, str(box)))
        for part in ("tmp", "new", "cur"):
            (box / part).mkdir(parents=True)
        return board, box

    @staticmethod
    def drop(box, name, octets):
        (box / "tmp" / name).write_bytes(octets if isinstance(octets, bytes) else octets.encode())
        os.rename(box / "tmp" / name, box / "new" / name)

    def words_about_suspension(self):
        texts = [mail.get_body(("plain",)).get_content() for mail in mails_to(self.server, STANDING)]
        return [text for text in texts if "chương trình ngừng gửi tới địa chỉ này" in text]

    def test_three_in_a_row_suspend_the_address_and_clear_lifts_it(self):
        board, box = self.town('verp = "tra-lai+TAG@x.example.org"')
        for number in (1, 2, 3):
            board.miss_another()
            with Daemon(board) as daemon:
                mail = board.sent_mail(number)
                envelope = [sent["sender"] for sent in self.server.received() if sent["recipients"] == [ADDRESS]][-1]
                name = mail["Message-ID"].strip("<>").partition("@")[0]
                self.assertEqual(envelope, f"tra-lai+{name}@x.example.org")
                # Known by its Message-ID, or by the address it came back to.
                self.drop(box, f"{number}.mx", report(mail) if number != 2 else report(None, to=envelope))
                until("the delivery to have failed", lambda: board.row()[0] == "failed")
                self.assertIn("bounce: 5.1.1 smtp; 550 5.1.1 no such user", board.row()[1])
                until("a word to the standing member", lambda: board.unreached() == number)
                until("the file to be put away", lambda: (box / "cur" / f"{number}.mx:2,S").exists())
                self.assertEqual([one["in_a_row"] for one in board.listed()], [number])
                if number == 3:
                    until("the word about the address", lambda: self.words_about_suspension())
                daemon.stop()
        words = self.words_about_suspension()
        self.assertEqual(len(words), 1)
        for part in ("Nguyễn Văn Mẫu Một", ADDRESS, "550 5.1.1 no such user", f"nhaclich bounces clear {ADDRESS}"):
            self.assertIn(part, words[0])
        self.assertEqual(board.rows("SELECT told FROM suspension"), [(1,)])

        board.miss_another()
        with Daemon(board) as daemon:
            until("the delivery to fail at once", lambda: board.row()[0] == "failed")
            self.assertIn("bị trả lại nhiều lần liền", board.row()[1])
            until("a fourth word to the standing member", lambda: board.unreached() == 4)
            self.assertEqual(len(mails_to(self.server, ADDRESS)), 3)
            one, = board.listed("list")
            self.assertEqual((one["address"], one["member"], one["in_a_row"]), (ADDRESS, MEMBER, 3))
            self.assertIsNotNone(one["suspended"])
            self.assertIn("ĐÃ NGỪNG GỬI", board.told().stdout.decode())
            self.assertIn("Mail goes to", board.told("clear", MEMBER, "--lang", "en").stdout.decode())
            daemon.stop()
        self.assertEqual([(one["in_a_row"], one["suspended"]) for one in board.listed()], [(0, None)])
        self.assertEqual([note["verdict"] for note in board.listed("--history")], ["hard"] * 3)
        board.miss_another()
        with Daemon(board) as daemon:
            board.sent_mail(4)
            daemon.stop()

    def test_a_mail_that_was_let_through_breaks_the_row_and_what_is_not_the_mailboxs_fault_does_not_count(self):
        board, box = self.town("suspend_after = 2")
        kinds = [("5.1.1", "failed", 1, "failed"), (None, None, 1, "sent"), ("5.1.1", "failed", 1, "failed"),
                 ("5.7.1", "failed", 1, "failed"), ("5.2.2", "failed", 1, "failed"), ("4.4.1", "delayed", 1, "sent")]
        for number, (status, action, in_a_row, state) in enumerate(kinds, 1):
            board.miss_another()
            with Daemon(board) as daemon:
                mail = board.sent_mail(number)
                if status:
                    self.drop(box, f"{number}.mx", report(mail, status, action, said=f"smtp; {status[0]}50 {status}"))
                    until("the file to be put away", lambda: (box / "cur" / f"{number}.mx:2,S").exists())
                self.assertEqual(board.row()[0], state)
                self.assertEqual([one["in_a_row"] for one in board.listed()], [in_a_row])
                daemon.stop()
        self.assertEqual([note["verdict"] for note in board.listed("--history")],
                         ["hard", "hard", "refused", "soft", "delayed"])
        self.assertEqual(board.rows("SELECT count(*) FROM suspension"), [(0,)])

    def test_what_came_while_the_daemon_was_down_is_found_and_the_same_twice_counts_once(self):
        board, box = self.town()
        board.miss_another()
        with Daemon(board) as daemon:
            mail = board.sent_mail(1)
            daemon.stop()
        for name in ("a", "b"):
            self.drop(box, name, report(mail))
        with Daemon(board) as daemon:
            until("both files to be put away", lambda: sorted(os.listdir(box / "cur")) == ["a:2,S", "b:2,S"])
            self.assertEqual(board.row()[0], "failed")
            daemon.stop()
        self.assertEqual([one["in_a_row"] for one in board.listed()], [1])

    def test_whatever_lies_in_the_folder_stops_nothing_and_is_told_once(self):
        board, box = self.town()
        board.miss_another()
        with Daemon(board) as daemon:
            mail = board.sent_mail(1)
            (board.path / "elsewhere").write_text(report(mail))
            (box / "new" / "link").symlink_to(board.path / "elsewhere")
            (box / "new" / "directory").mkdir()
            os.mkfifo(box / "new" / "fifo")
            self.drop(box, "empty", b"")
            self.drop(box, "nuls", b"\0" * 100_000)
            self.drop(box, "huge", b"x" * 3_000_000)
            self.drop(box, "vacation", f"To: x@y\nIn-Reply-To: {mail['Message-ID']}\n"
                                       "Auto-Submitted: auto-replied\n\nAway. 550 5.1.1\n")
            self.drop(box, "unknown", report({"Message-ID": "<" + "0" * 32 + "@vstbcpn-hatrung.example.org>"}))
            until("all mails to be put away", lambda: len(os.listdir(box / "cur")) == 5)
            self.assertEqual(board.row()[0], "sent")
            # A mail that is no bounce is left unread for whoever reads the folder.
            self.assertEqual(sorted(os.listdir(box / "cur")),
                             ["empty:2,", "huge:2,", "nuls:2,", "unknown:2,S", "vacation:2,"])
            self.assertEqual(sorted(os.listdir(box / "new")), ["directory", "fifo", "link"])
            self.drop(box, "bounce", report(mail))
            until("the delivery to have failed", lambda: board.row()[0] == "failed")
            for name in ("link", "directory", "fifo"):
                self.assertEqual(daemon.log().count(f"new/{name} trong"), 1)
            daemon.stop()

    def test_a_folder_that_is_not_there_yet_is_told_once_and_taken_up_later(self):
        board, box = self.town()
        board.miss_another()
        os.rename(box, board.path / "later")
        with Daemon(board) as daemon:
            mail = board.sent_mail(1)
            complaint = f"không đọc được hộp thư trả lại {box}"
            until("a complaint", lambda: complaint in daemon.log())
            self.drop(board.path / "later", "bounce", report(mail))
            os.rename(board.path / "later", box)
            daemon.process.send_signal(signal.SIGHUP)
            until("the delivery to have failed", lambda: board.row()[0] == "failed")
            self.assertEqual(daemon.log().count(complaint), 1)
            daemon.stop()


class InAnMbox(unittest.TestCase):
    def setUp(self):
        self.server = self.enterContext(relay())
        self.board = self.enterContext(Town(self.server, f'mbox = "{BOX}"\nsuspend_after = 2'))
        self.box = self.board.path / "returned"
        self.board.settings.write_text(self.board.settings.read_text().replace(BOX, str(self.box)))

    def append(self, *mails, lock=True):
        with open(self.box, "ab") as file:
            if lock:
                fcntl.lockf(file, fcntl.LOCK_EX)
            for mail in mails:
                file.write(b"From MAILER-DAEMON Tue Nov 24 08:00:00 2026\n" + mail.encode() + b"\n")

    def place(self):
        return self.board.rows("SELECT place FROM mbox")

    def test_bounces_are_read_from_where_the_last_look_ended_and_the_file_stays_as_it_is(self):
        board = self.board
        self.append("Subject: an old one\n\nFrom here on\n", "Subject: huge\n\n" + "x" * 2_500_000 + "\n")
        for number in (1, 2):
            board.miss_another()
            with Daemon(board) as daemon:
                mail = board.sent_mail(number)
                self.append("Subject: nothing\n\nnothing\n", report(mail))
                until("the delivery to have failed", lambda: board.row()[0] == "failed")
                until("the place", lambda: self.place() == [(self.box.stat().st_size,)])
                until("a word to the standing member", lambda: board.unreached() == number)
                daemon.stop()
        until("the word about the address", lambda: [one["suspended"] for one in board.listed()] != [None])
        self.assertEqual([one["in_a_row"] for one in board.listed()], [2])
        self.assertEqual(self.box.read_bytes().count(b"\nSubject: Undelivered"), 2)
        self.assertIn(ADDRESS, board.told("clear", ADDRESS.upper()).stdout.decode())
        self.assertEqual(board.told("clear", "khong-co-ai", check=False).returncode, 1)

    def test_a_writer_is_waited_for_and_a_new_file_is_read_from_its_beginning(self):
        board = self.board
        board.miss_another()
        self.append("Subject: one\n\n" + "one\n" * 1000)
        with Daemon(board) as daemon:
            mail = board.sent_mail(1)
            until("the place", lambda: self.place() == [(self.box.stat().st_size,)])
            fresh = self.board.path / "fresh"
            whole = b"From x\n" + report(mail).encode() + b"\n"
            with open(fresh, "wb") as file:
                fcntl.lockf(file, fcntl.LOCK_EX)
                file.write(whole[:300])
                file.flush()
                os.rename(fresh, self.box)
                file.write(whole[300:])
            until("the delivery to have failed", lambda: board.row()[0] == "failed")
            until("the new place", lambda: self.place() == [(len(whole),)])
            daemon.stop()

    def test_what_is_no_mbox_is_told(self):
        self.box.write_text("hello\n")
        with Daemon(self.board) as daemon:
            until("a complaint", lambda: "không phải hộp thư dạng mbox" in daemon.log())
            daemon.stop()
        self.assertEqual(self.box.read_text(), "hello\n")


if __name__ == "__main__":
    unittest.main()
