"""A repository that a team works in, and a host that serves it over HTTP to who knows a token."""

import base64
import os
import subprocess
import threading
from collections.abc import Generator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

TOKEN = "ghs_hazelnut_checkout_token"
BASIC = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
IDENTITY = ["-c", "user.name=Dev", "-c", "user.email=dev@hazelnut.example"]


def git(folder: Path, *arguments: str) -> str:
    """Run git as the team of the repository would."""
    done = subprocess.run(
        ["git", *IDENTITY, "-C", str(folder), *arguments],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_LFS_SKIP_SMUDGE": "1"},
    )
    return done.stdout.strip()


def commit(folder: Path, files: dict[str, bytes]) -> str:
    """Commit `files` and return the commit's id."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    git(folder, "add", "--force", "--", *(files or ["."]))
    git(folder, "commit", "--quiet", "--allow-empty", "--message", "Change the shop")
    return git(folder, "rev-parse", "HEAD")


def start_shop(root: Path) -> Path:
    """Make a repository with one commit on `main`, in a folder that a host can serve."""
    folder = root / "hosted" / "my-org" / "shop.git"
    folder.mkdir(parents=True)
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, {"src/app.ts": b"export const shop = 1\n", "run.sh": b"#!/bin/sh\n"})
    return folder


class GitHost(ThreadingHTTPServer):
    """Hosts a folder of repositories for whoever knows the token."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), GitRequests)
        self.folder = folder
        self.redirect_to = ""
        self.status = 0
        self.stall = threading.Event()
        self.stalls = False
        self.speaks_newest = True
        self.authorizations: list[str] = []

    @property
    def url(self) -> str:
        """Scheme, host and port."""
        return f"http://127.0.0.1:{self.server_port}"


class GitRequests(BaseHTTPRequestHandler):
    """Answers through `git http-backend`, as a CGI host does."""

    server: GitHost  # pyright: ignore[reportIncompatibleVariableOverride]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - http.server's name
        """Stay quiet."""

    def answer(self) -> None:
        """Answer as the host was told to, else from the repositories."""
        self.server.authorizations.append(self.headers.get("authorization", ""))
        if self.server.stalls:
            self.server.stall.wait(30)
        elif self.server.redirect_to:
            self.send_response(301)
            self.send_header("Location", self.server.redirect_to + self.path)
            self.end_headers()
        elif self.server.status:
            self.send_error(self.server.status)
        elif self.headers.get("authorization") != f"Basic {BASIC}":
            self.send_response(401)
            self.send_header("WWW-Authenticate", 'Basic realm="git"')
            self.end_headers()
        else:
            self.run_backend()

    do_GET = do_POST = answer  # noqa: N815 - http.server's names

    def run_backend(self) -> None:
        """Let git itself speak its protocol."""
        path, _, query = self.path.partition("?")
        length = self.headers.get("content-length", "0")
        env = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.server.folder),
            "GIT_HTTP_EXPORT_ALL": "1",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REQUEST_METHOD": self.command,
            "CONTENT_TYPE": self.headers.get("content-type", ""),
            "CONTENT_LENGTH": length,
            "HTTP_CONTENT_ENCODING": self.headers.get("content-encoding", ""),
            "GIT_PROTOCOL": self.headers.get("git-protocol", "") * self.server.speaks_newest,
        }
        body = self.rfile.read(int(length))
        done = subprocess.run(["git", "http-backend"], input=body, env=env, capture_output=True)
        head, _, content = done.stdout.partition(b"\r\n\r\n")
        headers = dict(line.split(": ", 1) for line in head.decode().splitlines())
        self.send_response(int(headers.pop("Status", "200").split()[0]))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)


@contextmanager
def serving(folder: Path) -> Generator[GitHost, None, None]:
    """Host the repositories under `folder` on a free port."""
    server = GitHost(folder)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.stall.set()
        server.shutdown()
        server.server_close()
        thread.join()


def git_processes(host: GitHost) -> list[str]:
    """Return the command lines of processes that talk to `host`."""
    listed = subprocess.run(["ps", "-eo", "args"], check=True, capture_output=True, text=True)
    return [line for line in listed.stdout.splitlines() if f"{host.url}/" in line]
