"""Boards that try what a calendar may stumble over: texts, moves, edges of the year, and a zone with summer time."""

import re

from daemon import Board

HOSTILE = r'''
[plan]
year  = 2023
title = "Kế hoạch; thử, \"dấu\" \\ và 🎉"

[[meeting]]
id          = "giao-ban"
title       = { vi = "Giao ban; tổ, \"dấu\" \\n \\, : 'x' ^n 🎉👩‍👩‍👧", en = "Meeting; of, \"all\" \\" }
on          = "thứ Hai đầu tháng"
at          = "08:00"
lasts       = "1h30m"
place       = "Tầng 2; phòng, A"
description = "Dòng một;\nEND:VEVENT\nBEGIN:VALARM\n\\;,:"
moved       = [{ from = "6/7/2026", to = "8/7/2026", at = "14:00" }]
cancelled   = ["3/8/2026"]

[[meeting]]
id    = "hop-dem"
title = "END:VEVENT"
on    = "31/12"
at    = "22:30"
lasts = "4h"
link  = "https://hop.example.org/?a=1,2;b=%22"

[[campaign]]
id    = "dot-tet"
title = "DECOMPOSED"
from  = "25/12"
to    = "10/1"

[[observance]]
id    = "gio-to"
title = "מזל טוב يوم المرأة"
on    = "10/3 âm lịch"

[[observance]]
id    = "nam-nhuan"
title = "LONG"
on    = "29/2/2028"

[[deadline]]
id        = "nop"
title     = "Báo cáo, lần 1; phần \"A\""
before    = "5/6"
owed_by   = ["tieu-khu"]
submit_to = "thuong-truc"

[[deadline]]
id        = "nop-le"
title     = "-"
by        = "30/4"
owed_by   = ["tieu-khu"]
submit_to = "thuong-truc"

[[observance]]
id        = "da-bo"
title     = "Đã bỏ"
on        = "20/11"
cancelled = true
'''

BERLIN = '''
[plan]
year  = 2023
title = "Vereinsplan"

[[meeting]]
id    = "sunday-night"
title = "Giờ đổi"
on    = "Chủ nhật cuối tháng"
at    = "02:30"
lasts = "1h"

[[meeting]]
id    = "over-the-change"
title = "Qua giờ đổi"
on    = "FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU"
at    = "01:30"
lasts = "3h"

[[meeting]]
id    = "winter"
title = "Mùa đông"
on    = "15/1"
at    = "09:00"
lasts = "2h"

[[observance]]
id    = "le"
title = "Lễ"
on    = "8/3"
'''


def shipped():
    return Board()


STRUCK = {
    "quoc-te-phu-nu": 'cancelled = ["8/3/2025", "8/3/2026", "8/3/2028"]',
    "quoc-te-hanh-phuc": 'moved = [{ from = "20/3/2024", to = "21/3/2024" }, { from = "20/3/2027", to = "19/3/2027" }]',
    "phong-chong-mua-ban-nguoi": "cancelled = true",
    "phu-nu-viet-nam": 'cancelled = ["20/10/2024", "20/10/2026"]',
    "thang-hanh-dong": 'cancelled = ["15/11/2026"]',
    "bao-cao-6-thang": 'cancelled = ["4/6/2024", "4/6/2027"]',
    "bao-cao-nam": 'moved = [{ from = "4/12/2025", to = "10/12/2025" }]',
}


def struck():
    """The shipped plan in years in which not everything was held, or when it should have been."""
    board = Board()
    text = board.plan.read_text()
    for entry, line in STRUCK.items():
        text, count = re.subn(rf'(?m)^id( +)= "{entry}"$', rf'\g<0>\n{line}', text)
        assert count == 1, entry
    board.plan.write_text(text)
    return board


def hostile():
    board = Board()
    decomposed = "Đợt hoạt động de\u0302\u0301n Tết, ngày lê\u0303"
    board.plan.write_text(HOSTILE.replace("DECOMPOSED", decomposed).replace("LONG", "ữ" * 200))
    return board


def in_berlin():
    board = Board()
    board.plan.write_text(BERLIN)
    changed, count = re.subn(r'(?m)^# zone .*$', 'zone = "Europe/Berlin"', board.settings.read_text())
    assert count == 1
    board.settings.write_text(changed)
    return board


def own_calendars(board, daemon):
    """What members' own calendars say of a hostile board, by whose they are: of somebody who has reported once, of who
    gets the reports, and as their owners may have them."""
    owes, receives = board.answers_for("unit", "tieu-khu-1"), board.answers_for("groups", "thuong-truc")
    board.ask("receipts", "record", "tieu-khu-1", "nop", state=True)
    addresses = {"who owes": board.own_calendar(owes), "who receives": board.own_calendar(receives),
                 "in English": board.own_calendar(owes, "en", "--feed-language", "en"),
                 "without alarms": board.own_calendar(receives, "still", "--no-alarms")}
    octets = {}
    for whose, url in addresses.items():
        status, _, octets[whose] = daemon.get("/m/" + url.partition("/m/")[2])
        assert status == 200, whose
    return octets


ALL = {"shipped": shipped, "struck": struck, "hostile": hostile, "in Berlin": in_berlin}
# The days on which the calendar is read, and the years it holds then.
WINDOWS = {"2024-06-15": ("2023-01-01", "2026-12-31"), "2026-11-24": ("2025-01-01", "2028-12-31")}
