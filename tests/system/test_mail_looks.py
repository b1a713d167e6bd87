"""Every kind of mail in a browser: as wide as a phone and a computer, by day and in the dark, readable and alone.

BROWSER_PICTURES=directory keeps pictures of them."""

import os
import pathlib
import re
import unittest

import browser
import skips

MAILS = sorted((pathlib.Path(os.environ["SOURCE_DIR"]) / "tests/data/golden/mail").glob("*.html"))
WIDTHS = {"phone": 360, "computer": 900}
LOOKS = {"light": False, "dark": True}
READABLE = 4.5  # contrast of a text, WCAG 2.1 1.4.3 (AA)
LARGEST = 100 * 1024  # octets; mail programs cut off what comes then

# Each piece of text, its contrast with what lies behind it, and its size.
TEXTS = """
(() => {
  const light = ([r, g, b]) => {
    const part = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const color = text => text.match(/[\\d.]+/g).map(Number);
  const behind = one => {
    for (; one; one = one.parentElement) {
      const found = color(getComputedStyle(one).backgroundColor);
      if (found.length < 4 || found[3] === 1) return found;
    }
    return [255, 255, 255];
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const one = walk.currentNode.parentElement, text = walk.currentNode.textContent.trim();
    const style = getComputedStyle(one);
    if (!text || style.display === 'none' || !one.getClientRects().length) continue;
    const [a, b] = [light(color(style.color)), light(behind(one))].sort((x, y) => y - x);
    found.push({text, contrast: (a + 0.05) / (b + 0.05), size: parseFloat(style.fontSize)});
  }
  return found;
})()
"""
GROUND = "(() => { const c = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number); return c[0] + c[1] + c[2]; })()"
TOO_WIDE = ("[...document.querySelectorAll('html, body, div, td, p, h1, h2, a')].filter(one => one.clientWidth && one.scrollWidth > "
            "one.clientWidth + 1).map(one => one.outerHTML.slice(0, 200))")


class Looks(unittest.TestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        browser.program()
        cls.browser = cls.enterClassContext(browser.Browser())

    def look(self, mail, device, look):
        self.browser.tell("Emulation.setEmulatedMedia",
                          features=[{"name": "prefers-color-scheme", "value": look}])
        self.browser.open(mail.as_uri(), WIDTHS[device])
        self.browser.picture(f"{mail.stem}-{device}-{look}")
        self.assertEqual(self.browser.said(), [])
        self.assertEqual(self.browser.asked(), [mail.as_uri()])
        self.assertIn(self.browser.ask("document.documentElement.lang"), ("vi", "en"))
        self.assertLessEqual(self.browser.ask("document.documentElement.scrollWidth"), WIDTHS[device])
        self.assertEqual(self.browser.ask(TOO_WIDE), [])
        texts = self.browser.ask(TEXTS)
        self.assertGreater(len(texts), 4)
        self.assertEqual([one for one in texts if one["contrast"] < READABLE or one["size"] < 12], [])
        return self.browser.ask(GROUND)

    def test_every_mail_is_readable_on_every_device(self):
        self.assertGreater(len(MAILS), 10)
        for mail in MAILS:
            self.assertLess(mail.stat().st_size, LARGEST)
            for device in WIDTHS:
                with self.subTest(mail=mail.stem, device=device):
                    grounds = {look: self.look(mail, device, look) for look in LOOKS}
                    self.assertLess(grounds["dark"] + 300, grounds["light"], "the dark look is dark")

    def test_what_is_asked_of_the_reader_can_be_touched(self):
        """One action at most is a button, and a thumb meets it: 44 CSS pixels (WCAG 2.1 2.5.5)."""
        for mail in MAILS:
            with self.subTest(mail=mail.stem):
                self.browser.open(mail.as_uri(), WIDTHS["phone"])
                buttons = self.browser.ask(
                    "[...document.querySelectorAll('a')].filter(one => getComputedStyle(one).display === 'inline-block')"
                    ".map(one => [one.getBoundingClientRect().height, one.href])")
                self.assertLessEqual(len(buttons), 1)
                for height, address in buttons:
                    self.assertGreaterEqual(height, 44)
                    self.assertRegex(address, re.compile("^https://"))


if __name__ == "__main__":
    skips.main()
