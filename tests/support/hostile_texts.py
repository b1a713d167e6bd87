"""What somebody may write for a title so that a page runs it, a feed breaks on it, or a reader is led astray."""

MARKUP = [
    '<script>window.hacked=1;alert(1)</script>',
    '"><img src=x onerror="window.hacked=1;alert(1)">',
    "'><svg/onload=alert(1)>",
    "</title></h1></main><script>alert(1)</script>",
    "<style>*{display:none}</style>",
    '<a href="javascript:alert(1)">Bấm</a>',
    "javascript:alert(1)//",
    "data:text/html,<script>alert(1)</script>",
    "<iframe srcdoc='<script>parent.hacked=1</script>'></iframe>",
    '<base href="https://evil.example/"><meta http-equiv="refresh" content="0;url=https://evil.example/">',
    "]]>", "<![CDATA[x]]>", "<!-- chưa đóng", "--><b>", "<?xml version='1.0'?>",
    '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>&a;', "&lt;b&gt; &amp;amp; &#0; &#x1; &nbsp;",
    "{{title}} {{{title}}} {{#entries}} {{>page}} {{/entries}}", "${7*7} #{7*7} %s %n", "\\u003cscript\\u003e",
    "<Họp> & \"bàn\" 'việc'", "＜script＞ ﹤b﹥",
]

# Without what is hidden in them: what remains is what everybody sees.
HIDDEN = {
    "gro.\u202eelpmaxe\u202c Họp": "gro.elpmaxe Họp",
    "\u2066Họp\u2069 \u200fban\u200e": "Họp ban",
    "Họp\ufffe ban\uffff": "Họp ban",
    "Họp\ufdd0 ban\U0001fffe": "Họp ban",
    "Ho\u0323p ba\u0302\u0300n": "Họp bần",
    "\ufeffHọp\u200b\u00ad ban": "Họp ban",
    "Họp\tban": "Họp ban",
}

PLAIN = ["𝕳ọ𝖕 🎉👍🏽", "يوم المرأة العالمي مزל טוב", "ữ" * 300, "x" * 300, "q\u0335\u0321\u0301" * 70]

# As TOML writes them. No line, too long for one, or no text at all: the plan is refused as a whole.
REFUSED = {
    "NUL": '"a\\u0000b"', "escape": '"a\\u001b[2Jb"', "C1": '"a\\u009bb"', "DEL": '"a\\u007fb"', "line": '"a\\nb"',
    "line separator": '"a\\u2028b"', "10 kB": f'"{"ữ" * 3400}"', "a surrogate by name": '"a\\ud800b"',
    "a surrogate in UTF-8": b'"a\xed\xa0\x80b"', "half a character": b'"a\xe1\xbb"', "overlong": b'"a\xc0\xbcb"',
    "nothing to see": '"\\u200b\\ufeff"',
}


def written(text):
    """As a string of TOML, which has no name for a lone surrogate."""
    return '"' + "".join(character if " " <= character <= "~" and character not in '"\\' else
                         f"\\U{ord(character):08x}" for character in text) + '"'
