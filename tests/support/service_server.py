#!/usr/bin/python3
"""The receiving end of the services in config/webhooks/, on 127.0.0.1: each checks what its service documents
and answers as that service does.

Prints {"port": N, "ca": ""} when ready and ends with its standard input. The journal says for each request
what it is not allowed to be ("" = nothing). --script names the answers to the first requests, separated
by "|": "ok", or one of the service's errors below. A request that breaks the format gets "malformed".
"""
import argparse
import http.server
import json
import re

from server_common import Journal, Script, announce, end_with_parent


class Fault(Exception):
    pass


def need(condition, what):
    if not condition:
        raise Fault(what)


def text(value, what, characters=None, octets=None):
    need(isinstance(value, str) and value.strip(), f"{what} is no text")
    need(characters is None or len(value.encode("utf-16-le")) // 2 <= characters, f"{what} has too many characters")
    need(octets is None or len(value.encode()) <= octets, f"{what} has too many octets")


def only(value, *keys):
    need(isinstance(value, dict), "no object")
    need(set(value) <= set(keys), f"unknown keys: {set(value) - set(keys)}")


def is_json(request):
    need(re.fullmatch(r"application/json(; ?charset=utf-8)?", request.headers["content-type"], re.I), "content-type")


class Zalo:
    """https://developers.zalo.me/docs/official-account/tin-nhan/tin-tu-van/gui-tin-tu-van-dang-van-ban"""
    errors = {"not-follower": (200, {"error": -213, "message": "User has not followed OA"}),
              "silent-week": (200, {"error": -230, "message": "User has not interacted with the OA in the past 7 days"}),
              "expired": (200, {"error": -216, "message": "Access token is invalid"}),
              "flood": (200, {"error": -32, "message": "Reached limit call api"}),
              "malformed": (200, {"error": -201, "message": "Params is invalid"})}
    ok = (200, {"data": {"message_id": "ab12", "user_id": "8417"}, "error": 0, "message": "Success"})

    @staticmethod
    def check(request, token):
        need(request.path == "/v3.0/oa/message/cs", "path")
        need(request.headers["access_token"] == token, "access_token")
        body = json.loads(request.body)
        only(body, "recipient", "message")
        only(body["recipient"], "user_id")
        text(body["recipient"]["user_id"], "user_id")
        only(body["message"], "text")
        text(body["message"]["text"], "text", characters=2000)
        return body["message"]["text"]


class Telegram:
    """https://core.telegram.org/bots/api#sendmessage, #making-requests"""
    errors = {"blocked": (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}),
              "no-chat": (400, {"ok": False, "error_code": 400, "description": "Bad Request: chat not found"}),
              "flood": (429, {"ok": False, "error_code": 429, "description": "Too Many Requests: retry after 35",
                              "parameters": {"retry_after": 35}}),
              "token": (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}),
              "malformed": (400, {"ok": False, "error_code": 400, "description": "Bad Request: can't parse"})}
    ok = (200, {"ok": True, "result": {"message_id": 7, "date": 1, "chat": {"id": 8417, "type": "private"}}})

    @staticmethod
    def check(request, token):
        need(request.path == f"/bot{token}/sendMessage", "path")
        is_json(request)
        body = json.loads(request.body)
        only(body, "chat_id", "text", "link_preview_options")
        text(body["chat_id"], "chat_id")
        text(body["text"], "text", characters=4096)
        only(body.get("link_preview_options", {}), "is_disabled")
        return body["text"]


class Slack:
    """https://api.slack.com/messaging/webhooks, https://api.slack.com/reference/block-kit/blocks"""
    errors = {"archived": (410, "channel_is_archived"), "no-service": (404, "no_service"),
              "prohibited": (403, "action_prohibited"), "flood": (429, "rate_limited", {"Retry-After": "30"}),
              "malformed": (400, "invalid_payload")}
    ok = (200, "ok")

    @staticmethod
    def check(request, token):
        need(request.path == f"/services/T00000000/B00000000/{token}", "path")
        is_json(request)
        body = json.loads(request.body)
        only(body, "text", "mrkdwn", "blocks")
        text(body["text"], "text", characters=40000)
        need(len(body["blocks"]) <= 50, "too many blocks")
        for block in body["blocks"]:
            only(block, "type", "text")
            only(block["text"], "type", "text", "emoji")
            need(block["text"]["type"] == "plain_text", "block.text.type")
            text(block["text"]["text"], block["type"], characters={"header": 150, "section": 3000}[block["type"]])
        return body["blocks"][1]["text"]["text"]


class Teams:
    """https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using"""
    errors = {"gone": (404, {"error": {"code": "WorkflowNotFound", "message": "The workflow could not be found."}}),
              "unauthorized": (401, {"error": {"code": "DirectApiAuthorizationRequired", "message": "SAS"}}),
              "flood": (429, {"error": {"code": "WorkflowTriggerRequestThrottled"}}, {"Retry-After": "20"}),
              "malformed": (400, {"error": {"code": "TriggerInputSchemaMismatch"}})}
    ok = (202, "")

    @staticmethod
    def check(request, token):
        need(request.path == "/workflows/0a1b/triggers/manual/paths/invoke?api-version=2016-06-01&sp=%2Ftriggers&sig="
             + token, "path")
        is_json(request)
        need(len(request.body) <= 28 * 1024, "over 28 kB")
        body = json.loads(request.body)
        only(body, "type", "attachments")
        need(body["type"] == "message" and len(body["attachments"]) == 1, "type or attachments")
        attachment = body["attachments"][0]
        only(attachment, "contentType", "contentUrl", "content")
        need(attachment["contentType"] == "application/vnd.microsoft.card.adaptive", "contentType")
        need(attachment["contentUrl"] is None, "contentUrl")
        card = attachment["content"]
        only(card, "$schema", "type", "version", "body", "actions")
        need(card["type"] == "AdaptiveCard" and re.fullmatch(r"1\.[0-5]", card["version"]), "card type or version")
        for element in card["body"]:
            need(element["type"] == "TextBlock", "element type")
            text(element["text"], "TextBlock")
        for action in card.get("actions", []):
            need(action["type"] == "Action.OpenUrl" and action["url"].startswith("https://"), "action")
            text(action["title"], "action title")
        return card["body"][1]["text"]


def google(code, status):
    return code, {"error": {"code": code, "message": status.lower(), "status": status}}


class GoogleChat:
    """https://developers.google.com/workspace/chat/quickstart/webhooks, spaces.messages.create"""
    errors = {"gone": google(404, "NOT_FOUND"), "denied": google(403, "PERMISSION_DENIED"),
              "flood": google(429, "RESOURCE_EXHAUSTED"), "malformed": google(400, "INVALID_ARGUMENT")}
    ok = (200, {"name": "spaces/AAAA/messages/b.c", "text": "…", "space": {"name": "spaces/AAAA"}})

    @staticmethod
    def check(request, token):
        need(request.path == f"/v1/spaces/AAAA/messages?key=AIzaSyMau&token={token}", "path")
        is_json(request)
        body = json.loads(request.body)
        only(body, "text")
        text(body["text"], "text", characters=4096, octets=32000)
        return body["text"]


class Ntfy:
    """https://docs.ntfy.sh/publish/#publish-as-json, #limitations"""
    errors = {"forbidden": (403, {"code": 40301, "http": 403, "error": "forbidden"}),
              "topic": (400, {"code": 40009, "http": 400, "error": "invalid request: topic invalid"}),
              "flood": (429, {"code": 42901, "http": 429, "error": "limit reached: too many requests"}),
              "full": (507, {"code": 50701, "http": 507, "error": "cannot publish to UnifiedPush topic"}),
              "malformed": (400, {"code": 40024, "http": 400, "error": "invalid request: request body must be message JSON"})}
    ok = (200, {"id": "sPs71M8A2T", "time": 1, "event": "message", "topic": "t", "message": "…"})

    @staticmethod
    def check(request, token):
        need(request.path == "/", "path")
        need(request.headers["authorization"] == f"Bearer {token}", "authorization")
        body = json.loads(request.body)
        only(body, "topic", "title", "message", "tags", "click")
        need(re.fullmatch(r"[-_A-Za-z0-9]{1,64}", body["topic"]), "topic")
        text(body["title"], "title", octets=250)
        text(body["message"], "message", octets=4096)
        need(all(isinstance(tag, str) for tag in body["tags"]), "tags")
        need(re.match(r"https://", body.get("click", "https://")), "click")
        return body["message"]


SERVICES = {"zalo-oa": Zalo, "telegram": Telegram, "slack": Slack, "teams": Teams, "google-chat": GoogleChat, "ntfy": Ntfy}


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        self.body = self.rfile.read(int(self.headers["content-length"]))
        service = self.server.service
        fault, told = "", ""
        try:
            need("webhook-signature" not in self.headers, "a signature nobody asked for")
            told = service.check(self, self.server.token)
        except (Fault, ValueError, KeyError, TypeError, IndexError) as error:
            fault = f"{type(error).__name__}: {error}"
        self.server.journal.write(fault=fault, text=told, body=self.body.decode())
        step = self.server.script.next()
        self.answer(*(service.errors["malformed"] if fault else service.ok if step == "ok" else service.errors[step]))

    def answer(self, status, body, headers=()):
        octets = body.encode() if isinstance(body, str) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in dict(headers).items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(octets)))
        self.end_headers()
        self.wfile.write(octets)

    def log_message(self, *arguments):
        pass


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--service", required=True, choices=SERVICES)
    parser.add_argument("--token", required=True)
    parser.add_argument("--messages", default="", help="file for one JSON line a request")
    parser.add_argument("--script", default="")
    parser.add_argument("--directory")
    options = parser.parse_args()
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
    server.service = SERVICES[options.service]
    server.token = options.token
    server.journal = Journal(options.messages)
    server.script = Script(options.script)
    end_with_parent()
    announce(port=server.server_address[1], ca="")
    server.serve_forever()


if __name__ == "__main__":
    main()
