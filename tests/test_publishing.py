"""PUBLISHING.md: with the configuration that stands there, nginx serves a site to who is signed in and nobody else."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.client import HTTPResponse, HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread
from urllib.parse import quote

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.schools import ROOT

TEXT = (ROOT / "PUBLISHING.md").read_text(encoding="utf-8")
NGINX = shutil.which("nginx", path=os.pathsep.join([os.environ["PATH"], "/usr/sbin", "/usr/local/sbin"]))
needs_nginx = pytest.mark.skipif(not NGINX, reason="nginx is not installed")

ADDRESS = "spiegel.school.example"
SIGNED_IN = {"Cookie": "_oauth2_proxy=somebody"}
PATIENCE = 30.0


def block(path: str) -> str:
    """The file that the document shows under this path, without the indent of the step that it stands in."""
    found = re.search(rf'^( *)```\w+ title="{re.escape(path)}"\n(.*?)^\1```$', TEXT, re.MULTILINE | re.DOTALL)
    assert found, path
    return re.sub(f"^{found[1]}", "", found[2], flags=re.MULTILINE)


# ----- a server as the document makes it ----------------------------------------------------------------


class SignOn(BaseHTTPRequestHandler):
    """Stands in for oauth2-proxy: who has its cookie is somebody, and the way to the sign-on leads away."""

    def do_GET(self) -> None:
        if self.path.startswith("/oauth2/auth"):
            self.send_response(202 if SIGNED_IN["Cookie"] in self.headers.get("Cookie", "") else 401)
        else:
            self.send_response(302)
            self.send_header("Location", f"https://accounts.example/?for={self.headers['Host']}{self.path}")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """What is asked is not told."""


@dataclass(frozen=True)
class Server:
    """nginx on this computer, with a site."""

    site: Path
    port: int
    trusted: ssl.SSLContext

    def answer(self, path: str, **headers: str) -> tuple[HTTPResponse, bytes]:
        connection = HTTPSConnection("127.0.0.1", self.port, context=self.trusted, timeout=PATIENCE)
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def make_certificate(folder: Path) -> tuple[Path, Path]:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ADDRESS)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem, secret = folder / "certificate.pem", folder / "certificate.key"
    pem.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private = (serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    secret.write_bytes(key.private_bytes(serialization.Encoding.PEM, *private))
    return pem, secret


def configuration(folder: Path, changes: dict[str, str]) -> Path:
    """The document's file with the places of this computer, inside what a system's own nginx.conf says around it."""
    server = block("/etc/nginx/sites-available/teamspiegel")
    for old, new in changes.items():
        assert old in server
        server = server.replace(old, new)
    temporary = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    lines = [
        "user root;" if os.geteuid() == 0 else "",
        f"pid {folder}/nginx.pid;",
        f"error_log {folder}/error.log;",
        "events {}",
        "http {",
        "include /etc/nginx/mime.types;",
        "default_type application/octet-stream;",
        "access_log off;",
        *(f"{kind}_temp_path {folder}/{kind};" for kind in temporary),
        server,
        "}",
    ]
    path = folder / "nginx.conf"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def server(built_school: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    assert NGINX
    folder, (port, open_port) = tmp_path_factory.mktemp("nginx"), (free_port(), free_port())
    pem, secret = make_certificate(folder)
    sign_on = ThreadingHTTPServer(("127.0.0.1", 0), SignOn)
    Thread(target=sign_on.serve_forever, daemon=True).start()
    site = folder / "site"
    shutil.copytree(built_school / "site", site)
    (site / ".git").mkdir()
    (site / ".git" / "config").write_text("[core]\n", encoding="utf-8")
    changes = {
        "listen 80;": f"listen 127.0.0.1:{open_port};",
        "listen 443 ssl;": f"listen 127.0.0.1:{port} ssl;",
        "127.0.0.1:4180": f"127.0.0.1:{sign_on.server_port}",
        f"/etc/ssl/certs/{ADDRESS}.pem": str(pem),
        f"/etc/ssl/private/{ADDRESS}.key": str(secret),
        "root /srv/teamspiegel;": f"root {site};",
    }
    command = [NGINX, "-c", str(configuration(folder, changes)), "-e", str(folder / "start.log")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"], stderr=subprocess.PIPE)
    try:
        wait_for(port, process)
        yield Server(site, port, ssl.create_default_context(cafile=pem))
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)
        sign_on.shutdown()
        sign_on.server_close()


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert process.poll() is None and time.monotonic() < deadline, "nginx does not answer"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return


def files(server: Server) -> list[str]:
    """The address of every file of the site."""
    found = [path.relative_to(server.site) for path in sorted(server.site.rglob("*")) if path.is_file()]
    return [f"/{quote(path.as_posix())}" for path in found]


def hidden(path: str) -> bool:
    return "/." in path


@needs_nginx
def test_nobody_gets_anything_without_signing_in(server: Server) -> None:
    asked = files(server)
    assert len(asked) > 50 and "/downloads/indicatoren.csv" in asked and "/search/entries.js" in asked
    for path in [*asked, "/", "/teams/", "/nowhere.html", "/oauth2/auth"]:
        answer, content = server.answer(path)
        if hidden(path):
            assert answer.status == 403, path
        elif path == "/oauth2/auth":
            assert answer.status == 401  # nginx asks there itself, and for nobody else
        else:
            assert (answer.status, answer.headers["Location"]) == (302, location(server, path)), path
        assert len(content) < 200 and b"nginx" in content, path


def location(server: Server, path: str) -> str:
    return f"https://127.0.0.1:{server.port}/oauth2/start?rd={path}"


@needs_nginx
def test_another_cookie_is_no_sign_in(server: Server) -> None:
    assert server.answer("/index.html", Cookie="_oauth2_proxy=", Authorization="Basic YTpi")[0].status == 302


@needs_nginx
def test_who_is_signed_in_gets_every_file_as_it_is(server: Server) -> None:
    kinds = {
        ".html": "text/html; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".js": "javascript; charset=utf-8",  # application/ or text/, by the age of nginx
        ".json": "application/json; charset=utf-8",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
    }
    for path in files(server):
        answer, content = server.answer(path, **SIGNED_IN)
        if hidden(path):
            assert answer.status == 403, path
            continue
        assert answer.status == 200, path
        assert content == (server.site / Path(path).relative_to("/")).read_bytes(), path
        assert answer.headers["Content-Type"].endswith(kinds.get(Path(path).suffix, "")), path


@needs_nginx
@pytest.mark.parametrize("path", ["/", "/index.html", "/downloads/indicatoren.csv", "/nowhere.html"])
@pytest.mark.parametrize("headers", [{}, SIGNED_IN], ids=["stranger", "colleague"])
def test_nothing_in_between_may_keep_an_answer(server: Server, path: str, headers: dict[str, str]) -> None:
    told = server.answer(path, **headers)[0].headers
    assert told["Cache-Control"] == "private, no-cache"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Security-Policy"] == "frame-ancestors 'none'"


@needs_nginx
def test_a_browser_asks_whether_what_it_kept_still_holds(server: Server) -> None:
    mark = server.answer("/index.html", **SIGNED_IN)[0].headers["ETag"]
    again = {"If-None-Match": mark}
    assert server.answer("/index.html", **SIGNED_IN, **again)[0].status == 304
    assert server.answer("/index.html", **again)[0].status == 302


@needs_nginx
def test_a_wrong_address_leads_to_the_site_s_own_page(server: Server) -> None:
    answer, content = server.answer("/teams/nowhere.html", **SIGNED_IN)
    assert (answer.status, content) == (404, (server.site / "404.html").read_bytes())
    assert "Deze pagina is er niet" in content.decode()


@needs_nginx
def test_the_way_to_the_sign_on_is_open(server: Server) -> None:
    answer, _ = server.answer("/oauth2/start?rd=/index.html")
    assert answer.headers["Location"] == "https://accounts.example/?for=127.0.0.1/oauth2/start?rd=/index.html"


# ----- what cannot be tried without the web --------------------------------------------------------------


def test_the_two_files_fit_each_other() -> None:
    """What asks and what answers: the same address, the same port, the same way back."""
    asks, answers = block("/etc/nginx/sites-available/teamspiegel"), tomllib.loads(block("/etc/oauth2-proxy.cfg"))
    assert asks.count(f"proxy_pass http://{answers['http_address']};") == 2
    assert answers["reverse_proxy"] is True
    assert answers["redirect_url"] == f"https://{ADDRESS}/oauth2/callback"
    assert f"server_name {ADDRESS};" in asks
    assert answers["allowed_groups"] == ["GROUP-ID"]


def test_links_lead_somewhere() -> None:
    documents = {"README.md": (ROOT / "README.md").read_text(encoding="utf-8"), "PUBLISHING.md": TEXT}
    heads = {
        name: {
            re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-")
            for head in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        }
        for name, text in documents.items()
    }
    for name, text in documents.items():
        for path, anchor in re.findall(r"\]\((README\.md|PUBLISHING\.md)?#([^)]+)\)", text):
            assert anchor in heads[path or name], anchor


@pytest.mark.parametrize("name", ["PASSPHRASES", "PUBLISH_PAGES", "PUBLISH_UNLOCKED"])
def test_the_names_for_github_are_those_of_the_workflow(name: str) -> None:
    workflow = (ROOT / ".github/workflows/site.yml").read_text(encoding="utf-8")
    assert f"`{name}`" in TEXT and re.search(rf"\b(vars|secrets)\.{name}\b", workflow)
