"""Servers for the tests of the web edge."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import live_server
import pytest


@pytest.fixture
def table(tmp_path: Path) -> Iterator[live_server.Table]:
    """A server in this process, its clock moved by hand."""
    with live_server.table(tmp_path) as made:
        yield made


@pytest.fixture(params=["gevent", "threads"])
def own_server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[live_server.Server]:
    """A server of a test's own, for those that flood it: limits are per address, and here all come from one."""
    options = ["--threads"] if request.param == "threads" else []
    with live_server.server(tmp_path, *options) as made:
        yield made


@pytest.fixture(scope="session", params=["gevent", "threads"])
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[live_server.Server]:
    """A server in a process of its own, in both ways of waiting; shared, each test makes its own drill."""
    options = ["--threads"] if request.param == "threads" else []
    with live_server.server(tmp_path_factory.mktemp(request.param), *options) as made:
        yield made
