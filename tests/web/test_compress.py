"""Scripts and styles travel gzipped, and are the same files when unpacked."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web.compress import compress_assets

_SCRIPT = b"export const answer = 42;\n" * 200


@pytest.fixture
def browser(tmp_path: Path) -> FlaskClient:
    assets = tmp_path / "built" / "assets"
    assets.mkdir(parents=True)
    (assets / "a.js").write_bytes(_SCRIPT)
    (assets / "a.woff2").write_bytes(_SCRIPT)
    (tmp_path / "plain.css").write_bytes(_SCRIPT)
    app = Flask("assets", static_folder=str(tmp_path), static_url_path="/static")
    compress_assets(app)
    return app.test_client()


def test_a_script_travels_gzipped_and_unpacks_to_itself(browser: FlaskClient) -> None:
    """Who accepts gzip gets it, smaller; the bytes inside are the file's, also the second time."""
    for _ in range(2):
        answer = browser.get("/static/built/assets/a.js", headers={"Accept-Encoding": "br, gzip"})
        assert answer.headers["Content-Encoding"] == "gzip"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert int(answer.headers["Content-Length"]) == len(answer.data) < len(_SCRIPT) / 10
        assert gzip.decompress(answer.data) == _SCRIPT
        assert answer.mimetype.endswith("javascript")


@pytest.mark.parametrize("accepts", ["", "br", "gzip;q=0"])
def test_who_does_not_accept_gzip_gets_the_plain_file(browser: FlaskClient, accepts: str) -> None:
    """A browser that cannot unpack is not sent what it cannot read; caches are told that it depends."""
    answer = browser.get("/static/built/assets/a.js", headers={"Accept-Encoding": accepts})
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["Vary"] == "Accept-Encoding"
    assert answer.data == _SCRIPT


@pytest.mark.parametrize("path", ["/static/built/assets/a.woff2", "/static/plain.css"])
def test_only_built_scripts_and_styles_are_compressed(browser: FlaskClient, path: str) -> None:
    """Fonts are compressed already, and nothing else is touched."""
    answer = browser.get(path, headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in answer.headers
    assert answer.data == _SCRIPT


def test_a_browser_that_has_the_file_is_told_so(browser: FlaskClient) -> None:
    """Asking again for an unchanged file brings no body."""
    first = browser.get("/static/built/assets/a.js", headers={"Accept-Encoding": "gzip"})
    again = browser.get(
        "/static/built/assets/a.js",
        headers={"Accept-Encoding": "gzip", "If-None-Match": first.headers["ETag"]},
    )
    assert again.status_code == 304
    assert again.data == b""


def test_a_missing_file_stays_missing(browser: FlaskClient) -> None:
    """What is not there is answered as before."""
    assert browser.get("/static/built/assets/none.js", headers={"Accept-Encoding": "gzip"}).status_code == 404
