"""Sends a body behind the head of every answer, to HEAD too, and late: argument 2 names the server."""
import sys
import time

PAGE = b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\npoisoned"


def app(environ, start_response):
    key = environ.get("HTTP_X_REQUEST_KEY", "")
    fields = [("Content-Type", "text/plain"), ("X-Request-Key", key)]
    if environ["PATH_INFO"] != "/page":
        start_response("200 OK", fields + [("Content-Length", "5")])
        return [b"hello"]
    write = start_response("200 OK", fields + [("Content-Length", str(len(PAGE)))])
    write(b"")
    time.sleep(0.03)
    return [PAGE]


port = int(sys.argv[1])
if sys.argv[2] == "waitress":
    from waitress import serve

    serve(app, host="127.0.0.1", port=port, threads=8)
else:
    from cheroot.wsgi import Server

    Server(("127.0.0.1", port), app, numthreads=8).start()
