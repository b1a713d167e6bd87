"""What no log may tell, whatever its test is about: secrets, characters that forge or hide lines, octets that are no text."""

import base64
import codecs
import re

# C0 but for the end of a line, DEL, C1, what ends a line for some readers only, and what turns the order of a line round.
FORGING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
ADDRESS = re.compile(r"/[mu]/([A-Za-z0-9_-]{20,})")
# Whoever made it: a member's address is 32 random octets or 27, and no word of that length but of them has a capital letter.
TOKEN = re.compile(r"(?<![A-Za-z0-9_-])(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{36,}")
SECRET_FILE = re.compile(r'(?m)^[^#\n]*?\b(?:password_file|secret_file|token_file|url_file|key)\s*=\s*"([^"]+)"')
LOG_FILE = re.compile(r'(?m)^access_log\s*=\s*"(/[^"]+)"')
SHORTEST = 4  # octets of a secret: less stands in any text


def tokens(text):
    """Those in the addresses of a text."""
    return {found.encode() for found in ADDRESS.findall(text)}


def forms(secret):
    """As it is, and as it lies within base64 of something longer, at each of the three places it may begin."""
    yield secret
    for before in range(3):
        inner = base64.b64encode(b"\0" * before + secret)[-(-before * 8 // 6):(before + len(secret)) * 8 // 6]
        if len(inner) >= 2 * SHORTEST:
            yield inner


class Watch:
    """The secrets of one board, remembered however long ago it had them, and the logs they may not be in."""

    def __init__(self, board):
        self._board = board
        self._secrets = set()
        self._logs = {board.path / "log"}

    def learn(self, text):
        self._secrets |= tokens(text)

    def look(self, printed=b""):
        """Fails if a log, or what was printed, tells what it may not."""
        self._learn_from_files()
        self._judge("stdout", printed)
        for log in sorted(self._logs | set(self._board.path.glob("access*"))):
            if log.is_file():
                self._judge(log.name, log.read_bytes())

    def _learn_from_files(self):
        board = self._board
        if board.settings.exists():
            settings = board.settings.read_text(errors="replace")
            self._logs |= {board.path / name for name in LOG_FILE.findall(settings)}
            for name in SECRET_FILE.findall(settings):
                self._learn_from(board.settings.parent / name)
        for key in board.state.glob("*.key"):
            self._secrets.add(key.read_bytes())
        for mail in (board.state / "mail").glob("*/*"):
            # A soft line break of quoted-printable may lie within an address.
            self._secrets |= tokens(mail.read_text(errors="replace").replace("=\n", ""))

    def _learn_from(self, path):
        """Line by line, of PEM what it wraps."""
        if path.is_file():
            lines = [line.strip() for line in path.read_bytes().splitlines()]
            self._secrets |= {line for line in lines if len(line) >= SHORTEST and not line.startswith(b"-----")}

    def _judge(self, name, octets):
        # A name in a directory of the test's own is nobody's token.
        octets = octets.replace(str(self._board.path).encode(), b"")
        try:
            # Whoever was killed may have been in the middle of a character.
            text = codecs.getincrementaldecoder("utf-8")().decode(octets)
        except UnicodeDecodeError as wrong:
            raise AssertionError(f"{name}: no UTF-8: {octets[max(0, wrong.start - 80):wrong.end + 80]}") from None
        for line in text.split("\n"):
            for what, pattern in (("a forging character", FORGING), ("an address", ADDRESS), ("a token", TOKEN)):
                if pattern.search(line):
                    raise AssertionError(f"{name}: {what}: {line[:1000]!r}")
        for secret in self._secrets:
            for form in forms(secret):
                if form in octets:
                    raise AssertionError(f"{name}: the secret {secret!r} as {form!r}")
