"""What every test may ask for: whether expected outputs on disk are to be rewritten, and whether there is time for the long form."""

import os

import pytest
from hypothesis import settings

# Where the same commit has to give the same answer every time, examples are the same; at a desk they are fresh on every run.
settings.register_profile("same", derandomize=True)
if os.environ.get("CI"):
    settings.load_profile("same")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="the long form of the torture tests, as `make torture` runs them")
    parser.addoption("--accept", action="store_true", help="rewrite expected outputs, to be read in review")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """True when outputs on disk are to be rewritten instead of compared."""
    return bool(request.config.getoption("--accept"))


@pytest.fixture
def long(request: pytest.FixtureRequest) -> bool:
    """True when there is time for the long form."""
    return bool(request.config.getoption("--long"))
