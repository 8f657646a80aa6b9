"""Wheel and sdist: they carry the built pages and the scenarios, and need no Node to be installed and run."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def archives(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(wheel, sdist), built the way `make dist` does."""
    out = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "build", "--outdir", str(out), str(ROOT)], check=True, capture_output=True)
    return next(out.glob("*.whl")), next(out.glob("*.tar.gz"))


def _without_node(folder: Path) -> dict[str, str]:
    """An environment whose PATH leads to this Python and the system's tools, but to no Node."""
    path = folder / "bin"
    path.mkdir()
    for tool in ("sh", "env", "uname", "git"):
        found = shutil.which(tool)
        if found:
            (path / tool).symlink_to(found)
    (path / "python3").symlink_to(sys.executable)
    environment = {**os.environ, "PATH": str(path)}
    assert shutil.which("npm", path=environment["PATH"]) is None
    return environment


def _serves(site: Path, data: Path, environment: dict[str, str]) -> str:
    """The lobby's page, and its first script, as an installation without checkout serves them."""
    serving = subprocess.Popen(
        [sys.executable, "-m", "simulator.cli", "serve", "--port", "0", "--data", str(data)],
        cwd=data.parent, env={**environment, "PYTHONPATH": str(site)}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    try:
        assert serving.stdout is not None
        link = serving.stdout.readline().strip()
        base = link.partition("/host/")[0]
        page = urllib.request.urlopen(base, timeout=10).read().decode()
        script = re.search(r'src="(/static/built/assets/[^"]+\.js)"', page)
        assert script, page
        assert urllib.request.urlopen(base + script[1], timeout=10).status == 200
        return page
    finally:
        serving.terminate()
        serving.wait(timeout=10)


def test_the_wheel_carries_pages_and_scenarios_and_runs_without_node(archives, tmp_path: Path) -> None:
    """An installed wheel serves its built pages and its scenarios, with no Node and no checkout in sight."""
    wheel, _ = archives
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "web/static/built/.vite/manifest.json" in names
    assert {f"simulator/shipped/{file.name}" for file in (ROOT / "scenarios").glob("*.yaml")} <= set(names)
    assert not [name for name in names if name.startswith("web/ui/") or "node_modules" in name]
    site, environment = tmp_path / "site", _without_node(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, wheel], check=True, env=environment
    )
    assert 'data-screen="lobby"' in _serves(site, tmp_path / "data", environment)
    ran = subprocess.run(
        [sys.executable, "-m", "simulator.cli", "check", str(site / "simulator/shipped/first-page.yaml")],
        cwd=tmp_path, env={**environment, "PYTHONPATH": str(site)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "fine" in ran.stdout


def test_the_sdist_installs_without_node(archives, tmp_path: Path) -> None:
    """A source archive holds the built pages beside their sources, so that installing it builds nothing with Node."""
    _, sdist = archives
    with tarfile.open(sdist) as archive:
        names = archive.getnames()
    assert any(name.endswith("web/static/built/.vite/manifest.json") for name in names)
    assert not [name for name in names if "node_modules" in name]
    site, environment = tmp_path / "site", _without_node(tmp_path)
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--target", site, sdist], check=True, env=environment
    )
    assert 'data-screen="lobby"' in _serves(site, tmp_path / "data", environment)
