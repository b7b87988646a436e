"""gunicorn, whose application answers uploads without reading them."""
import os
import sys


def app(environ, start_response):
    key = environ.get("HTTP_X_REQUEST_KEY", "")
    start_response(
        "200 OK", [("Content-Type", "text/plain"), ("Content-Length", "5"), ("X-Request-Key", key)]
    )
    return [b"hello"]


if __name__ == "__main__":
    folder = os.path.dirname(os.path.abspath(__file__))
    os.execvp(
        sys.executable,
        [sys.executable, "-m", "gunicorn", "-b", "127.0.0.1:" + sys.argv[1], "-k", "gthread", "--threads", "8",
         "--keep-alive", "60", "--log-level", "error", "--chdir", folder, "--pythonpath", folder, "unread_upload:app"],
    )
