"""A document from an address: read as a file is, and never without end."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from fencepost.diagnostics import FencepostError
from fencepost.read.document import read_text


class Host(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/moved.yaml":
            self.send_response(302)
            self.send_header("Location", "/api.yaml")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write("title: Größe\n".encode())
        if self.path == "/endless.yaml":
            self.write_for_ever()

    def write_for_ever(self) -> None:
        try:
            while True:
                self.wfile.write(b"#" * 2**20)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def host() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Host) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def code_for(address: str) -> str:
    with pytest.raises(FencepostError) as caught:
        read_text(address)
    return caught.value.diagnostics[0].code


def test_an_address_gives_the_text_behind_it(host: str) -> None:
    assert read_text(f"{host}/api.yaml") == "title: Größe\n"


def test_a_redirect_is_not_followed(host: str) -> None:
    assert code_for(f"{host}/moved.yaml") == "D005"


def test_an_answer_without_end_is_refused_for_its_size(host: str) -> None:
    assert code_for(f"{host}/endless.yaml") == "D004"
