"""A strict reader of Atom feeds: what RFC 4287 and XML ask for, or an AssertionError."""

import re
import xml.etree.ElementTree

NAMESPACE = "{http://www.w3.org/2005/Atom}"
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
TAG_URI = re.compile(r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:[A-Za-z0-9/:._-]+")  # RFC 4151
ADDRESS = re.compile(r"https?://[A-Za-z0-9.:\[\]-]+/[A-Za-z0-9./_~%-]*(\?lang=[a-z]{2})?")
NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
DISCOURAGED = re.compile("[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]")
ONCE = {"id", "title", "updated"}
AT_MOST_ONCE = ONCE | {"published", "summary", "content", "rights", "source", "subtitle", "generator", "icon", "logo"}
OF_FEED = ONCE | {"author", "category", "contributor", "generator", "icon", "link", "logo", "rights", "subtitle", "entry"}
OF_ENTRY = ONCE | {"author", "category", "content", "contributor", "link", "published", "rights", "source", "summary"}


def require(truth, what):
    if not truth:
        raise AssertionError(f"no Atom feed: {what}")


def read(octets, address):
    """The entries of the feed served at `address`: title, summary, id, link … by name."""
    text = octets.decode("utf-8")
    for pattern in (NO_XML, DISCOURAGED):
        found = pattern.search(text)
        require(not found, f"U+{ord(found[0]):04X} within it" if found else "")
    root = xml.etree.ElementTree.fromstring(octets)
    require(root.tag == NAMESPACE + "feed", root.tag)
    feed = _fields(root, OF_FEED)
    require("author" in feed, "nobody wrote it")
    require([link.get("href") for link in feed["link"] if link.get("rel") == "self"] == [address], "its own address")
    entries = [_entry(entry) for entry in feed.get("entry", [])]
    ids = [entry["id"] for entry in entries]
    require(len(set(ids)) == len(ids), "an id twice")
    updated = _text(feed["updated"][0])
    require(all(entry["updated"] <= updated for entry in entries), "an entry newer than the feed")
    return entries


def _entry(entry):
    fields = _fields(entry, OF_ENTRY)
    alternate = [link for link in fields["link"] if link.get("rel", "alternate") == "alternate"]
    require("content" in fields or alternate, "an entry with nothing to read")
    values = {name: _text(fields[name][0]) for name in ("id", "title", "updated", "published", "summary") if name in fields}
    require(values.get("published", "") <= values["updated"], "an entry older than its change")
    return values | {"link": alternate[0].get("href")}


def _fields(element, allowed):
    fields = {}
    for child in element:
        name = child.tag.removeprefix(NAMESPACE)
        require(name in allowed, f"{child.tag} within {element.tag}")
        fields.setdefault(name, []).append(child)
    for name in ONCE:
        require(name in fields, f"no {name} in {element.tag}")
    for name in AT_MOST_ONCE & fields.keys():
        require(len(fields[name]) == 1, f"{name} more than once")
        _text(fields[name][0])
    require(TAG_URI.fullmatch(_text(fields["id"][0])), f"id {_text(fields['id'][0])}")
    for stamp in fields["updated"] + fields.get("published", []):
        require(STAMP.fullmatch(_text(stamp)), f"date {_text(stamp)}")
    for person in fields.get("author", []):
        names = [_text(part) for part in person if part.tag == NAMESPACE + "name"]
        require(len(names) == 1 and names[0], "an author without a name")
    kinds = [(link.get("rel", "alternate"), link.get("type"), link.get("hreflang")) for link in fields.get("link", [])]
    require(len(set(kinds)) == len(kinds), "two links of one kind")
    for link in fields.get("link", []):
        require(ADDRESS.fullmatch(link.get("href", "")), f"address {link.get('href')}")
    return fields


def _text(element):
    """Of a construct of plain text, which is what one without a type is."""
    require(element.get("type", "text") == "text" and len(element) == 0, f"markup in {element.tag}")
    return (element.text or "").strip()
