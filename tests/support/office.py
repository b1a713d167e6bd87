"""The shipped board with a plan of a test's own, and the words of one command."""

import collections
import datetime
import json
import zoneinfo

from daemon import Board, Daemon, until

NEIGHBOURHOODS = {f"tieu-khu-{number}@example.org" for number in range(1, 11)}
STANDING = "thuong-truc@example.org"


def day(offset):
    today = datetime.datetime.now(zoneinfo.ZoneInfo("Asia/Ho_Chi_Minh")).date()
    return today + datetime.timedelta(days=offset)


def written(date):
    """As offices write it: 1 and 2 with a zero, months 3 to 9 without."""
    month = f"{date.month:02}" if date.month < 3 else str(date.month)
    return f"{date:%d}/{month}/{date.year}"


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
