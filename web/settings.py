"""Settings: where data live, where the server listens, whom it answers. Checked once, before anything starts."""

from __future__ import annotations

import errno
import os
import secrets
import socket
import tempfile
from dataclasses import dataclass
from pathlib import Path

#: A message from a browser is a few hundred bytes; the longest text allowed is a few thousand.
MAX_MESSAGE = 64 * 1024


class CannotStart(Exception):
    """Why the server does not start, in the user's words, with a way out."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`hosts` are the names and addresses (with or without port) browsers may call this server by."""

    data: Path
    host: str
    port: int
    hosts: frozenset[str]
    secret: bytes
    scenarios: Path
    secure_cookies: bool = False

    @property
    def url(self) -> str:
        shown = "127.0.0.1" if self.host in ("0.0.0.0", "::", "") else self.host
        return f"http://{shown}:{self.port}"


def settle(
    data: Path, host: str, port: int, allow: tuple[str, ...], scenarios: Path, *, secure_cookies: bool = False
) -> Settings:
    """Checks the data directory and the port, makes or reads the secret; raises `CannotStart`."""
    _check_data(data)
    _check_port(host, port)
    names = {"127.0.0.1", "localhost", "[::1]", *allow}
    if host not in ("0.0.0.0", "::", ""):
        names.add(host)
    return Settings(data, host, port, frozenset(names), _secret(data), scenarios, secure_cookies)


def _check_data(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data) as probe:
            probe.write(b"x")
    except OSError as error:
        raise CannotStart(
            f"The data directory {data} cannot be written ({error.strerror}). "
            "Nothing was started, so nothing is lost. Choose another with --data DIRECTORY."
        ) from None


def _check_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if port == 0 or error.errno == errno.EADDRNOTAVAIL or isinstance(error, socket.gaierror):
                raise CannotStart(
                    f"The address {host} cannot be used ({error.strerror}). Choose one of this computer with --host."
                ) from None
            raise CannotStart(
                f"Port {port} on {host} cannot be used ({error.strerror}). "
                f"Choose another with --port, for example --port {port + 1 if port < 65535 else 8001}."
            ) from None


def _secret(data: Path) -> bytes:
    """The key that signs links and cookies: made once, readable by the owner only."""
    path = data / "secret.key"
    if path.exists():
        key = path.read_bytes()
        if len(key) < 32:
            raise CannotStart(f"{path} is damaged. Remove it to make a new one; all links given out so far end with it.")
        return key
    key = secrets.token_bytes(32)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    return key
