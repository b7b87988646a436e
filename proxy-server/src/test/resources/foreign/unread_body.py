"""Python's own server with a handler that answers a POST without reading its body, as beginners write it."""
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        if self.path == "/admin":
            print("admin", flush=True)
            time.sleep(0.002)
            self.answer(b"secrets")
        else:
            self.answer(b"hello")

    def do_POST(self):
        self.answer(b"taken")

    def answer(self, body):
        head = "HTTP/1.1 200 OK\r\nX-Request-Key: %s\r\nContent-Length: %d\r\n\r\n"
        key = self.headers.get("X-Request-Key", "")
        self.wfile.write((head % (key, len(body))).encode() + body)

    def log_message(self, *arguments):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
