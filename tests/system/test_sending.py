"""Mail through a real relay and webhooks to a real endpoint, crashes included."""

import contextlib
import email
import email.policy
import json
import re
import signal
import time
import unittest

from daemon import SOURCE, Board, Daemon, until
from patience import PATIENCE
from servers import endpoint, relay, service

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def send_by(board, server, tls="starttls", user="nhaclich"):
    """Points the board's mail at the relay."""
    password = board.path / "password"
    password.write_text("mật khẩu\n")
    password.chmod(0o600)
    text = board.settings.read_text().partition("\n[mail.smtp]\n")[0]
    board.settings.write_text(text + f"""
[mail.smtp]
host          = "localhost"
port          = {server.port}
tls           = "{tls}"
user          = "{user}"
password_file = "{password}"
ca_file       = "{server.ca}"
""")


def safe_relay(*options):
    return relay("--tls", "starttls", "--user", "nhaclich", "--password", "mật khẩu", *options)


def states(board):
    return dict(board.rows("SELECT state, count(*) FROM outbox GROUP BY state"))


class Mail(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.plan_a_campaign(["tieu-khu"])

    def test_ten_members_have_one_mail_each_over_tls_with_a_login(self):
        with safe_relay() as server:
            send_by(self.board, server)
            self.board.miss_the_reminder()
            with Daemon(self.board) as daemon:
                until("ten sent", lambda: states(self.board).get("sent") == 10)
                daemon.stop()
            received = server.received()
        self.assertEqual(len(received), 10)
        self.assertEqual(len({mail["recipients"][0] for mail in received}), 10)
        for mail in received:
            self.assertTrue(mail["tls"])
            self.assertEqual(mail["user"], "nhaclich")
            self.assertEqual(len(mail["recipients"]), 1)
            parsed = email.message_from_bytes(mail["octets"].encode("latin-1"),
                                              policy=email.policy.default)
            self.assertEqual(parsed["To"].addresses[0].addr_spec, mail["recipients"][0])
            self.assertIn("Đợt hoạt động thử", parsed["Subject"])
            self.assertIn("Kính gửi", parsed.get_body(("plain",)).get_content())
        log = self.enterContext(open(self.board.path / "log", encoding="utf-8")).read()
        self.assertNotIn("mật khẩu", log)

    def test_a_busy_relay_is_tried_again_and_a_refusal_is_final(self):
        with safe_relay("--script", "rcpt:450 4.2.1 later|rcpt:550 5.1.1 nobody") as server:
            send_by(self.board, server)
            self.board.miss_the_reminder()
            with Daemon(self.board) as daemon:
                until("eight sent, one deferred, one failed, and a word about that", lambda: states(self.board) == {
                    "sent": 9, "deferred": 1, "failed": 1})
                daemon.stop()
            self.assertEqual(len(server.received()), 9)
        told = self.board.rows("SELECT member, state FROM outbox WHERE rule LIKE 'unreached %'")
        self.assertEqual(told, [("pham-thi-minh-hoa", "sent")])
        answers = self.board.rows("SELECT state, last_answer FROM outbox WHERE state <> 'sent'")
        self.assertIn("550", dict(answers)["failed"])
        self.assertIn("450", dict(answers)["deferred"])

    @contextlib.contextmanager
    def waiting_for_the_last_word(self):
        """The relay has the mail and never answers for it."""
        self.board.plan_a_campaign(["thuong-truc"])
        with safe_relay("--script", "silent") as server:
            send_by(self.board, server)
            self.board.miss_the_reminder()
            with Daemon(self.board) as daemon:
                until("the mail at the relay", lambda: len(server.received()) == 1)
                yield server, daemon

    def test_killed_between_the_sending_and_the_record_the_same_octets_go_again(self):
        with self.waiting_for_the_last_word() as (server, daemon):
            daemon.kill()
            self.assertEqual(states(self.board), {"sending": 1})
            first = server.received()[0]["octets"]
        with safe_relay() as server:
            send_by(self.board, server)
            with Daemon(self.board) as daemon:
                until("sent", lambda: states(self.board) == {"sent": 1})
                daemon.stop()
            self.assertEqual([mail["octets"] for mail in server.received()], [first])

    def signalled_while_it_stops(self, second, after=0):
        """The exit status of a daemon that gets the signal while its stop waits for the relay's last word.

        So many seconds `after` its stop was heard of, or with it. Nothing if that was so late that it may have ended."""
        with self.waiting_for_the_last_word() as (_, daemon):
            before = len(daemon.log())
            asked = time.monotonic()
            daemon.process.send_signal(signal.SIGTERM)
            if after is not None:
                until("the stop", lambda: "đang kết thúc" in daemon.log()[before:])
                since = time.monotonic()
                until("so much later", lambda: time.monotonic() - since >= after)
            daemon.process.send_signal(second)
            late = time.monotonic() - asked > 3  # of four
            status = daemon.process.wait(PATIENCE)
            self.assertEqual("đã dừng" in daemon.log()[before:], status == 0)
            return None if late else status

    def assertEndsWith(self, expected, second, **when):
        for _ in range(3):  # a busy machine may be late
            status = self.signalled_while_it_stops(second, **when)
            if status is not None:
                break
            self.board = self.enterContext(Board())
        self.assertEqual(status, expected)

    def test_a_reload_asked_for_during_the_stop_does_not_cut_it_short(self):
        self.assertEndsWith(0, signal.SIGHUP)

    def test_a_second_stop_ends_it_at_once(self):
        self.assertEndsWith(1, signal.SIGTERM, after=1.2)

    def test_two_stops_sent_together_are_one(self):
        # As timeout(1) does, to its child and to its group.
        self.assertEndsWith(0, signal.SIGTERM, after=None)

    def test_without_the_promised_tls_nothing_is_sent(self):
        with relay() as server:
            server.ca = "/etc/ssl/certs/ca-certificates.crt"
            send_by(self.board, server)
            self.board.miss_the_reminder()
            with Daemon(self.board) as daemon:
                until("a deferral", lambda: states(self.board).get("deferred", 0) > 0)
                daemon.stop()
            self.assertEqual(server.received(), [])


class Webhook(unittest.TestCase):
    def test_a_member_with_an_address_there_is_told_by_a_signed_request(self):
        board = self.enterContext(Board())
        board.plan_a_campaign(["thuong-truc"])
        with endpoint("--secret", SECRET, "--script", "500") as server:
            secret = board.path / "secret"
            secret.write_text(SECRET + "\n")
            secret.chmod(0o600)
            board.append_settings(f"""
[[webhook]]
id             = "zalo"
url            = "http://127.0.0.1:{server.port}/gui"
secret_file    = "{secret}"
allow_loopback = true
""")
            standing = re.search(r"(?m)^groups\s*=\s*\[\"thuong-truc\"\].*$", board.members.read_text())
            board.members.write_text(board.members.read_text().replace(
                standing.group(0), standing.group(0) + "\naddresses = { zalo = \"8417\" }"))
            board.miss_the_reminder()
            with Daemon(board) as daemon:
                until("a first attempt", lambda: board.rows(
                    "SELECT state FROM outbox WHERE channel = 'zalo'") == [("deferred",)])
                daemon.stop()
            # The minute until the next attempt passes in the database, not in this test.
            with board.database() as database:
                database.execute("UPDATE outbox SET next_at = 0 WHERE channel = 'zalo'")
            with Daemon(board) as daemon:
                until("sent by both channels", lambda: states(board) == {"sent": 2})
                daemon.stop()
            first, second = server.received()
        self.assertTrue(first["signed"] and second["signed"])
        self.assertEqual((first["id"], first["body"]), (second["id"], second["body"]))
        told = json.loads(second["body"])
        self.assertEqual(told["data"]["entry"], "dot-thu")
        self.assertEqual(told["data"]["to"], "8417")

    def test_each_zalo_user_gets_the_shipped_example_and_who_left_the_account_still_has_mail(self):
        board = self.enterContext(Board())
        board.plan_a_campaign(["tieu-khu"])
        token = "zalo-khoa-thu-nghiem"
        with service("--service", "zalo-oa", "--token", token, "--script", "not-follower") as server:
            (board.path / "zalo-token").write_text(token + "\n")
            (board.path / "zalo-token").chmod(0o600)
            example = (SOURCE / "config" / "webhooks" / "zalo-oa.toml").read_text()
            board.append_settings(example.replace("https://openapi.zalo.me", f"http://127.0.0.1:{server.port}")
                                  .replace("/etc/nhaclich", str(board.path)) + "allow_loopback = true\n")
            members = board.members.read_text()
            for place, user in (("1", "8417"), ("2", "8418")):
                unit = f'unit     = "tieu-khu-{place}"\n'
                self.assertIn(unit, members)
                members = members.replace(unit, f'{unit}addresses = {{ zalo = "{user}" }}\n')
            board.members.write_text(members)
            board.ask("check")
            board.miss_the_reminder()
            with Daemon(board) as daemon:
                until("one sent and one refused by Zalo, ten by mail", lambda: states(board) == {
                    "sent": 11, "failed": 1})
                daemon.stop()
            received = server.received()
        self.assertEqual([request["fault"] for request in received], ["", ""])
        self.assertEqual({json.loads(request["body"])["recipient"]["user_id"] for request in received},
                         {"8417", "8418"})
        for request in received:
            self.assertIn("Đợt hoạt động thử", request["text"])
            self.assertIn("Kính gửi", request["text"])
        answers = dict(board.rows("SELECT state, last_answer FROM outbox WHERE channel = 'zalo'"))
        self.assertIn("-213", answers["failed"])
        with board.database() as database:
            self.assertNotIn(token, "\n".join(database.iterdump()))
        self.assertNotIn(token, daemon.log())

    def test_an_endpoint_that_is_gone_is_disabled_told_of_by_mail_and_enabled_by_hand(self):
        board = self.enterContext(Board())
        board.plan_a_campaign(["tieu-khu"])
        with endpoint("--secret", SECRET, "--script", "410") as server:
            secret = board.path / "secret"
            secret.write_text(SECRET + "\n")
            secret.chmod(0o600)
            board.append_settings(f"""
[[webhook]]
id             = "cong"
url            = "http://127.0.0.1:{server.port}/gui"
secret_file    = "{secret}"
allow_loopback = true
""")
            unit = 'unit     = "tieu-khu-1"\n'
            board.members.write_text(board.members.read_text().replace(
                unit, unit + 'addresses = { cong = "8417" }\n'))
            self.assertIn("bình thường", board.ask("webhooks", state=True).stdout.decode())
            board.miss_the_reminder()
            told = "SELECT member, channel, state FROM outbox WHERE rule LIKE 'endpoint cong %'"
            with Daemon(board) as daemon:
                until("the standing member is told", lambda: board.rows(told) == [
                    ("pham-thi-minh-hoa", "email", "sent")])
                until("the row waits", lambda: board.rows(
                    "SELECT state FROM outbox WHERE channel = 'cong'") in ([("pending",)], [("deferred",)]))
                self.assertEqual(len(server.received()), 1)
                listed = json.loads(board.ask("webhooks", "--json", state=True).stdout)
                self.assertEqual((listed["channel"], listed["state"]), ("cong", "gone"))
                self.assertIn("đã tắt", board.ask("webhooks", state=True).stdout.decode())
                self.assertEqual(board.ask("webhooks", "enable", "kong", state=True, check=False).returncode, 1)
                board.ask("webhooks", "enable", "cong", state=True)
                until("sent after all", lambda: board.rows(
                    "SELECT state FROM outbox WHERE channel = 'cong'") == [("sent",)])
                daemon.stop()
            first, second = server.received()
        self.assertEqual((first["id"], first["body"]), (second["id"], second["body"]))
        self.assertEqual(len(board.rows(told)), 1)
        self.assertIn("kênh cong không nhận tin nữa", daemon.log())
        mails = [email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
                 for file in (board.state / "mail" / "new").iterdir()]
        self.assertEqual(sum("«nhaclich webhooks enable cong»" in mail.get_body(("plain",)).get_content()
                             for mail in mails), 1)


if __name__ == "__main__":
    unittest.main()
