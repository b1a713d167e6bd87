#!/usr/bin/python3
"""An endpoint for webhooks on 127.0.0.1 that verifies signatures and can misbehave on demand.

Prints {"port": N, "ca": PATH} when ready and ends with its standard input. --script names what happens to
the first requests, one step each, separated by "|":
  ok | 500 | 429 retry-after=7 | 302 location=http://…   a status, with headers
  cut      the request is read, then the connection is closed without an answer
  big      200 with a body of a megabyte
  echo     404 with a page that repeats the path and the headers of the request
"""
import argparse
import base64
import hashlib
import hmac
import http.server
import ssl

import certificates
from server_common import Journal, Script, announce, end_with_parent


def signed(secret, headers, body):
    if "webhook-id" not in headers:
        return False
    key = base64.b64decode(secret.removeprefix("whsec_"))
    content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = "v1," + base64.b64encode(hmac.new(key, content, hashlib.sha256).digest()).decode()
    return right in headers.get("webhook-signature", "").split()


class Endpoint(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.journal.write(
            id=self.headers["webhook-id"], timestamp=self.headers["webhook-timestamp"],
            type=self.headers["content-type"], agent=self.headers["user-agent"], path=self.path,
            signed=signed(self.server.secret, self.headers, body), body=body.decode(),
            headers={name.lower(): value for name, value in self.headers.items()})
        self.answer(self.server.script.next())

    def answer(self, step):
        if step == "cut":
            self.close_connection = True
            return
        status, *fields = step.split()
        body = {"big": b"x" * 1_000_000, "echo": f"{self.path} {self.headers}".encode()}.get(step, b"seen\n")
        self.send_response({"ok": 200, "big": 200, "echo": 404}.get(step) or int(status))
        for field in fields:
            self.send_header(*field.split("=", 1))
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments):
        pass


class Server(http.server.ThreadingHTTPServer):
    request_queue_size = 128

    def handle_error(self, request, client_address):
        pass  # a client that has heard enough hangs up


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--secret", required=True, help="whsec_…")
    parser.add_argument("--messages", default="", help="file for one JSON line a request")
    parser.add_argument("--script", default="")
    parser.add_argument("--tls", action="store_true")
    parser.add_argument("--directory", help="for certificates, made at start")
    return parser.parse_args()


def main():
    options = arguments()
    server = Server(("127.0.0.1", 0), Endpoint)
    server.secret = options.secret
    server.journal = Journal(options.messages)
    server.script = Script(options.script)
    ca = ""
    if options.tls:
        ca, certificate, key = certificates.make(options.directory)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    end_with_parent()
    announce(port=server.server_address[1], ca=str(ca))
    server.serve_forever()


if __name__ == "__main__":
    main()
