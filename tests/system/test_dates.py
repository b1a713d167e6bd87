"""lunar, holidays and new-year from the command line, and a plan that uses every notation of dates."""

import json
import os
import subprocess
import unittest

from daemon import Board

NHACLICH = os.environ["NHACLICH"]

NOTATIONS = """
[[meeting]]
id = "giao-ban"
title = "Giao ban"
on = "thứ Hai đầu tháng"
at = "08:00"
shift = "later"
moved = [{ from = "5/10/2026", to = "7/10/2026", at = "14:00" }]
cancelled = ["7/9/2026"]

[[observance]]
id = "gio-to"
title = "Giỗ Tổ Hùng Vương"
on = "10/3 âm lịch"

[[deadline]]
id = "bao-cao-quy"
title = "Báo cáo quý"
before = "ngày 15 tháng cuối quý"
owed_by = ["tieu-khu"]
first_year = 2026
last_year = 2026

[[task]]
id = "tong-hop-quy"
title = "Tổng hợp báo cáo quý"
after = "bao-cao-quy +3wd"

[[meeting]]
id = "dai-hoi"
title = "Đại hội"
on = "14/5/2026"
at = "08:00"
ends = "17:00"
days = 2

[[task]]
id = "thu-sau-cuoi"
title = "Kiểm kê"
on = "FREQ=MONTHLY;BYDAY=-1FR"
until = "31/3/2026"
"""


def ask(*arguments):
    return subprocess.run([NHACLICH, *arguments], capture_output=True, text=True, timeout=60)


def lines(answer):
    return [json.loads(line) for line in answer.stdout.splitlines()]


class Lunar(unittest.TestCase):
    def test_both_directions(self):
        answer = ask("lunar", "2030-02-02", "--json")
        self.assertEqual(json.loads(answer.stdout), {"year": 2030, "month": 1, "day": 1, "leap": False})
        self.assertEqual(ask("lunar", "--solar", "2030-01-01").stdout, "2030-02-02\n")
        self.assertEqual(ask("lunar", "--solar", "2025-06-01", "--leap").stdout, "2025-07-25\n")
        self.assertEqual(ask("lunar", "2026-02-17").stdout, "thứ Ba, ngày 17/02/2026 là ngày 1/1/2026 âm lịch\n")

    def test_the_language_is_chosen_before_or_behind_the_verb(self):
        english = ask("lunar", "2026-02-17", "--lang", "en").stdout
        self.assertIn("Tuesday", english)
        for before in (("--lang", "en"), ("--lang=en",), ("-c", "nowhere.toml", "--lang", "en")):
            self.assertEqual(ask(*before, "lunar", "2026-02-17").stdout, english, before)
        self.assertEqual(ask("--lang", "fr", "lunar", "2026-02-17").returncode, 2)

    def test_what_is_no_date_is_an_error_of_the_input(self):
        for wrong in ("2026-02-30", "1899-01-01", "17/2/2026", "2200-06-01"):
            answer = ask("lunar", wrong)
            self.assertEqual(answer.returncode, 1, wrong)
            self.assertTrue(answer.stderr.strip(), wrong)
        self.assertEqual(ask("lunar", "--solar", "2026-05-01", "--leap").returncode, 1)
        self.assertEqual(ask("lunar", "2026-05-01", "--leap").returncode, 2)


class Holidays(unittest.TestCase):
    def off(self, year):
        return " ".join(("" if row["off"] else "+") + row["date"][5:]
                        for row in lines(ask("holidays", str(year), "--json")))

    def test_the_announced_years_are_as_announced(self):
        self.assertEqual(self.off(2024), "01-01 02-08 02-09 02-10 02-11 02-12 02-13 02-14 04-18 04-29 04-30 05-01 "
                                         "+05-04 09-02 09-03")
        self.assertEqual(self.off(2025), "01-01 01-27 01-28 01-29 01-30 01-31 04-07 +04-26 04-30 05-01 05-02 09-01 "
                                         "09-02")
        self.assertEqual(self.off(2026), "01-01 01-02 +01-10 02-16 02-17 02-18 02-19 02-20 04-26 04-27 04-30 05-01 "
                                         "+08-22 08-31 09-01 09-02 11-24")

    def test_later_years_are_a_forecast_and_say_so(self):
        rows = lines(ask("holidays", "2031", "--json"))
        self.assertTrue(rows and all(row["forecast"] for row in rows))
        self.assertIn("DỰ BÁO", ask("holidays", "2031").stdout)
        self.assertNotIn("DỰ BÁO", ask("holidays", "2026").stdout)


class Notations(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.plan.write_text(self.board.plan.read_text() + NOTATIONS)

    def days(self, entry, first="2026-01-01", last="2026-12-31"):
        answer = self.board.ask("occurrences", "--from", first, "--to", last, "--json")
        self.assertEqual(answer.returncode, 0, answer.stdout)
        return [json.loads(line) for line in answer.stdout.decode().splitlines()
                if json.loads(line)["entry"] == entry]

    def starts(self, entry, *period):
        return [row["start"][:10] for row in self.days(entry, *period)]

    def test_every_notation_is_accepted_and_falls_on_its_days(self):
        self.assertEqual(self.board.ask("check").returncode, 0)
        meetings = {row["nominal"]: row for row in self.days("giao-ban")}
        self.assertEqual(len(meetings), 12)
        self.assertEqual(meetings["2026-10-05"]["start"], "2026-10-07T14:00:00+07:00")
        self.assertEqual(meetings["2026-09-07"]["status"], "cancelled")
        self.assertEqual(self.starts("gio-to", "2026-01-01", "2027-12-31"), ["2026-04-26", "2027-04-16"])
        self.assertEqual(self.starts("bao-cao-quy", "2026-01-01", "2027-12-31"),
                         ["2026-03-13", "2026-06-12", "2026-09-14", "2026-12-14"])
        self.assertEqual(self.starts("tong-hop-quy"), ["2026-03-18", "2026-06-17", "2026-09-17", "2026-12-17"])
        self.assertEqual(self.days("dai-hoi")[0]["end"], "2026-05-15T17:00:00+07:00")
        self.assertEqual(self.starts("thu-sau-cuoi"), ["2026-01-30", "2026-02-27", "2026-03-27"])

    def test_a_shifted_day_says_why(self):
        answer = self.board.ask("occurrences", "--from", "2028-06-01", "--to", "2028-06-30").stdout.decode()
        self.assertTrue("chuyển sớm từ Chủ nhật 04/6 vì là ngày nghỉ" in answer, answer)
        answer = self.board.ask("preview", "--from", "2028-05-30", "--to", "2028-05-30", "--show", "1").stdout.decode()
        self.assertTrue("huyển sớm từ Chủ nhật 04/6 vì là ngày nghỉ" in answer, answer[:3000])


class NewYear(unittest.TestCase):
    def setUp(self):
        self.board = self.enterContext(Board())
        self.board.plan.write_text(self.board.plan.read_text() + NOTATIONS)
        self.next = self.board.plan.with_name("ke-hoach-2027.toml")

    def test_the_next_plan_is_accepted_beside_the_old_one(self):
        answer = self.board.ask("new-year", "2027", "-o", self.next)
        self.assertEqual(answer.returncode, 0, answer.stderr)
        table = answer.stdout.decode()
        self.assertIn("thứ Sáu, ngày 16/4/2027: Giỗ Tổ Hùng Vương (năm trước Chủ nhật", table)
        self.assertIn("Đại hội: on = 14/5/2026", table)
        text = self.next.read_text()
        self.assertIn("KẾ HOẠCH NĂM CỦA BAN", text)
        self.assertIn('# on = "14/5/2026"', text)
        settings = self.board.settings.read_text()
        self.board.settings.write_text(settings.replace(
            '"ke-hoach-2024.toml"', '["ke-hoach-2024.toml", "ke-hoach-2027.toml"]'))
        before = {row["uid"] for row in self.feed_rows()}
        checked = self.board.ask("check")
        self.assertEqual(checked.returncode, 0, checked.stdout.decode())
        self.board.settings.write_text(settings)
        after = {row["uid"] for row in self.feed_rows()}
        # What comes every year keeps its identity; the report of the quarter ended with 2026.
        self.assertEqual({uid for uid in before if "bao-cao-quy" not in uid and "tong-hop" not in uid},
                         {uid for uid in after if "bao-cao-quy" not in uid and "tong-hop" not in uid})

    def feed_rows(self):
        answer = self.board.ask("occurrences", "--from", "2027-01-01", "--to", "2027-12-31", "--json")
        return [{"uid": row["entry"] + row["nominal"]}
                for row in map(json.loads, answer.stdout.decode().splitlines())]

    def test_nobody_s_work_is_written_over(self):
        self.next.write_text("của tôi")
        answer = self.board.ask("new-year", "2027", "-o", self.next, check=False)
        self.assertEqual(answer.returncode, 2)
        self.assertEqual(self.next.read_text(), "của tôi")

    def test_a_year_that_is_planned_already_is_refused(self):
        answer = self.board.ask("new-year", "2024", check=False)
        self.assertEqual(answer.returncode, 1)
        self.assertIn("2024", answer.stderr.decode())


if __name__ == "__main__":
    unittest.main()
