import sys

from waitress import serve


def hello(environ, start_response):
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"hello from waitress"]


serve(hello, host="127.0.0.1", port=int(sys.argv[1]))
