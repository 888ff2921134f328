"""The server behind `rejoinder serve`: the built site on the loopback interface, with a page that reloads itself.

The reloading script is added to pages on their way out and comes from its own file, so that what is published never
holds it.
"""

from __future__ import annotations

import json
import mimetypes
import posixpath
import threading
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from ..core import address

if TYPE_CHECKING:
    from ..core.settings import Settings

_OWN = "/_rejoinder/"
_SCRIPT = Path(__file__).with_name("reload.js")
_TAG = f'<script src="{_OWN}reload.js" defer></script>'.encode()
_NO_SITE = (
    b"<!doctype html><html lang=en><meta charset=utf-8><title>Not built yet</title><body><main></main></body></html>"
)
#: Seconds between signs of life on an event stream, so that a browser that left is noticed.
_PULSE = 15


class State:
    """How the last build ended. Browsers wait on it for the next one."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self.number = 0
        self.fault = ""

    def built(self, fault: str) -> None:
        """Tell that a build ended, with what was wrong or an empty string."""
        with self._changed:
            self.number += 1
            self.fault = fault
            self._changed.notify_all()

    def after(self, number: int) -> tuple[int, str]:
        """Wait for a build later than `number`, or for a pulse; then the last build's number and fault."""
        with self._changed:
            self._changed.wait_for(lambda: self.number != number, timeout=_PULSE)
            return self.number, self.fault


class Server(ThreadingHTTPServer):
    """Serves one output folder on 127.0.0.1."""

    daemon_threads = True

    def __init__(self, port: int, settings: Settings, state: State) -> None:
        self.state = state
        self.use(settings)
        super().__init__(("127.0.0.1", port), _Handler)

    def use(self, settings: Settings) -> None:
        """Serve the site that these settings describe."""
        self.output = settings.output
        self.base = urlsplit(settings.url).path.rstrip("/")

    @property
    def address(self) -> str:
        """Where a browser finds the site."""
        return f"http://127.0.0.1:{self.server_address[1]}{self.base}/"

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that closes its connection is no error."""


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD."""

    server: Server
    protocol_version = "HTTP/1.1"
    server_version = "rejoinder"
    sys_version = ""

    def do_GET(self) -> None:
        """A page, the reloading script, or the stream of builds."""
        host = self.headers.get("Host", "").rpartition(":")[0] or self.headers.get("Host", "")
        path = unquote(urlsplit(self.path).path)
        if host not in ("127.0.0.1", "localhost"):
            # A page elsewhere could point a name of its own at this machine and read along.
            self._answer(
                HTTPStatus.MISDIRECTED_REQUEST, b"This server answers to 127.0.0.1 and localhost only.\n", "text/plain"
            )
        elif path == f"{_OWN}events":
            self._events()
        elif path == f"{_OWN}reload.js":
            self._answer(HTTPStatus.OK, _SCRIPT.read_bytes(), "text/javascript")
        else:
            self._file(path)

    def do_HEAD(self) -> None:
        """The same without the body."""
        self.do_GET()

    def _file(self, path: str) -> None:
        base = self.server.base
        inside = path.removeprefix(base) if path.startswith(f"{base}/") else path
        own = posixpath.normpath(inside).lstrip("/")
        file = self.server.output / own
        if "\0" in own or own.startswith(".."):
            self._missing()
            return
        if file.is_dir():
            if not path.endswith("/"):
                self.send_response(HTTPStatus.MOVED_PERMANENTLY)
                self.send_header("Location", f"{path}/")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            file /= "index.html"
        try:
            data = file.read_bytes()
        except OSError:
            self._missing()
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        self._answer(HTTPStatus.OK, _with_script(data) if kind == "text/html" else data, kind)

    def _missing(self) -> None:
        try:
            page = (self.server.output / address.NOT_FOUND).read_bytes()
            status = HTTPStatus.NOT_FOUND
        except OSError:
            page, status = _NO_SITE, HTTPStatus.SERVICE_UNAVAILABLE
        self._answer(status, _with_script(page), "text/html")

    def _answer(self, status: HTTPStatus, data: bytes, kind: str) -> None:
        self.send_response(status)
        text = kind.startswith("text/") or kind in ("application/json", "image/svg+xml")
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _events(self) -> None:
        """Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html)."""
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        number, fault = self.server.state.number, self.server.state.fault
        self._send("state", number, fault)
        while True:
            now, fault = self.server.state.after(number)
            if now == number:
                self.wfile.write(b": still here\n\n")
                self.wfile.flush()
                continue
            number = now
            self._send("built", number, fault)

    def _send(self, event: str, number: int, fault: str) -> None:
        data = json.dumps({"number": number, "fault": fault})
        self.wfile.write(f"event: {event}\ndata: {data}\n\n".encode())
        self.wfile.flush()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Keep the terminal for findings."""


def _with_script(page: bytes) -> bytes:
    head, end, tail = page.rpartition(b"</body>")
    return head + _TAG + end + tail if end else page + _TAG
