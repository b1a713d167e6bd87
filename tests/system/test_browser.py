"""The pages in a browser, whatever a plan calls its events: nothing runs, nothing is fetched, and all of it is to be seen.

BROWSER_PICTURES=directory keeps pictures of them."""

import http.server
import re
import threading
import unittest

import browser
import hostile_texts
import skips
from daemon import Board, Daemon, until
from office import day, written

PUBLIC = "https://lich.example.org"
WIDTHS = {"phone": 390, "computer": 1280}
NAME = 100  # characters, of a member at most
SHOWN = 8  # on the first page
TITLES = [*hostile_texts.MARKUP, *hostile_texts.HIDDEN, *hostile_texts.PLAIN]
# What would be there if a text had become part of the page.
FOREIGN = ("[...document.querySelectorAll('script, img, svg, iframe, base, style, object, embed, b:not(time b), [onerror], "
           "[onload], [style]:not(pre), meta[http-equiv]')].map(found => found.outerHTML)")
ADDRESSES = ("[...document.querySelectorAll('[href], [src], [action]')].map(one => new URL(one.getAttribute('href') || "
             "one.getAttribute('src') || one.getAttribute('action'), location.href).href)")
# What is wider than its place: its words would lie over others, or beyond the edge.
TOO_WIDE = ("[...document.querySelectorAll('html, body, header, section, div, li, h1, h2, h3, p')]"
            ".filter(one => one.clientWidth && one.scrollWidth > one.clientWidth + 1).map(one => one.outerHTML.slice(0, 300))")


def plan(titles):
    text = f'[plan]\nyear = {day(0).year - 1}\ntitle = {hostile_texts.written(titles[0])}\n'
    for number, title in enumerate(titles):
        toml = hostile_texts.written(title)
        text += (f'\n[[meeting]]\nid = "hop-{number}"\ntitle = {toml}\non = "{written(day(number + 1))}"\nat = "08:00"\n'
                 f'place = {toml}\ndescription = {toml}\n')
    return text


def call_everything(board, title):
    """The names of the board, its calendar and its members too."""
    toml = hostile_texts.written(title)
    names = re.sub(r"(?m)^name +=.*$", lambda _: f"name = {toml}", board.settings.read_text(), count=1)
    if not set(title) & set(",;\\"):  # no name of a calendar
        names = re.sub(r"(?m)(?<=^\[feed\]\n)((?:#.*\n)*)name +=.*$", lambda found: f"{found[1]}name = {toml}", names)
    board.settings.write_text(names)
    board.members.write_text(re.sub(r'(?m)^name( +)=.*$', lambda _: f"name = {toml}", board.members.read_text()))


class Pages(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        browser.program()
        cls.browser = cls.enterClassContext(browser.Browser())

    def look(self, url, name, also=(), plain=False):
        """At one page, as a phone and as a computer shows it; what is seen of it. A plain text says no width it is for."""
        texts = set()
        for device, width in WIDTHS.items():
            with self.subTest(page=name, device=device):
                self.browser.open(url, width)
                self.browser.picture(f"{name}-{device}")
                self.assertEqual([word for word in self.browser.said() if not any(known in word for known in also)], [])
                self.assertIsNone(self.browser.ask("window.hacked"))
                self.assertEqual(self.browser.ask(FOREIGN), [])
                origin = url[:url.index("/", len("http://"))]
                self.assertEqual([asked for asked in self.browser.asked() if not asked.startswith(origin + "/")], [])
                for address in self.browser.ask(ADDRESSES):
                    self.assertRegex(address, rf"^({origin}/|webcals?://|https://(calendar\.google|outlook\.live)\.com/)")
                self.assertEqual(self.browser.ask(TOO_WIDE), [])
                if not plain:
                    self.assertLessEqual(self.browser.ask("document.documentElement.scrollWidth"), width)
                texts.add(self.browser.ask("document.body.textContent"))
        self.assertEqual(len(texts), 1)
        return texts.pop()

    def test_the_shipped_plan(self):
        with Board() as board, Daemon(board) as daemon:
            for path, name in (("/", "shipped-vi"), ("/en", "shipped-en")):
                self.look(daemon.url + path, name)

    def test_a_hostile_plan(self):
        for first in range(0, len(TITLES), SHOWN):
            titles = TITLES[first:first + SHOWN]
            with Board() as board:
                board.plan.write_text(plan(titles))
                call_everything(board, min(titles, key=len)[:NAME])
                with Daemon(board) as daemon:
                    for path, name in (("/", "vi"), ("/en", "en")):
                        text = self.look(daemon.url + path, f"hostile-{first}-{name}")
                        for title in titles:
                            with self.subTest(title=title):
                                self.assertIn(hostile_texts.HIDDEN.get(title, title), text)

    def test_the_page_of_a_member_with_such_a_name(self):
        for number, title in enumerate(TITLES):
            title = title[:NAME]
            with Board() as board:
                call_everything(board, title)
                board.set_http(f'base_url = "{PUBLIC}"')  # else a mail names no page
                board.plan_a_campaign(["thuong-truc"])
                board.miss_the_reminder()
                with Daemon(board) as daemon:
                    until("a mail", board.mails)
                    page = board.mails()[0]["List-Unsubscribe"].split(",")[0].strip("<> ")
                    text = self.look(daemon.local(page.removeprefix(PUBLIC)), f"choices-{number}")
                    self.assertIn(hostile_texts.HIDDEN.get(title, title), text)
                    self.browser.ask("document.querySelector('form').submit()")
                    until("the choice", lambda: board.rows("SELECT value FROM preference") == [("yes",)])

    def test_what_is_not_there(self):
        with Board() as board, Daemon(board) as daemon:
            for number, path in enumerate(("/<script>window.hacked=1</script>", "/u/<img src=x onerror=alert(1)>",
                                           "/calendar.ics?kind=<script>window.hacked=1</script>")):
                # That it is not there is told by the browser as well.
                self.look(daemon.url + path, f"nothing-{number}", also=("Failed to load resource",), plain=number != 1)


class TheBrowser(unittest.TestCase):
    """It tells what a page did, or the tests above would prove nothing."""

    PAGE = b"<!doctype html><title>x</title><script>window.hacked=1</script><img src=x onerror=alert(1)><p>" + b"x" * 999

    @classmethod
    def setUpClass(cls):
        browser.program()
        cls.browser = cls.enterClassContext(browser.Browser())

    def setUp(self):
        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                if self.path == "/strict":
                    self.send_header("Content-Security-Policy", "default-src 'none'")
                self.end_headers()
                self.wfile.write(TheBrowser.PAGE)

            def log_message(self, *_):
                pass

        server = self.enterContext(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer))
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(server.shutdown)
        self.url = f"http://127.0.0.1:{server.server_port}"

    def test_it_tells_of_scripts_dialogs_and_what_does_not_fit(self):
        self.browser.open(self.url + "/")
        self.assertIn("javascriptDialogOpening", " ".join(self.browser.said()))
        self.assertEqual(self.browser.ask("window.hacked"), 1)
        self.assertIn("<script>", " ".join(self.browser.ask(FOREIGN)))
        self.assertIn(self.url + "/x", self.browser.asked())
        self.assertNotEqual(self.browser.ask(TOO_WIDE), [])

    def test_it_tells_of_what_the_policy_forbids(self):
        self.browser.open(self.url + "/strict")
        said = " ".join(self.browser.said())
        for violated in ("script-src-elem", "script-src-attr", "img-src"):
            self.assertIn(violated, said)
        self.assertIsNone(self.browser.ask("window.hacked"))


if __name__ == "__main__":
    skips.main()
