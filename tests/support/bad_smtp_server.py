#!/usr/bin/python3
"""A relay by plain sockets on 127.0.0.1 that does what no relay should, at any point of the conversation.

Prints {"port": N, "ca": PATH} when ready and ends with its standard input. --faults is a JSON list; each fault is
  at           connect | handshake | greeting | ehlo | starttls | auth | credentials | mail | rcpt | data | text | dot
               | quit
  times        how often (1; 0 = always); "for": only for recipients with this in their address; "reused": only for
               transactions that are not the first of their connection
and what happens there instead of the usual reply:
  reply        a line or a list of lines; {heard} = what the client said, {password} = what it logs in with
  raw          octets as they are; "forever": again and again
  slow         seconds between the octets of the reply
  cut          "fin" or "rst": after the reply, or without one
  hang         nothing more, for ever
  certificate  "name", "expired" or "unknown": the one shown in the handshake is for another name, …
Every transaction whose text came to its end is in the journal with its octets, whatever was answered; every fault that
was met is there as "met".
"""
import argparse
import base64
import json
import pathlib
import re
import socket
import ssl
import struct
import threading
import time

import certificates
from server_common import Journal, announce, end_with_parent


class Ended(Exception):
    """This conversation is over."""


class Faults:
    def __init__(self, text):
        self._faults = json.loads(text) if text else []
        self._lock = threading.Lock()

    def of(self, key):
        return {fault[key] for fault in self._faults if key in fault}

    def take(self, at, recipient, reused):
        with self._lock:
            for fault in self._faults:
                if fault["at"] != at or fault.get("for", "") not in recipient or fault.get("reused", reused) != reused:
                    continue
                left = fault.setdefault("times", 1)
                if left == 1:
                    self._faults.remove(fault)
                elif left > 1:
                    fault["times"] = left - 1
                return fault
        return None


class Relay:
    def __init__(self, options):
        self.options = options
        self.faults = Faults(options.faults)
        self.ca, self.contexts = "", {}
        if options.tls != "none":
            self._certify(pathlib.Path(options.directory))
        self._journal = Journal(options.messages)
        self._lock = threading.Lock()

    def _certify(self, directory):
        self.ca, *right = certificates.make(directory)
        pairs = {"right": right}
        for kind in self.faults.of("certificate"):
            if kind == "unknown":
                (directory / kind).mkdir()
                pairs[kind] = certificates.make(directory / kind)[1:]
            elif kind == "expired":
                pairs[kind] = certificates.sign(directory, kind, days=-1)
            elif kind == "name":
                pairs[kind] = certificates.sign(directory, kind, name="other.example.org")
        for kind, (certificate, key) in pairs.items():
            self.contexts[kind] = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.contexts[kind].load_cert_chain(certificate, key)

    def write(self, **facts):
        with self._lock:
            self._journal.write(**facts)

    def serve(self):
        listener = socket.create_server(("127.0.0.1", 0))
        announce(port=listener.getsockname()[1], ca=str(self.ca))
        for number in range(1, 1 << 31):
            connection, _ = listener.accept()
            threading.Thread(target=Conversation(self, connection, number).run, daemon=True).start()


class Conversation:
    def __init__(self, relay, connection, number):
        self._relay = relay
        self._socket = connection
        self._number = number
        self._tls = False
        self._user = ""
        self._buffer = b""
        self._heard = ""
        self._password = ""
        self._transactions = 0
        self._sender = None
        self._recipients = []

    def run(self):
        try:
            self._connect()
            while True:
                self._command(self._line())
        except (Ended, OSError):  # an ssl.SSLError is an OSError
            pass
        finally:
            self._socket.close()

    # What goes wrong.

    def _fault(self, at, recipient=""):
        fault = self._relay.faults.take(at, recipient, self._transactions > 1)
        if fault is not None:
            self._relay.write(met=at, connection=self._number)
        return fault

    def _answer(self, at, usual, recipient=""):
        return self._reply(self._fault(at, recipient) or {}, usual)

    def _reply(self, fault, usual):
        """What was said in the end: a code, which decides how we go on as it does for the client."""
        if fault.get("hang"):
            threading.Event().wait()
        octets = self._octets(fault, usual)
        self._send(octets, fault.get("slow", 0))
        while fault.get("forever"):
            self._send(octets, fault.get("slow", 0))
        if "cut" in fault:
            self._cut(fault["cut"])
        return octets.decode("latin-1").splitlines()[-1][:3] if octets else ""

    def _octets(self, fault, usual):
        if "raw" in fault:
            return fault["raw"].encode("latin-1")
        if "cut" in fault and "reply" not in fault:
            return b""
        lines = fault.get("reply", usual)
        text = lines if isinstance(lines, str) else "\r\n".join(lines)
        text = text.replace("{heard}", self._heard).replace("{password}", self._password)
        return (text + "\r\n").encode() if text else b""

    def _send(self, octets, pause):
        if not pause:
            self._socket.sendall(octets)
            return
        for octet in octets:
            self._socket.sendall(bytes([octet]))
            time.sleep(pause)

    def _cut(self, how):
        if how == "rst":
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            # What the client sends meanwhile is taken: unread, it would make an RST of the FIN.
            self._socket.shutdown(socket.SHUT_WR)
            while self._socket.recv(65536):
                pass
        raise Ended

    # What any relay does.

    def _more(self):
        octets = self._socket.recv(65536)
        if not octets:
            raise Ended
        self._buffer += octets

    def _until(self, end):
        while end not in self._buffer:
            self._more()
        found, self._buffer = self._buffer.split(end, 1)
        return found

    def _line(self):
        self._heard = self._until(b"\r\n").decode("latin-1")
        return self._heard

    def _connect(self):
        fault = self._fault("connect")
        if fault is not None:
            self._reply(fault, "")
        if self._relay.options.tls == "implicit":
            self._handshake()
        self._answer("greeting", "220 relay.example.org ESMTP")

    def _handshake(self):
        fault = self._fault("handshake") or {}
        if "certificate" not in fault and fault:
            self._more()
            self._reply(fault, "")
            raise Ended
        context = self._relay.contexts[fault.get("certificate", "right")]
        self._socket = context.wrap_socket(self._socket, server_side=True)
        self._tls = True

    def _command(self, line):
        word = line.split(" ")[0].upper()
        handler = {"EHLO": self._ehlo, "HELO": self._helo, "STARTTLS": self._starttls, "AUTH": self._auth,
                   "MAIL": self._mail, "RCPT": self._rcpt, "DATA": self._data, "QUIT": self._quit}.get(word)
        if handler is None:
            self._socket.sendall(b"500 5.5.2 what?\r\n")
        else:
            handler(line)

    def _ehlo(self, _):
        options = self._relay.options
        offers = ["relay.example.org", *filter(None, options.offer.split(","))]
        if options.tls == "starttls" and not self._tls:
            offers.append("STARTTLS")
        elif options.user:
            offers.append("AUTH PLAIN LOGIN")
        self._answer("ehlo", [f"250-{offer}" for offer in offers[:-1]] + [f"250 {offers[-1]}"])

    def _helo(self, _):
        self._socket.sendall(b"250 relay.example.org\r\n")

    def _starttls(self, _):
        if self._answer("starttls", "220 2.0.0 go ahead") == "220":
            self._handshake()

    def _auth(self, line):
        _, mechanism, *initial = line.split(" ")
        fault = self._fault("auth")
        if fault is not None:
            self._reply(fault, "")
            return
        if mechanism.upper() == "LOGIN":
            self._user = self._challenge("VXNlcm5hbWU6")
            self._password = self._challenge("UGFzc3dvcmQ6")
        else:
            credentials = base64.b64decode(initial[0]).decode() if initial else self._challenge("")
            _, self._user, self._password = credentials.split("\0")
        options = self._relay.options
        right = (self._user, self._password) == (options.user, options.password)
        self._answer("credentials", "235 2.7.0 welcome" if right else "535 5.7.8 wrong")

    def _challenge(self, text):
        self._socket.sendall(f"334 {text}\r\n".encode())
        return base64.b64decode(self._line()).decode()

    def _mail(self, line):
        self._transactions += 1
        self._recipients = []
        offered = re.search(r"SIZE (\d+)", self._relay.options.offer)
        declared = re.search(r"SIZE=(\d+)", line)
        too_big = offered and declared and int(declared[1]) > int(offered[1])
        usual = "552 5.3.4 more than I take" if too_big else "250 2.1.0 OK"
        taken = self._answer("mail", usual).startswith("2")
        self._sender = re.search(r"<(.*?)>", line)[1] if taken else None

    def _rcpt(self, line):
        recipient = re.search(r"<(.*?)>", line)[1]
        if self._answer("rcpt", "250 2.1.5 OK", recipient).startswith("2"):
            self._recipients.append(recipient)

    def _data(self, _):
        recipient = " ".join(self._recipients)
        if self._answer("data", "354 go on", recipient) != "354":
            return
        fault = self._fault("text", recipient)
        if fault is not None:
            self._more()
            self._reply(fault, "")
        # The final dot may be the only thing that comes.
        self._buffer = b"\r\n" + self._buffer
        octets = (self._until(b"\r\n.\r\n") + b"\r\n").replace(b"\r\n..", b"\r\n.")[2:]
        fault = self._fault("dot", recipient) or {}
        self._relay.write(
            sender=self._sender, recipients=self._recipients, connection=self._number, tls=self._tls, user=self._user,
            octets=octets.decode("latin-1"))
        self._reply(fault, "250 2.0.0 queued")

    def _quit(self, _):
        self._answer("quit", "221 2.0.0 bye")
        raise Ended


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--directory", help="for certificates, made at start")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--offer", default="", help="what EHLO offers besides, separated by commas")
    parser.add_argument("--messages", default="", help="file for one JSON line a mail or fault")
    parser.add_argument("--faults", default="")
    return parser.parse_args()


if __name__ == "__main__":
    end_with_parent()
    Relay(arguments()).serve()
