#!/usr/bin/python3
"""A relay by aiosmtpd on 127.0.0.1 that can misbehave on demand.

Prints {"port": N, "ca": PATH} when ready and ends with its standard input. --script names what happens to
the first transactions, one step each, separated by "|":
  ok | mail:421 4.3.2 gone | rcpt:550 5.1.1 nobody | dot:451 4.3.0 later   replies at that command
  cut      the mail is taken, then the connection is cut without a reply
  silent   no reply to the final dot, for ever
  bye      the mail is taken and answered, then the connection is closed
"""
import argparse
import asyncio
import logging
import ssl
import warnings

from aiosmtpd.smtp import SMTP, AuthResult

import certificates
from server_common import Journal, Script, announce, end_with_parent


class Relay:
    def __init__(self, journal, script):
        self._journal = journal
        self._script = script

    @staticmethod
    def _reply(session, command):
        """Steps belong to transactions, and several connections have theirs at once."""
        at, _, reply = session.step.partition(":")
        return reply if at == command else None

    async def handle_MAIL(self, server, session, envelope, address, options):
        session.step = self._script.next()
        reply = self._reply(session, "mail")
        if reply:
            return reply
        envelope.mail_from = address
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        reply = self._reply(session, "rcpt")
        if reply:
            return reply
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        reply = self._reply(session, "dot")
        if reply:
            return reply
        connection = session.peer[1]
        self._journal.write(
            sender=envelope.mail_from, recipients=envelope.rcpt_tos, hello=session.host_name,
            octets=envelope.content.decode("latin-1"), tls=server.transport.get_extra_info("ssl_object") is not None,
            user=session.auth_data.login.decode() if session.auth_data else "", connection=connection)
        if session.step == "cut":
            server.transport.abort()
        if session.step == "silent":
            await asyncio.Event().wait()
        if session.step == "bye":
            asyncio.get_running_loop().call_soon(server.transport.close)
        return "250 2.0.0 queued"


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    parser.add_argument("--name", default="localhost", help="whom the certificate is for")
    parser.add_argument("--directory", help="for certificates, made at start")
    parser.add_argument("--newest", choices=["TLSv1_1", "TLSv1_2", "TLSv1_3"], default="TLSv1_3")
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    parser.add_argument("--messages", default="", help="file for one JSON line a mail")
    parser.add_argument("--script", default="")
    return parser.parse_args()


async def serve(options):
    context, ca = None, ""
    if options.tls != "none":
        ca, certificate, key = certificates.make(options.directory, options.name)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        warnings.simplefilter("ignore", DeprecationWarning)  # of what nobody should speak any more
        if options.newest == "TLSv1_1":
            context.set_ciphers("ALL:@SECLEVEL=0")
            context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion[options.newest]

    def authenticated(server, session, envelope, mechanism, data):
        right = (data.login.decode(), data.password.decode()) == (options.user, options.password)
        return AuthResult(success=right, handled=False, auth_data=data)

    relay = Relay(Journal(options.messages), Script(options.script))

    def protocol():
        return SMTP(relay, hostname="relay.example.org", enable_SMTPUTF8=False,
                    tls_context=context if options.tls == "starttls" else None,
                    require_starttls=options.tls == "starttls",
                    authenticator=authenticated if options.user else None,
                    auth_required=bool(options.user), auth_require_tls=options.tls == "starttls")

    server = await asyncio.get_running_loop().create_server(
        protocol, "127.0.0.1", 0, ssl=context if options.tls == "implicit" else None)
    announce(port=server.sockets[0].getsockname()[1], ca=str(ca))
    await server.serve_forever()


if __name__ == "__main__":
    logging.disable(logging.WARNING)  # aiosmtpd speaks of its own deprecations
    end_with_parent()
    asyncio.run(serve(arguments()))
