"""The promises of Part 1, chapters 01 to 04, kept by Python's standard library alone.

It knows nothing of the kit: what it shows is that the contract suites and
`ground-up verify` look at an API from outside, whatever it is written in.

    python3 tests/servers/posts.py [port]
"""

import json
import re
import sys
import threading
import uuid
from datetime import datetime, timezone
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, unquote_to_bytes

MOST_BYTES = 100 * 1024
MOST_CHARACTERS = {"title": 255, "content": 10_000}
WRITABLE = {"title", "content", "published"}
READ_ONLY = {"id", "createdAt", "updatedAt"}


class Refusal(Exception):
    """An error that the client is told of: a status, a sentence, perhaps the wrong fields."""

    def __init__(self, status, message, details=None, headers=None):
        super().__init__(message)
        self.status = status
        self.body = {"success": False, "error": status, "message": message}
        if details:
            self.body["details"] = details
        self.headers = headers or {}


class Posts:
    """All posts, in memory. Each method holds the lock: requests run in threads."""

    def __init__(self):
        self.rows = {}
        self.last_id = 0
        self.lock = threading.Lock()

    def list(self):
        with self.lock:
            return list(self.rows.values())[:100]

    def find(self, post_id):
        with self.lock:
            return self._row(post_id)

    def create(self, fields):
        with self.lock:
            self.last_id += 1
            time = now()
            row = {"id": self.last_id, "published": True, **fields}
            self.rows[str(self.last_id)] = {**row, "createdAt": time, "updatedAt": time}
            return self.rows[str(self.last_id)]

    def change(self, post_id, fields):
        with self.lock:
            changed = {**self._row(post_id), **fields, "updatedAt": now()}
            self.rows[post_id] = changed
            return changed

    def delete(self, post_id):
        with self.lock:
            self._row(post_id)
            del self.rows[post_id]

    def _row(self, post_id):
        if post_id not in self.rows:
            raise Refusal(404, f"There is no post with the id {post_id[:20]}.")
        return self.rows[post_id]


def now():
    time = datetime.now(timezone.utc).isoformat(timespec="milliseconds")
    return time.replace("+00:00", "Z")


def refuse(problems):
    if problems:
        details = [{"field": field, "problem": text} for field, text in problems]
        raise Refusal(422, "The request has wrong fields. See details.", details)


def takes(post_id, query):
    """Refuses an id that cannot be one, and every query parameter: no route has any."""
    wrong_id = post_id is not None and not re.fullmatch(r"[1-9][0-9]*", post_id)
    problems = [("id", "Must be a whole number from 1 up.")] if wrong_id else []
    refuse(problems + [(name, "Is not a parameter.") for name, _ in query])


def read_fields(body, required):
    """What a client may set, from its JSON. Read-only members are passed over."""
    if not isinstance(body, dict):
        refuse([("", "Must be an object.")])

    given = {name: value for name, value in body.items() if name not in READ_ONLY}
    problems = [(name, problem_of(name, value)) for name, value in given.items()]
    missing = [(name, "Is missing.") for name in required if name not in given]
    refuse([problem for problem in problems if problem[1]] + missing)
    return given


def problem_of(name, value):
    if name not in WRITABLE:
        return "Is not a member."
    if name == "published":
        return None if isinstance(value, bool) else "Must be true or false."
    if not isinstance(value, str):
        return "Must be text."
    if value.strip().strip("\ufeff").strip() == "":
        return "Must not be blank."
    if len(value) > MOST_CHARACTERS[name]:
        return f"Must have at most {MOST_CHARACTERS[name]} characters."
    if re.search("[\0\ud800-\udfff]", value):
        return "Holds characters that cannot be stored."
    return None


def says(answer):
    def act(post_id, query, body):
        takes(None, query)
        return 200, answer, {}

    return act


def routes_of(posts):
    """For each path, as a pattern: the methods, and what each does."""

    def list_posts(post_id, query, body):
        takes(None, query)
        return 200, posts.list(), {}

    def create_post(post_id, query, body):
        takes(None, query)
        row = posts.create(read_fields(body, ["title", "content"]))
        return 201, row, {"Location": f"/posts/{row['id']}"}

    def read_post(post_id, query, body):
        takes(post_id, query)
        return 200, posts.find(post_id), {}

    def replace_post(post_id, query, body):
        takes(post_id, query)
        fields = read_fields(body, ["title", "content", "published"])
        return 200, posts.change(post_id, fields), {}

    def change_post(post_id, query, body):
        takes(post_id, query)
        fields = read_fields(body, [])
        if not fields:
            refuse([("", "Must hold title, content or published.")])
        return 200, posts.change(post_id, fields), {}

    def delete_post(post_id, query, body):
        takes(post_id, query)
        posts.delete(post_id)
        return 204, None, {}

    return [
        (r"/", {"GET": says({"message": "Hello World"})}),
        (r"/other_endpoint", {"GET": says({"message": "Hello Tatooine"})}),
        (r"/health", {"GET": says({"status": "ok"})}),
        (r"/posts", {"GET": list_posts, "POST": create_post}),
        (
            r"/posts/([^/]+)",
            {
                "GET": read_post,
                "PUT": replace_post,
                "PATCH": change_post,
                "DELETE": delete_post,
            },
        ),
    ]


def parse_json(raw):
    """RFC 8259 and no more: Python's own parser takes NaN and Infinity as well."""

    def refuse_constant(name):
        raise ValueError(name)

    try:
        return json.loads(raw.decode("utf-8"), parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise Refusal(400, "The body is not valid JSON.") from None


def text_of(value):
    """Text that the bytes of a URL stand for."""
    try:
        return unquote_to_bytes(value).decode("utf-8")
    except UnicodeDecodeError:
        raise Refusal(400, "The path is not valid.") from None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 60
    wbufsize = 65_536
    routes = routes_of(Posts())

    def answer(self):
        given = self.headers.get("X-Request-Id", "")
        well_formed = re.fullmatch(r"[A-Za-z0-9._-]{1,100}", given)
        request_id = given if well_formed else str(uuid.uuid4())
        try:
            status, body, headers = self.dispatch()
        except Refusal as refusal:
            status, headers = refusal.status, refusal.headers
            body = {**refusal.body, "requestId": request_id}
        self.respond(status, body, {"X-Request-Id": request_id, **headers})

    def dispatch(self):
        """The order of checks: how it was sent, path, method, input, what is there."""
        raw = self.read_body()
        if raw is not None:
            self.check_type()
        body = parse_json(raw) if raw is not None else None

        raw_path, _, raw_query = self.path.partition("?")
        path = text_of(raw_path)
        found = [
            (match, methods)
            for pattern, methods in self.routes
            if (match := re.fullmatch(pattern, path))
        ]
        if not found:
            raise Refusal(404, "There is nothing at this path.")

        match, methods = found[0]
        allow = {"Allow": ", ".join([*methods, "HEAD", "OPTIONS"])}
        if self.command == "OPTIONS":
            return 204, None, allow

        method = "GET" if self.command == "HEAD" else self.command
        if method not in methods:
            raise Refusal(405, f"{method} is not possible here.", headers=allow)

        query = parse_qsl(raw_query, keep_blank_values=True)
        return methods[method](next(iter(match.groups()), None), query, body)

    def read_body(self):
        """The whole body, None for none. What is too large is read and thrown away."""
        if self.headers.get("Transfer-Encoding", "").lower() == "chunked":
            parts = self.read_chunks()
        else:
            parts = self.read_length()

        kept, size = [], 0
        for part in parts:
            size += len(part)
            if size <= MOST_BYTES:
                kept.append(part)
        if size > MOST_BYTES:
            raise Refusal(413, "The body is larger than 100 KiB.")
        return b"".join(kept) if size > 0 else None

    def read_length(self):
        length = self.headers.get("Content-Length", "0")
        if not re.fullmatch(r"[0-9]{1,15}", length):
            self.close_connection = True
            raise Refusal(400, "Content-Length is not a number.")

        left = int(length)
        while left > 0:
            part = self.rfile.read(min(left, 65_536))
            if not part:
                raise ConnectionError("The client has gone.")
            left -= len(part)
            yield part

    def read_chunks(self):
        while True:
            size = self.rfile.readline(100).split(b";")[0].strip()
            if not re.fullmatch(rb"[0-9A-Fa-f]{1,8}", size):
                self.close_connection = True
                raise Refusal(400, "A chunk has no valid size.")
            if int(size, 16) == 0:
                break
            yield self.rfile.read(int(size, 16))
            self.rfile.readline(100)
        while self.rfile.readline(1000).strip():
            pass

    def check_type(self):
        if self.headers.get("Content-Encoding"):
            raise Refusal(415, "Send the body as it is, without an encoding.")
        if self.headers.get_content_type() != "application/json":
            raise Refusal(415, "Send JSON, with Content-Type: application/json.")
        if self.headers.get_content_charset("utf-8") != "utf-8":
            raise Refusal(415, "Send JSON in UTF-8.")

    def respond(self, status, body, headers):
        text = b"" if body is None else json.dumps(body).encode()
        self.send_response_only(HTTPStatus(status))
        for name, value in headers.items():
            self.send_header(name, value)
        if body is not None:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    def handle(self):
        try:
            super().handle()
        except (ConnectionError, TimeoutError):
            self.close_connection = True

    def __getattr__(self, name):
        """Python looks for a method do_GET, do_POST, …: all are answered alike."""
        if name.startswith("do_"):
            return self.answer
        raise AttributeError(name)

    def send_error(self, code, message=None, explain=None):
        """What Python itself refuses, before there are headers to read."""
        self.close_connection = True
        refusal = Refusal(int(code), message or "This is not a valid request.")
        self.command = getattr(self, "command", None)
        headers = {"X-Request-Id": str(uuid.uuid4()), "Connection": "close"}
        self.respond(refusal.status, refusal.body, headers)

    def log_message(self, format, *args):
        """Nothing that a client sends is logged."""


if __name__ == "__main__":
    port = int(sys.argv[1]) if len(sys.argv) > 1 else 8000
    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    print(f"Listening on http://127.0.0.1:{server.server_address[1]}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
